"""Which overlapping classes can be shown beside a ladder, and what must be hidden with the cells that are?

A bloc is a sum of partners that cuts across the groups of a ladder. Together with the totals of the groups it tells
further sums of hidden partners (:mod:`rumbo.core.statistics.sums`). It is shown where every one of them is as safe as a
group must be (:mod:`rumbo.core.statistics.groups`). Where one is not, further partners are hidden: the smallest one
that mends it; where none does alone, the largest of those that are in the sum. The bloc itself is hidden where that
cannot make every sum safe, and where it would cost readers too much: where the further partners are worth a quarter of
what it holds or more, for a large partner is asked for more often than a bloc.

Groups are completed first, as if there were no blocs. Blocs are decided one after the other, the largest first, since
it is missed most. A member for a part of the period is a cell of which a part may be known: beside a bloc that is shown
it stays shown, and a bloc with such a member that is hidden is hidden, too.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rumbo.core.statistics.groups import Groups
from rumbo.core.statistics.patience import go_on
from rumbo.core.statistics.sums import Kind, least_sums
from rumbo.core.statistics.supports import Key, sortable

_WORTH = Decimal("0.25")
"""What is hidden for the sake of a class must hold less than this part of what the class holds."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """An overlapping class, by the cells of a table that it is a sum of.

    Attributes:
        name: the class.
        whole: the cells that belong to it.
        partly: the cells of which only a part does.
    """

    name: str
    whole: frozenset[Key]
    partly: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is hidden in some groups so that overlapping classes can be shown beside them.

    Attributes:
        hidden: the hidden cells of the groups.
        kept: cells that must stay as they are: members for a part of the period of a class that is shown.
        without: the classes that must be hidden.
    """

    hidden: frozenset[Key]
    kept: frozenset[Key]
    without: frozenset[str]


def beside(groups: Sequence[Sequence[Key]], overlaps: Sequence[Overlap], held: Groups) -> Beside:
    """Decide which overlapping classes can be shown beside groups.

    Args:
        groups: groups of cells whose sums are known, none in two of them.
        overlaps: the classes.
        held: the table that the groups are of, and what of it is hidden.
    """
    hidden = {key for group in groups for key in group if key in held.hidden}
    plain = Groups(held.cells, groups, held.together, held.slack, hidden)
    plain.complete()
    line = _Line({key: frozenset({f"{n}"}) for n, group in enumerate(groups) for key in group}, held)
    kept, without = frozenset[Key](), set[str]()
    for each in sorted(overlaps, key=lambda overlap: (-line.worth(overlap.whole), overlap.name)):
        if each.partly & hidden:
            without.add(each.name)
            continue
        more, spared = line.crossed_by(each), kept | each.partly
        tells = bool(each.whole & hidden)  # a sum of shown cells tells nothing
        most = _WORTH * line.worth(each.whole)
        found = more.completed(frozenset(hidden), spared, most) if tells else hidden
        if found is None:
            without.add(each.name)
        else:
            hidden, kept, line = set(found), spared, more
    return Beside(frozenset(hidden), kept, frozenset(without))


@dataclass(frozen=True, slots=True)
class _Line:
    """Cells by the known sums in which they stand, and the table that they are of."""

    kinds: Mapping[Key, Kind]
    held: Groups

    def crossed_by(self, overlap: Overlap) -> "_Line":
        """The same cells, where the sum of a class is known besides."""
        name = f"sum {overlap.name}"
        return _Line(
            {key: kind | {name} if key in overlap.whole else kind for key, kind in self.kinds.items()}, self.held
        )

    def worth(self, keys: frozenset[Key]) -> Decimal:
        """What cells hold."""
        return sum((self.held.cells[key].value for key in keys), Decimal(0))

    def completed(self, hidden: frozenset[Key], kept: frozenset[Key], most: Decimal) -> frozenset[Key] | None:
        """What is hidden once every sum that can be had is safe; with slack where that can be.

        Args:
            hidden: what is hidden already.
            kept: cells that must not be hidden.
            most: what is hidden besides must hold less.
        """
        slacks = dict.fromkeys((self.held.slack, Decimal(0)))
        found = (_Completion(self, slack).completed(hidden, kept, most) for slack in slacks)
        return next((each for each in found if each is not None), None)


@dataclass(frozen=True, slots=True)
class _Completion:
    """The search for cells that make every sum safe."""

    line: _Line
    slack: Decimal

    def completed(self, hidden: frozenset[Key], kept: frozenset[Key], most: Decimal) -> frozenset[Key] | None:
        cells = self.line.held.cells
        free = sorted(self.line.kinds.keys() - hidden - kept, key=lambda key: (cells[key].value, sortable(key)))
        made, unsafe = hidden, self._unsafe(hidden)
        while unsafe:
            go_on()
            key = self._mending(made, unsafe, free)
            if key is None or self.line.worth(made - hidden | {key}) >= most:
                return None
            made, free = made | {key}, [other for other in free if other != key]
            unsafe = self._unsafe(made)
        return made

    def _mending(self, hidden: frozenset[Key], unsafe: Sequence[frozenset[Kind]], free: Sequence[Key]) -> Key | None:
        """The cell that is hidden next; ``None`` where none helps."""
        mending = (key for key in free if len(self._unsafe(hidden | {key})) < len(unsafe))
        within = (key for key in reversed(free) if any(self.line.kinds[key] in kinds for kinds in unsafe))
        return next(mending, None) or next(within, None)

    def _unsafe(self, hidden: frozenset[Key]) -> list[frozenset[Kind]]:
        """The kinds of cells in each sum that must not be known."""
        by_kind = defaultdict[Kind, list[Key]](list)
        for key, kind in self.line.kinds.items():
            if key in hidden:
                by_kind[kind].append(key)
        unsafe = []
        for least in least_sums(frozenset(by_kind)):
            told = tuple(key for kind, times in least.items() for key in by_kind[kind] * times)
            if not self.line.held.safe(told, slack=self.slack):
                unsafe.append(frozenset(least))
        return unsafe
