"""How is a figure of the report written for a reader? Rounded half-up, with the signs of the reader's country."""

from decimal import Decimal

from rumbo.core.language import _
from rumbo.core.monitoring.alerts.wording import is_count
from rumbo.core.numbers import half_up, plain, written
from rumbo.core.reporting.model import IndexRow, Value

#: Decimals shown at most; figures below one need more to tell anything.
PLACES = 2
PLACES_BELOW_ONE = 4


def shown(value: Decimal) -> Decimal:
    """The figure with the decimals that a reader sees: its own, at most two, or four below one."""
    places = PLACES_BELOW_ONE if abs(value) < 1 else PLACES
    return plain(half_up(value, places)) if -int(value.as_tuple().exponent) > places else plain(value)


def figure(value: Decimal | None) -> str:
    """A figure in words; a dash where there is none."""
    return written(None) if value is None else written(shown(value))


def measured(value: Decimal, unit: str) -> str:
    """A figure with its unit; what is only counted needs none."""
    return figure(value) if is_count(unit) else f"{figure(value)} {unit}".rstrip()


def percent(value: Decimal | None) -> str:
    """A ratio in percent with one decimal; a dash where there is none."""
    return written(None) if value is None else f"{written(value, 1)} %"


def amount(value: Value | None) -> str:
    """A figure, or what the source prints in its place (``0*``); a dash where there is neither."""
    if value is None:
        return written(None)
    return figure(value.value) if value.value is not None else value.printed or written(None)


def terms(value: Value | None) -> str:
    """The two terms of a ratio, ``121 / 173``; empty where it has none."""
    if value is None or value.numerator is None or value.denominator is None:
        return ""
    return f"{figure(value.numerator)} / {figure(value.denominator)}"


def coverage(index: IndexRow) -> str:
    """On how many indicators a score rests, ``3 de 84``; an index never stands without it."""
    if not index.due:
        return _("none programmed")
    return _("{with_data} of {due}").format(with_data=written(index.with_data), due=written(index.due))
