"""Which results ask for a corrective measure?"""

from collections.abc import Iterator
from decimal import Decimal

from rumbo.core.language import _
from rumbo.core.monitoring.alerts.rule import Finding, Situation
from rumbo.core.monitoring.alerts.wording import answers_for_result, percent, quantity
from rumbo.core.monitoring.direction import is_worse
from rumbo.core.monitoring.paths import YearValue, observed_step, required_step
from rumbo.core.monitoring.ratios import HUNDRED
from rumbo.core.monitoring.records import Light
from rumbo.core.numbers import written
from rumbo.core.policy.models import Direction, Indicator

#: Weight of what cannot be put in a number: worse than any figure.
WORST = Decimal("Infinity")

#: A fall is two values; two falls in a row are three.
_VALUES_OF_TWO_FALLS = 3


def low_compliance(situation: Situation) -> Iterator[Finding]:
    """The ratio is in the red band."""
    for indicator, _observation, value in situation.observed():
        judged = situation.judged[indicator.code]
        if judged.light is not Light.RED or judged.ratio_pct is None or judged.target is None:
            continue
        what = _("In {year}, {value} was obtained and {target} was expected: the ratio is {ratio}.")
        yield Finding(
            subject=indicator.code,
            figure=judged.ratio_pct,
            figure_unit="%",
            since=situation.first_year(indicator, lambda c: c.light is Light.RED),
            concerns=answers_for_result(situation.policy, indicator),
            message=what.format(
                year=situation.year,
                value=quantity(value, indicator),
                target=quantity(judged.target, indicator),
                ratio=percent(judged.ratio_pct),
            ),
            action=_("Explain the cause and agree on a corrective measure with a date and a responsible unit."),
            weight=-judged.ratio_pct,
        )


def over_compliance(situation: Situation) -> Iterator[Finding]:
    """The ratio exceeds the target by so much that the target itself is in doubt."""
    limit = situation.method.alerts.over_compliance_pct
    for indicator, _observation, value in situation.observed():
        judged = situation.judged[indicator.code]
        if judged.ratio_pct is None or judged.target is None or judged.ratio_pct <= limit:
            continue
        what = _("In {year}, {value} was obtained and {target} was expected: the ratio is {ratio}, above {limit}.")
        yield Finding(
            subject=indicator.code,
            figure=judged.ratio_pct,
            figure_unit="%",
            since=situation.first_year(indicator, lambda c: c.ratio_pct is not None and c.ratio_pct > limit),
            concerns=answers_for_result(situation.policy, indicator),
            message=what.format(
                year=situation.year,
                value=quantity(value, indicator),
                target=quantity(judged.target, indicator),
                ratio=percent(judged.ratio_pct),
                limit=percent(limit),
            ),
            action=_("Check the value; if it is right, propose to review the target."),
            weight=judged.ratio_pct,
        )


def falling(situation: Situation) -> Iterator[Finding]:
    """The value got worse twice in a row, in the indicator's own direction."""
    for indicator, _observation, _value in situation.observed():
        direction = situation.judged[indicator.code].direction
        run = _worsening_run(situation.known(indicator, situation.year), direction)
        if len(run) < _VALUES_OF_TWO_FALLS:
            continue
        first, last = run[0], run[-1]
        change = (last.value - first.value) / abs(first.value) * HUNDRED if first.value else None
        told = ", ".join(f"{point.year}: {quantity(point.value, indicator)}" for point in run)
        yield Finding(
            subject=indicator.code,
            figure=change,
            figure_unit="%",
            since=str(run[1].year),
            concerns=answers_for_result(situation.policy, indicator),
            message=_("The value moves away from where it should go, time after time ({values}).").format(values=told),
            action=_("Find out what changed since {year} and agree on a corrective measure.").format(year=run[1].year),
            weight=WORST if change is None else abs(change),
        )


def off_track(situation: Situation) -> Iterator[Finding]:
    """The change a year that a milestone still requires is far above the one observed so far."""
    for indicator in situation.policy.indicators:
        direction = situation.judged[indicator.code].direction
        known = situation.known(indicator, situation.year)
        worst = _worst_milestone(situation, indicator, known, direction)
        if worst is None:
            continue
        milestone, required, observed = worst
        factor = required / observed if required * observed > 0 else None
        yield Finding(
            subject=indicator.code,
            figure=factor,
            figure_unit="x",
            since=_off_track_since(situation, indicator, known, direction),
            concerns=answers_for_result(situation.policy, indicator),
            message=_off_track_message(indicator, known[-1], milestone, required, observed, factor),
            action=_("Review what the service plans to do, or justify that the target can still be reached."),
            weight=WORST if factor is None else factor,
        )


def _worsening_run(known: tuple[YearValue, ...], direction: Direction | None) -> tuple[YearValue, ...]:
    """The last values in which each is worse than the one before."""
    start = len(known) - 1
    while start > 0 and is_worse(known[start].value, known[start - 1].value, direction):
        start -= 1
    return known[max(start, 0) :]


def _worst_milestone(
    situation: Situation, indicator: Indicator, known: tuple[YearValue, ...], direction: Direction | None
) -> tuple[YearValue, Decimal, Decimal] | None:
    """The milestone farthest out of reach, with the yearly change it requires and the one observed."""
    observed = observed_step(known)
    if observed is None:
        return None
    sign = -1 if direction is Direction.DESCENDING else 1
    limit = situation.method.alerts.required_rate_factor * max(observed * sign, Decimal(0))
    found = [
        (step, milestone)
        for milestone in _milestones(situation, indicator, known[-1].year)
        if (step := required_step(known[-1], milestone)) is not None and step * sign > limit
    ]
    if not found:
        return None
    step, milestone = max(found, key=lambda pair: pair[0] * sign)
    return milestone, step, observed


def _milestones(situation: Situation, indicator: Indicator, after: int) -> Iterator[YearValue]:
    """The targets of the years to which the policy looks (2030, 2035, 2040) that are still to come."""
    every, horizon = situation.method.alerts.milestone_every, situation.policy.horizon
    for year in range(max(after, situation.year) + 1, horizon + 1):
        target = indicator.target(year)
        if target is not None and (year % every == 0 or year == horizon):
            yield YearValue(year, target)


def _off_track_since(
    situation: Situation, indicator: Indicator, known: tuple[YearValue, ...], direction: Direction | None
) -> str:
    """The year of the first value from which on every one was off track."""
    since = known[-1].year
    for end in range(len(known) - 1, 1, -1):
        if _worst_milestone(situation, indicator, known[:end], direction) is None:
            break
        since = known[end - 1].year
    return str(since)


def _off_track_message(  # noqa: PLR0917 - the figures of one sentence
    indicator: Indicator,
    last: YearValue,
    milestone: YearValue,
    required: Decimal,
    observed: Decimal,
    factor: Decimal | None,
) -> str:
    holes = {
        "target": quantity(milestone.value, indicator),
        "year": milestone.year,
        "last": quantity(last.value, indicator),
        "last_year": last.year,
        "required": quantity(required, indicator),
        "observed": quantity(observed, indicator),
    }
    if factor is None:
        what = _(
            "From {last} in {last_year} to {target} in {year} a change of {required} a year is required; so far it did "
            "not move towards it ({observed} a year)."
        )
        return what.format(**holes)
    what = _(
        "From {last} in {last_year} to {target} in {year} a change of {required} a year is required, {factor} times "
        "the {observed} a year observed so far."
    )
    return what.format(**holes, factor=written(factor, 1))
