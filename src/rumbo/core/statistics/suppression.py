"""Which cells must be hidden so that no sensitive one can be had by subtraction, at whatever detail results are asked?

The same figures can be asked coarser or finer: by subheading, heading, chapter; by partner and continent; with and
without each dimension. Every combination of steps is a table. Tables are settled from the coarsest down, so that what
is hidden in a table depends on coarser ones alone and is the same in every result that shows it:

1. Sensitive cells are hidden.
2. What is hidden is hidden in all its detail: a heading is where its chapter is, a partner where its continent is.
3. In every group of cells that add up to a shown cell one step coarser, the hidden ones are at least two, and their sum
   betrays no firm (:mod:`rumbo.core.statistics.groups`).
4. In a table of two dimensions and more, each sensitive cell can change together with other hidden cells and leave
   every known total of its table as it is (:mod:`rumbo.core.statistics.supports`).

Along one dimension that is a proof. All that can be had by adding and subtracting results is the sum of the hidden
cells below a shown one, or a sum of such sums; by 2 it is the same sum at every finer step, and by 3 it betrays nobody.
A group can always be made safe: its total is shown, so the whole of it betrays nobody. Overlapping classes such as
blocs cut across the groups, and tell more sums. One is shown where further cells can be hidden so that none of these
sums betrays anybody, and hidden where that cannot be, or would hide more than the class holds
(:mod:`rumbo.core.statistics.overlaps`).

Across dimensions rule 3 holds for each line of each table by itself, and rule 4 for one table and its totals; sums over
several tables of several dimensions are not searched. A cell that is the only one of a group along one dimension is
known from it, and protects nothing along another; it is hidden last. Where rule 4 cannot be kept the table is withheld.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from rumbo.core.statistics.groups import Groups
from rumbo.core.statistics.ladders import Bloc, Ladder
from rumbo.core.statistics.overlaps import Beside, Overlap, beside
from rumbo.core.statistics.supports import Cell, Cells, Key, sortable

_Step = TypeVar("_Step")

Levels = tuple[int, ...]
"""The step of each dimension in a table; 0 is the total over it."""

_Place = tuple[int, Key]
"""An axis that blocs cut across, and the other classes of a line along it."""

Betrays = Callable[[Levels, Sequence[Key]], bool]
"""Whether cells of a table betray a firm when they are taken as one."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """What is hidden in a table.

    Attributes:
        hidden: keys of the hidden cells.
        withheld: whether the table cannot be shown at all, because it could not be protected.
        blocs: keys of the hidden cells of overlapping classes; the class stands in the place of the finest one.
    """

    hidden: frozenset[Key]
    withheld: bool = False
    blocs: frozenset[Key] = frozenset()


def suppress(
    tables: Mapping[Levels, Mapping[Key, Cell]],
    ladders: Sequence[Ladder],
    betrays: Betrays,
    *,
    slack: Decimal,
    besides: Mapping[Levels, set[Key]] = MappingProxyType({}),
) -> dict[Levels, Suppression]:
    """Find what must be hidden in every table.

    Args:
        tables: the cells of every combination of steps; a key without cell is a known zero.
        ladders: one a dimension.
        betrays: whether cells of a table betray a firm when they are taken as one.
        slack: how far, as a part of its own value, a sensitive cell must be able to go up without contradiction.
        besides: cells that must be hidden for another reason.

    Returns:
        What is hidden in each table, sensitive cells and those that protect them.
    """
    settled: dict[Levels, Suppression] = {}
    for levels in sorted(tables, key=lambda steps: (sum(steps), steps)):
        settled[levels] = _Table(levels, tables, ladders, betrays, slack, settled).settled(besides.get(levels, set()))
    return settled


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that is to be settled; all coarser ones are."""

    levels: Levels
    tables: Mapping[Levels, Mapping[Key, Cell]]
    ladders: Sequence[Ladder]
    betrays: Betrays
    slack: Decimal
    before: Mapping[Levels, Suppression]
    judged: dict[tuple[Key, ...], bool] = field(default_factory=dict)
    """The sums that were judged already: the same ones are asked for beside one bloc and the next."""

    @property
    def cells(self) -> Mapping[Key, Cell]:
        return self.tables[self.levels]

    @property
    def axes(self) -> tuple[int, ...]:
        return tuple(axis for axis, step in enumerate(self.levels) if step)

    def settled(self, besides: set[Key]) -> Suppression:
        hidden = besides & self.cells.keys()
        hidden |= {key for key, cell in self.cells.items() if cell.sensitive or self._inherits(key)}
        if not self.axes:
            return Suppression(frozenset(hidden))
        if self.before[(0,) * len(self.levels)].hidden:  # shares would tell the hidden whole
            return self._withheld()
        if len(self.axes) > 1 and not self._supported(hidden):
            return self._withheld()
        blocs = self._completed(hidden)
        return Suppression(frozenset(hidden), blocs=blocs)

    def _withheld(self) -> Suppression:
        """Nothing is shown; of the blocs those are that betray nobody all the same."""
        hidden = set(self.cells)
        cuts = {place: self._cut(place, line, hidden) for place, line in self._crossed().items()}
        return Suppression(frozenset(hidden), withheld=True, blocs=_without(cuts))

    def _together(self, keys: Sequence[Key]) -> bool:
        summed = tuple(keys)
        if summed not in self.judged:
            self.judged[summed] = self.betrays(self.levels, keys)
        return self.judged[summed]

    def _above(self, key: Key, axis: int) -> tuple[Levels, Key]:
        """The cell one step coarser along an axis that a cell is a part of."""
        step = self.levels[axis]
        coarser = self.ladders[axis].above(step, key[axis])
        return _with(self.levels, axis, step - 1), _with(key, axis, coarser)

    def _shown(self, levels: Levels, key: Key) -> bool:
        return key not in self.before[levels].hidden

    def _inherits(self, key: Key) -> bool:
        """Whether a coarser class of one of its own is hidden; of totals over a dimension the supports take care."""
        return not all(self._shown(*self._above(key, axis)) for axis in self.axes if self.levels[axis] > 1)

    def _completed(self, hidden: set[Key]) -> frozenset[Key]:
        """Hide what it takes until every group is safe, and tell which blocs cannot be shown.

        What crossing groups hide in a line may ask for its blocs to be decided again.
        """
        groups = [line for axis in self.axes for above, line in self._lines(axis).items() if self._shown(*above)]
        crossed = self._crossed()
        cuts: dict[_Place, Beside] = {}
        while True:
            for place, line in crossed.items():
                if place not in cuts or cuts[place].hidden != line & hidden:
                    cuts[place] = self._cut(place, line, hidden)
                    hidden |= cuts[place].hidden
            kept = frozenset(key for made in cuts.values() for key in made.kept)
            known = len(hidden)
            Groups(self.cells, groups, self._together, self.slack, hidden, kept).complete()
            if len(hidden) == known:
                return _without(cuts)

    def _crossed(self) -> dict[_Place, frozenset[Key]]:
        """The cells that blocs of one place are sums of."""
        crossed = defaultdict[_Place, set[Key]](set)
        for axis in self.axes:
            if self._cut_across(axis):
                for key in sorted(self.cells, key=sortable):
                    crossed[axis, _with(key, axis, None)].add(key)
        return {place: frozenset(line) for place, line in crossed.items()}

    def _cut_across(self, axis: int) -> bool:
        return bool(self.ladders[axis].blocs) and self.levels[axis] == self.ladders[axis].height

    def _lines(self, axis: int) -> Mapping[tuple[Levels, Key], list[Key]]:
        """The cells that add up to each cell one step coarser along an axis."""
        lines = defaultdict[tuple[Levels, Key], list[Key]](list)
        for key in sorted(self.cells, key=sortable):
            lines[self._above(key, axis)].append(key)
        return lines

    def _cut(self, place: _Place, line: frozenset[Key], hidden: set[Key]) -> Beside:
        """What is hidden in a line so that blocs can be shown, and which of them cannot be."""
        axis, rest = place
        blocs = self.ladders[axis].blocs
        if not self._shown(_with(self.levels, axis, 0), rest):
            return Beside(frozenset(line & hidden), frozenset(), frozenset(bloc.name for bloc in blocs))
        groups = defaultdict[tuple[Levels, Key] | None, list[Key]](list)
        for key in sorted(line, key=sortable):
            above = self._above(key, axis)
            groups[above if self._shown(*above) else None].append(key)  # below hidden cells only their sum is known
        overlaps = [
            Overlap(
                bloc.name,
                frozenset(key for key in line if key[axis] in bloc.whole),
                frozenset(key for key in line if key[axis] in bloc.partly),
            )
            for bloc in blocs
            if self._bloc_shown(axis, rest, bloc)
        ]
        if len(self.axes) > 1:  # in detail a member's part of the period is not looked at: it may rest on one firm
            overlaps = [overlap for overlap in overlaps if not overlap.partly]
        held = Groups(self.cells, [], self._together, self.slack, hidden)
        made = beside(list(groups.values()), overlaps, held)
        told = {overlap.name for overlap in overlaps}
        return replace(made, without=made.without | {bloc.name for bloc in blocs if bloc.name not in told})

    def _bloc_shown(self, axis: int, rest: Key, bloc: Bloc) -> bool:
        """Whether a bloc may be shown: not where it is hidden in what this table is a detail of."""
        key = _with(rest, axis, bloc.name)
        whole = tuple(step if number == axis else 0 for number, step in enumerate(self.levels))
        above = [(whole, tuple(name if number == axis else None for number, name in enumerate(key)))]
        above += [self._above(key, other) for other in self.axes if other != axis and self.levels[other] > 1]
        return all(key not in self.before[levels].blocs for levels, key in above if levels != self.levels)

    def _supported(self, hidden: set[Key]) -> bool:
        """Hide what supports the sensitive cells of a table and its totals; false where one cannot be supported."""
        below: dict[Key, Cell] = {}
        known_hidden = set(hidden)
        for levels, cells in self.tables.items():
            if all(step in {0, whole} for step, whole in zip(levels, self.levels, strict=True)):
                below |= cells
                if levels != self.levels:
                    known_hidden |= self.before[levels].hidden
        sensitive = [key for key, cell in below.items() if cell.sensitive]
        table = Cells(below, self.axes, open_to_hiding=frozenset(self.cells), hidden=known_hidden)
        if not table.support_all(sensitive, self.slack):
            return False
        hidden |= table.hidden & self.cells.keys()
        return True


def _without(cuts: Mapping[_Place, Beside]) -> frozenset[Key]:
    """The cells of the blocs that must be hidden."""
    return frozenset(_with(rest, axis, name) for (axis, rest), made in cuts.items() for name in made.without)


def _with(steps: tuple[_Step, ...], axis: int, step: _Step) -> tuple[_Step, ...]:
    return (*steps[:axis], step, *steps[axis + 1 :])
