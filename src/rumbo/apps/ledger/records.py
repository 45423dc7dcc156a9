"""What the ledger answers with: frozen records that outlive the database session."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from rumbo.core.observations import Evidence, Origin, Part, State


class ObservationKey(NamedTuple):
    """What a value speaks of."""

    policy: str
    indicator: str
    year: int


@dataclass(frozen=True, slots=True)
class Recording:
    """What :func:`~rumbo.apps.ledger.services.record_values` did.

    Attributes:
        recorded: values that became a new revision.
        unchanged: values that the ledger already held; nothing was written for them but evidence not yet attached.
    """

    recorded: tuple[ObservationKey, ...]
    unchanged: tuple[ObservationKey, ...]


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """Where the ledger stood at a moment; ``recorded_at`` is ``None`` while it is empty."""

    sequence: int
    row_hash: str
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class TransitionRecord:
    """One step of a revision."""

    sequence: int
    from_state: State
    to_state: State
    at: datetime
    by: str
    comment: str


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """A revision with everything that happened to it until the moment asked for."""

    key: ObservationKey
    sequence: int
    row_hash: str
    number: int
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    origin: Origin
    state: State
    recorded_at: datetime
    recorded_by: str
    entity: str
    comment: str
    reason: str
    parts: tuple[Part, ...]
    evidence: tuple[Evidence, ...]
    source_name: str
    source_sha256: str
    lineage: object
    transitions: tuple[TransitionRecord, ...]


@dataclass(frozen=True, slots=True)
class CampaignRecord:
    """A reporting campaign as it stood at a moment, with the due date of every entity that must report."""

    policy: str
    year: int
    opens: date
    due: date
    due_dates: dict[str, date]


@dataclass(frozen=True, slots=True)
class IssuedReportRecord:
    """A report that was issued."""

    number: str
    policy: str
    year: int
    as_of: datetime
    ledger_sequence: int
    ledger_hash: str
    language: str
    method: str
    method_sha256: str
    policy_sha256: str
    content_sha256: str
    files: dict[str, str]
    issued_at: datetime
    issued_by: str
    sequence: int


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the ledger as a line of its log."""

    sequence: int
    recorded_at: datetime
    recorded_by: str
    what: str
    """What was done, as a short sentence."""
    subject: str
    row_hash: str
