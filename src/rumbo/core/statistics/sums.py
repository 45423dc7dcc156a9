"""Which sums of hidden cells can be had by adding and subtracting known sums?

Whoever knows some sums of hidden cells knows every combination of them. Those without a negative coefficient matter:
they are sums, and each is made of the least ones among them, the extreme rays of a cone. They are also all that bounds
a cell from above: it is at most what any of them comes to. Cells in the same known sums cannot be told apart; so sums
are told of kinds of cells, a kind being the names of the known sums in which a cell stands.

The rays are found by the double description method (Motzkin and others, 1953): the cone of all non-negative vectors is
cut by one hyperplane after the other, one for each way in which the cells can change and leave all known sums as they
are.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import gcd, lcm

from rumbo.core.statistics.patience import go_on

Kind = frozenset[str]
"""The names of the known sums in which a cell stands."""

Least = Mapping[Kind, int]
"""A sum: how often the cells of each kind count in it."""

_MOST = 400
"""So many sums are looked at. Where there are more, the known sums are taken to tell the cells of each kind."""


@lru_cache(maxsize=4096)
def least_sums(kinds: frozenset[Kind]) -> tuple[Least, ...]:
    """The least sums of hidden cells that can be had.

    Args:
        kinds: the kinds of the hidden cells.

    Returns:
        The sums in a fixed order. All others without a negative coefficient are made of them.
    """
    ordered = sorted((kind for kind in kinds if kind), key=sorted)
    rays = [tuple(int(n == each) for n in range(len(ordered))) for each in range(len(ordered))]
    for change in _changes(ordered):
        go_on()
        cut = _cut(rays, change)
        if len(cut) > _MOST:
            return tuple({kind: 1} for kind in ordered)
        rays = cut
    return tuple({kind: times for kind, times in zip(ordered, ray, strict=True) if times} for ray in sorted(rays))


def _cut(rays: Sequence[tuple[int, ...]], change: Sequence[int]) -> list[tuple[int, ...]]:
    """The extreme rays of the part of a cone that lies in a hyperplane through its apex."""
    sides = [(ray, sum(a * b for a, b in zip(ray, change, strict=True)), _support(ray)) for ray in rays]
    supports = [support for _ray, _side, support in sides]
    made = [ray for ray, side, _support in sides if not side]
    above = [each for each in sides if each[1] > 0]
    below = [each for each in sides if each[1] < 0]
    for (one, high, one_support), (other, low, other_support) in product(above, below):
        both = one_support | other_support
        if sum(1 for support in supports if not support & ~both) == 2:  # noqa: PLR2004 - neighbours: no third in between
            made.append(tuple(_lowest([high * b - low * a for a, b in zip(one, other, strict=True)])))
    return made


def _support(ray: Sequence[int]) -> int:
    return sum(1 << place for place, times in enumerate(ray) if times)


def _changes(kinds: Sequence[Kind]) -> list[list[int]]:
    """A basis of the changes of the kinds that leave every known sum as it is, in whole numbers."""
    rows = [[int(name in kind) for kind in kinds] for name in sorted(set().union(*kinds))]
    leads: dict[int, list[int]] = {}
    for column in range(len(kinds)):
        lead = next((row for row in rows if row[column]), None)
        if lead is None:
            continue
        rows = [_without(row, lead, column) for row in rows if row is not lead]
        leads = {pivot: _without(row, lead, column) for pivot, row in leads.items()} | {column: lead}
    changes = []
    for free in (column for column in range(len(kinds)) if column not in leads):
        whole = lcm(*(row[pivot] for pivot, row in leads.items()))
        change = [0] * len(kinds)
        change[free] = whole
        for pivot, row in leads.items():
            change[pivot] = -row[free] * whole // row[pivot]
        changes.append(_lowest(change))
    return changes


def _without(row: list[int], lead: list[int], column: int) -> list[int]:
    """A row of which a multiple of another is taken so that it is zero in a column."""
    if not row[column]:
        return row
    return _lowest([a * lead[column] - b * row[column] for a, b in zip(row, lead, strict=True)])


def _lowest(row: Sequence[int]) -> list[int]:
    """A row in lowest terms."""
    common = gcd(*row) or 1
    return [each // common for each in row]
