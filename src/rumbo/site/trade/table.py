"""How does a result look as a table? Its columns and cells as a reader sees them, sorted, one page of it at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.reporting.figures import figure
from rumbo.core.reporting.labels import yes_no
from rumbo.core.statistics.confidentiality import HIDDEN
from rumbo.core.statistics.header import Publication
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.outputs import described
from rumbo.core.statistics.vocabulary import unit_text
from rumbo.site.trade.names import class_name, spoken
from rumbo.site.trade.words import column_title

ROWS = 50
_NUMBERS = frozenset({"integer", "money", "ratio", "weight"})
_UNTOLD_UNITS = frozenset({"year", "class", "flag", "name", "place", "month", "code", "id", "date", "level"})
_CENTS_BELOW = 1000
_NAMED = "_name"
"""How columns end that hold the names of the codes beside them."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column as it is shown.

    Attributes:
        name: its name in the result, by which it is sorted.
        title: a few words.
        unit: its unit; empty where it needs none.
        meaning: what it holds.
        number: whether it holds figures.
        type: its type in the header.
        plain: whether its figures are written without separators: years.
    """

    name: str
    title: str
    unit: str
    meaning: str
    number: bool
    type: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is shown.

    Attributes:
        column: its column.
        text: what is written.
        name: what the code stands for; empty where it is none.
        hidden: emptied so that no firm is betrayed, which is not the same as no data.
    """

    column: ShownColumn
    text: str
    name: str = ""
    hidden: bool = False


def columns_of(result: Result) -> tuple[ShownColumn, ...]:
    """The columns, in the order of the result; the mark of hidden cells is not one of them."""
    return tuple(
        ShownColumn(
            name=name,
            title=column_title(name, column, meaning),
            unit="" if column.unit in _UNTOLD_UNITS else unit_text(column.unit),
            meaning=meaning,
            number=column.type in _NUMBERS,
            type=column.type,
            plain=column.unit == "year",
        )
        for name, column, meaning in described(result)
    )


def sorted_rows(result: Result, by: str, *, descending: bool) -> list[Row]:
    """The rows in the order asked for, else in that of the statistic; cells without a figure come last either way.

    Raises:
        InputError: there is no such column.
    """
    rows: list[Row] = list(result.to_rows())
    if not by:
        return rows
    if by not in {column.name for column in columns_of(result)}:
        what = _("The result has no column “{name}” to be sorted by.").format(name=by[:80])
        raise InputError(Problem(what, "orden", _("Choose a column of the table.")))
    known = [row for row in rows if row[by] is not None]
    return sorted(known, key=lambda row: row[by], reverse=descending) + [row for row in rows if row[by] is None]


def page_of(rows: Sequence[Row], number: str) -> Page[Row]:
    """One page of the rows; the nearest one where there is none of that number."""
    return Paginator(rows, ROWS).get_page(number)


def cells_of(result: Result, rows: Sequence[Row]) -> list[list[Cell]]:
    """The cells of some rows."""
    columns, emptied = columns_of(result), _emptied(result)
    named = any(column.name.endswith(_NAMED) for column in columns)
    return [[_cell(column, row, emptied, named=named) for column in columns] for row in rows]


def _emptied(result: Result) -> frozenset[str]:
    told = result.statistic.header.publication
    return frozenset(told.hides) if isinstance(told, Publication) else frozenset()


def _cell(column: ShownColumn, row: Row, emptied: frozenset[str], *, named: bool) -> Cell:
    value = row[column.name]
    if value is None:
        hidden = bool(row.get(HIDDEN)) and column.name in emptied
        return Cell(column, _("hidden") if hidden else written(None), hidden=hidden)
    return Cell(column, shown(column, value), name="" if named else class_name(column.name, value))


def shown(column: ShownColumn, value: object) -> str:
    """A value as it is written; downloads hold it unrounded."""
    match value:
        case bool():
            return yes_no(answer=value)
        case int():
            return str(value) if column.plain else written(value)
        case Decimal() if column.type == "ratio":
            return figure(value)
        case Decimal():
            return written(value, 2 if abs(value) < _CENTS_BELOW and value != value.to_integral_value() else 0)
        case date():
            return value.isoformat()
        case _:
            return spoken(column.name, str(value))
