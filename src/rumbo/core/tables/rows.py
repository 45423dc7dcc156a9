"""Which cells of a file belong to which column of the table? The header is found, the rest follows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rumbo.core.errors import Problem
from rumbo.core.intake.columns import folded
from rumbo.core.language import _
from rumbo.core.policy.shape import nearest
from rumbo.core.tables.errors import TableError
from rumbo.core.tables.grid import Grid, Raw
from rumbo.core.tables.schema import Column, Definition

_HEADER_WITHIN = 30
"""A header stands among the first rows; a title may come before it."""


class NoHeaderError(TableError):
    """No row of the file names the columns that the table needs."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """The cells of a file by the columns of the table, before anything is known of their meaning.

    Attributes:
        columns: cells by the name of the column, all of the same length; a column that the file lacks is absent.
        place: the address of a cell, by the position of the row and the name of the column (empty: the row).
    """

    columns: Mapping[str, Sequence[Raw]]
    place: Callable[[int, str], str]

    @property
    def length(self) -> int:
        """Number of rows."""
        return len(next(iter(self.columns.values()), ()))


def plain_rows(grids: Sequence[Grid], table: Definition, given: Mapping[str, str], name: str) -> RawTable:
    """The rows under the first header that names every column the table needs.

    Args:
        grids: the sheets of the file.
        table: the table they should hold.
        given: values of columns that the file lacks, the same in every row.
        name: name of the file in messages.

    Raises:
        NoHeaderError: no row names the columns that the table needs.
        TableError: the header names a column that the table does not have or one column twice, or no row follows.
    """
    _check_given(table, given)
    for grid in grids:
        for position, (_number, cells) in enumerate(grid.rows[:_HEADER_WITHIN]):
            headings = [str(cell).strip() if cell is not None else "" for cell in cells]
            named = [_column_named(heading, table) for heading in headings]
            if not _needed(table, given) - {column.name for column in named if column}:
                return _under(grid, position, headings, table, given)
    raise _no_header(grids, table, given, name)


def _needed(table: Definition, given: Mapping[str, str]) -> set[str]:
    return {c.name for c in table.columns if c.required and not c.derived and c.name not in given}


def _column_named(heading: str, table: Definition) -> Column | None:
    wanted = folded(heading)
    if not wanted:
        return None
    return next((c for c in table.all_columns if wanted in {folded(c.name), *map(folded, c.also)}), None)


def _under(grid: Grid, position: int, headings: Sequence[str], table: Definition, given: Mapping[str, str]) -> RawTable:
    """The cells under a header."""
    at: dict[str, int] = {}
    problems: list[Problem] = []
    number = grid.rows[position][0]
    for n, heading in enumerate(headings):
        column = _column_named(heading, table)
        if column is None:
            problems += [_unknown_heading(grid, number, n, heading, table)] if heading else []
        elif column.name in at or column.name in given:
            problems.append(_twice(grid, number, n, heading, column))
        else:
            at[column.name] = n
    body = grid.rows[position + 1 :]
    for row, cells in body:
        if any(cell not in (None, "") for cell in cells[len(headings) :]):
            what = _("The row has {found} cells and the header {expected}.")
            said = what.format(found=len(cells), expected=len(headings))
            mend = _("Put a number or text that holds the separator between quotation marks.")
            problems.append(Problem(said, grid.place(row), mend))
    if not body:
        problems.append(Problem(_("The table has a header and no rows."), grid.place(number), _("Check the file.")))
    if problems:
        raise TableError(*problems)
    columns: dict[str, Sequence[Raw]] = {
        name: [cells[n] if n < len(cells) else None for _row, cells in body] for name, n in at.items()
    }
    columns |= {name: [value] * len(body) for name, value in given.items()}

    def place(index: int, name: str) -> str:
        return grid.place(body[index][0], at.get(name), headings[at[name]] if name in at else "")

    return RawTable(columns, place)


def _check_given(table: Definition, given: Mapping[str, str]) -> None:
    known = [column.name for column in table.all_columns]
    what, mend = _("There is no column “{name}” in the table."), _("Use one of: {names}.")
    problems = [
        Problem(what.format(name=name), f"{name}={value}", mend.format(names=", ".join(known)))
        for name, value in given.items()
        if name not in known
    ]
    if problems:
        raise TableError(*problems)


def _unknown_heading(grid: Grid, number: int, position: int, heading: str, table: Definition) -> Problem:
    what = _("The column “{name}” is not one of the table “{table}”.").format(name=heading, table=table.name)
    known = [column.name for column in table.all_columns]
    near = nearest(heading, known)
    mend = _("Did you mean “{near}”?").format(near=near) if near else ""
    rest = _("Delete the column, or name it as one of: {names}.").format(names=", ".join(known))
    return Problem(what, grid.place(number, position, heading), f"{mend} {rest}".strip())


def _twice(grid: Grid, number: int, position: int, heading: str, column: Column) -> Problem:
    what = _("The column “{name}” is given twice; once was expected.").format(name=column.name)
    return Problem(what, grid.place(number, position, heading), _("Leave one of them."))


def _no_header(grids: Sequence[Grid], table: Definition, given: Mapping[str, str], name: str) -> NoHeaderError:
    """The refusal of a file without header; it names what the likeliest header lacks."""
    needed = _needed(table, given)
    best: set[str] = set()
    where = name
    for grid in grids:
        for number, cells in grid.rows[:_HEADER_WITHIN]:
            found = {c.name for cell in cells if cell is not None and (c := _column_named(str(cell), table))} & needed
            if len(found) > len(best):
                best, where = found, grid.place(number)
    what = _("No header was found with the columns that the table “{table}” needs; missing: {missing}.")
    missing = [column.name for column in table.columns if column.name in needed - best]
    mend = _("Write the names of the columns in the first row: {names}.")
    names = ", ".join(column.name for column in table.columns)
    return NoHeaderError(
        Problem(what.format(table=table.name, missing=", ".join(missing)), where, mend.format(names=names))
    )
