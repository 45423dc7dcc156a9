"""The matrix of commitments as a file for a spreadsheet: the rows shown, never run as formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rumbo.core.intake.inert import inert
from rumbo.core.language import _
from rumbo.core.reporting.labels import local, simulated_mark, simulated_sentence, yes_no
from rumbo.site.following.matrix import MatrixRow
from rumbo.site.following.words import state_told
from rumbo.site.policy_shown import policy

Cell = str | int | date | None
#: The byte order mark lets spreadsheets read the accents.
_MARK = "\ufeff"
_WIDTHS = (8, 50, 40, 30, 30, 24, 12, 12, 10, 18, 10, 50, 24, 12, 12, 12)


def columns() -> tuple[str, ...]:
    """What the columns are called, in the language in force."""
    return (
        _("Number"),
        _("Commitment"),
        _("In answer to"),
        _("Entity"),
        _("Unit"),
        _("Person in charge"),
        _("First promised for"),
        _("Due"),
        _("Times moved"),
        _("State"),
        _("Days overdue"),
        _("Last remark"),
        _("Said by"),
        _("Said on"),
        _("Reminded"),
        _("Simulated"),
    )


def csv_bytes(rows: Iterable[MatrixRow]) -> bytes:
    """The rows as CSV: dates as 2027-03-31, what is not known empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns())
    writer.writerows([_typed(cell) for cell in _cells(row)] for row in rows)
    return (_MARK + text.getvalue()).encode()


def workbook_bytes(rows: Sequence[MatrixRow], day: date) -> bytes:
    """The rows as a workbook with real dates, ready to be printed across the page."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": _("Matrix of commitments"), "author": "Rumbo"})
    sheet = book.add_worksheet(_("Commitments"))
    _head(book, sheet, day, simulated=any(row.simulated for row in rows))
    formats = {
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "count": book.add_format({"valign": "top"}),
    }
    for number, row in enumerate(rows, start=4):
        for place, cell in enumerate(_cells(row)):
            _write(sheet, (number, place), cell, formats)
    sheet.autofilter(3, 0, max(3 + len(rows), 4), len(_WIDTHS) - 1)
    book.close()
    return stream.getvalue()


def _head(book: xlsxwriter.Workbook, sheet: Worksheet, day: date, *, simulated: bool) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet.write_string(0, 0, _("Matrix of commitments"), title)
    sheet.write_string(1, 0, inert(f"{policy().title} · {day.isoformat()}"))
    if simulated:
        warning = book.add_format({"bold": True, "font_color": "#8F1D16"})
        sheet.write_string(2, 0, f"{simulated_mark()}. {simulated_sentence()}", warning)
    for place, (name, width) in enumerate(zip(columns(), _WIDTHS, strict=True)):
        sheet.write_string(3, place, name, bold)
        sheet.set_column(place, place, width)
    sheet.freeze_panes(4, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)


def _cells(row: MatrixRow) -> tuple[Cell, ...]:
    one, last = row.commitment, row.last_remark
    return (
        one.id,
        one.text,
        row.answers,
        row.entity,
        one.unit,
        one.person,
        one.promised_due,
        one.due,
        one.times_moved,
        state_told(one.progress.value),
        -row.days if row.overdue else None,
        last.remark if last else "",
        last.by if last else "",
        local(last.at).date() if last else None,
        local(row.reminded.sent_at).date() if row.reminded else None,
        yes_no(answer=row.simulated),
    )


def _typed(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case int():
            return str(cell)
        case _:
            return inert(cell)


def _write(sheet: Worksheet, place: tuple[int, int], cell: Cell, formats: dict[str, Format]) -> None:
    match cell:
        case None:
            return
        case date():
            sheet.write_datetime(*place, cell, formats["date"])
        case int():
            sheet.write_number(*place, cell, formats["count"])
        case _:
            sheet.write_string(*place, inert(cell)[: sheet.xls_strmax], formats["text"])
