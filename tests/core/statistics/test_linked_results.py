"""Whoever asks every result of a lake and subtracts one from another gets no hidden figure: on simulated lines."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.core.statistics.subtraction import determined_by

from rumbo.core.customs.importing import import_files
from rumbo.core.customs.lake import Lake
from rumbo.core.customs.simulator.simulate import Asked, simulate
from rumbo.core.language import speaking
from rumbo.core.statistics.engine import run
from rumbo.core.statistics.errors import ConfidentialityError
from rumbo.core.tables import table
from rumbo.core.workspace import workspace

Figures = dict[tuple[int, str], bool]
"""Of each class of a year, whether it is hidden."""

PRODUCTS = {2: "hs2", 4: "hs4", 6: "hs6", 10: "subheading"}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    folder = tmp_path_factory.mktemp("simulated")
    (folder / "home").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUMBO_HOME", str(folder / "home"))
        simulate(Asked(2022, 2023, 6000, seed=3), folder / "files")
        made = Lake(workspace().lake)
        import_files(made, [Path(folder / "files")], simulated=True)
        yield made


@pytest.fixture(scope="module")
def ask(lake: Lake) -> Callable[..., Figures]:
    def asked(name: str, column: str, **given: object) -> Figures:
        rows = run(name, lake=lake, parameters=given, public=True).to_rows()
        return {(int(str(row["year"])), str(row[column])): bool(row["hidden"]) for row in rows}

    return asked


def continents() -> dict[str, str]:
    return {row["code"]: row["continent"] for row in table("country").arrow.to_pylist() if not row["special"]}


def single(fine: Figures, coarse: Figures, above: Callable[[str], str]) -> list[tuple[int, str]]:
    """The shown totals below which just one cell is hidden."""
    below: dict[tuple[int, str], int] = defaultdict(int)
    for (year, name), hidden in fine.items():
        below[year, above(name)] += hidden
    return [total for total, count in below.items() if count == 1 and not coarse[total]]


@pytest.mark.parametrize("flow", ["X", "M"])
@pytest.mark.parametrize(("fine", "coarse"), [(4, 2), (6, 4), (10, 6), (6, 2), (10, 4), (10, 2)])
def test_no_code_is_hidden_alone(ask, flow, fine, coarse):
    codes = ask("trade_values", PRODUCTS[fine], flow=flow, by_1=PRODUCTS[fine])
    totals = ask("trade_values", PRODUCTS[coarse], flow=flow, by_1=PRODUCTS[coarse])
    assert sum(codes.values()) > 5
    assert single(codes, totals, lambda name: name[:coarse]) == []


def members(year: int, partners: set[str]) -> dict[str, tuple[set[str], set[str]]]:
    """Of each bloc of a year the members for the whole of it, and those for a part; what is in none is a bloc, too."""
    made: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for row in table("bloc").arrow.to_pylist():
        first, last = row["valid_from"].isoformat(), (row["valid_to"] or date.max).isoformat()
        if row["country"] in partners and first <= f"{year}-12-31" and last >= f"{year}-01-01":
            made[row["bloc"]][first > f"{year}-01-01" or last < f"{year}-12-31"].add(row["country"])
    whole, partly = (set().union(*(each[place] for each in made.values())) for place in (0, 1))
    return {**made, "sin bloque": (partners - whole - partly, partly - whole)}


@pytest.mark.parametrize("parts_are_known", [False, True])
@pytest.mark.parametrize("flow", ["X", "M"])
def test_no_partner_is_determined_by_continents_and_blocs(ask, flow, parts_are_known):
    partners, blocs = (ask("trade_values", by, flow=flow, by_1=by) for by in ("partner", "bloc"))
    totals, place = ask("trade_values", "continent", flow=flow, by_1="continent"), continents()
    hidden: set[object] = {key for key, hidden in partners.items() if hidden}
    assert hidden
    assert not all(blocs.values())
    sums: list[dict[object, int]] = []
    for year, name in totals:
        inside = [key for key in partners if key[0] == year and place.get(key[1], "sin especificar") == name]
        sums.append(dict.fromkeys(inside, 1) | {(year, f"continent {name}"): -1})
        sums.append({(year, f"continent {each}"): 1 for each_year, each in totals if each_year == year})
    for year in {year for year, _name in blocs}:
        for bloc, (whole, partly) in members(year, {name for each, name in partners if each == year}).items():
            if not blocs.get((year, bloc), True):
                pieces = [] if parts_are_known else [(year, bloc, name) for name in partly]
                hidden |= set(pieces)
                sums.append(dict.fromkeys([*((year, name) for name in whole), *pieces], 1))
    hidden |= {(year, f"continent {name}") for (year, name), hides in totals.items() if hides}
    assert not determined_by(sums, hidden) & {key for key, hides in partners.items() if hides}


@pytest.mark.parametrize("flow", ["X", "M"])
def test_most_blocs_are_shown(ask, flow):
    blocs = ask("trade_values", "bloc", flow=flow, by_1="bloc")
    assert sum(blocs.values()) * 2 < len(blocs)
    assert not any(hidden for (_year, name), hidden in blocs.items() if name in {"UE", "APEC"})


def test_a_bloc_is_hidden_in_every_result_that_shows_it(ask):
    flows = [ask("trade_values", "bloc", flow=flow, by_1="bloc") for flow in ("X", "M")]
    both = {key: hidden for key, hidden in ask("trade_with_bloc", "bloc").items() if key[1] != "sin bloque"}
    assert both == {key: any(found.get(key, False) for found in flows) for key in both}


@pytest.mark.parametrize("flow", ["X", "M"])
@pytest.mark.parametrize(
    ("name", "column", "given", "by"),
    [
        *(("top_products", "product", {"digits": digits, "top": 10000}, by) for digits, by in PRODUCTS.items()),
        ("top_partners", "partner", {"top": 10000}, "partner"),
        ("growth", "hs4", {"by_1": "hs4"}, "hs4"),
        ("growth_contribution", "partner", {"by_1": "partner"}, "partner"),
    ],
)
def test_two_statistics_hide_the_same_cells(ask, flow, name, column, given, by):
    usual = ask("trade_values", by, flow=flow, by_1=by)
    found = {key: hidden for key, hidden in ask(name, column, flow=flow, **given).items() if key[1] != "None"}
    assert found
    assert {key: usual[key] for key in found if key in usual} == {k: h for k, h in found.items() if k in usual}


def test_a_bloc_shown_as_one_partner_is_hidden_as_the_bloc_is(ask):
    partners, blocs = ask("share_by_partner", "partner", flow="M"), ask("trade_values", "bloc", flow="M", by_1="bloc")
    single_ones = ask("trade_values", "partner", flow="M", by_1="partner")
    assert {key: hidden for key, hidden in partners.items() if key[1] == "UE"} == {
        key: hidden for key, hidden in blocs.items() if key[1] == "UE"
    }
    assert {key: hidden for key, hidden in partners.items() if key[1] != "UE"}.items() <= single_ones.items()


def test_a_family_is_hidden_where_any_of_its_codes_is(ask):
    families, codes = ask("growth", "hs6", by_1="hs6"), ask("trade_values", "hs6", by_1="hs6")
    alone = {key: hidden for key, hidden in families.items() if not key[1].endswith("+")}
    assert alone.items() <= codes.items()


def test_dimensions_of_one_ladder_are_as_the_finer_one(lake):
    usual = run("trade_values", lake=lake, parameters={"by_1": "hs4"}, public=True).to_rows()
    both = run("trade_values", lake=lake, parameters={"by_1": "hs2", "by_2": "hs4"}, public=True).to_rows()
    assert {(r["year"], r["hs4"]): r["hidden"] for r in both} == {(r["year"], r["hs4"]): r["hidden"] for r in usual}


def test_the_order_of_dimensions_does_not_matter(lake):
    rows = [
        run("trade_values", lake=lake, parameters={"by_1": one, "by_2": other}, public=True).to_rows()
        for one, other in (("hs2", "continent"), ("continent", "hs2"))
    ]
    first, second = ({(r["year"], r["hs2"], r["continent"]): r["hidden"] for r in each} for each in rows)
    assert first == second
    assert set(first.values()) == {True, False}


@pytest.mark.parametrize(
    ("name", "given"),
    [("top_products", {"digits": 5}), ("trade_values", {"by_1": "bloc", "by_2": "partner"})],
)
def test_what_no_ladder_holds_is_not_published(lake, name, given):
    assert run(name, lake=lake, parameters=given).table.num_rows
    with speaking("en"), pytest.raises(ConfidentialityError, match="not published"):
        run(name, lake=lake, parameters=given, public=True)
