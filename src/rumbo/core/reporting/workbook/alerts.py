"""The sheet of alerts, worst first."""

import xlsxwriter

from rumbo.core.language import _
from rumbo.core.reporting.labels import severity_name
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.workbook.sheet import Column, Look, new_sheet
from rumbo.core.reporting.workbook.styles import Styles


def alerts_sheet(book: xlsxwriter.Workbook, styles: Styles, report: Report) -> None:
    """Fill the sheet of alerts."""
    columns = (
        Column(_("Severity"), 11, Look.CODE), Column(_("Alert"), 26), Column(_("Subject"), 12), Column(_("Name"), 40),
        Column(_("What was found"), 50), Column(_("Figure"), 12, Look.FIGURE), Column(_("Unit"), 10),
        Column(_("Since"), 12), Column(_("Whom it concerns"), 34), Column(_("What to do"), 46),
    )  # fmt: skip
    rows = (
        (
            severity_name(a.severity), a.title, a.subject, a.subject_name, a.message, a.figure, a.figure_unit, a.since,
            a.concerns, a.action,
        )
        for a in report.alerts
    )  # fmt: skip
    new_sheet(book, styles, report, _("Alerts")).table(_("Alerts"), columns, rows)
