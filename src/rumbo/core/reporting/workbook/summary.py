"""The sheet that opens: where the policy stands, objective by objective, and what needs attention first."""

from decimal import Decimal

import xlsxwriter

from rumbo.core.language import _
from rumbo.core.monitoring.records import Light
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.figures import coverage
from rumbo.core.reporting.labels import light_meaning, moment, report_name, severity_name, status_name
from rumbo.core.reporting.model import IndexRow, Report
from rumbo.core.reporting.workbook.sheet import Cell, Look, Sheet, new_sheet, row_height
from rumbo.core.reporting.workbook.styles import Styles

_WIDTHS = (24, 52, 30, 13, 14, 17, 13, 14, 17)
_FIRST_ALERTS = 10
#: Columns of scores; the coverage stands in the column after each.
_SCORES = (3, 6)


def summary_sheet(book: xlsxwriter.Workbook, styles: Styles, report: Report) -> None:
    """Fill the summary."""
    sheet = new_sheet(book, styles, report, _("Summary"))
    sheet.top(f"{report_name()} {report.year}", len(_WIDTHS))
    for position, width in enumerate(_WIDTHS):
        sheet.on.set_column(position, position, width)
    row = _facts(sheet, 3)
    row = _scores(sheet, row + 1)
    row = _lights(sheet, row + 1)
    row = _objectives(sheet, row + 1)
    row = _first_alerts(sheet, row + 1)
    _contents(sheet, row + 1)


def _facts(sheet: Sheet, row: int) -> int:
    facts: list[tuple[str, Cell]] = [
        (_("Policy"), sheet.report.title),
        (_("Edition of the policy"), sheet.report.edition),
        (_("Year"), str(sheet.report.year)),
        (
            _("Status"),
            " ".join(filter(None, (status_name(issued=sheet.report.status == "issued"), sheet.report.number))),
        ),
        (_("Values known on"), moment(sheet.report.as_of)),
        (_("Consolidates"), sheet.report.lead_unit),
        (_("Validates and issues"), sheet.report.planning_unit),
        (_("Document fingerprint"), fingerprint(sheet.report)),
    ]
    for name, value in facts:
        sheet.write((row, 0), Look.CODE, name)
        sheet.on.merge_range(row, 1, row, 2, "", sheet.styles.get("text"))
        sheet.write((row, 1), Look.TEXT, value)
        row += 1
    return row


def _scores(sheet: Sheet, row: int) -> int:
    titles = (_("Index"), "", "", "%", _("Coverage"), _("Light"))
    row = _section(sheet, row, _("Indices"), titles)
    named = ((_("Management index"), sheet.report.management), (_("Result index"), sheet.report.result))
    for name, index in named:
        cells: tuple[Cell, ...] = (name, _explained(index), "", index.value, coverage(index), index.light)
        _line(sheet, row, cells)
        row += 1
    return row


def _explained(index: IndexRow) -> str:
    if index.value is None:
        return _("No indicator that was due has data.")
    return _("Mean over {with_data} of the {due} indicators that were due.").format(
        with_data=index.with_data, due=index.due
    )


def _lights(sheet: Sheet, row: int) -> int:
    row = _section(sheet, row, _("Indicators by light"), (_("Light"), _("What it says"), _("Indicators")))
    for light in Light:
        sheet.write((row, 0), Look.LIGHT, light)
        sheet.write((row, 1), Look.TEXT, light_meaning(light))
        sheet.write((row, 2), Look.COUNT, sheet.report.lights.get(light, 0))
        row += 1
    return row


def _objectives(sheet: Sheet, row: int) -> int:
    titles = (
        _("Objective"), _("Name"), _("Responsible"), _("Management (%)"), _("Coverage"), _("Light"), _("Result (%)"),
        _("Coverage"), _("Light"),
    )  # fmt: skip
    row = _section(sheet, row, _("Objectives"), titles)
    for objective in sheet.report.objectives:
        management, result = objective.management, objective.result
        cells: tuple[Cell, ...] = (
            objective.code, objective.name, objective.responsible,
            management.value, coverage(management), management.light,
            result.value, coverage(result), result.light,
        )  # fmt: skip
        _line(sheet, row, cells)
        row += 1
    return row


def _first_alerts(sheet: Sheet, row: int) -> int:
    titles = (_("Severity"), _("What was found"), _("Whom it concerns"), _("Subject"))
    row = _section(sheet, row, _("What needs attention first"), titles)
    for alert in sheet.report.alerts[:_FIRST_ALERTS]:
        _line(sheet, row, (severity_name(alert.severity), alert.message, alert.concerns, alert.subject))
        row += 1
    if not sheet.report.alerts:
        sheet.on.write_string(row, 0, _("No alert."), sheet.styles.get("subtitle"))
        row += 1
    return row


def _contents(sheet: Sheet, row: int) -> None:
    sheet.on.write_string(row, 0, _("Sheets"), sheet.styles.get("section"))
    names = ("Indicators", "Index by level", "Alerts", "Series", "Breakdowns", "Method", "Data")
    for offset, name in enumerate(names, start=1):
        sheet.on.write_url(row + offset, 0, f"internal:'{_(name)}'!A1", sheet.styles.get("link"), _(name))


def _section(sheet: Sheet, row: int, title: str, columns: tuple[str, ...]) -> int:
    sheet.on.set_row(row, 22)
    sheet.on.write_string(row, 0, title, sheet.styles.get("section"))
    for position, column in enumerate(columns):
        sheet.on.write_string(row + 1, position, column, sheet.styles.get("heading"))
    return row + 2


def _line(sheet: Sheet, row: int, cells: tuple[Cell, ...]) -> None:
    sheet.on.set_row(row, row_height(zip(_WIDTHS, cells, strict=False)))
    for position, cell in enumerate(cells):
        sheet.write((row, position), _look(position, cell), cell)


def _look(position: int, cell: Cell) -> Look:
    if isinstance(cell, Decimal) or (cell is None and position in _SCORES):
        return Look.PERCENT
    return Look.CENTRED if position - 1 in _SCORES else Look.TEXT
