"""Does a printed percentage agree with the numerator and denominator printed beside it?

The policy prints the targets of ratio indicators twice, as a percentage and as two terms (69 % and 121/173). The
percentage is the target; where the two differ by more than rounding, the reader is told.
"""

from decimal import ROUND_DOWN, Decimal, localcontext

from rumbo.core.monitoring.ratios import ARITHMETIC
from rumbo.core.policy.models import Figure


def differs_from_terms(figure: Figure, scale: Decimal) -> bool:
    """Whether the value differs from scale x numerator / denominator by more than rounding explains.

    A printed figure stands for all that rounds half-up to it. Whole terms are counts and so exact; terms with decimals
    are amounts that were rounded themselves. A value that was cut off instead of rounded (74 for 74.7, 87 for 87.5)
    does differ.

    Args:
        figure: a target with its terms; without both terms, or with a denominator of zero, nothing can differ.
        scale: 100 for a percentage.
    """
    value, numerator, denominator = figure.value, figure.numerator, figure.denominator
    if value is None or numerator is None or not denominator:
        return False
    with localcontext(ARITHMETIC):
        ends = [
            scale * above / below
            for above in _limits(numerator)
            for below in _limits(denominator)
            if below * denominator > 0
        ]
        if value < 0:
            value, ends = -value, [-end for end in ends]
        half = unit_of(value) / 2
        return not (min(ends) < value + half and value - half <= max(ends))


def unit_of(number: Decimal) -> Decimal:
    """One unit in the last decimal of a number as written: 0.1 of ``91.5``, 1 of ``70`` and of ``1E+3``."""
    return Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))


def _limits(term: Decimal) -> tuple[Decimal, Decimal]:
    """Between which figures the true term lies."""
    if term == term.to_integral_value(rounding=ROUND_DOWN):
        return term, term
    half = unit_of(term) / 2
    return term - half, term + half
