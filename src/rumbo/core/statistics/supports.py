"""Which cells protect a sensitive one? Those that can change with it and leave every known total as it is.

One dimension needs another cell of the line; two a closed walk through rows and columns, on which changes alternate
(totals are lines too, and what they hold counts with the opposite sign); more dimensions the corners of a box.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import count, islice, product
from typing import NamedTuple

Key = tuple[str | None, ...]
"""The classes of a cell, one a dimension; ``None`` stands for the total over the dimension."""
Node = tuple[int, str | None]
"""A row or a column: its axis and class, ``None`` for the line of totals."""


_MOST_TRIED = 100
"""So many hidden cells along each line are tried for a square before the cheapest way is looked for."""


class Cell(NamedTuple):
    """What a cell holds, and whether it betrays a firm."""

    value: Decimal
    sensitive: bool


def sortable(key: Key) -> tuple[str, ...]:
    """A key in a form that sorts: totals first."""
    return tuple(step or "" for step in key)


@dataclass
class Cells:
    """The cells of a table of some dimensions, its totals among them.

    Attributes:
        cells: what each holds; a key without cell is a known zero.
        axes: the dimensions of the table.
        open_to_hiding: the cells that may be hidden; of the others it is settled whether they are.
        hidden: what is hidden so far.
    """

    cells: Mapping[Key, Cell]
    axes: tuple[int, ...]
    open_to_hiding: frozenset[Key]
    hidden: set[Key] = field(default_factory=set)

    def support(self, key: Key, least: Decimal) -> set[Key] | None:
        """The cells to hide with a sensitive one; ``None`` where nothing protects it.

        Args:
            key: the sensitive cell, hidden already.
            least: what each cell must be able to give, so that the sensitive one may be larger by as much.
        """
        if len(self.axes) == 1:
            return self._others(key, least)
        if len(self.axes) == 2:  # noqa: PLR2004 - rows and columns
            return self._walk(key, least)
        return self._box(key, least)

    def _usable(self, key: Key, least: Decimal) -> bool:
        cell = self.cells.get(key)
        if cell is None or cell.value <= 0 or cell.value < least:
            return False
        return key in self.hidden or key in self.open_to_hiding

    def _cost(self, key: Key) -> Decimal:
        """What is lost to readers by hiding a cell."""
        return Decimal(0) if key in self.hidden else self.cells[key].value

    def _cheapest(self, key: Key) -> tuple[Decimal, tuple[str, ...]]:
        return self._cost(key), sortable(key)

    def _others(self, key: Key, least: Decimal) -> set[Key] | None:
        """The cheapest other cell that can give enough, else the largest ones together."""
        enough = None
        for other in self._largest_first:
            if self.cells[other].value < least:
                break
            if other != key:
                enough = other  # the least one that is enough, unless one is hidden already
                if other in self.hidden:
                    return {other}
        if enough is not None:
            return {enough}
        given, taken = Decimal(0), set()
        for other in self._largest_first:
            if other != key:
                taken.add(other)
                given += self.cells[other].value
                if given >= least:
                    return taken
        return None

    @cached_property
    def _largest_first(self) -> list[Key]:
        """The cells that may be hidden and hold something."""
        positive = (key for key in self.open_to_hiding if self.cells[key].value > 0)
        return sorted(positive, key=lambda k: (-self.cells[k].value, sortable(k)))

    @cached_property
    def _lines(self) -> Mapping[Node, list[tuple[Node, Key]]]:
        """Of each row the columns that it meets and the cells where it does, and the other way round; largest first."""
        met: dict[Node, list[tuple[Node, Key]]] = defaultdict(list)
        for key in sorted(self.cells, key=lambda k: (-self.cells[k].value, sortable(k))):
            row, column = self._ends(key)
            met[row].append((column, key))
            met[column].append((row, key))
        return met

    def _ends(self, key: Key) -> tuple[Node, Node]:
        row, column = self.axes
        return (row, key[row]), (column, key[column])

    def _walk(self, key: Key, least: Decimal) -> set[Key] | None:
        """The cheapest way back from the cell's column to its row, of the fewest cells among equally cheap ones."""
        square = self._hidden_square(key, least)
        if square is not None:
            return square
        start, goal = self._ends(key)
        came: dict[Node, tuple[Node, Key] | None] = {}
        pushed = count()  # the order of pushing settles ties, and lines are listed in order
        queue: list[tuple[Decimal, int, int, Node, tuple[Node, Key] | None]] = [
            (Decimal(0), 0, next(pushed), start, None)
        ]
        while queue:
            cost, steps, _turn, node, last = heapq.heappop(queue)
            if node in came:
                continue
            came[node] = last
            if node == goal:
                return set(_followed(came, goal))
            for near, cell in self._lines[node]:
                if cell != key and near not in came and self._usable(cell, least):
                    heapq.heappush(queue, (cost + self._cost(cell), steps + 1, next(pushed), near, (node, cell)))
        return None

    def _hidden_square(self, key: Key, least: Decimal) -> set[Key] | None:
        """Three hidden cells that close a square with the cell: the shortest way there is, and it costs nothing.

        In large tables most sensitive cells are protected so by one another.
        """
        row, column = self._ends(key)
        for other_column, in_row in islice(self._hidden_along(row, key, least), _MOST_TRIED):
            for other_row, corner in islice(self._hidden_along(other_column, in_row, least), _MOST_TRIED):
                in_column = self._at(other_row, column)
                if in_column in self.hidden and self._usable(in_column, least):
                    return {in_row, in_column, corner}
        return None

    def _hidden_along(self, line: Node, key: Key, least: Decimal) -> Iterator[tuple[Node, Key]]:
        """The other hidden cells of a line that hold enough, largest first, each with the line that crosses there."""
        for node, cell in self._lines[line]:
            value = self.cells[cell].value
            if value <= 0 or value < least:
                return
            if cell in self.hidden and cell != key:
                yield node, cell

    def _at(self, row: Node, column: Node) -> Key:
        key: list[str | None] = [None] * len(next(iter(self.cells)))
        key[row[0]], key[column[0]] = row[1], column[1]
        return tuple(key)

    @cached_property
    def _along(self) -> Mapping[tuple[int, Key], list[Key]]:
        """The cells of each line: those that differ only along one axis."""
        lines: dict[tuple[int, Key], list[Key]] = defaultdict(list)
        for key in self.cells:
            for axis in self.axes:
                lines[axis, _without(key, axis)].append(key)
        return lines

    def _box(self, key: Key, least: Decimal) -> set[Key] | None:
        """The first box of usable corners; cheap partners along each axis are tried first."""
        for partners in product(*(list(self._partners(key, axis, least)) for axis in self.axes)):
            corners = self._corners(key, partners)
            if all(self._usable(corner, least) for corner in corners):
                return corners
        return None

    def _partners(self, key: Key, axis: int, least: Decimal) -> Iterator[str | None]:
        line = [k for k in self._along[axis, _without(key, axis)] if k != key and self._usable(k, least)]
        for other in sorted(line, key=self._cheapest):
            yield other[axis]

    def _corners(self, key: Key, partners: Key) -> set[Key]:
        corners = set()
        for moved in product((False, True), repeat=len(self.axes)):
            corner = list(key)
            for axis, partner, goes in zip(self.axes, partners, moved, strict=True):
                if goes:
                    corner[axis] = partner
            corners.add(tuple(corner))
        return corners - {key}


def _followed(came: Mapping[Node, tuple[Node, Key] | None], goal: Node) -> Iterator[Key]:
    """The cells on the way that led to a node."""
    last = came[goal]
    while last is not None:
        node, cell = last
        yield cell
        last = came[node]


def _without(key: Key, axis: int) -> Key:
    return (*key[:axis], *key[axis + 1 :])
