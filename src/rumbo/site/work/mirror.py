"""What is wrong in a workbook, cell by cell, laid out like the sheet in which it stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rumbo.core.errors import Problem
from rumbo.core.intake.cells import CellKind, Row
from rumbo.core.intake.columns import Column, title
from rumbo.core.intake.errors import IntakeError
from rumbo.core.intake.guard import contents, is_workbook
from rumbo.core.intake.workbook import read_workbook

_PLACE = re.compile(r"(?P<sheet>.+)!(?P<column>[A-Z]{1,3})?(?P<row>\d+)")
#: Rows of a sheet that are drawn; the list below it names every problem.
_MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A problem with the number by which the drawing refers to it."""

    number: int
    sheet: str
    cell: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class MirroredCell:
    """A cell of the drawing: its address, what stands in it, the numbers of what is wrong with it."""

    address: str
    text: str
    wrong: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MirroredSheet:
    """The rows of a sheet in which something is wrong.

    Attributes:
        name: the sheet's name.
        columns: letter and title of each column that is read.
        rows: number of the row, and its cells.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[int, tuple[MirroredCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Mirror:
    """Everything that is wrong, as a list and as drawings of the sheets."""

    told: tuple[Told, ...]
    sheets: tuple[MirroredSheet, ...]


def mirrored(file: Path, problems: Sequence[Problem]) -> Mirror:
    """Lay the problems of a workbook out; a file that cannot be read, or is no workbook, has only the list."""
    told = tuple(_told(number, problem) for number, problem in enumerate(problems, 1))
    return Mirror(told, tuple(_sheets(_rows(file), told)))


def _told(number: int, problem: Problem) -> Told:
    found = _PLACE.fullmatch(problem.where)
    if found is None:
        return Told(number, "", "", problem)
    return Told(number, found["sheet"], f"{found['column'] or ''}{found['row']}", problem)


def _rows(file: Path) -> tuple[Row, ...]:
    try:
        data = contents(file)
        return read_workbook(data).rows if is_workbook(data) else ()
    except IntakeError:
        return ()


def _sheets(rows: Sequence[Row], told: Sequence[Told]) -> Iterable[MirroredSheet]:
    for sheet in dict.fromkeys(one.sheet for one in told if one.sheet):
        numbers: dict[str, tuple[int, ...]] = {}
        for one in told:
            if one.sheet == sheet:
                numbers[one.cell] = (*numbers.get(one.cell, ()), one.number)
        wrong_rows = {_row_of(cell) for cell in numbers}
        mine = [row for row in rows if row.place.rpartition("!")[0] == sheet and _line(row) in wrong_rows]
        if mine:
            yield _sheet(sheet, mine[:_MOST_ROWS], numbers)


def _sheet(name: str, rows: Sequence[Row], numbers: dict[str, tuple[int, ...]]) -> MirroredSheet:
    columns = sorted(
        {(cell.address.rstrip("0123456789"), column) for row in rows for column, cell in row.cells.items()},
        key=lambda pair: (len(pair[0]), pair[0]),
    )
    drawn = tuple((_line(row), tuple(_cell(row, column, numbers) for _letter, column in columns)) for row in rows)
    return MirroredSheet(name, tuple((letter, title(column)) for letter, column in columns), drawn)


def _cell(row: Row, column: Column, numbers: dict[str, tuple[int, ...]]) -> MirroredCell:
    cell = row.cell(column)
    wrong = numbers.get(cell.address, ())
    if column is Column.CODE:
        wrong = (*numbers.get(str(_line(row)), ()), *wrong)  # what is wrong with the whole row
    text = "" if cell.kind is CellKind.FORMULA and not wrong else cell.brief  # the form's own formulas say nothing
    return MirroredCell(cell.address, text, wrong)


def _line(row: Row) -> int:
    return _row_of(row.place)


def _row_of(place: str) -> int:
    found = re.search(r"(\d+)$", place)
    return int(found[1]) if found else 0
