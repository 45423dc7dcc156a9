"""The sheet of breakdowns: one row a part, for the indicators that declare a breakdown."""

from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rumbo.core.intake.breakdowns import dimension_of
from rumbo.core.intake.columns import FIGURES, Column, title
from rumbo.core.intake.form.content import Content
from rumbo.core.intake.form.entries import Entry, write_figures
from rumbo.core.intake.form.looks import Looks, lines_of
from rumbo.core.intake.form.page import PROTECTED, lay_out
from rumbo.core.language import _
from rumbo.core.observations import Part
from rumbo.core.policy.models import Breakdown, Indicator

HEADER = 2
#: Rows left open where any member is accepted.
_OPEN_ROWS = 10
_COLUMNS = {
    Column.CODE: 0,
    Column.DIMENSION: 2,
    Column.MEMBER: 3,
    Column.NUMERATOR: 4,
    Column.DENOMINATOR: 5,
    Column.VALUE: 6,
}
_WIDTHS = (11.5, 60, 18, 26, 13, 13, 13, 22)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One row: the part that is asked for; without a member where the unit names it."""

    indicator: Indicator
    breakdown: Breakdown
    member: str
    name: str


def write_breakdowns_sheet(book: Workbook, looks: Looks, content: Content) -> Worksheet | None:
    """Add the sheet of breakdowns; nothing where no indicator of the form declares one."""
    rows = [
        _Asked(indicator, breakdown, *member)
        for indicator in content.indicators
        for breakdown in indicator.breakdowns
        for member in _members(content, indicator, breakdown)
    ]
    if not rows:
        return None
    sheet = book.add_worksheet(_("Breakdowns"))
    _write_head(sheet, looks)
    for row, asked in enumerate(rows, HEADER + 1):
        _write_row(Entry(sheet, row, _COLUMNS), looks, content, asked)
    sheet.freeze_panes(HEADER + 1, 4)
    lay_out(sheet, content, header_row=HEADER, last_row=HEADER + len(rows), last_column=len(_WIDTHS) - 1)
    sheet.protect("", PROTECTED)
    return sheet


def _write_head(sheet: Worksheet, looks: Looks) -> None:
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    looks.write(sheet, 0, 0, _("Breakdowns"), "title")
    sheet.set_row(0, 26)
    looks.write(
        sheet, 1, 0, _("The parts of the values of the other sheet; leave blank what you do not have."), "advice"
    )
    sheet.set_row(HEADER, 30)
    titles = {position: title(column) for column, position in _COLUMNS.items()}
    titles |= {1: _("Indicator"), 7: _("Must add to the whole")}
    for position in range(len(_WIDTHS)):
        entry = position in {_COLUMNS[column] for column in FIGURES}
        looks.write(sheet, HEADER, position, titles[position], "header_input" if entry else "header")


def _members(content: Content, indicator: Indicator, breakdown: Breakdown) -> Iterator[tuple[str, str]]:
    """Code and name of each member; where any is accepted, those reported already and some open rows."""
    dimension = dimension_of(breakdown, content.policy)
    if dimension and dimension.members:
        yield from dimension.members.items()
        return
    held = content.reported(indicator)
    parts = held.parts if held else ()
    yield from ((part.member, part.member) for part in parts if part.dimension == breakdown.dimension)
    yield from (("", "") for _row in range(_OPEN_ROWS))


def _write_row(entry: Entry, looks: Looks, content: Content, asked: _Asked) -> None:
    dimension = dimension_of(asked.breakdown, content.policy)
    looks.write(entry.sheet, entry.row, 0, asked.indicator.code, "code")
    looks.write(entry.sheet, entry.row, 1, asked.indicator.name, "text")
    looks.write(entry.sheet, entry.row, 2, dimension.name if dimension else asked.breakdown.dimension, "text")
    looks.write(entry.sheet, entry.row, 3, asked.name, "text" if asked.name else "entry_text")
    write_figures(entry, asked.indicator, _held(content, asked), looks)
    looks.write(entry.sheet, entry.row, 7, _("Yes") if asked.breakdown.adds_up else _("No"), "check")
    entry.sheet.set_row(entry.row, lines_of(asked.indicator.name, _WIDTHS[1]) * 12.5 + 4)


def _held(content: Content, asked: _Asked) -> Part | None:
    held = content.reported(asked.indicator)
    parts = held.parts if held else ()
    return next((p for p in parts if (p.dimension, p.member) == (asked.breakdown.dimension, asked.member)), None)
