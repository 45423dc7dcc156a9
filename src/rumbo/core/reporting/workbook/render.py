"""From the report to the bytes of its workbook: the same report gives the same bytes."""

import io
from datetime import UTC

import xlsxwriter

from rumbo.core.language import _, speaking
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.labels import report_name, simulated_mark
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.workbook.alerts import alerts_sheet
from rumbo.core.reporting.workbook.data import breakdowns_sheet, data_sheet, series_sheet
from rumbo.core.reporting.workbook.index import index_sheet
from rumbo.core.reporting.workbook.indicators import indicators_sheet
from rumbo.core.reporting.workbook.method import method_sheet
from rumbo.core.reporting.workbook.styles import Styles
from rumbo.core.reporting.workbook.summary import summary_sheet

#: The sheets in their order; the summary links to the others.
_SHEETS = (
    summary_sheet,
    indicators_sheet,
    index_sheet,
    alerts_sheet,
    series_sheet,
    breakdowns_sheet,
    method_sheet,
    data_sheet,
)


def render_xlsx(report: Report) -> bytes:
    """Print the annual monitoring report as a workbook in the report's language."""
    stream = io.BytesIO()
    with speaking(report.language):
        book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        _describe(book, report)
        styles = Styles(book)
        for fill in _SHEETS:
            fill(book, styles, report)
        book.close()
    return stream.getvalue()


def _describe(book: xlsxwriter.Workbook, report: Report) -> None:
    """Document properties; the moment of creation is the report's own, so that the bytes do not depend on a clock."""
    mark = f" · {simulated_mark()}" if report.simulated else ""
    book.set_properties({
        "title": f"{report_name()} {report.year}{mark}",
        "subject": report.title,
        "author": report.planning_unit,
        "company": report.country,
        "category": report_name(),
        "keywords": f"{report.policy_code}, {report.year}{mark}",
        "comments": _("Document fingerprint: {sha256}").format(sha256=fingerprint(report)),
        "created": report.as_of.astimezone(UTC).replace(tzinfo=None),
    })  # fmt: skip
    book.set_custom_property("report_sha256", fingerprint(report))
    book.set_custom_property("language", report.language)
