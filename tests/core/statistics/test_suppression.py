"""No sensitive cell can be had from what is shown: attacked by linear algebra and by intervals."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.statistics.subtraction import determined_by

from rumbo.core.statistics.ladders import Ladder
from rumbo.core.statistics.supports import Cell, Key
from rumbo.core.statistics.suppression import Levels, Suppression, suppress

SLACK = Decimal("0.1")


def table(values: dict[tuple[str, ...], int], sensitive: set[tuple[str, ...]]) -> dict[Key, Cell]:
    """Cells with all their totals; a total is sensitive where it consists of one sensitive cell."""
    parts: dict[Key, list[tuple[str, ...]]] = {}
    for key in values:
        for mask in product((False, True), repeat=len(key)):
            total = tuple(None if masked else step for step, masked in zip(key, mask, strict=True))
            parts.setdefault(total, []).append(key)
    return {
        total: Cell(Decimal(sum(values[key] for key in keys)), len(keys) == 1 and keys[0] in sensitive)
        for total, keys in parts.items()
    }


def equations(cells: dict[Key, Cell]) -> Iterable[tuple[Key, list[Key]]]:
    """Every total along one dimension, and the cells that it consists of."""
    for key in cells:
        for axis, step in enumerate(key):
            if step is None:
                parts = [k for k in cells if k[axis] is not None and (*k[:axis], None, *k[axis + 1 :]) == key]
                yield key, parts


def determined(cells: dict[Key, Cell], hidden: Iterable[Key]) -> set[Key]:
    """The hidden cells that follow from the shown ones."""
    sums = [{total: -1} | dict.fromkeys(parts, 1) for total, parts in equations(cells)]
    return determined_by(sums, hidden)


def bounds(cells: dict[Key, Cell], hidden: Iterable[Key]) -> dict[Key, tuple[Decimal, Decimal]]:
    """What an attacker who knows that nothing is negative can say: bounds, tightened until nothing changes."""
    whole = max(cell.value for cell in cells.values()) * 2
    known = {key: (cell.value, cell.value) for key, cell in cells.items()}
    known |= {key: (Decimal(0), whole) for key in hidden}
    changed = True
    while changed:
        changed = False
        for total, parts in equations(cells):
            terms = [*((part, 1) for part in parts), (total, -1)]
            for key, sign in terms:
                others = [(k, s * -sign) for k, s in terms if k != key]
                low = sum((known[k][0] if s > 0 else -known[k][1]) for k, s in others)
                high = sum((known[k][1] if s > 0 else -known[k][0]) for k, s in others)
                tighter = max(known[key][0], Decimal(low)), min(known[key][1], Decimal(high))
                if tighter != known[key]:
                    known[key] = tighter
                    changed = True
    return known


@st.composite
def tables(draw: st.DrawFn, dimensions: int) -> dict[Key, Cell]:
    """Small tables with gaps, small values and some sensitive cells."""
    sides = [
        [f"{axis}{n}" for n in range(draw(st.integers(1, 4 if dimensions < 3 else 3)))] for axis in "abc"[:dimensions]
    ]
    places = [key for key in product(*sides) if draw(st.integers(0, 3))]
    if not places:
        places = [next(iter(product(*sides)))]
    values = {key: draw(st.integers(1, 40)) for key in places}
    return table(values, {key for key in places if draw(st.integers(0, 3)) == 0})


def settled(cells: dict[Key, Cell]) -> Suppression:
    """What is hidden in a table without ladders, its totals among it."""
    tables: dict[Levels, dict[Key, Cell]] = {}
    for key, cell in cells.items():
        tables.setdefault(tuple(int(step is not None) for step in key), {})[key] = cell
    parts = {key: {k for k in cells if None not in k and _within(k, key)} for key in cells}

    def betrays(_levels: Levels, keys: Sequence[Key]) -> bool:
        single = {part for key in keys for part in parts[key]}
        return len(single) == 1 and all(cells[part].sensitive for part in single)

    ladders = [Ladder()] * len(next(iter(cells)))
    found = suppress(tables, ladders, betrays, slack=SLACK)
    return Suppression(frozenset().union(*(each.hidden for each in found.values())), found[max(found)].withheld)


def _within(key: Key, total: Key) -> bool:
    return all(step in {None, own} for own, step in zip(key, total, strict=True))


def attack(cells: dict[Key, Cell]) -> None:
    found = settled(cells)
    dimensions = len(next(iter(cells)))
    sensitive = {key for key, cell in cells.items() if cell.sensitive}
    if found.withheld:
        assert any(None not in key for key in sensitive)
        return
    assert sensitive <= found.hidden
    assert not determined(cells, found.hidden) & sensitive
    known = bounds(cells, found.hidden)
    assert all(known[key][0] < known[key][1] for key in sensitive), dimensions


@given(tables(1))
def test_one_dimension(cells):
    attack(cells)


@given(tables(2))
@settings(max_examples=300)
def test_two_dimensions(cells):
    attack(cells)


@given(tables(3))
@settings(max_examples=100)
def test_three_dimensions(cells):
    attack(cells)


@given(tables(2))
def test_totals_are_hidden_as_in_a_result_that_shows_only_them(cells):
    """Whoever puts the two results side by side learns nothing from their difference."""
    whole = settled(cells)
    rows = {key[:1]: cell for key, cell in cells.items() if key[1] is None}
    alone = settled(rows)
    if not alone.withheld:
        assert {key[:1] for key in whole.hidden if key[1] is None} == alone.hidden


def test_the_attacks_succeed_where_nothing_protects():
    """The attacks of this file find a cell that is merely left out."""
    cells = table({("a", "x"): 5, ("a", "y"): 7, ("b", "x"): 1, ("b", "y"): 9}, {("a", "x")})
    assert determined(cells, {("a", "x")}) == {("a", "x")}
    assert bounds(cells, {("a", "x")})["a", "x"] == (5, 5)


def test_two_walks_joined_by_a_cell_do_not_protect_that_cell():
    """Two hidden cells in each line are not enough: the joint of two walks follows from sums over one of them."""
    names = "abcd"
    values = {(r, c): 10 for r in names for c in names}
    hidden = {(r, c) for block in ("ab", "cd") for r in block for c in block} | {("a", "c")}
    assert determined(table(values, set()), hidden) == {("a", "c")}
    cells = table(values, hidden)
    attack(cells)


def test_the_least_is_hidden():
    cells = table(
        {("a", "x"): 5, ("a", "y"): 70, ("a", "z"): 6, ("b", "x"): 8, ("b", "y"): 9, ("b", "z"): 20}, {("a", "x")}
    )
    found = settled(cells)
    assert not found.withheld
    assert found.hidden == {("a", "x"), ("a", "z"), ("b", "x"), ("b", "z")}
