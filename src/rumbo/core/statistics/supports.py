"""Which cells protect a sensitive one? Those that can change with it and leave every known total as it is.

Two dimensions need a closed walk through rows and columns, on which changes alternate (totals are lines too, and what
they hold counts with the opposite sign); more dimensions the corners of a box. For one dimension the groups are enough
(:mod:`rumbo.core.statistics.groups`).
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import count, product
from typing import NamedTuple

from rumbo.core.statistics.cycles import bridges, by_magnitude
from rumbo.core.statistics.patience import go_on

Key = tuple[str | None, ...]
"""The classes of a cell, one a dimension; ``None`` stands for the total over the dimension."""
Node = tuple[int, str | None]
"""A row or a column: its axis and class, ``None`` for the line of totals."""


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

    def support_all(self, sensitive: Iterable[Key], slack: Decimal) -> bool:
        """Hide what supports sensitive cells, which are hidden already.

        Args:
            sensitive: the cells.
            slack: how far, as a part of its own value, each must be able to go up where the table allows it.

        Returns:
            Whether all could be supported.
        """
        left = set(sensitive)
        if len(self.axes) == 2:  # noqa: PLR2004 - rows and columns
            left -= self._on_cycles(left, slack)
        for key in sorted(left, key=lambda k: (-self.cells[k].value, sortable(k))):
            go_on()
            found = self._support(key, slack * self.cells[key].value)
            if found is None:
                found = self._support(key, Decimal(0))
            if found is None:
                return False
            self.hidden.update(found)
        return True

    def _on_cycles(self, sensitive: set[Key], slack: Decimal) -> set[Key]:
        """The sensitive cells that hidden ones support already, each of which can give enough."""
        hidden = {key: self.cells[key].value for key in self.cells if key in self.hidden}
        found: set[Key] = set()
        for above, keys in by_magnitude((int(self.cells[key].value), key) for key in sorted(sensitive, key=sortable)):
            go_on()
            edges = {key: self._ends(key) for key, value in hidden.items() if value > 0 and value >= slack * above}
            alone = bridges(edges)
            found.update(key for key in keys if key in edges and key not in alone)
        return found

    def _support(self, key: Key, least: Decimal) -> set[Key] | None:
        """The cells to hide with a sensitive one; ``None`` where nothing protects it.

        Args:
            key: the sensitive cell, hidden already.
            least: what each cell must be able to give, so that the sensitive one may be larger by as much.
        """
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
            go_on()
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
