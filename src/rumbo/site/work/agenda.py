"""What must a person do, until when, and where does the rest stand? The values of a year, the most urgent first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.selectors import Powers
from rumbo.apps.accounts.units import reporting_unit
from rumbo.apps.desk.access import PREPARERS
from rumbo.apps.desk.records import DraftRecord
from rumbo.apps.desk.selectors import drafts
from rumbo.apps.ledger.records import CampaignRecord, RevisionRecord, TransitionRecord
from rumbo.apps.ledger.selectors import campaign, latest_of_year
from rumbo.apps.reminders.words import days_told
from rumbo.core.language import _
from rumbo.core.observations import State
from rumbo.core.policy.models import Entity, Indicator, Policy


class Urgency(StrEnum):
    """The groups of the page, in their order."""

    RETURNED = "returned"
    LATE = "late"
    DUE = "due"
    HANDED = "handed"
    REVIEW = "review"
    DONE = "done"
    NOT_ASKED = "not_asked"
    """The policy programmes no value for the year, or the value is computed and nobody types it."""


#: Groups in which something waits to be done by whoever reports.
PENDING = (Urgency.RETURNED, Urgency.LATE, Urgency.DUE)


@dataclass(frozen=True, slots=True)
class Task:
    """One value of the year.

    Attributes:
        indicator: its sheet.
        year: the year.
        entity: who reports it; ``None`` where the policy names nobody.
        unit: the unit that reports it, as printed.
        due: until when; ``None`` without a campaign.
        days: days that are left, below zero where it is late.
        record: the latest revision with its steps; ``None`` where nothing was recorded.
        draft: what is being prepared.
        urgency: its group.
    """

    indicator: Indicator
    year: int
    entity: Entity | None
    unit: str
    due: date | None
    days: int | None
    record: RevisionRecord | None
    draft: DraftRecord | None
    urgency: Urgency

    @property
    def time_told(self) -> str:
        """How long there still is, in words; empty without a date."""
        return days_told(self.days) if self.days is not None else ""

    @property
    def returned(self) -> TransitionRecord | None:
        """The step by which it was returned, where it stands returned."""
        return returned_step(self.record)

    @property
    def moved_at(self) -> TransitionRecord | None:
        """The last step that it took."""
        return self.record.transitions[-1] if self.record and self.record.transitions else None


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one urgency."""

    urgency: Urgency
    title: str
    told: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """Everything that a person reports in a year.

    Attributes:
        year: the year.
        campaign: the campaign of the year; ``None`` where none was opened.
        groups: those that are not empty, the most urgent first.
        entities: the entities that the person reports for, for choosing one.
    """

    year: int
    campaign: CampaignRecord | None
    groups: tuple[Group, ...]
    entities: tuple[Entity, ...]

    @property
    def pending(self) -> int:
        """How many values wait for the person."""
        return sum(len(group.tasks) for group in self.groups if group.urgency in PENDING)

    @property
    def next_task(self) -> Task | None:
        """The most urgent one."""
        return next((g.tasks[0] for g in self.groups if g.urgency in PENDING), None)


def agenda(policy: Policy, year: int, person: Person, held: Powers, *, today: date, entity: str = "") -> Agenda:
    """The values of a year that a person may report. Some ten queries, however many values there are.

    Args:
        policy: the policy.
        year: the year reported.
        person: who asks.
        held: the person's powers.
        today: the day on the installation's clock.
        entity: only the values of this entity, for who reports for several.
    """
    mine = [i for i in policy.indicators if held.may_report(PREPARERS, policy, i.code)]
    codes = dict.fromkeys(policy.reporting_entity(i.code) or "" for i in mine)
    chosen = [i for i in mine if not entity or policy.reporting_entity(i.code) == entity]
    asked, recorded = campaign(policy.code, year), latest_of_year(policy.code, year)
    drafted = drafts(policy, year, person)
    dates = asked.due_dates if asked else {}
    tasks = [
        task_of(
            policy,
            indicator,
            year,
            due=dates.get(policy.reporting_entity(indicator.code) or ""),
            record=recorded.get(indicator.code),
            draft=drafted.get(indicator.code),
            today=today,
        )
        for indicator in chosen
    ]
    return Agenda(year, asked, _groups(tasks), tuple(e for e in policy.entities if e.code in codes))


def returned_step(record: RevisionRecord | None) -> TransitionRecord | None:
    """The step by which a value was returned, where it stands returned."""
    return record.transitions[-1] if record and record.state is State.RETURNED else None


def task_of(
    policy: Policy,
    indicator: Indicator,
    year: int,
    *,
    due: date | None,
    record: RevisionRecord | None,
    draft: DraftRecord | None,
    today: date,
) -> Task:
    """One value of a year with what is known of it."""
    code = policy.reporting_entity(indicator.code)
    days = (due - today).days if due else None
    return Task(
        indicator=indicator,
        year=year,
        entity=policy.entity(code) if code else None,
        unit=reporting_unit(policy, indicator.code),
        due=due,
        days=days,
        record=record,
        draft=draft,
        urgency=_urgency(indicator, year, record, draft, days),
    )


def _urgency(
    indicator: Indicator, year: int, record: RevisionRecord | None, draft: DraftRecord | None, days: int | None
) -> Urgency:
    if draft and draft.sent_at:
        return Urgency.HANDED
    if record and record.state is State.RETURNED:
        return Urgency.RETURNED
    if record and record.state in {State.SUBMITTED, State.CONSOLIDATED}:
        return Urgency.REVIEW
    if record and record.state in {State.VALIDATED, State.PUBLISHED}:
        return Urgency.DONE
    if draft is None and (indicator.target(year) is None or indicator.computed):
        return Urgency.NOT_ASKED
    return Urgency.LATE if days is not None and days < 0 else Urgency.DUE


def _groups(tasks: Sequence[Task]) -> tuple[Group, ...]:
    found = ((urgency, _sorted(t for t in tasks if t.urgency is urgency)) for urgency in Urgency)
    return tuple(Group(urgency, *_words(urgency), of) for urgency, of in found if of)


def _sorted(tasks: Iterable[Task]) -> tuple[Task, ...]:
    return tuple(sorted(tasks, key=lambda task: (task.due or date.max, task.draft is None)))


def _words(urgency: Urgency) -> tuple[str, str]:
    """Title of a group and what it asks for."""
    return {
        Urgency.RETURNED: (_("Returned to you"), _("The reviewer says what must be mended. Correct it and submit.")),
        Urgency.LATE: (_("Late"), _("The due date is past. Report them first, or say why there are no data.")),
        Urgency.DUE: (_("To report"), _("They are due; what you began is kept as a draft.")),
        Urgency.HANDED: (_("With the head of the entity"), _("They were handed over and wait to be submitted.")),
        Urgency.REVIEW: (_("In review"), _("They were submitted. You need do nothing unless one is returned.")),
        Urgency.DONE: (_("Approved"), _("They were validated; a correction goes through review again.")),
        Urgency.NOT_ASKED: (
            _("Not asked for this year"),
            _("The policy sets no expected value for the year, or the value is computed from customs data."),
        ),
    }[urgency]
