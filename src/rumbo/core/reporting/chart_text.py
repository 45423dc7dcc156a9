"""What does a chart say in words? The sentence that stands beside it and is its text alternative."""

from decimal import Decimal

from rumbo.core.language import _
from rumbo.core.monitoring.alerts.wording import is_count
from rumbo.core.numbers import half_up, plain, written
from rumbo.core.reporting.model import IndicatorRow

_PLACES = 2
_PLACES_GIVEN = 4


def chart_sentence(row: IndicatorRow) -> str:
    """Baseline, goal and latest obtained value of an indicator, in the language in force."""
    return f"{_start(row)} {_goal(row)} {_latest(row)}"


def chart_figure(value: Decimal) -> str:
    """A figure as given; a computed one, with more than four decimals, is rounded."""
    if -int(plain(value).as_tuple().exponent) <= _PLACES_GIVEN:
        return written(value)
    return written(plain(half_up(value, _PLACES_GIVEN if abs(value) < 1 else _PLACES)))


def _start(row: IndicatorRow) -> str:
    value = row.baseline.value if row.baseline else None
    if value is None or row.baseline_year is None:
        return _("The baseline was not measured.")
    if is_count(row.unit):
        return _("In {year} the baseline was {value}.").format(year=row.baseline_year, value=chart_figure(value))
    sentence = _("In {year} the baseline was {value} ({unit}).")
    return sentence.format(year=row.baseline_year, value=chart_figure(value), unit=row.unit)


def _goal(row: IndicatorRow) -> str:
    expected = [(p.year, p.target) for p in row.series if p.target is not None]
    if not expected:
        return _("The policy sets no expected values.")
    year, value = expected[-1]
    return _("The policy expects {value} in {year}.").format(value=chart_figure(value), year=year)


def _latest(row: IndicatorRow) -> str:
    after = [p for p in row.series if p.obtained is not None and p.year != row.baseline_year]
    if not after or after[-1].obtained is None:
        return _("No value has been reported since the baseline.")
    sentence = (
        _("The latest obtained value, {value} in {year}, is simulated.")
        if after[-1].simulated
        else _("The latest obtained value is {value}, in {year}.")
    )
    return sentence.format(value=chart_figure(after[-1].obtained), year=after[-1].year)
