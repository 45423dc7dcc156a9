"""Which cells of a group must be hidden with a hidden one? A group is what adds up to a total that is shown.

Subtraction gives the sum of the hidden cells of a group, and nothing less: so there must be two of them at least, and
together they must not betray a firm any more than a cell may. Where they do, the smallest other cell is hidden with
them that mends it; where none does alone, the largest ones one after the other. The group as a whole betrays nobody,
since its total is shown: so there is always an answer, unless a cell is itself the only one of another group. Of a part
of a group there may be none (:mod:`rumbo.core.statistics.overlaps`); nothing is hidden in vain.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rumbo.core.statistics.patience import go_on
from rumbo.core.statistics.supports import Cell, Key, sortable

Together = Callable[[Sequence[Key]], bool]
"""Whether cells betray a firm when they are taken as one."""

_LEAST_HIDDEN = 2


@dataclass
class Groups:
    """The groups of a table, and what of it is hidden.

    Attributes:
        cells: what each cell holds.
        groups: the cells of each group.
        together: whether cells betray a firm when they are taken as one.
        slack: how far, as a part of its own value, a sensitive cell must be able to go up, where the group allows it.
        hidden: the hidden cells.
        kept: cells that are hidden only where no others are left.
    """

    cells: Mapping[Key, Cell]
    groups: Sequence[Sequence[Key]]
    together: Together
    slack: Decimal
    hidden: set[Key]
    kept: frozenset[Key] = frozenset()
    _of: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Note the groups of each cell."""
        for number, group in enumerate(self.groups):
            for key in group:
                self._of[key].append(number)

    def complete(self) -> None:
        """Hide what it takes until every group is safe; hiding in one may ask for more in another that crosses it."""
        waiting = deque(n for n, group in enumerate(self.groups) if any(key in self.hidden for key in group))
        listed = set(waiting)
        while waiting:
            go_on()
            number = waiting.popleft()
            listed.discard(number)
            added = self._missing(self.groups[number])
            self.hidden |= added
            for other in sorted({n for key in added for n in self._of[key]} - listed - {number}):
                waiting.append(other)
                listed.add(other)

    def safe(self, keys: Sequence[Key], *, slack: Decimal = Decimal(0)) -> bool:
        """Whether the sum of cells may be known; a cell that counts several times in it stands there as often."""
        if len(keys) < _LEAST_HIDDEN:
            return False
        whole = sum((self.cells[key].value for key in keys), Decimal(0))
        if slack and any(whole < times * value * (1 + slack) for value, times in self._sensitive(keys)):
            return False
        return not self.together(keys)

    def _sensitive(self, keys: Sequence[Key]) -> Iterator[tuple[Decimal, int]]:
        """The values of the sensitive cells of a sum, and how often each counts in it."""
        for key, times in Counter(keys).items():
            cell = self.cells[key]
            if cell.sensitive:
                yield cell.value, times

    def _missing(self, group: Sequence[Key]) -> set[Key]:
        taken = [key for key in group if key in self.hidden]
        if not taken:
            return set()
        slack = self.slack if self.safe(group, slack=self.slack) else Decimal(0)
        if self.safe(taken, slack=slack) or not self.safe(group):
            return set()
        free = sorted((key for key in group if key not in self.hidden), key=self._smallest_first)
        for key in free:
            if self.safe([*taken, key], slack=slack):
                return {key}
        added: list[Key] = []
        for key in sorted(free, key=self._largest_first):
            added.append(key)
            if self.safe([*taken, *added], slack=slack):
                break
        return set(added)

    def _alone(self, key: Key) -> bool:
        """Whether a cell is known from another group of which it is the only one."""
        return any(len(self.groups[number]) == 1 for number in self._of[key])

    def _smallest_first(self, key: Key) -> tuple[bool, bool, Decimal, tuple[str, ...]]:
        return key in self.kept, self._alone(key), self.cells[key].value, sortable(key)

    def _largest_first(self, key: Key) -> tuple[bool, bool, Decimal, tuple[str, ...]]:
        return key in self.kept, self._alone(key), -self.cells[key].value, sortable(key)
