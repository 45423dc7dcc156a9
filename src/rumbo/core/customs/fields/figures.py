"""How figures are read: exact decimals of the scale of their column, never through binary fractions."""

from dataclasses import dataclass

import polars as pl

from rumbo.core.customs.fields.texts import text
from rumbo.core.customs.mapping import FigureRule

_DIGITS = 18
#: Digits kept while a figure is scaled, so that it is rounded once.
_WORKING_SCALE = 12
_NUMBER = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$"


@dataclass(frozen=True, slots=True)
class Figures:
    """A column of figures and what was wrong in it.

    Attributes:
        values: DECIMAL(18, scale), rounded half away from zero where the file gives more digits.
        missing: nothing was written.
        overflow: asterisks, as a table writes a number that does not fit its field.
        invalid: something was written that is no number, or none that can be stored.
    """

    values: pl.Series
    missing: pl.Series
    overflow: pl.Series
    invalid: pl.Series


def figure(raw: pl.DataFrame, rule: FigureRule | None, scale: int) -> Figures:
    """The figures of a field.

    Args:
        raw: columns of the file as text.
        rule: where the figure comes from.
        scale: digits after the decimal sign that are stored.
    """
    written = text(raw, rule)
    plain = written
    if rule is not None and rule.thousands:
        plain = plain.str.replace_all(rule.thousands, "", literal=True)
    if rule is not None and rule.decimal != ".":
        plain = plain.str.replace(rule.decimal, ".", literal=True)
    number = plain.set(~plain.str.contains(_NUMBER).fill_null(value=True), None)
    exact = number.cast(pl.Decimal(38, _WORKING_SCALE), strict=False)
    if rule is not None and rule.scale != 1:
        exact = (exact * rule.scale).cast(pl.Decimal(38, _WORKING_SCALE), strict=False)
    values = exact.round(scale, mode="half_away_from_zero").cast(pl.Decimal(_DIGITS, scale), strict=False)
    overflow = written.str.contains(r"^\*+$").fill_null(value=False)
    missing = written.is_null()
    return Figures(values, missing, overflow, values.is_null() & ~missing & ~overflow)
