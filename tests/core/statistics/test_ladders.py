"""No hidden figure comes back by subtraction, whatever detail results are asked at: attacked by exact elimination."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.statistics.subtraction import can_be_had, determined_by

from rumbo.core.statistics.confidentiality import Rule
from rumbo.core.statistics.ladders import Bloc, Ladder, ladder
from rumbo.core.statistics.settling import settle
from rumbo.core.statistics.supports import Key
from rumbo.core.statistics.suppression import Levels, Suppression

RULE = Rule.model_validate(
    {
        "name": "test",
        "basis": "test",
        "minimum_firms": 3,
        "dominance": [{"firms": 1, "above_pct": 75}, {"firms": 2, "above_pct": 90}],
    }
)
Row = tuple[str, str | None, int]
"""A class, a firm, and its value."""

firm_names = st.sampled_from(["A", "B", "C", "D", "E", None])
values = st.one_of(st.integers(0, 20), st.integers(-3, 500))


@st.composite
def codes(draw: st.DrawFn) -> list[Row]:
    """Values of firms in codes of ten digits, which share chapters, headings and subheadings."""
    two, more = st.sampled_from("12"), st.sampled_from("1234")
    made = st.builds(lambda a, b, c, d: f"0{a}0{b}0{c}000{d}", two, more, two, more)
    return draw(st.lists(st.tuples(made, firm_names, values), min_size=1, max_size=40))


def frame(rows: list[Row], column: str = "class_1") -> pl.DataFrame:
    names, firms, held = zip(*rows, strict=True)
    return pl.DataFrame(
        {column: names, "trader_id": firms, "value": [Decimal(each) for each in held]},
        schema={column: pl.String, "trader_id": pl.String, "value": pl.Decimal(38, 2)},
    )


def no_tables(name: str) -> Any:
    raise AssertionError(name)


def product_ladder(rows: list[Row], dimension: str = "subheading") -> Ladder:
    return ladder(dimension, {name for name, _firm, _value in rows}, no_tables)


def settled(rows: list[Row], made: Ladder) -> dict[Levels, Suppression]:
    return settle(frame(rows), ["class_1"], [made], RULE)


def figures(rows: list[Row], made: Ladder) -> set[tuple[int, str | None]]:
    return {(step, made.at(step, name)) for name, _firm, _value in rows for step in range(made.height + 1)}


def sums(rows: list[Row], made: Ladder) -> Iterator[dict[tuple[int, str | None], int]]:
    """Every total with what it consists of one step finer."""
    parts: dict[tuple[int, str | None], set[tuple[int, str | None]]] = defaultdict(set)
    for step, name in figures(rows, made):
        if step:
            parts[step - 1, made.above(step, name)].add((step, name))
    for total, found in parts.items():
        yield {total: -1} | dict.fromkeys(found, 1)


def hidden_figures(found: dict[Levels, Suppression]) -> set[tuple[int, str | None]]:
    return {(step, key[0]) for (step,), table in found.items() for key in table.hidden}


def betrays(rows: list[Row]) -> bool:
    held: dict[str | None, Decimal] = defaultdict(Decimal)
    for _name, firm, value in rows:
        held[firm] += value
    named = sorted((value for firm, value in held.items() if firm and value > 0), reverse=True)
    return RULE.betrays(sum(held.values(), Decimal(0)), len(named), named)


def sensitive(rows: list[Row], made: Ladder) -> set[tuple[int, str | None]]:
    return {f for f in figures(rows, made) if betrays([r for r in rows if made.at(f[0], r[0]) == f[1]])}


@given(codes())
@settings(max_examples=300)
def test_no_hidden_code_is_determined_by_what_is_shown_at_any_number_of_digits(rows):
    made = product_ladder(rows)
    found = settled(rows, made)
    hidden = hidden_figures(found)
    assert sensitive(rows, made) <= hidden
    if (0, None) in hidden:
        assert hidden == figures(rows, made)
    else:
        assert determined_by(sums(rows, made), hidden) == set()


@given(codes())
@settings(max_examples=300)
def test_what_is_hidden_below_a_shown_total_betrays_no_firm_at_any_depth(rows):
    made = product_ladder(rows)
    hidden = hidden_figures(settled(rows, made))
    for step, name in figures(rows, made) - hidden:
        below = [row for row in rows if made.at(step, row[0]) == name]
        for finer in range(step + 1, made.height + 1):
            together = [row for row in below if (finer, made.at(finer, row[0])) in hidden]
            assert not together or not betrays(together)


@given(codes(), st.sampled_from([("hs2", 2), ("hs4", 4), ("hs6", 6)]))
def test_the_same_is_hidden_whatever_detail_is_asked(rows, asked):
    """Whoever puts two results side by side sees the same cells hidden in both."""
    dimension, digits = asked
    fine = settled(rows, product_ladder(rows))
    short = [(name[:digits], firm, value) for name, firm, value in rows]
    coarse = settled(short, product_ladder(short, dimension))
    assert {levels: fine[levels] for levels in coarse} == coarse


@given(codes())
def test_the_order_of_the_values_does_not_matter(rows):
    made = product_ladder(rows)
    assert settled(rows, made) == settled(rows[::-1], made)


PARTNERS = "abcdefgh"
CONTINENTS = Ladder(({name: "one" if name < "f" else "two" for name in PARTNERS},))
members = st.frozensets(st.sampled_from(PARTNERS), min_size=1)


@given(
    st.lists(st.tuples(st.sampled_from(PARTNERS), firm_names, values), min_size=4, max_size=50),
    st.lists(members, max_size=4),
)
@settings(max_examples=400)
def test_no_hidden_partner_is_determined_by_continents_and_blocs(rows, groups):
    made = Ladder(CONTINENTS.steps, tuple(Bloc(f"bloc {n}", group) for n, group in enumerate(groups)))
    found = settled(rows, made)
    hidden: set[Any] = set(hidden_figures(found))
    if (0, None) in hidden:
        return
    out = {key[0] for key in found[2,].blocs}
    present = {name for name, _firm, _value in rows}
    shown = [
        dict.fromkeys([(2, name) for name in bloc.whole & present], 1) for bloc in made.blocs if bloc.name not in out
    ]
    assert determined_by([*sums(rows, made), *shown], hidden) == set()


@given(
    st.lists(st.tuples(st.sampled_from(PARTNERS), firm_names, st.integers(0, 500)), min_size=4, max_size=50),
    st.lists(members, max_size=4),
)
@settings(max_examples=200, deadline=None)
def test_no_sum_of_hidden_partners_that_can_be_had_from_continents_and_blocs_betrays_a_firm(rows, groups):
    made = Ladder(CONTINENTS.steps, tuple(Bloc(f"bloc {n}", group) for n, group in enumerate(groups)))
    found = settled(rows, made)
    if found[0,].hidden:
        return
    out = {key[0] for key in found[2,].blocs}
    present = {name for name, _firm, _value in rows}
    hidden = sorted(str(key[0]) for key in found[2,].hidden)
    shown = [dict.fromkeys(bloc.whole & present, 1) for bloc in made.blocs if bloc.name not in out]
    places = {made.at(1, name) for name in present}
    open_places = {place for place in places if (place,) not in found[1,].hidden}
    shown += [{name: 1 for name in present if made.at(1, name) == place} for place in open_places]
    shown.append({name: 1 for name in present if made.at(1, name) not in open_places})
    for size in range(1, len(hidden) + 1):
        for together in combinations(hidden, size):
            if can_be_had(shown, hidden, dict.fromkeys(together, 1)):
                assert size > 1
                assert not betrays([row for row in rows if row[0] in together])


@given(st.lists(st.tuples(st.sampled_from(PARTNERS), firm_names, values), min_size=4, max_size=50), members)
def test_nothing_is_hidden_beside_a_member_of_which_a_part_is_known(rows, group):
    made = Ladder(CONTINENTS.steps, (Bloc("bloc", group - {"a"}, frozenset("a")),))
    found = settled(rows, made)
    present = {name for name, _firm, _value in rows}
    if "a" in present and ("bloc",) not in found[2,].blocs and (0, None) not in hidden_figures(found):
        assert ("a",) not in found[2,].hidden


@st.composite
def crossed(draw: st.DrawFn) -> list[tuple[str, str, str | None, int]]:
    rows = draw(codes())
    return [(name, draw(st.sampled_from("xyz")), firm, value) for name, firm, value in rows]


@given(crossed())
@settings(max_examples=100, deadline=None)
def test_across_dimensions_no_sensitive_cell_is_alone_below_a_total_that_is_shown(rows):
    """Along each dimension, the others held: where the total is shown, the hidden cells are two at least."""
    made = frame([(name, firm, value) for name, _other, firm, value in rows])
    made = made.with_columns(pl.Series("class_2", [other for _name, other, _firm, _value in rows]))
    ladders = [product_ladder([(name, firm, value) for name, _other, firm, value in rows]), Ladder()]
    found = settle(made, ["class_1", "class_2"], ladders, RULE)
    cells: dict[Levels, set[Key]] = defaultdict(set)
    held: dict[tuple[Levels, Key], list[Row]] = defaultdict(list)
    for name, other, firm, value in rows:
        for levels in found:
            key = (ladders[0].at(levels[0], name), ladders[1].at(levels[1], other))
            cells[levels].add(key)
            held[levels, key].append((name, firm, value))
    for levels, table in found.items():
        for axis in (0, 1):
            if not levels[axis] or table.withheld:
                continue
            above = tuple(step - (number == axis) for number, step in enumerate(levels))
            groups: dict[Key, list[Key]] = defaultdict(list)
            for key in cells[levels]:
                groups[
                    tuple(ladders[axis].above(levels[axis], s) if n == axis else s for n, s in enumerate(key))
                ].append(key)
            for total, group in groups.items():
                hidden = [key for key in group if key in table.hidden]
                if total not in found[above].hidden and any(betrays(held[levels, key]) for key in hidden):
                    assert len(hidden) > 1
                    assert not betrays([row for key in hidden for row in held[levels, key]])
