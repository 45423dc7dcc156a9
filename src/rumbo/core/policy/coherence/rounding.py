"""How a printed ratio relates to its terms: rounded, truncated, or another number altogether.

Truncation is tested before a mismatch is called, and every operand that was itself rounded widens what is still equal:
half a unit of its last printed digit, carried through the division.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from rumbo.core.numbers import half_up
from rumbo.core.policy.coherence.series import Point
from rumbo.core.policy.models import Indicator

_HALF = Decimal("0.5")


class Agreement(StrEnum):
    """How a printed ratio agrees with numerator over denominator."""

    EXACT = "exact"
    """Rounding and truncation both give the printed value."""
    ROUNDED = "rounded"
    """Only rounding half up gives it."""
    TRUNCATED = "truncated"
    """Only cutting the digits off gives it."""
    WITHIN = "within"
    """Neither gives it, but the rounding of the terms themselves explains the distance."""
    DIFFERENT = "different"
    """Nothing explains it."""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A printed ratio beside what its terms give."""

    point: Point
    numerator: Decimal
    denominator: Decimal
    value: Decimal
    agreement: Agreement


def recomputed(indicator: Indicator, points: tuple[Point, ...]) -> tuple[Recomputed, ...]:
    """Recompute every point whose terms are printed.

    Args:
        indicator: its ``measure.scale`` carries the ratio to the unit of the value.
        points: baseline and targets, in order of years.

    Returns:
        One record a point with terms; empty for an indicator that is not reported as a ratio.
    """
    if indicator.measure.reported_as != "ratio":
        return ()
    with_terms = [(point, *terms) for point in points if (terms := point.terms())]
    slacks = _slack([top for _p, top, _b in with_terms]), _slack([bottom for _p, _t, bottom in with_terms])
    found = []
    for point, numerator, denominator in with_terms:
        value = indicator.measure.scale * numerator / denominator
        slack = abs(value) * (slacks[0] / abs(numerator) + slacks[1] / abs(denominator)) if numerator else Decimal(0)
        found.append(Recomputed(point, numerator, denominator, value, _agreement(point.value, value, slack)))
    return tuple(found)


def _agreement(printed: Decimal, value: Decimal, slack: Decimal) -> Agreement:
    digits = decimals(printed)
    rounded = half_up(value, digits) == printed
    truncated = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_DOWN) == printed
    if rounded and truncated:
        return Agreement.EXACT
    if abs(value - printed) <= slack + _HALF.scaleb(-digits) and slack:
        return Agreement.WITHIN
    if rounded:
        return Agreement.ROUNDED
    return Agreement.TRUNCATED if truncated else Agreement.DIFFERENT


def _slack(column: list[Decimal]) -> Decimal:
    """Half a unit of the last digit printed in a column of amounts; a column of whole numbers counts exactly."""
    digits = max((decimals(each) for each in column), default=0)
    return _HALF.scaleb(-digits) if digits else Decimal(0)


def decimals(number: Decimal) -> int:
    """How many decimals a number is printed with."""
    return max(0, -int(number.as_tuple().exponent))
