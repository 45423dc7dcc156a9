"""What does the page of a value show around its form: the sheet, the series, the deadline, the history, the people?"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest
from django.utils.safestring import SafeString

from rumbo.apps.accounts.models import Role
from rumbo.apps.desk.access import may_submit
from rumbo.apps.desk.presence import opened, others
from rumbo.apps.desk.records import DraftRecord, Visitor
from rumbo.apps.desk.selectors import draft_of
from rumbo.apps.ledger.records import RevisionRecord, TransitionRecord
from rumbo.apps.ledger.selectors import history
from rumbo.core.language import language
from rumbo.core.observations import Evidence, Part, State
from rumbo.core.reporting.labels import local
from rumbo.core.reporting.model import IndicatorRow, Point
from rumbo.core.reporting.rows import indicator_row
from rumbo.site.drawings import drawn
from rumbo.site.persons import person_of, powers_of
from rumbo.site.policy_shown import policy
from rumbo.site.shown import Shown, standing_of
from rumbo.site.work.agenda import Task, returned_step, task_of
from rumbo.site.work.asked import Asked
from rumbo.site.work.parts import part_name

#: Years without a value that the small table still shows ahead.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class ShownValue:
    """Everything that surrounds a value.

    Attributes:
        task: its sheet, who reports it, until when, where it stands.
        past: every revision, oldest first.
        draft: what is being prepared.
        row: what the report says of the indicator, with its series.
        visitors: who else has it open.
        may_submit: whether this person submits, or hands to the head of the entity.
        is_head: whether this person may hand a draft back.
    """

    task: Task
    past: tuple[RevisionRecord, ...]
    draft: DraftRecord | None
    row: IndicatorRow
    visitors: tuple[Visitor, ...]
    may_submit: bool
    is_head: bool

    @property
    def latest(self) -> RevisionRecord | None:
        """The latest revision."""
        return self.past[-1] if self.past else None

    @property
    def number(self) -> int:
        """Number of the latest revision; 0 where there is none."""
        return self.latest.number if self.latest else 0

    @property
    def returned(self) -> TransitionRecord | None:
        """The step by which the value was returned, where it stands returned."""
        return returned_step(self.latest)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The files of the draft; without one those of the latest revision, with which a draft begins."""
        if self.draft:
            return self.draft.evidence
        return self.latest.evidence if self.latest else ()

    @property
    def overtaken(self) -> RevisionRecord | None:
        """The latest revision, where it came after the draft was begun."""
        return self.latest if self.draft and self.number > self.draft.base_revision else None

    @property
    def stands(self) -> bool:
        """Whether a value stands in the ledger that nobody is correcting."""
        return self.draft is None and self.latest is not None and self.latest.state not in {State.RETURNED, State.DRAFT}

    @property
    def series(self) -> tuple[Point, ...]:
        """The years with a value or an expected value, up to a little after the year reported."""
        last = self.task.year + _AHEAD
        points = [p for p in self.row.series if p.obtained is not None or (p.target is not None and p.year <= last)]
        return tuple(points[-8:])

    @property
    def parts(self) -> tuple[tuple[str, Part], ...]:
        """The breakdown of the latest revision, each part with its name."""
        parts = self.latest.parts if self.latest else ()
        return tuple((part_name(policy(), self.task.indicator, p.dimension, p.member), p) for p in parts)

    @property
    def chart(self) -> SafeString:
        """The drawing of the series."""
        return drawn(self.row, policy().horizon, language())


def shown_value(request: HttpRequest, asked: Asked) -> ShownValue:
    """Gather what surrounds a value, and note that this person has it open."""
    person, key = person_of(request), asked.key
    opened(key, person)
    past, draft = history(*key), draft_of(key)
    standing = standing_of(Shown(key.year, counted_from=State.SUBMITTED)).standing
    entity = policy().reporting_entity(key.indicator) or ""
    held = powers_of(request.user)
    today = local(datetime.now(UTC)).date()
    return ShownValue(
        task=task_of(
            policy(),
            asked.indicator,
            key.year,
            due=standing.due_dates.get(entity),
            record=past[-1] if past else None,
            draft=draft,
            today=today,
        ),
        past=past,
        draft=draft,
        row=indicator_row(standing, asked.indicator),
        visitors=others(key, person),
        may_submit=may_submit(person, policy(), key.indicator),
        is_head=held.may_report(frozenset({Role.ENTITY_HEAD}), policy(), key.indicator),
    )
