"""How is a table laid on a sheet? Title, mark, heading that stays, filter, widths, and how it goes to paper."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from rumbo.core.language import _
from rumbo.core.monitoring.records import Light
from rumbo.core.reporting.labels import light_mark, light_name, local, report_name, simulated_mark, simulated_sentence
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.texts import shortened
from rumbo.core.reporting.workbook.styles import Styles

#: What a cell of the format holds at most.
LONGEST_TEXT = 32_767
_A4 = 9
_LINE = 13.5
"""Height of a line in points."""
_MOST_LINES = 12
"""A longer text is cut on screen, not in the cell."""
_ROOM = 1.0
"""Part of a column's width that a line of text fills, narrow letters and broken words together."""
_BOLD = 1.25
"""Bold letters, and the sign of the filter, need more room."""
#: Rows above a table: title, line of facts or mark, empty row.
HEADING_ROW = 3

Cell = str | int | Decimal | Light | datetime | None


class Look(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    CENTRED = "centred"
    YEAR = "year"
    COUNT = "count"
    FIGURE = "figure"
    PERCENT = "percent"
    LIGHT = "light"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in characters and what it holds."""

    title: str
    width: float
    look: Look = Look.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook of a report, and how things are put on it."""

    on: Worksheet
    styles: Styles
    report: Report

    def table(self, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, frozen: int = 1) -> None:
        """Fill the whole sheet with one table; ``frozen`` columns stay in sight when the reader moves to the right."""
        self.top(title, len(columns))
        for position, column in enumerate(columns):
            self.on.set_column(position, position, column.width)
            self.on.write_string(HEADING_ROW, position, column.title, self.styles.get("heading"))
        self.on.set_row(HEADING_ROW, row_height([(c.width / _BOLD, c.title) for c in columns]) + 4)
        last = HEADING_ROW
        for row in rows:
            last += 1
            for position, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self.write((last, position), column.look, cell)
            self.on.set_row(last, row_height(zip((c.width for c in columns), row, strict=True)))
        if last == HEADING_ROW:
            last += 1
            self.on.write_string(last, 0, _("Nothing to show."), self.styles.get("subtitle"))
        self.on.autofilter(HEADING_ROW, 0, last, len(columns) - 1)
        self.on.freeze_panes(HEADING_ROW + 1, frozen)
        self.on.repeat_rows(HEADING_ROW)

    def top(self, title: str, width: int) -> None:
        """Title, mark of simulated values and the set-up of the printed page; every sheet has them."""
        self.on.hide_gridlines(2)
        self.on.set_row(0, 26)
        self.on.write_string(0, 0, title, self.styles.get("title"))
        if self.report.simulated:
            self.on.set_row(1, 20)
            for position in range(width):
                self.on.write_blank(1, position, None, self.styles.get("banner"))
            self.on.write_string(1, 0, f"{simulated_mark()}. {simulated_sentence()}", self.styles.get("banner"))
        else:
            self.on.write_string(1, 0, _about(self.report), self.styles.get("subtitle"))
        _set_page(self.on, self.report)

    def write(self, place: tuple[int, int], look: Look, cell: Cell) -> None:
        """Write one cell: numbers as numbers, texts never as formulas, a dash where a number is missing."""
        row, position = place
        match cell:
            case None | "":
                self._write_missing(place, look)
            case Light():
                self.on.write_string(row, position, f"{light_mark(cell)} {light_name(cell)}", self.styles.light(cell))
            case str():
                style = look if look in {Look.CODE, Look.CENTRED} else Look.TEXT
                self.on.write_string(row, position, shortened(cell, LONGEST_TEXT), self.styles.get(style))
            case datetime():
                self.on.write_datetime(row, position, local(cell).replace(tzinfo=None), self.styles.get("moment"))
            case Decimal() | int():
                number = Decimal(cell)
                format_ = self.styles.figure(number) if look is Look.FIGURE else self.styles.get(look)
                self.on.write_number(row, position, float(number), format_)

    def _write_missing(self, place: tuple[int, int], look: Look) -> None:
        if look in {Look.FIGURE, Look.PERCENT, Look.COUNT, Look.YEAR}:
            self.on.write_string(*place, "—", self.styles.get("missing"))
        else:
            self.on.write_blank(*place, None, self.styles.get("text"))


def new_sheet(book: xlsxwriter.Workbook, styles: Styles, report: Report, name: str) -> Sheet:
    """Add a sheet to the workbook."""
    return Sheet(book.add_worksheet(name), styles, report)


def row_height(cells: Iterable[tuple[float, Cell]]) -> float:
    """Height in points that shows every text of a row, given the widths of its columns.

    Spreadsheet programs do not all make room for wrapped text by themselves.
    """
    lines = max((_lines(cell, width) for width, cell in cells if isinstance(cell, str)), default=1)
    return min(lines, _MOST_LINES) * _LINE + 2


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) * _ROOM / width)) for line in text.splitlines()) or 1


def _about(report: Report) -> str:
    return f"{report_name()} {report.year} · {report.short_title}"


def _set_page(sheet: Worksheet, report: Report) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    mark = simulated_mark() if report.simulated else ""
    pages = _("Page {page} of {pages}").format(page="&P", pages="&N")
    sheet.set_header(f"&L&9 {_on_paper(_about(report))}&C&B{mark}&R&9&A")
    sheet.set_footer(f"&L&9 {_on_paper(report.policy_code)}&C&B{mark}&R&9{pages}")


def _on_paper(text: str) -> str:
    """A text for the printed header, where an ampersand begins a command and space is short."""
    return shortened(text, 90).replace("&", "&&")
