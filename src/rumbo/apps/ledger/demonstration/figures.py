"""Which figures would a unit report? Invented ones that keep every limit of their sheet.

The lot is drawn by indicator and year from a fixed seed, so that every demonstration tells the same story.
"""

import random
from decimal import Decimal

from rumbo.core.language import _
from rumbo.core.numbers import half_up
from rumbo.core.observations import NewValue, Part
from rumbo.core.policy.models import Direction, Figure, Indicator, Policy

#: How far the obtained value is from the expected one, and how many of a hundred indicators fall there.
_SHARES: tuple[tuple[tuple[str, str], int], ...] = (
    (("0.96", "1.08"), 58),  # reached
    (("0.78", "0.94"), 20),  # below
    (("0.35", "0.72"), 14),  # far below
    (("1.22", "1.45"), 8),  # far above
)


def simulated_value(policy: Policy, indicator: Indicator, year: int, *, seed: str = "rumbo") -> NewValue | None:
    """An invented value near the expected one of the year, or near the way to the next one.

    Returns:
        ``None`` where the sheet sets nothing that a value could be near to.
    """
    expected = expected_figure(indicator, year)
    if expected is None or expected.value is None:
        return None
    lot = random.Random(f"{seed} {indicator.code} {year}")  # noqa: S311 - a demonstration, nothing secret
    closeness = _closeness(lot)
    if indicator.direction is Direction.DESCENDING:
        closeness = Decimal(2) - closeness
    comment = _("Invented value for the demonstration.")
    if indicator.measure.reported_as == "ratio":
        numerator, denominator = _terms(indicator, expected, closeness)
        value = indicator.measure.scale * numerator / denominator
        return NewValue(indicator.code, year, value, numerator, denominator, comment)
    value = _limited(indicator, half_up(expected.value * closeness, _places(indicator, expected.value)))
    return NewValue(indicator.code, year, value, comment=comment, parts=_parts(policy, indicator, value, lot))


def expected_figure(indicator: Indicator, year: int) -> Figure | None:
    """The target of the year; before the first one, a figure on the way to it from the baseline."""
    if year in indicator.targets:
        return indicator.targets[year]
    later = [figure for target_year, figure in sorted(indicator.targets.items()) if target_year > year]
    if not later or indicator.baseline is None or indicator.baseline.value is None:
        return None
    return indicator.baseline if year <= indicator.baseline.year + 1 else later[0]


def _closeness(lot: random.Random) -> Decimal:
    ((low, high),) = lot.choices([span for span, _share in _SHARES], weights=[share for _span, share in _SHARES])
    return half_up(Decimal(low) + (Decimal(high) - Decimal(low)) * Decimal(str(lot.random())), 4)


def _terms(indicator: Indicator, expected: Figure, closeness: Decimal) -> tuple[Decimal, Decimal]:
    """Numerator and denominator whose ratio is near the expected one; a share stays within its whole."""
    denominator = expected.denominator or Decimal(100)
    numerator = expected.numerator
    if numerator is None:
        numerator = (expected.value or Decimal(0)) * denominator / indicator.measure.scale
    places = max(0, -int(denominator.as_tuple().exponent))
    reached = max(half_up(numerator * closeness, places), Decimal(0))
    return (min(reached, denominator) if indicator.measure.share else reached), denominator


def _limited(indicator: Indicator, value: Decimal) -> Decimal:
    return min(value, indicator.measure.scale) if indicator.measure.share else value


def _places(indicator: Indicator, expected: Decimal) -> int:
    return 0 if indicator.measure.whole else max(0, -int(expected.as_tuple().exponent))


def _parts(policy: Policy, indicator: Indicator, value: Decimal, lot: random.Random) -> tuple[Part, ...]:
    """The value split by the first dimension that adds up and whose members are known."""
    members = {dimension.code: list(dimension.members) for dimension in policy.dimensions}
    for breakdown in indicator.breakdowns:
        names = members.get(breakdown.dimension, [])
        if breakdown.adds_up and names and indicator.measure.whole:
            weights = [lot.random() + 0.05 for _name in names]
            shares = [int(int(value) * weight / sum(weights)) for weight in weights]
            shares[0] += int(value) - sum(shares)
            return tuple(
                Part(breakdown.dimension, name, Decimal(share)) for name, share in zip(names, shares, strict=True)
            )
    return ()
