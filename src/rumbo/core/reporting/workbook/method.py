"""The sheet of the method: how it was judged, and from what the report was made."""

import xlsxwriter

from rumbo.core.language import _
from rumbo.core.reporting.labels import confirmed_name
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.provenance import provenance
from rumbo.core.reporting.workbook.sheet import Column, Look, new_sheet
from rumbo.core.reporting.workbook.styles import Styles


def method_sheet(book: xlsxwriter.Workbook, styles: Styles, report: Report) -> None:
    """Fill the sheet of the method."""
    columns = (
        Column(_("Choice"), 34, Look.CODE),
        Column(_("Rule"), 80),
        Column(_("Status"), 24),
        Column(_("Basis"), 60),
    )
    chosen = [(c.name, c.value, confirmed_name(confirmed=c.confirmed), c.basis) for c in report.method.choices]
    rows = [(_("Method"), f"{report.method.title} ({report.method.name} {report.method.version})", "", ""), *chosen]
    rows += [(name, value, "", "") for name, value in provenance(report)]
    new_sheet(book, styles, report, _("Method")).table(_("Method"), columns, rows)
