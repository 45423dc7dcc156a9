"""The matrix of commitments (matriz de compromisos de mejora): what was promised, by whom, until when, what came of it.

A commitment answers the case of an alert or a recommendation of an evaluation; both stand in the one matrix.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rumbo.apps.following.reach import Matter, Reach
from rumbo.apps.following.records import ENDED, CaseRecord, CommitmentRecord, EntryRecord, ReminderRecord
from rumbo.apps.following.selectors import cases, recommendations, reminders
from rumbo.apps.following.words import alert_title
from rumbo.core.language import _
from rumbo.core.policy.models import Entity
from rumbo.site.following.asked import Moment
from rumbo.site.following.subjects import entity_name, rests_on_simulated, subject
from rumbo.site.policy_shown import policy
from rumbo.site.work.asked import reported_values

#: Asks for everything that has not ended.
GOING = "going"


@dataclass(frozen=True, slots=True)
class MatrixFilters:
    """What the address asks to be shown; empty for everything.

    Attributes:
        entity: code of an entity.
        state: a state, or :data:`GOING` for all that have not ended.
        overdue: only what is overdue.
    """

    entity: str = ""
    state: str = ""
    overdue: bool = False

    def keep(self, row: "MatrixRow") -> bool:
        """Whether a row is asked for."""
        promised = row.commitment
        if self.entity and promised.entity != self.entity:
            return False
        if self.overdue and not row.overdue:
            return False
        if self.state == GOING:
            return promised.progress not in ENDED
        return not self.state or promised.progress.value == self.state


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One commitment with what it answers.

    Attributes:
        commitment: what was promised.
        matter: the case or the recommendation that it answers.
        entity: name of the entity that promises.
        day: the day on which its date is past or not.
        reminded: the last reminder of it; ``None`` where none was sent.
        simulated: whether it answers an alert that rests on simulated values.
    """

    commitment: CommitmentRecord
    matter: Matter
    entity: str
    day: date
    reminded: ReminderRecord | None
    simulated: bool

    @property
    def answers(self) -> str:
        """What it answers, in words."""
        return matter_told(self.matter)

    @property
    def ended(self) -> bool:
        """Whether nothing more happens."""
        return self.commitment.progress in ENDED

    @property
    def overdue(self) -> bool:
        """Whether its date is past and it has not ended."""
        return self.commitment.overdue_on(self.day)

    @property
    def days(self) -> int:
        """Days that are left, below zero where the date is past."""
        return (self.commitment.due - self.day).days

    @property
    def last_remark(self) -> EntryRecord | None:
        """The last thing that was said about it; ``None`` where nothing was."""
        return next((entry for entry in reversed(self.commitment.history) if entry.remark), None)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The commitments that concern a reader.

    Attributes:
        rows: those asked for: what has not ended first, the first due first.
        every: how many there are without filters.
        overdue: how many of all of them are overdue.
        going: how many of all of them have not ended.
        entities: the entities that promised something, for choosing one.
    """

    rows: tuple[MatrixRow, ...]
    every: int
    overdue: int
    going: int
    entities: tuple[Entity, ...]

    @property
    def simulated(self) -> bool:
        """Whether one of them answers an alert that rests on simulated values."""
        return any(row.simulated for row in self.rows)


def matrix(moment: Moment, reach: Reach, filters: MatrixFilters) -> Matrix:
    """The commitments of the policy that concern a reader. Some ten queries, however many there are."""
    every = commitment_rows(
        (*cases(policy(), as_of=moment.as_of), *recommendations(policy(), moment.as_of)), moment, reach
    )
    promising = {row.commitment.entity for row in every}
    return Matrix(
        rows=tuple(row for row in every if filters.keep(row)),
        every=len(every),
        overdue=sum(row.overdue for row in every),
        going=sum(not row.ended for row in every),
        entities=tuple(entity for entity in policy().entities if entity.code in promising),
    )


def commitment_rows(matters: Iterable[Matter], moment: Moment, reach: Reach) -> tuple[MatrixRow, ...]:
    """The commitments about some matters that the reader sees; what has not ended first, the first due first."""
    seen = [(one, matter) for matter in matters for one in matter.commitments if reach.commitment(one, matter)]
    years = {matter.key.year for _one, matter in seen if isinstance(matter, CaseRecord)}
    values = reported_values(max(years)) if years else {}
    last: dict[int, ReminderRecord] = {}
    for reminder in reminders((one.id for one, _matter in seen), moment.as_of):
        last.setdefault(reminder.commitment_id, reminder)
    rows = [
        MatrixRow(
            commitment=one,
            matter=matter,
            entity=entity_name(one.entity),
            day=moment.day,
            reminded=last.get(one.id),
            simulated=rests_on_simulated(matter, values),
        )
        for one, matter in seen
    ]
    return tuple(sorted(rows, key=lambda row: (row.ended, row.commitment.due, row.commitment.id)))


def matter_told(matter: Matter) -> str:
    """What a commitment answers, in words."""
    if isinstance(matter, CaseRecord):
        about = subject(matter.key.subject)
        return _("Alert of {year}: {title}, {subject}").format(
            year=matter.key.year,
            title=alert_title(matter.key.alert),
            subject=f"{about.code} {about.name}".rstrip(),
        )
    return _("Recommendation {number}, {report}").format(number=matter.number, report=matter.report)
