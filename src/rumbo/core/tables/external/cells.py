"""What readers of publishers' files share: rows put together cell by cell, each with its own address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.numbers import half_up
from rumbo.core.tables.amounts import number_of
from rumbo.core.tables.errors import TableError
from rumbo.core.tables.grid import Formula, Raw
from rumbo.core.tables.rows import RawTable

#: What publishers write where there is no figure.
_NOTHING = frozenset({"", "-", "--", "–", "—", "...", "…", "n.d.", "n.d", "nd", "na", "n.a.", "..", "s.d."})


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and the addresses of its cells; the address under the empty name is that of the row."""

    cells: Mapping[str, Raw]
    places: Mapping[str, str]


def raw_table(rows: Sequence[Placed], columns: Sequence[str]) -> RawTable:
    """The rows as raw cells of a table."""

    def place(index: int, name: str) -> str:
        return rows[index].places.get(name) or rows[index].places.get("", "")

    return RawTable({name: [row.cells.get(name) for row in rows] for name in columns}, place)


def figure(cell: Raw, place: str, problems: list[Problem], places: int) -> Decimal | None:
    """The number in a cell, rounded; ``None`` where there is none, which is not zero.

    What is neither a number nor a sign for no data is told in ``problems``.
    """
    if cell is None or (isinstance(cell, str) and not isinstance(cell, Formula) and cell.strip().lower() in _NOTHING):
        return None
    number: Decimal | None = None
    if isinstance(cell, Decimal) or (isinstance(cell, int) and not isinstance(cell, bool)):
        number = Decimal(cell)
    elif isinstance(cell, str) and not isinstance(cell, Formula):
        number = number_of(cell)
    if number is None:
        what = _("“{found}” was found; a figure, or an empty cell where there is none, was expected.")
        problems.append(Problem(what.format(found=cell), place, _("Write the figure as its publisher gives it.")))
        return None
    return half_up(number, places)


def refuse(problems: Sequence[Problem]) -> None:
    """Raise what was found wrong, if anything was."""
    if problems:
        raise TableError(*problems)
