"""How does a result look in a spreadsheet? One sheet with the table, one with what it is and where it comes from."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from rumbo.core.intake.inert import inert
from rumbo.core.language import _
from rumbo.core.reporting.labels import simulated_mark, simulated_sentence, yes_no
from rumbo.core.statistics.confidentiality import HIDDEN
from rumbo.core.statistics.lineage import Result
from rumbo.site.trade.origin import Fact, facts_of
from rumbo.site.trade.table import ShownColumn, columns_of

_FORMATS = {"integer": "#,##0", "money": "#,##0.00", "weight": "#,##0.000", "ratio": "#,##0.00####"}
_WIDTH, _MOST_WIDTH = 14, 40


def workbook_bytes(result: Result) -> bytes:
    """A result as a workbook; texts are never formulas, figures are unrounded, what is missing is empty."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": str(result.statistic.header.title), "author": "Rumbo"})
    _table(book, book.add_worksheet(_("Table")), result)
    _about(book, book.add_worksheet(_("Origin")), facts_of(result))
    book.close()
    return stream.getvalue()


def _table(book: xlsxwriter.Workbook, sheet: Worksheet, result: Result) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    title = book.add_format({"bold": True, "font_size": 14})
    warning = book.add_format({"bold": True, "font_color": "#8F1D16"})
    sheet.write_string(0, 0, inert(str(result.statistic.header.title)), title)
    if result.simulated:
        sheet.write_string(1, 0, f"{simulated_mark()}. {simulated_sentence()}", warning)
    columns, hides = columns_of(result), HIDDEN in result.table.column_names
    start = 3
    for place, column in enumerate(columns):
        sheet.write_string(
            start, place, inert(f"{column.title} ({column.unit})" if column.unit else column.title), bold
        )
        sheet.set_column(place, place, min(max(_WIDTH, len(column.title)), _MOST_WIDTH))
    extra = [*([_("hidden")] if hides else []), *([simulated_mark()] if result.simulated else [])]
    for place, heading in enumerate(extra, start=len(columns)):
        sheet.write_string(start, place, heading, bold)
    formats = {kind: book.add_format({"num_format": pattern}) for kind, pattern in _FORMATS.items()}
    formats |= {"year": book.add_format({"num_format": "0"}), "date": book.add_format({"num_format": "yyyy-mm-dd"})}
    for number, row in enumerate(result.to_rows(), start=start + 1):
        for place, column in enumerate(columns):
            _write(sheet, (number, place), column, row[column.name], formats)
        marks = [*([bool(row[HIDDEN])] if hides else []), *([True] if result.simulated else [])]
        for place, mark in enumerate(marks, start=len(columns)):
            sheet.write_string(number, place, yes_no(answer=mark))
    sheet.freeze_panes(start + 1, 0)


def _write(
    sheet: Worksheet, place: tuple[int, int], column: ShownColumn, value: object, formats: dict[str, object]
) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_string(*place, yes_no(answer=value))
        case int() | Decimal():
            sheet.write_number(*place, value, formats["year" if column.plain else column.type])
        case date():
            sheet.write_datetime(*place, value, formats["date"])
        case _:
            sheet.write_string(*place, inert(str(value)))


def _about(book: xlsxwriter.Workbook, sheet: Worksheet, facts: Sequence[Fact]) -> None:
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    for number, fact in enumerate(facts):
        sheet.write_string(number, 0, fact.name, bold)
        sheet.write_string(number, 1, inert(fact.told)[: sheet.xls_strmax], wrapped)
