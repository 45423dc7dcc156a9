"""What a reader hands over: rows of cells, each with its address, whatever the file was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from rumbo.core.errors import Problem
from rumbo.core.intake.columns import Column

#: Characters of a cell that a message quotes.
_QUOTED = 60


class CellKind(StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    LOGICAL = "logical"
    DATE = "date"
    ERROR = "error"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of an input column.

    Attributes:
        place: its address as messages name it, ``Valores!G14`` or ``file.csv:14, columna numerador``.
        kind: what it holds.
        text: its content as found, for texts and for messages.
        number: the number of a numeric cell.
        percent: whether a numeric cell is shown as a percentage.
    """

    place: str
    kind: CellKind
    text: str = ""
    number: Decimal | None = None
    percent: bool = False

    @property
    def address(self) -> str:
        """The address inside its sheet: ``G14``."""
        return self.place.rpartition("!")[2]

    @property
    def brief(self) -> str:
        """The content as a message quotes it, cut where it is long."""
        return self.text if len(self.text) <= _QUOTED else self.text[:_QUOTED] + "…"

    @property
    def blank(self) -> bool:
        """Whether nothing was written in it."""
        return self.kind is CellKind.BLANK


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the header: its place (``Valores!14``) and its cells by column."""

    place: str
    cells: Mapping[Column, Cell]

    def cell(self, column: Column) -> Cell:
        """The cell of a column; a blank one where the file has no such column."""
        return self.cells.get(column) or Cell(self.place, CellKind.BLANK)

    def filled(self, *columns: Column) -> bool:
        """Whether anything was written in any of the columns."""
        return any(not self.cell(column).blank for column in columns)


@dataclass(frozen=True, slots=True)
class Sheets:
    """Everything a file says, before it is checked against the policy.

    Attributes:
        rows: the rows of every table found, in order.
        control: what the file says of itself: policy, year, entity, template version; empty in a plain table.
        control_places: where each of those is written.
        problems: cells that cannot be read at all.
        warnings: what the reader noticed and accepted.
    """

    rows: tuple[Row, ...]
    control: Mapping[str, str] = field(default_factory=dict)
    control_places: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
