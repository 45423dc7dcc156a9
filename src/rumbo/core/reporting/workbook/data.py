"""The sheets of figures: series year by year, breakdowns, and every observation that counted."""

from collections.abc import Iterable, Sequence

import xlsxwriter

from rumbo.core.language import _
from rumbo.core.reporting.labels import no_data_told, origin_name, simulated_mark, state_name
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.workbook.sheet import Cell, Column, Look, new_sheet
from rumbo.core.reporting.workbook.styles import Styles


def series_sheet(book: xlsxwriter.Workbook, styles: Styles, report: Report) -> None:
    """Fill the sheet of series: one row for each indicator and year with a target or a value."""
    columns = (
        Column(_("Code"), 12, Look.CODE), Column(_("Indicator"), 60), Column(_("Unit"), 16),
        Column(_("Year"), 9, Look.YEAR), Column(_("Expected value"), 15, Look.FIGURE),
        Column(_("Obtained value"), 15, Look.FIGURE), Column(_("Mark"), 14),
    )  # fmt: skip
    new_sheet(book, styles, report, _("Series")).table(_("Series"), columns, _series(report))


def _series(report: Report) -> Iterable[Sequence[Cell]]:
    for row in report.indicators:
        for point in row.series:
            if point.target is not None or point.obtained is not None:
                mark = simulated_mark() if point.simulated else _baseline_mark(point.year, row.baseline_year)
                yield (row.code, row.name, row.unit, point.year, point.target, point.obtained, mark)


def _baseline_mark(year: int, baseline_year: int | None) -> str:
    return _("Baseline") if year == baseline_year else ""


def breakdowns_sheet(book: xlsxwriter.Workbook, styles: Styles, report: Report) -> None:
    """Fill the sheet of breakdowns: the parts of the year's values by their dimensions."""
    columns = (
        Column(_("Code"), 12, Look.CODE), Column(_("Indicator"), 60), Column(_("Dimension"), 18),
        Column(_("Member"), 28), Column(_("Value"), 14, Look.FIGURE), Column(_("Numerator"), 14, Look.FIGURE),
        Column(_("Denominator"), 14, Look.FIGURE),
    )  # fmt: skip
    rows = (
        (row.code, row.name, part.dimension, part.member, part.value, part.numerator, part.denominator)
        for row in report.indicators
        for part in row.parts
    )
    new_sheet(book, styles, report, _("Breakdowns")).table(_("Breakdowns"), columns, rows)


def data_sheet(book: xlsxwriter.Workbook, styles: Styles, report: Report) -> None:
    """Fill the data annex: one row for each observation that counted."""
    columns = (
        Column(_("Code"), 12, Look.CODE), Column(_("Year"), 8, Look.YEAR), Column(_("Value"), 14, Look.FIGURE),
        Column(_("Numerator"), 13, Look.FIGURE), Column(_("Denominator"), 13, Look.FIGURE), Column(_("Origin"), 12),
        Column(_("State"), 13), Column(_("Revision"), 9, Look.COUNT), Column(_("Recorded on"), 17, Look.MOMENT),
        Column(_("Recorded by"), 24), Column(_("Entity"), 13), Column(_("Comment of the unit"), 40),
        Column(_("Reason of the revision"), 40), Column(_("Why there is no figure"), 40),
    )  # fmt: skip
    rows = (
        (
            d.indicator, d.year, d.value, d.numerator, d.denominator, origin_name(d.origin), state_name(d.state),
            d.revision, d.recorded_at, d.recorded_by, d.entity, d.comment, d.reason,
            no_data_told(d),
        )
        for d in report.data
    )  # fmt: skip
    new_sheet(book, styles, report, _("Data")).table(_("Data"), columns, rows)
