"""Which limits a figure must keep: those that the indicator's sheet sets, and those of its terms."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from rumbo.core.errors import Problem
from rumbo.core.intake.amounts import Amount
from rumbo.core.intake.cells import Cell
from rumbo.core.language import _
from rumbo.core.numbers import half_up, plain
from rumbo.core.policy.models import Indicator, Measure

#: Digits of a quotient; far beyond what any figure is printed with.
_PRECISION = 28


@dataclass(frozen=True, slots=True)
class Terms:
    """The two terms of a ratio, with the cells that hold them."""

    numerator: Decimal
    denominator: Decimal
    numerator_cell: Cell
    denominator_cell: Cell


def quotient(measure: Measure, numerator: Decimal, denominator: Decimal) -> Decimal:
    """The value of a ratio: scale x numerator / denominator, unrounded (28 digits)."""
    with localcontext() as context:
        context.prec = _PRECISION
        return plain(measure.scale * numerator / denominator)


def shown(value: Decimal) -> str:
    """A number in a message, as the form wants it written: no thousands mark, at most four decimals."""
    return f"{plain(half_up(value, 4)):f}"


def percent_allowed(indicator: Indicator) -> bool:
    """Whether the indicator's figures are percentages, so that a percent sign says nothing new."""
    return "%" in indicator.unit or "porcentaje" in indicator.unit.casefold()


def check_percent(indicator: Indicator, stated: Amount, cell: Cell, *, is_value: bool) -> Problem | None:
    """A percent sign where the figure is no percentage: nobody can say what was meant."""
    if not stated.percent or (is_value and percent_allowed(indicator)):
        return None
    unit = indicator.unit if is_value else _("a term of the ratio, in its own unit")
    return Problem(
        _("{found} % was found; the figure is no percentage (expected: {unit}).").format(
            found=shown(stated.value), unit=unit
        ),
        cell.place,
        _("Write the number itself, and give the cell the format “Number”."),
    )


def check_value(indicator: Indicator, value: Decimal, cell: Cell) -> list[Problem]:
    """The limits of a reported value: a count is whole and not negative, a share lies between 0 and its scale."""
    problems = []
    measure = indicator.measure
    if measure.whole and value < 0:
        problems.append(_problem(cell, _("A count cannot be negative: {found}."), _("Check the sign."), value))
    if measure.whole and value != value.to_integral_value():
        what = _("A count has no decimals: {found}.")
        problems.append(_problem(cell, what, _("Write the whole number of {unit}."), value, unit=indicator.unit))
    if measure.share and not 0 <= value <= measure.scale:
        what = _("A share lies between 0 and {scale}: {found} was found.")
        problems.append(_problem(cell, what, _("Check the figure."), value, scale=shown(measure.scale)))
    return problems


def check_fraction(indicator: Indicator, stated: Amount, cell: Cell, known: list[Decimal]) -> Problem | None:
    """A percentage typed as a fraction, 0.85 for 85: refused unless the indicator is known to be that low."""
    if stated.percent or not percent_allowed(indicator) or not 0 < abs(stated.value) <= 1:
        return None
    if any(abs(value) <= 1 for value in known if value):
        return None
    return Problem(
        _("{found} was found where a percentage is expected; it can mean {found} % or {times} %.").format(
            found=shown(stated.value), times=shown(stated.value * 100)
        ),
        cell.place,
        _("Write {times}, or “{found}%” if it is that low.").format(
            found=shown(stated.value), times=shown(stated.value * 100)
        ),
    )


def check_terms(indicator: Indicator, terms: Terms) -> list[Problem]:
    """The limits of the two terms of a ratio."""
    problems = []
    numerator, denominator = terms.numerator, terms.denominator
    if denominator == 0:
        what = _("The denominator is zero, so the ratio does not exist.")
        mend = _("Leave both terms blank if there was nothing to measure, and say why in the comment.")
        problems.append(Problem(what, terms.denominator_cell.place, mend))
    elif denominator < 0:
        what = _("The denominator cannot be negative: {found}.")
        problems.append(_problem(terms.denominator_cell, what, _("Check the sign."), denominator))
    if indicator.measure.share and numerator < 0:
        what = _("The numerator cannot be negative: {found}.")
        problems.append(_problem(terms.numerator_cell, what, _("Check the sign."), numerator))
    if indicator.measure.share and numerator > denominator > 0:
        what = _("The numerator ({found}) is above the denominator ({denominator}), of which it is a part.")
        mend = _("Check whether the two were exchanged.")
        problems.append(_problem(terms.numerator_cell, what, mend, numerator, denominator=shown(denominator)))
    return problems


def check_agreement(indicator: Indicator, typed: Amount, cell: Cell, terms: Terms) -> Problem | None:
    """A typed value that its terms do not give, beyond the rounding it was written with."""
    computed = quotient(indicator.measure, terms.numerator, terms.denominator)
    margin = max(Decimal(5).scaleb(-typed.places - 1), abs(computed) * Decimal("1e-9"))
    if abs(typed.value - computed) <= margin:
        return None
    return Problem(
        _("The value typed is {found}, and its terms {numerator}/{denominator} give {computed}.").format(
            found=shown(typed.value),
            numerator=shown(terms.numerator),
            denominator=shown(terms.denominator),
            computed=shown(computed),
        ),
        cell.place,
        _("Correct the terms, or leave the value blank: it is computed."),
    )


def _problem(cell: Cell, what: str, mend: str, found: Decimal, **holes: str) -> Problem:
    say: Callable[[str], str] = lambda text: text.format(found=shown(found), **holes)  # noqa: E731 - one line, twice
    return Problem(say(what), cell.place, say(mend))
