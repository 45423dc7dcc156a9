"""How much of what was expected was obtained? The two ratios, without a division that has no meaning.

Figures may be zero or negative (a balance, a growth rate), so that a plain quotient could say the contrary of what
happened. The rule is the same on both sides of zero, by mirror: an indicator that should *leave* zero (ascending with a
positive target, descending with a negative one) is judged by obtained over expected; one that should *approach*
zero (descending with a positive target, ascending with a negative one) by expected over obtained.
"""

from decimal import Context, Decimal

from rumbo.core.monitoring.records import Note
from rumbo.core.policy.models import Direction

#: The project's own arithmetic, so that no caller's settings change a figure.
ARITHMETIC = Context(prec=28)

HUNDRED = Decimal(100)
ZERO = Decimal(0)


def type_1(value: Decimal, target: Decimal, direction: Direction) -> tuple[Decimal, tuple[Note, ...]]:
    """Type I (avance respecto del logro): what was obtained against what was expected, in percent.

    Args:
        value: obtained value (valor obtenido).
        target: expected value (logro esperado) of the year.
        direction: ascending or descending.

    Returns:
        The ratio in percent, uncapped, unrounded and always finite, and the notes that explain it.
    """
    sign = -1 if direction is Direction.DESCENDING else 1
    if target == 0:
        return (HUNDRED if value * sign >= 0 else ZERO), (Note.ZERO_TARGET,)
    notes = (Note.NEGATIVE_TARGET,) if target < 0 else ()
    if target * sign > 0:
        return _leaving_zero(value, target, notes)
    return _approaching_zero(value, target, notes)


def type_2(value: Decimal, target: Decimal, baseline: Decimal) -> Decimal | None:
    """Type II (avance desde la línea de base): progress made over progress expected, in percent.

    (VO-LB)/(LE-LB) and (LB-VO)/(LB-LE) are one number, so the direction does not enter.

    Args:
        value: obtained value.
        target: expected value of the year.
        baseline: baseline value (línea de base).

    Returns:
        The ratio in percent; ``None`` where the target equals the baseline.
    """
    if target == baseline:
        return None
    return _percent(ARITHMETIC.subtract(value, baseline), ARITHMETIC.subtract(target, baseline))


def _leaving_zero(value: Decimal, target: Decimal, notes: tuple[Note, ...]) -> tuple[Decimal, tuple[Note, ...]]:
    """Obtained over expected; negative where the value went to the other side of zero."""
    if value * target < 0:
        notes = (*notes, Note.OPPOSITE_SIGNS)
    return _percent(value, target), notes


def _approaching_zero(value: Decimal, target: Decimal, notes: tuple[Note, ...]) -> tuple[Decimal, tuple[Note, ...]]:
    """Expected over obtained; 100 where the value reached zero or went beyond it, which is better than the target."""
    if value == 0:
        return HUNDRED, (*notes, Note.ZERO_OBTAINED)
    if value * target < 0:
        return HUNDRED, (*notes, Note.BEYOND_ZERO)
    return _percent(target, value), notes


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return ARITHMETIC.divide(ARITHMETIC.multiply(part, HUNDRED), whole)
