"""What does a cell mean? Its value in the type of its column, or what is wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from rumbo.core.intake.columns import folded
from rumbo.core.language import _
from rumbo.core.policy.sentences import shown
from rumbo.core.tables.amounts import number_of
from rumbo.core.tables.grid import Formula, Raw
from rumbo.core.tables.schema import Column

Value = str | int | Decimal | date | bool | None

#: What tables write for "no data"; none of them is zero.
_NOTHING = frozenset(
    {"", "-", "--", "–", "—", "...", "…", "n.d.", "nd", "n.d", "n/d", "s.d.", "s/d", "na", "n.a.", "null"}
)
_NOTHING_CODES = frozenset({"", "-", "--", "–", "—", "...", "…", "n.d.", "s.d.", "null"})
_ERRORS = frozenset({"#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#n/d", "#¡ref!", "#¡valor!"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})([T ]00:00(:00)?(\.0+)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_TRUE = frozenset({"true", "verdadero", "si", "yes", "1", "x"})
_FALSE = frozenset({"false", "falso", "no", "0"})
_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, and how to mend it."""

    what: str
    mend: str


def value_of(column: Column, raw: Raw) -> Value | Fault:
    """The value of a cell in the type of its column; ``None`` where it is empty; a fault where it has none."""
    if isinstance(raw, Formula):
        what = _("The cell holds a formula; its value was expected.")
        return Fault(what, _("Copy the cells and paste them as values."))
    if raw is None or (isinstance(raw, str) and _empty(raw, column.type)):
        return _missing(column) if column.required else None
    if isinstance(raw, str) and "#" in raw and folded(raw) in _ERRORS:
        what = _("The cell holds the error {found} of a spreadsheet.").format(found=shown(raw.strip()))
        return Fault(what, _("Correct the formula it came from, or leave the cell empty where there is no data."))
    return _READERS[column.type](column, raw)


def _empty(text: str, kind: str) -> bool:
    return text.strip().casefold() in (_NOTHING_CODES if kind == "text" else _NOTHING)


def _missing(column: Column) -> Fault:
    what = _("The cell of “{column}” is empty; every row needs it.").format(column=column.name)
    return Fault(what, _("Fill it in, or delete the row."))


def _text(column: Column, raw: Raw) -> Value | Fault:
    text = " ".join(str(raw).split()) if not isinstance(raw, bool) else str(raw).lower()
    if column.values:
        chosen = _spellings(column.values).get(folded(text))
        return chosen if chosen is not None else _not_among(column, text)
    if column.pattern and not re.fullmatch(column.pattern, text):
        what = _("{found} was found in “{column}”; a text of the form {pattern} was expected.")
        mend = _("Correct it; a code that lost its leading zeros must be written as text: {meaning}")
        said = what.format(found=shown(text), column=column.name, pattern=column.pattern)
        return Fault(said, mend.format(meaning=column.meaning))
    return text


@lru_cache(maxsize=256)
def _spellings(values: tuple[str, ...]) -> dict[str, str]:
    return {folded(value): value for value in values}


def _not_among(column: Column, text: str) -> Fault:
    what = _("{found} was found in “{column}”; one of these was expected: {values}.")
    said = what.format(found=shown(text), column=column.name, values=", ".join(column.values))
    return Fault(said, _("Write one of them."))


def _number(raw: Raw) -> Decimal | None:
    if isinstance(raw, bool | date):
        return None
    if isinstance(raw, int | Decimal):
        return Decimal(raw)
    return number_of(str(raw))


def _integer(column: Column, raw: Raw) -> Value | Fault:
    number = _number(raw)
    if number is None or number != number.to_integral_value() or abs(number) >= _LARGEST:
        return _no_number(column, raw, _("a whole number"))
    return _within(column, int(number))


def _decimal(column: Column, raw: Raw) -> Value | Fault:
    number = _number(raw)
    if number is None:
        return _no_number(column, raw, _("a number"))
    if _places(number) > column.places:
        what = _("{found} was found in “{column}”; at most {places} decimals are kept.")
        said = what.format(found=shown(raw), column=column.name, places=column.places)
        return Fault(said, _("Round it as its publisher does."))
    if number.adjusted() >= DIGITS - column.places:
        return _no_number(column, raw, _("a number of at most {digits} digits").format(digits=DIGITS - column.places))
    return _within(column, number)


#: Digits of a decimal column, those after the point among them.
DIGITS = 24


def _places(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))


def _within(column: Column, number: int | Decimal) -> int | Decimal | Fault:
    low, high = column.minimum, column.maximum
    if (low is None or number >= low) and (high is None or number <= high):
        return number
    if low is not None and high is not None:
        expected = _("a number from {low} to {high}").format(low=low, high=high)
    else:
        expected = (
            _("a number of at least {low}").format(low=low) if high is None else _("at most {high}").format(high=high)
        )
    what = _("{found} was found in “{column}”; {expected} was expected.")
    return Fault(what.format(found=number, column=column.name, expected=expected), _("Correct it."))


def _no_number(column: Column, raw: Raw, expected: str) -> Fault:
    what = _("{found} was found in “{column}”; {expected} was expected.")
    said = what.format(found=shown(raw), column=column.name, expected=expected)
    return Fault(said, _("Write digits, with a point for decimals and nothing between thousands: 24853 or 70.5."))


def _day(column: Column, raw: Raw) -> Value | Fault:
    if isinstance(raw, date):
        return raw
    text = str(raw).strip()
    if found := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
    else:
        return _no_day(column, raw)
    try:
        return date(year, month, day)
    except ValueError:
        return _no_day(column, raw)


def _no_day(column: Column, raw: Raw) -> Fault:
    what = _("{found} was found in “{column}”; a day was expected.").format(found=shown(raw), column=column.name)
    return Fault(what, _("Write it as 2024-12-31 or 31/12/2024."))


def _boolean(column: Column, raw: Raw) -> Value | Fault:
    text = str(raw).strip().lower() if isinstance(raw, bool) else folded(str(raw))
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    what = _("{found} was found in “{column}”; yes or no was expected.").format(found=shown(raw), column=column.name)
    return Fault(what, _("Write true or false."))


_READERS: dict[str, Callable[[Column, Raw], Value | Fault]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _day,
    "boolean": _boolean,
}
