"""Which alerts of a year are there, what is done about each, and which were taken up and hold no more?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from rumbo.apps.following.models import Progress
from rumbo.apps.following.reach import Reach
from rumbo.apps.following.records import ENDED, AlertKey, CaseRecord, CommitmentRecord, FollowedAlert
from rumbo.apps.following.selectors import followed_alerts, key_of
from rumbo.apps.following.words import alert_title
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.monitoring.records import Alert, Severity
from rumbo.core.observations import Observations, State
from rumbo.site.following.asked import Moment
from rumbo.site.following.subjects import Subject, alert_is_simulated, entity_name, subject
from rumbo.site.policy_shown import policy
from rumbo.site.shown import Shown, standing_of

#: The state of an alert that nobody took up, beside those of a case.
NOT_TAKEN = "not_taken"
STATES = (NOT_TAKEN, *(state.value for state in Progress))
_BETWEEN = "/"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks to be shown; empty for everything."""

    entity: str = ""
    severity: str = ""
    state: str = ""
    rule: str = ""
    objective: str = ""

    def keep(self, row: "Row") -> bool:
        """Whether a row is asked for."""
        pairs = (
            (self.entity, row.entity),
            (self.severity, row.severity.value),
            (self.state, row.state),
            (self.rule, row.key.alert),
            (self.objective, row.objective),
        )
        return all(not asked or asked == found for asked, found in pairs)


@dataclass(frozen=True, slots=True)
class Row:
    """An alert, with its case where somebody took it up.

    Attributes:
        key: by what it is known.
        severity: how soon it asks for action.
        title: name of its rule.
        subject: what it speaks of.
        objective: code of the objective above that; empty for the policy as a whole.
        message: what was found.
        action: what to do.
        entity: code of the entity concerned.
        unit: its unit.
        case: what is done about it; ``None`` where nobody took it up.
        commitments: those about it that the reader sees.
        day: the day on which dates are past or not.
        simulated: whether it rests on simulated values.
    """

    key: AlertKey
    severity: Severity
    title: str
    subject: Subject
    objective: str
    message: str
    action: str
    entity: str
    unit: str
    case: CaseRecord | None
    commitments: tuple[CommitmentRecord, ...]
    day: date
    simulated: bool

    @property
    def state(self) -> str:
        """The state of its case, or that nobody took it up."""
        return self.case.progress.value if self.case else NOT_TAKEN

    @property
    def choice(self) -> str:
        """How a form names it."""
        return choice_of(self.key)

    @property
    def entity_name(self) -> str:
        """Name of the entity concerned."""
        return entity_name(self.entity)

    @property
    def open_commitments(self) -> tuple[CommitmentRecord, ...]:
        """Its commitments that have not ended, the first due first."""
        return tuple(sorted((c for c in self.commitments if c.progress not in ENDED), key=lambda c: c.due))

    @property
    def next_due(self) -> date | None:
        """The first date that is still to be kept; ``None`` where there is none."""
        return next((c.due for c in self.open_commitments), None)

    @property
    def overdue(self) -> int:
        """How many of its commitments are overdue."""
        return sum(c.overdue_on(self.day) for c in self.commitments)


@dataclass(frozen=True, slots=True)
class Alerts:
    """The alerts of a year that concern a reader.

    Attributes:
        present: those that hold, worst first, as filtered.
        gone: cases whose alert holds no more, as filtered.
        tally: how many of those that hold are in each state, before filtering.
        entities: the entities concerned, for choosing one.
        rules: code and name of the rules that raised one, for choosing one.
    """

    present: tuple[Row, ...]
    gone: tuple[Row, ...]
    tally: tuple[tuple[str, int], ...]
    entities: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]

    @property
    def not_taken(self) -> tuple[Row, ...]:
        """Those that hold, as filtered, and that nobody took up."""
        return tuple(row for row in self.present if row.case is None)

    @property
    def total(self) -> int:
        """How many alerts hold, before filtering."""
        return sum(count for _state, count in self.tally)

    @property
    def simulated(self) -> bool:
        """Whether one of them rests on simulated values."""
        return any(row.simulated for row in (*self.present, *self.gone))


