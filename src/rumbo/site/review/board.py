"""Who has reported and who has not? The campaign of a year, entity by entity and state by state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rumbo.apps.desk.selectors import drafted_codes
from rumbo.apps.ledger.records import CampaignRecord, DueDateRecord, RevisionRecord
from rumbo.apps.ledger.selectors import campaign, latest_of_year, moved_due_dates
from rumbo.apps.reminders.missing import asked_for, missing_values
from rumbo.apps.reminders.selectors import ReminderRecord, reminders
from rumbo.apps.reminders.words import days_told
from rumbo.core.language import _
from rumbo.core.observations import State
from rumbo.core.policy.models import Entity, Indicator, Policy
from rumbo.core.reporting.labels import state_name


class Stage(StrEnum):
    """The columns of the board, in the order of the way."""

    MISSING = "missing"
    DRAFT = "draft"
    RETURNED = "returned"
    EXPLAINED = "explained"
    """It was reported that there is no figure, and why; wherever that stands on its way."""
    SUBMITTED = "submitted"
    CONSOLIDATED = "consolidated"
    VALIDATED = "validated"
    PUBLISHED = "published"


#: Stages in which the value is in: the entity need do nothing more. What is explained is no value and is not owed.
IN = (Stage.SUBMITTED, Stage.CONSOLIDATED, Stage.VALIDATED, Stage.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many values stand in a column, with the column's name for readers of narrow screens."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """An entity of the campaign.

    Attributes:
        entity: the entity.
        counts: how many of its values stand in each stage.
        owed: the indicators whose value is not in.
        due: until when it must report.
        days: days that are left, below zero where it is late.
        moved: the last time its date was moved; ``None`` where it has the common one.
        reminded_at: when somebody of it was last reminded; ``None`` if never.
    """

    entity: Entity
    counts: Mapping[Stage, int]
    owed: tuple[Indicator, ...]
    due: date
    days: int
    moved: DueDateRecord | None
    reminded_at: datetime | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its counts, column by column."""
        return cells(self.counts)

    @property
    def asked(self) -> int:
        """How many values it must report."""
        return sum(self.counts.values())

    @property
    def received(self) -> int:
        """How many of them are in."""
        return sum(self.counts[stage] for stage in IN)

    @property
    def owes(self) -> bool:
        """Whether something is missing."""
        return bool(self.owed)

    @property
    def in_pct(self) -> Decimal | None:
        """Percent of its values that are in."""
        return Decimal(100) * self.received / self.asked if self.asked else None

    @property
    def time_told(self) -> str:
        """How long there still is, in words; empty once everything is in."""
        return days_told(self.days) if self.owes else ""


@dataclass(frozen=True, slots=True)
class Board:
    """The campaign of a year.

    Attributes:
        year: the year.
        campaign: its dates; ``None`` where it was not opened.
        lines: the entities, those that are late and owe most first.
        totals: the counts of all of them.
        moves: every due date that was moved, newest first.
        reminders: every reminder, newest first.
    """

    year: int
    campaign: CampaignRecord | None
    lines: tuple[Line, ...]
    totals: Mapping[Stage, int]
    moves: tuple[DueDateRecord, ...]
    reminders: tuple[ReminderRecord, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The counts of all entities, column by column."""
        return cells(self.totals)

    @property
    def asked(self) -> int:
        """How many values the campaign asks for."""
        return sum(self.totals.values())

    @property
    def received(self) -> int:
        """How many are in."""
        return sum(self.totals[stage] for stage in IN)

    @property
    def explained(self) -> int:
        """How many are reported as having no figure, with the reason."""
        return self.totals[Stage.EXPLAINED]

    @property
    def in_pct(self) -> Decimal | None:
        """Percent of the values that are in."""
        return Decimal(100) * self.received / self.asked if self.asked else None

    @property
    def owing(self) -> tuple[Line, ...]:
        """The entities with something missing."""
        return tuple(line for line in self.lines if line.owes)


def cells(counts: Mapping[Stage, int]) -> tuple[Cell, ...]:
    """Counts with the names of their columns."""
    return tuple(Cell(stage_name(stage), counts[stage]) for stage in Stage)


def stage_name(stage: Stage) -> str:
    """The word for a column."""
    own = {Stage.MISSING: _("Not begun"), Stage.EXPLAINED: _("No figure")}
    return own[stage] if stage in own else state_name(State(stage.value))


def board(policy: Policy, year: int, *, today: date) -> Board:
    """The campaign of a year. Some twelve queries, however many entities there are."""
    asked = campaign(policy.code, year)
    if asked is None:
        return Board(year, None, (), dict.fromkeys(Stage, 0), (), ())
    records, moves = latest_of_year(policy.code, year), moved_due_dates(policy.code, year)
    sent, drafted = reminders(policy.code, year), drafted_codes(policy.code, year)
    of_entity, owed = asked_for(policy, year), missing_values(policy, asked, records)
    lines = [
        Line(
            entity=policy.entity(code),
            counts=_counts(of_entity.get(code, ()), records, drafted),
            owed=owed.get(code, ()),
            due=due,
            days=(due - today).days,
            moved=_last_move(moves, code),
            reminded_at=next((one.sent_at for one in sent if code in one.entities), None),
        )
        for code, due in asked.due_dates.items()
    ]
    lines.sort(key=lambda line: (not line.owes, line.due, line.received - line.asked))
    totals = {stage: sum(line.counts[stage] for line in lines) for stage in Stage}
    return Board(year, asked, tuple(lines), totals, tuple(reversed(moves)), sent)


def _counts(
    indicators: Sequence[Indicator], records: Mapping[str, RevisionRecord], drafted: frozenset[str]
) -> Mapping[Stage, int]:
    found = dict.fromkeys(Stage, 0)
    for indicator in indicators:
        found[_stage(records.get(indicator.code), drafted=indicator.code in drafted)] += 1
    return found


def _stage(record: RevisionRecord | None, *, drafted: bool) -> Stage:
    if record is None:
        return Stage.DRAFT if drafted else Stage.MISSING
    if record.value is None and record.state not in {State.DRAFT, State.RETURNED}:
        return Stage.EXPLAINED
    return Stage.DRAFT if record.state is State.DRAFT else Stage(record.state.value)


def _last_move(moves: Sequence[DueDateRecord], entity: str) -> DueDateRecord | None:
    last = next((move for move in reversed(moves) if move.entity == entity), None)
    return last if last and last.due else None
