"""Which hidden cells of rows and columns support one another? Those that lie on a closed walk of hidden cells.

Rows and columns are the nodes of a network, hidden cells the edges between them. A cell that no closed walk passes is a
bridge: taking it away parts the network. All bridges are found in one pass, so this stays linear in the number of cells
where looking for a walk through each cell would not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeVar

Node = TypeVar("Node")
Edge = TypeVar("Edge")


def bridges(edges: Mapping[Edge, tuple[Node, Node]]) -> set[Edge]:
    """The edges that lie on no closed walk.

    Args:
        edges: the two ends of each edge.
    """
    near: dict[Node, list[tuple[Node, Edge]]] = defaultdict(list)
    for edge, (one, other) in edges.items():
        near[one].append((other, edge))
        near[other].append((one, edge))
    order: dict[Node, int] = {}
    least: dict[Node, int] = {}
    found: set[Edge] = set()
    for start in near:
        if start not in order:
            found |= _bridges_from(start, near, order, least)
    return found


def _bridges_from(
    start: Node, near: Mapping[Node, list[tuple[Node, Edge]]], order: dict[Node, int], least: dict[Node, int]
) -> set[Edge]:
    """Bridges of the part of the network around a node; what is told on the way of each node is kept for the others.

    An edge is a bridge where nothing beyond it leads back to a node that was met before it.
    """
    found: set[Edge] = set()
    order[start] = least[start] = len(order)
    way: list[tuple[Node, Edge | None, Iterator[tuple[Node, Edge]]]] = [(start, None, iter(near[start]))]
    while way:
        node, came_by, rest = way[-1]
        for other, edge in rest:
            if edge == came_by:
                continue
            if other in order:
                least[node] = min(least[node], order[other])
                continue
            order[other] = least[other] = len(order)
            way.append((other, edge, iter(near[other])))
            break
        else:
            way.pop()
            if came_by is not None:
                before = way[-1][0]
                least[before] = min(least[before], least[node])
                if least[node] > order[before]:
                    found.add(came_by)
    return found


def by_magnitude(values: Iterable[tuple[int, Edge]]) -> Iterator[tuple[int, list[Edge]]]:
    """Things by the power of two below which their values lie, largest first; those without value are left out."""
    sized = sorted(((value.bit_length(), thing) for value, thing in values if value > 0), key=lambda told: -told[0])
    for size, group in groupby(sized, key=lambda told: told[0]):
        yield 1 << size, [thing for _size, thing in group]
