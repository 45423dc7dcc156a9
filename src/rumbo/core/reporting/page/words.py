"""Which sentences does the page make of the figures?"""

from decimal import Decimal

from rumbo.core.language import _, ngettext
from rumbo.core.monitoring.alerts.wording import is_count
from rumbo.core.numbers import half_up, written
from rumbo.core.policy.models import Direction
from rumbo.core.reporting.figures import figure, shown
from rumbo.core.reporting.model import AlertRow, IndexRow, IndicatorRow, Report

#: Alerts that the summary shows; the others stand in their own section.
FIRST_ALERTS = 5


def headline(report: Report) -> str:
    """Where the policy stands, in one sentence."""
    if not report.due:
        return _("The policy sets no expected value for {year}.").format(year=report.year)
    if not report.with_data:
        sentence = _("Of the {due} indicators with an expected value in {year}, none has a value yet.")
        return sentence.format(due=written(report.due), year=report.year)
    sentence = _("Of the {due} indicators with an expected value in {year}, {with_data} have a value.")
    return sentence.format(due=written(report.due), year=report.year, with_data=written(report.with_data))


def coverage_sentence(index: IndexRow) -> str:
    """On what a score rests."""
    if not index.due:
        return _("No indicator is programmed for this year.")
    sentence = ngettext(
        "{with_data} of {due} indicator with data", "{with_data} of {due} indicators with data", index.due
    )
    return sentence.format(with_data=written(index.with_data), due=written(index.due))


def share(part: int, whole: int) -> str:
    """Part of a whole as a width of a bar, in percent."""
    return f"{half_up(Decimal(100) * part / whole, 2) if whole else Decimal(0)}%"


def bar(value: Decimal | None) -> str:
    """Length of a score's bar, between nothing and the whole."""
    return f"{half_up(min(max(value or Decimal(0), Decimal(0)), Decimal(100)), 2)}%"


def last_value(row: IndicatorRow) -> str:
    """The last known value and its year; a dash where nothing was ever measured."""
    if row.last_known is None:
        return "—"
    return _("{value} in {year}").format(value=figure(row.last_known), year=row.last_known_year)


def next_value(row: IndicatorRow) -> str:
    """The next target and its year; a dash where none is left."""
    if row.next_target is None:
        return "—"
    return _("{value} in {year}").format(value=figure(row.next_target), year=row.next_target_year)


def required(row: IndicatorRow) -> str:
    """What it takes to go from the last known value to the next target; empty where it cannot be said."""
    if _reached(row):
        return _("already reached: {last}").format(last=last_value(row))
    if row.required_rate_pct is not None:
        change = f"{_signed(half_up(row.required_rate_pct, 1), 1)} %"
    elif row.required_step is not None:
        unit = _("percentage points") if row.unit.strip() == "%" else "" if is_count(row.unit) else row.unit
        change = f"{_signed(shown(row.required_step))} {unit}".rstrip()
    else:
        return ""
    return _("requires {change} a year from {last}").format(change=change, last=last_value(row))


def _reached(row: IndicatorRow) -> bool:
    """Whether the last known value meets the next target; never where the sheet does not say which way is better."""
    if row.last_known is None or row.next_target is None:
        return False
    if row.direction is Direction.ASCENDING:
        return row.last_known >= row.next_target
    return row.direction is Direction.DESCENDING and row.last_known <= row.next_target


def _signed(value: Decimal, places: int | None = None) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{written(abs(value), places)}"


def alert_figure(alert: AlertRow) -> str:
    """The number that raised an alert, with its unit."""
    return f"{figure(alert.figure)} {alert.figure_unit}".strip() if alert.figure is not None else "—"
