"""Which cells must be hidden so that no sensitive one can be had by subtraction from totals?

A table of results has totals along each of its dimensions, and anyone may know them: they are results themselves. A
sensitive cell that is only left out comes back by subtraction. So other cells are hidden with it, such that the hidden
cells can be changed together without changing any total that is known:

- with one dimension, the sensitive cell goes up and others go down;
- with two, the table is a network of rows and columns, and the hidden cells form a closed walk through each sensitive
  cell, on which the changes alternate; totals that are hidden themselves are part of the network;
- with more, the corners of a box do the same (the hypercube method of statistical offices).

Totals are tables too, and are protected first and by the same rule: the same totals are hidden here and in a result
that shows only them. Where no such cells exist the table is withheld whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from rumbo.core.statistics.supports import Cell, Cells, Key, sortable


@dataclass(frozen=True, slots=True)
class Suppression:
    """What is hidden in a table.

    Attributes:
        hidden: keys of the hidden cells, totals among them.
        withheld: whether the table cannot be shown at all, because it could not be protected.
    """

    hidden: frozenset[Key]
    withheld: bool


def suppress(cells: Mapping[Key, Cell], *, slack: Decimal) -> Suppression:
    """Find what must be hidden in a table.

    Args:
        cells: the cells and all totals that have one, by key; a key without cell is a known zero.
        slack: how far, as a part of its own value, a sensitive cell must be able to go up without contradiction.

    Returns:
        The hidden cells, sensitive ones and those that protect them.
    """
    dimensions = len(next(iter(cells), ()))
    hidden: set[Key] = set()
    for size in range(dimensions + 1):
        for axes in combinations(range(dimensions), size):
            level = {key: cell for key, cell in cells.items() if _axes(key) == axes}
            below = {key: cell for key, cell in cells.items() if set(_axes(key)) <= set(axes)}
            found = _protected(level, below, hidden, axes, slack)
            if found is None and size == dimensions:
                return Suppression(frozenset(hidden | set(level)), withheld=True)
            hidden |= set(level) if found is None else found
    return Suppression(frozenset(hidden), withheld=False)


def _axes(key: Key) -> tuple[int, ...]:
    return tuple(axis for axis, step in enumerate(key) if step is not None)


def _protected(
    level: Mapping[Key, Cell], below: Mapping[Key, Cell], hidden: set[Key], axes: tuple[int, ...], slack: Decimal
) -> set[Key] | None:
    """The cells of one level to hide; ``None`` where a sensitive cell or total cannot be protected."""
    found = {key for key, cell in level.items() if cell.sensitive}
    if not axes:
        return found
    if any(not _axes(key) for key in hidden):
        return None  # shares would tell the hidden whole
    sensitive = [key for key, cell in below.items() if cell.sensitive and _axes(key)]
    table = Cells(below, axes, open_to_hiding=frozenset(level), hidden=found | hidden)
    for key in sorted(sensitive, key=lambda k: (-below[k].value, sortable(k))):
        support = table.support(key, slack * below[key].value)
        if support is None:
            support = table.support(key, Decimal(0))
        if support is None:
            return None
        table.hidden.update(support)
    return table.hidden & level.keys()
