"""What following answers with: the present state of what is followed, and everything that led to it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from rumbo.apps.following.models import Progress
from rumbo.core.monitoring.records import Alert, Severity
from rumbo.core.observations import Evidence

#: States that nothing more happens in, unless it is taken up again.
ENDED = frozenset({Progress.DONE, Progress.CLOSED})


class AlertKey(NamedTuple):
    """By what an alert is known again; the same in every language."""

    policy: str
    year: int
    alert: str
    subject: str
    since: str


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One thing that somebody did or said; what is ``None`` or empty was left as it was.

    Attributes:
        id: its key.
        at: when (UTC).
        by: name of who did it.
        remark: what was said.
        progress: the state from then on.
        owner: name of who answers from then on.
        public: whether the alert is public from then on.
        due: until when from then on.
        evidence: a file that supports it.
    """

    id: int
    at: datetime
    by: str
    remark: str
    progress: Progress | None
    owner: str
    public: bool | None
    due: date | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class CommitmentRecord:
    """A commitment (compromiso de mejora) as it stood at a moment.

    Attributes:
        id: its key.
        case_id: the case that it answers; ``None`` where it answers a recommendation.
        recommendation_id: the recommendation that it answers; ``None`` where it answers a case.
        text: what is promised.
        entity: code of the entity that promises.
        unit: its unit; empty where none is named.
        person: name of who answers for it; empty where nobody is named.
        person_id: key of that person.
        promised_due: the date first promised.
        due: the date in force.
        progress: how far it is.
        begun_at: when it was promised.
        begun_by: who wrote it down.
        history: its entries, oldest first.
    """

    id: int
    case_id: int | None
    recommendation_id: int | None
    text: str
    entity: str
    unit: str
    person: str
    person_id: int | None
    promised_due: date
    due: date
    progress: Progress
    begun_at: datetime
    begun_by: str
    history: tuple[EntryRecord, ...]

    def overdue_on(self, day: date) -> bool:
        """Whether its date is past on a day and it has not ended."""
        return self.due < day and self.progress not in ENDED

    @property
    def times_moved(self) -> int:
        """How often its date was moved."""
        return sum(1 for entry in self.history if entry.due)


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """An alert that was taken up, as it stood at a moment.

    Attributes:
        id: its key.
        key: by what the alert is known.
        severity: how soon the alert asks for action.
        message: what was found, in the words of the day on which it was taken up.
        action: what to do, in the words of that day.
        concerns: unit and entity that must act, as written.
        entity: code of the entity concerned.
        unit: its unit; empty where none is named.
        owner: name of who answers for it; empty where nobody does.
        owner_id: key of that person.
        progress: how far it is.
        public: whether the planning office made the alert public.
        public_since: since when; ``None`` while it is not.
        begun_at: when it was taken up.
        begun_by: who took it up.
        commitments: what was promised, in the order of promising.
        history: its entries, oldest first.
    """

    id: int
    key: AlertKey
    severity: Severity
    message: str
    action: str
    concerns: str
    entity: str
    unit: str
    owner: str
    owner_id: int | None
    progress: Progress
    public: bool
    public_since: datetime | None
    begun_at: datetime
    begun_by: str
    commitments: tuple[CommitmentRecord, ...]
    history: tuple[EntryRecord, ...]


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What came of taking up several alerts.

    Attributes:
        taken: the cases that this began.
        before: the cases of those that had been taken up already; they stay as they were.
    """

    taken: tuple[CaseRecord, ...]
    before: tuple[CaseRecord, ...]


@dataclass(frozen=True, slots=True)
class RecommendationRecord:
    """A recommendation of an evaluation, as it stood at a moment.

    Attributes:
        id: its key.
        policy: code of the policy.
        report: the evaluation report, as it is cited.
        number: number of the recommendation in it.
        text: what is recommended.
        entity: code of the entity that it is addressed to.
        unit: its unit; empty where none is named.
        due: until when; ``None`` where no date is set.
        owner: name of who answers for it; empty where nobody does.
        owner_id: key of that person.
        progress: how far it is.
        begun_at: when it was written down here.
        begun_by: by whom.
        commitments: what was promised, in the order of promising.
        history: its entries, oldest first.
    """

    id: int
    policy: str
    report: str
    number: str
    text: str
    entity: str
    unit: str
    due: date | None
    owner: str
    owner_id: int | None
    progress: Progress
    begun_at: datetime
    begun_by: str
    commitments: tuple[CommitmentRecord, ...]
    history: tuple[EntryRecord, ...]


@dataclass(frozen=True, slots=True)
class ReminderRecord:
    """A mail that reminded somebody of a commitment."""

    commitment_id: int
    person: str
    email: str
    sent_at: datetime
    sent_by: str


@dataclass(frozen=True, slots=True)
class FollowedAlert:
    """A present alert, by what it is known, and its case where somebody took it up."""

    alert: Alert
    key: AlertKey
    case: CaseRecord | None


@dataclass(frozen=True, slots=True)
class Followed:
    """The present alerts, worst first, and the cases of the year whose alert no longer fires."""

    alerts: tuple[FollowedAlert, ...]
    gone: tuple[CaseRecord, ...]