def alerts_of(year: int, moment: Moment, reach: Reach, filters: Filters) -> Alerts:
    """The alerts of a year as the office sees them: every reported value counts. Some five queries.

    Args:
        year: the year judged.
        moment: when.
        reach: how far the reader sees.
        filters: which of them are asked for.
    """
    standing = standing_of(Shown(year, moment.as_of, State.SUBMITTED)).standing
    found = followed_alerts(standing, moment.as_of)
    row = partial(_row, moment=moment, reach=reach, seen=standing.observations)
    present = [row(one.key, one.alert, one.case) for one in found.alerts if _concerns(one, reach)]
    gone = [row(case.key, case, case) for case in found.gone if reach.matter(case)]
    every = (*present, *gone)
    return Alerts(
        present=tuple(row for row in present if filters.keep(row)),
        gone=tuple(row for row in gone if filters.keep(row)),
        tally=_tally(present),
        entities=tuple(sorted({row.entity for row in every if row.entity})),
        rules=tuple(sorted({(row.key.alert, row.title) for row in every}, key=lambda pair: pair[1])),
    )


def alert_of(year: int, moment: Moment, key: AlertKey) -> Alert | None:
    """The alert that is known by a key, as it stands at a moment; ``None`` where it holds no more."""
    return alerts_by_key(year, moment).get(key)


def alerts_by_key(year: int, moment: Moment) -> dict[AlertKey, Alert]:
    """The alerts that hold at a moment, each by what it is known."""
    standing = standing_of(Shown(year, moment.as_of, State.SUBMITTED)).standing
    return {key_of(policy(), alert): alert for alert in standing.alerts}


def choice_of(key: AlertKey) -> str:
    """How a form names an alert of the year that it is about."""
    return _BETWEEN.join((key.alert, key.subject, key.since))


def key_chosen(year: int, choice: str) -> AlertKey:
    """The alert that a form names.

    Raises:
        InputError: the form is not one of the site's.
    """
    named = choice.split(_BETWEEN)
    if len(named) != 3:  # noqa: PLR2004 - the three parts of a choice
        raise InputError(Problem(_("The form is not complete."), mend=_("Go back, reload the page and send it again.")))
    return AlertKey(policy().code, year, *named)


def _concerns(one: FollowedAlert, reach: Reach) -> bool:
    """Whether an alert concerns the reader: its case decides where there is one, else what it speaks of."""
    if one.case:
        return reach.matter(one.case)
    about = subject(one.alert.subject)
    return reach.entity(about.entity, about.unit)


def _row(
    key: AlertKey,
    words: Alert | CaseRecord,
    case: CaseRecord | None,
    *,
    moment: Moment,
    reach: Reach,
    seen: Observations,
) -> Row:
    about = subject(key.subject)
    return Row(
        key=key,
        severity=words.severity,
        title=alert_title(key.alert),
        subject=about,
        objective=_objective_above(key.subject),
        message=words.message,
        action=words.action,
        entity=case.entity if case else about.entity,
        unit=case.unit if case else about.unit,
        case=case,
        commitments=tuple(c for c in case.commitments if reach.commitment(c, case)) if case else (),
        day=moment.day,
        simulated=alert_is_simulated(key, seen),
    )


def _objective_above(code: str) -> str:
    """Code of the objective above an indicator or a service; empty where the policy has none above it."""
    try:
        return policy().objective_of(code).code
    except KeyError:
        return ""


def _tally(rows: Sequence[Row]) -> tuple[tuple[str, int], ...]:
    counted = Counter(row.state for row in rows)
    return tuple((state, counted[state]) for state in STATES if counted[state])
