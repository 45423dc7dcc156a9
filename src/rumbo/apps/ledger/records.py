"""What the ledger answers with: frozen records that outlive the database session."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
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
    value: Decimal | None
    """``None`` where it reports that there is no figure."""
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
    no_data_reason: str = ""
    """Why there is no value; empty where there is one."""
    expected_on: date | None = None
    """When the missing value is expected."""


@dataclass(frozen=True, slots=True)
class CampaignRecord:
    """A reporting campaign as it stood at a moment, with the due date of every entity that must report."""

    policy: str
    year: int
    opens: date
    due: date
    due_dates: dict[str, date]


@dataclass(frozen=True, slots=True)
class DueDateRecord:
    """A due date moved for one entity; ``due`` is ``None`` where it was given the common date again."""

    entity: str
    due: date | None
    reason: str
    moved_by: str
    moved_at: datetime


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
class PublishedReportRecord:
    """An issued report that was made public."""

    report: IssuedReportRecord
    published_at: datetime
    published_by: str
    sequence: int


class LogKind(StrEnum):
    """What an entry of the ledger records."""

    VALUE = "value"
    """A value, or why there is none."""
    STEP = "step"
    """A step of a value on its way to publication, or back."""
    EVIDENCE = "evidence"
    CAMPAIGN = "campaign"
    DUE = "due"
    """Another due date for one entity."""
    REPORT = "report"
    """A report was issued."""
    SIGN_OFF = "sign_off"
    PUBLICATION = "publication"
    """A report was made public."""


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries of the log are asked for; what is left empty asks for all.

    Attributes:
        person_id: key of who recorded them.
        indicator: code of the indicator that they speak of.
        entity: code of the entity that they speak of: whose value, date or campaign it is.
        kind: what they record.
    """

    person_id: int | None = None
    indicator: str = ""
    entity: str = ""
    kind: LogKind | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked for."""
        return self != LogFilter()


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
    kind: LogKind
    indicator: str = ""
    """Code of the indicator; empty where it speaks of none."""
    year: int | None = None
    entity: str = ""
    """Code of the entity; empty where it speaks of none or of several."""
    simulated: bool = False
    """Whether it speaks of a simulated value."""
