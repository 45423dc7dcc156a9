"""In which coarser classes does a class stand? Where a result can be asked coarser, its cells add up to other results.

The ladders are data (``within`` in ``vocabulary.yaml``): ten digits, six, four, two; partner and continent. The lowest
step of every ladder is the total.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from rumbo.core.statistics.vocabulary import Within, dimensions

UNKNOWN = "sin especificar"
"""The class of what no table places."""
NO_BLOC = "sin bloque"
"""The class of partners that are in no bloc."""

Tables = Callable[[str], pa.Table]
"""How a reference table is had by its name."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """An overlapping class: a sum of classes that is shown beside the ladder.

    Attributes:
        name: the class.
        whole: the classes that belong to it.
        partly: the classes of which only a part does, because they entered or left within the period.
    """

    name: str
    whole: frozenset[str]
    partly: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of a dimension, coarsest first.

    Attributes:
        steps: for each step but the coarsest, the coarser class in which a class of that step stands.
        blocs: the overlapping classes of the finest step.
    """

    steps: tuple[Mapping[str, str], ...] = ()
    blocs: tuple[Bloc, ...] = ()

    @property
    def height(self) -> int:
        """The number of the finest step; the total is step 0."""
        return len(self.steps) + 1

    def above(self, step: int, name: str | None) -> str | None:
        """The class one step coarser in which a class of a step stands; ``None`` is the total."""
        return None if step == 1 or name is None else self.steps[step - 2][name]

    def at(self, step: int, name: str) -> str | None:
        """The class of a step in which a class of the finest step stands."""
        found: str | None = name
        for height in range(self.height, step, -1):
            found = self.above(height, found)
        return found


def steps_of(dimension: str) -> tuple[str, ...]:
    """The dimensions of a ladder from the coarsest to the one that is asked."""
    within = dimensions()[dimension].within
    return (*(steps_of(within.dimension) if within else ()), dimension)


def ladder(dimension: str | None, classes: Iterable[str], tables: Tables, blocs: tuple[Bloc, ...] = ()) -> Ladder:
    """The ladder of the classes of a result.

    Args:
        dimension: the dimension that they are classes of; ``None`` where it is no dimension that can be asked coarser.
        classes: the classes that occur.
        tables: how a reference table is had by its name.
        blocs: the overlapping classes of this dimension.
    """
    made: list[Mapping[str, str]] = []
    names = sorted(set(classes))
    for step in reversed(steps_of(dimension) if dimension else ()):
        within = dimensions()[step].within
        if within:
            made.insert(0, _placed(within, names, tables))
            names = sorted(set(made[0].values()))
    return Ladder(tuple(made), blocs)


def _placed(within: Within, names: Iterable[str], tables: Tables) -> Mapping[str, str]:
    if within.digits:
        return {name: name[: within.digits] for name in names}
    known = {str(row[str(within.code)]): row[str(within.column)] for row in _rows(tables, str(within.table))}
    return {name: _told(known.get(name)) for name in names}


def _told(found: object) -> str:
    return UNKNOWN if found is None or str(found).lower() == UNKNOWN else str(found)


def blocs_in(year: int, classes: Iterable[str], tables: Tables) -> tuple[Bloc, ...]:
    """The blocs of a year, and what is in none, by the partners that occur; in the order of their names."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    names, members, partly = set(classes), dict[str, set[str]](), dict[str, set[str]]()
    for row in _rows(tables, "bloc"):
        starts, ends = row["valid_from"], row["valid_to"] or last
        if row["country"] in names and starts <= last and ends >= first:
            whole = starts <= first and ends >= last
            (members if whole else partly).setdefault(str(row["bloc"]), set()).add(str(row["country"]))
    in_some = set().union(*members.values())
    sometimes = set().union(*partly.values()) - in_some
    found = [
        Bloc(name, frozenset(members.get(name, ())), frozenset(partly.get(name, set()) - members.get(name, set())))
        for name in sorted({*members, *partly})
    ]
    return (*found, Bloc(NO_BLOC, frozenset(names - in_some - sometimes), frozenset(sometimes)))


def _rows(tables: Tables, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tables(name).to_pylist()
    return rows
