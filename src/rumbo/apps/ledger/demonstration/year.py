"""How does a year of values go? Campaign, reports, some late, some returned, some revised, most approved.

Everything passes through the same services as real values; only the origin says that they are not.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from django.db import transaction

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.accounts.services import register_entities
from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.demonstration.figures import simulated_value
from rumbo.apps.ledger.demonstration.lake import compute_years
from rumbo.apps.ledger.demonstration.people import person_of
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import (
    advance,
    advance_all,
    move_due_date,
    open_campaign,
    record_values,
    return_value,
    store_evidence,
)
from rumbo.core.customs.lake import Lake
from rumbo.core.language import _
from rumbo.core.numbers import half_up
from rumbo.core.observations import Evidence, NewValue, Origin, State
from rumbo.core.policy.models import Policy


class Fate(StrEnum):
    """What happens to a value of the year."""

    MISSING = "missing"
    EXPLAINED = "explained"
    RETURNED = "returned"
    MENDED = "mended"
    REVISED = "revised"
    WAITING = "waiting"
    APPROVED = "approved"


#: Of every forty indicators due, in their order, these meet another fate than approval.
_TURN = 40
_FATES = {
    3: Fate.WAITING,
    5: Fate.MENDED,
    7: Fate.REVISED,
    9: Fate.MISSING,
    11: Fate.RETURNED,
    23: Fate.WAITING,
    25: Fate.MENDED,
    27: Fate.REVISED,
    29: Fate.EXPLAINED,
    31: Fate.RETURNED,
}


@dataclass(frozen=True, slots=True)
class _Cast:
    lead: Person
    planning: Person


@transaction.atomic
def simulate_year(policy: Policy, year: int, *, today: date, lake: Lake | None = None) -> Mapping[str, Fate]:
    """Record a full year of simulated values, and what leads to it: all of it or nothing.

    Args:
        policy: the policy.
        year: the year that is told.
        today: the campaign's common due date lies a month ahead of it, the one of the late entities a week behind.
        lake: a lake of simulated customs lines; the indicators that are computed come from it instead of from a lot.

    Returns:
        What happened to each indicator due in the year, by code.
    """
    register_entities(policy)
    cast = _cast(policy)
    computed = {i.code for i in policy.indicators if i.computed and lake is not None}
    due = [i.code for i in policy.indicators if i.target(year) is not None and i.code not in computed]
    fates = {code: _FATES.get(place % _TURN, Fate.APPROVED) for place, code in enumerate(due)}
    _campaign(policy, year, cast, today, _with(fates, Fate.MISSING))
    evidence = [_evidence(policy, year)]
    if lake is not None:
        compute_years(policy, lake, cast.lead, first=policy.baseline_year + 1, last=year)
    for before in range(policy.baseline_year + 1, year):
        _earlier_year(policy, before, cast, evidence, computed)
    reported = [code for code, fate in fates.items() if fate not in {Fate.MISSING, Fate.EXPLAINED}]
    values = [value for code in reported if (value := simulated_value(policy, policy.indicator(code), year))]
    values += [_explained(code, year, today) for code in _with(fates, Fate.EXPLAINED)]
    _record(policy, values[:1], cast)  # one value without evidence, as it happens
    _record(policy, values[1:], cast, evidence)
    _review(policy, values, fates, cast, evidence)
    for code in computed & {seen for seen, of_year in selectors.observations(policy.code) if of_year == year}:
        advance(ObservationKey(policy.code, code, year), State.CONSOLIDATED, actor=cast.lead)
        advance(ObservationKey(policy.code, code, year), State.VALIDATED, actor=cast.planning)
    return fates


def _review(
    policy: Policy, values: Sequence[NewValue], fates: Mapping[str, Fate], cast: _Cast, evidence: Sequence[Evidence]
) -> None:
    """Return some, let some be mended, approve most, revise some after approval, leave some on their way."""
    chosen = {fate: [value for value in values if fates[value.indicator] is fate] for fate in Fate}
    for value in (*chosen[Fate.RETURNED], *chosen[Fate.MENDED]):
        return_value(_key(policy, value), actor=cast.lead, reason=_("The evidence does not cover the whole year."))
    mended = [_changed(policy, v, Decimal("0.97"), _("Corrected with the full year.")) for v in chosen[Fate.MENDED]]
    _record(policy, mended, cast, evidence)
    for value in (*chosen[Fate.APPROVED], *chosen[Fate.EXPLAINED], *chosen[Fate.MENDED], *chosen[Fate.REVISED]):
        advance(_key(policy, value), State.CONSOLIDATED, actor=cast.lead)
        advance(_key(policy, value), State.VALIDATED, actor=cast.planning)
    revised = [_changed(policy, v, Decimal("0.90"), _("A register was completed later.")) for v in chosen[Fate.REVISED]]
    _record(policy, revised, cast, evidence)


def _earlier_year(
    policy: Policy, year: int, cast: _Cast, evidence: Sequence[Evidence], computed: Collection[str]
) -> None:
    reported = [indicator for indicator in policy.indicators if indicator.code not in computed]
    values = [value for indicator in reported if (value := simulated_value(policy, indicator, year))]
    _record(policy, values, cast, evidence)
    for state, actor in (
        (State.CONSOLIDATED, cast.lead),
        (State.VALIDATED, cast.planning),
        (State.PUBLISHED, cast.planning),
    ):
        advance_all(policy.code, year, state, actor)


def _record(policy: Policy, values: Sequence[NewValue], cast: _Cast, evidence: Sequence[Evidence] = ()) -> None:
    record_values(policy, values, origin=Origin.SIMULATED, actor=cast.lead, evidence=evidence)


def _key(policy: Policy, value: NewValue) -> ObservationKey:
    return ObservationKey(policy.code, value.indicator, value.year)


def _with(fates: Mapping[str, Fate], fate: Fate) -> tuple[str, ...]:
    return tuple(code for code, met in fates.items() if met is fate)


def _explained(code: str, year: int, today: date) -> NewValue:
    """That there is no figure, and why."""
    reason = _("Invented reason for the demonstration: the survey of the year is still being processed.")
    return NewValue(code, year, None, no_data_reason=reason, expected_on=today + timedelta(days=90))


def _changed(policy: Policy, value: NewValue, by: Decimal, reason: str) -> NewValue:
    """The same value somewhat lower, by one unit at the least, with the reason of the change."""
    measure = policy.indicator(value.indicator).measure
    if value.value is None:
        return replace(value, reason=reason)
    if value.numerator is None or value.denominator is None:
        return NewValue(value.indicator, value.year, _lower(value.value, by), comment=value.comment, reason=reason)
    numerator = _lower(value.numerator, by)
    again = measure.scale * numerator / value.denominator
    return NewValue(value.indicator, value.year, again, numerator, value.denominator, value.comment, reason)


def _lower(figure: Decimal, by: Decimal) -> Decimal:
    """A lower figure with the same decimals; a zero becomes one unit."""
    places = max(0, -int(figure.as_tuple().exponent))
    lower = half_up(figure * by, places)
    unit = Decimal(1).scaleb(-places)
    return lower if lower != figure else figure - unit if figure >= unit else figure + unit


def _evidence(policy: Policy, year: int) -> Evidence:
    told = _("SIMULATED evidence of {policy} {year}: no office issued this.").format(policy=policy.code, year=year)
    return store_evidence(told.encode(), _("simulated-evidence-{year}.txt").format(year=year))


def _campaign(policy: Policy, year: int, cast: _Cast, today: date, missing: Sequence[str]) -> None:
    """Open the campaign; entities that do not report something were given a date that has passed."""
    opens, due = today - timedelta(days=45), today + timedelta(days=30)
    campaign = open_campaign(policy, year, opens=opens, due=due, actor=cast.lead)
    for entity in sorted({policy.reporting_entity(code) or "" for code in missing} & set(campaign.due_dates)):
        reason = _("Agreed with the entity.")
        move_due_date(policy, year, entity, today - timedelta(days=7), actor=cast.lead, reason=reason)


def _cast(policy: Policy) -> _Cast:
    """Two invented people in the offices that the policy names."""
    lead, planning = policy.lead_unit.entity, policy.planning_unit.entity
    return _Cast(
        lead=person_of(policy, "seguimiento", _("Monitoring officer (simulated)"), Role.LEAD, lead),
        planning=person_of(policy, "planeamiento", _("Planning officer (simulated)"), Role.PLANNING, planning),
    )
