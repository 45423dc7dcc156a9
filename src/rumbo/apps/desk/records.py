"""What the desk takes and answers with: frozen records that outlive the database session."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rumbo.apps.ledger.records import ObservationKey, RevisionRecord
from rumbo.core.errors import Problem
from rumbo.core.observations import Evidence, NewValue


@dataclass(frozen=True, slots=True)
class TypedPart:
    """One part of a breakdown as it was typed."""

    dimension: str
    member: str
    value: str = ""
    numerator: str = ""
    denominator: str = ""


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What the form of a value holds, as typed. The names of the fields are the places of :class:`Problem`.

    A part's fields are named ``parts.0.value``, counted from 0 in the order of ``parts``.
    """

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    comment: str = ""
    reason: str = ""
    parts: tuple[TypedPart, ...] = ()
    no_data: bool = False
    """Whether the person chose that there is no figure for the year."""
    no_data_reason: str = ""
    expected_on: str = ""


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A stored draft.

    Attributes:
        key: the value it speaks of.
        content: what was typed.
        evidence: files attached to it.
        version: counts the savings; 0 while only files were attached.
        base_revision: number of the ledger's latest revision when it was begun; 0 where there was none.
        saved_by: name of whoever saved it last.
        saved_by_id: key of that person.
        saved_at: when.
        sent_by: name of whoever handed it to the head of the entity; empty while it is being written.
        sent_at: when.
        remark: why the head handed it back.
    """

    key: ObservationKey
    content: DraftContent
    evidence: tuple[Evidence, ...]
    version: int
    base_revision: int
    saved_by: str
    saved_by_id: int
    saved_at: datetime
    sent_by: str
    sent_at: datetime | None
    remark: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft is stored; ``overtaken`` is a revision of the ledger that whoever began the draft has not seen."""

    draft: DraftRecord
    overtaken: RevisionRecord | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Nothing was stored, since somebody else was faster; the page shows both, and nothing is lost.

    Attributes:
        mine: what was sent.
        theirs: the draft as it stands, with who saved it and when; ``None`` where it was submitted or discarded.
        revision: the latest revision of the ledger; ``None`` where there is none. Where it is newer than the one the
            draft was begun from, it is what the sender has not seen.
    """

    mine: DraftContent
    theirs: DraftRecord | None
    revision: RevisionRecord | None


@dataclass(frozen=True, slots=True)
class Submitted:
    """What was submitted stands in the ledger.

    Attributes:
        submission_id: the identity made with the form.
        key: the value.
        revision_sequence: place of the revision in the ledger.
        revision_number: its number among the revisions of the value.
        recorded: ``False`` where the ledger already held exactly this.
        repeated: whether this very submission had been answered before.
    """

    submission_id: UUID
    key: ObservationKey
    revision_sequence: int
    revision_number: int
    recorded: bool
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What the sheet of the indicator says of a typed value.

    Attributes:
        value: the value that would be recorded; ``None`` where anything forbids it or nothing was typed.
        problems: what forbids it, each with the name of its field.
        warnings: what is accepted and worth a second look, each with the name of its field.
    """

    value: NewValue | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody else who has a value open."""

    person_id: int
    name: str
    seen_at: datetime
