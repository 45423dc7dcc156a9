"""Which values wait for a reviewer, since when, and what should be known of each before it goes on?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rumbo.apps.ledger.records import RevisionRecord
from rumbo.apps.ledger.selectors import latest_of_year
from rumbo.core.language import _, ngettext
from rumbo.core.monitoring.records import Alert, Compliance
from rumbo.core.observations import Observation, State
from rumbo.core.policy.models import Entity, Indicator, Objective, Policy
from rumbo.core.reporting.labels import local
from rumbo.site.review.doubts import doubts_by_indicator
from rumbo.site.shown import Shown, standing_of

#: The states in which a value waits for somebody.
QUEUES = (State.SUBMITTED, State.CONSOLIDATED, State.VALIDATED)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which of the waiting values are shown; empty texts show all.

    Attributes:
        entity: code of the entity that reports them.
        objective: code of the objective above them.
        doubts: ``con`` for those with doubts, ``sin`` for the clean ones.
    """

    entity: str = ""
    objective: str = ""
    doubts: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A value that waits.

    Attributes:
        indicator: its sheet.
        entity: who reports it.
        objective: the objective above it.
        record: its latest revision.
        before: last year's value; ``None`` where there is none.
        compliance: how it is judged.
        doubts: what the rules flag.
        since: when it came into the state in which it waits.
        days: days since then.
    """

    indicator: Indicator
    entity: Entity | None
    objective: Objective
    record: RevisionRecord
    before: Observation | None
    compliance: Compliance
    doubts: tuple[Alert, ...]
    since: datetime
    days: int

    @property
    def clean(self) -> bool:
        """Whether no rule flags it and it holds a figure: why there is none is read one by one."""
        return not self.doubts and self.record.value is not None

    @property
    def waits_told(self) -> str:
        """How long it has waited, in words."""
        if self.days == 0:
            return _("since today")
        return ngettext("for {count} day", "for {count} days", self.days).format(count=self.days)


@dataclass(frozen=True, slots=True)
class Queue:
    """The values of a year that wait in one state.

    Attributes:
        year: the year.
        state: the state.
        rows: those that the filters let through, in the order of the policy.
        counts: how many values stand in each state of a queue, filters apart.
        entities: the entities that have values waiting, for the filter.
    """

    year: int
    state: State
    rows: tuple[Waiting, ...]
    counts: dict[State, int]
    entities: tuple[Entity, ...]

    @property
    def before_year(self) -> int:
        """The year before, whose values stand beside."""
        return self.year - 1

    @property
    def clean(self) -> int:
        """How many of them are clean."""
        return sum(row.clean for row in self.rows)


def queue(policy: Policy, year: int, state: State, filters: Filters) -> Queue:
    """The values of a year that wait in a state. Four queries beside the standing, which is kept."""
    records = latest_of_year(policy.code, year)
    rows = waiting_rows(policy, year, [record for record in records.values() if record.state is state])
    counts = {of: sum(record.state is of for record in records.values()) for of in QUEUES}
    codes = {row.entity.code for row in rows if row.entity}
    return Queue(
        year,
        state,
        tuple(row for row in rows if _passes(row, filters)),
        counts,
        tuple(entity for entity in policy.entities if entity.code in codes),
    )


def waiting_rows(policy: Policy, year: int, records: Sequence[RevisionRecord]) -> list[Waiting]:
    """What should be known of some values, in the order of the policy."""
    standing = standing_of(Shown(year, counted_from=State.SUBMITTED)).standing
    doubts, today = doubts_by_indicator(standing), local(datetime.now(UTC)).date()
    by_code = {record.key.indicator: record for record in records}
    rows = []
    for indicator in policy.indicators:
        record = by_code.get(indicator.code)
        if record is None:
            continue
        since = record.transitions[-1].at if record.transitions else record.recorded_at
        code = policy.reporting_entity(indicator.code)
        rows.append(
            Waiting(
                indicator=indicator,
                entity=policy.entity(code) if code else None,
                objective=policy.objective_of(indicator.code),
                record=record,
                before=standing.observations.get((indicator.code, year - 1)),
                compliance=standing.judged[indicator.code],
                doubts=doubts.get(indicator.code, ()),
                since=since,
                days=(today - local(since).date()).days,
            )
        )
    return rows


def _passes(row: Waiting, filters: Filters) -> bool:
    if filters.entity and (row.entity is None or row.entity.code != filters.entity):
        return False
    if filters.objective and row.objective.code != filters.objective:
        return False
    return not filters.doubts or row.clean is (filters.doubts == "sin")
