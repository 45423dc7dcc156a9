"""Which flaws of the policy itself stand in the way of following it?"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rumbo.core.language import _
from rumbo.core.monitoring.alerts.rule import Finding, Situation
from rumbo.core.monitoring.alerts.wording import answers_for_policy, provides, quantity
from rumbo.core.monitoring.direction import is_worse
from rumbo.core.monitoring.paths import YearValue
from rumbo.core.monitoring.ratios import HUNDRED
from rumbo.core.policy.models import Direction, Indicator, Policy


def target_against_direction(situation: Situation) -> Iterator[Finding]:
    """The expected value of the year is worse than the baseline or than the expected value before it."""
    for indicator in situation.policy.indicators:
        found = _left_behind(indicator, situation.year)
        target = indicator.target(situation.year)
        if found is None or target is None:
            continue
        change = (target - found.value) / abs(found.value) * HUNDRED if found.value else None
        what = _("The expected value of {year}, {target}, is worse than the {before} of {before_year}.")
        yield Finding(
            subject=indicator.code,
            figure=change,
            figure_unit="%",
            since=_since(indicator, situation.year),
            concerns=answers_for_policy(situation.policy),
            message=what.format(
                year=situation.year,
                target=quantity(target, indicator),
                before=quantity(found.value, indicator),
                before_year=found.year,
            ),
            action=_("Ask for a correction of the sheet, or record why the target moves back."),
            weight=abs(change) if change is not None else Decimal("Infinity"),
        )


def service_without_indicator(situation: Situation) -> Iterator[Finding]:
    """A service has no indicator, so nothing can be said of it."""
    for service in situation.policy.services:
        if service.indicators:
            continue
        yield Finding(
            subject=service.code,
            figure=None,
            figure_unit="",
            since=_approval(situation.policy),
            concerns=provides(situation.policy, service.provider),
            message=_("The service has no indicator, so its progress cannot be judged."),
            action=_("Ask for its sheets of quality and coverage indicators."),
        )


def _left_behind(indicator: Indicator, year: int) -> YearValue | None:
    """The better figure that a target falls back from: the baseline, or the expected value before it.

    Only where the sheet states a direction: an inferred one follows the targets themselves.
    """
    target = indicator.target(year)
    if target is None or indicator.direction not in (Direction.ASCENDING, Direction.DESCENDING):
        return None
    earlier = [YearValue(y, f.value) for y, f in sorted(indicator.targets.items()) if y < year and f.value is not None]
    before = earlier[-1:]
    if indicator.baseline and indicator.baseline.value is not None:
        before.insert(0, YearValue(indicator.baseline.year, indicator.baseline.value))
    return next((point for point in before if is_worse(target, point.value, indicator.direction)), None)


def _since(indicator: Indicator, year: int) -> str:
    """The first year of the unbroken run of targets that fall back."""
    first = year
    for earlier in sorted((y for y in indicator.targets if y < year), reverse=True):
        if _left_behind(indicator, earlier) is None:
            break
        first = earlier
    return str(first)


def _approval(policy: Policy) -> date | str:
    return policy.edition.approved or str(policy.baseline_year)
