"""The companion tables of a simulation load as what they are named for, and agree with its lines."""

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from rumbo.core.customs.simulator.companions import companions
from rumbo.core.customs.simulator.simulate import Asked, streams_of
from rumbo.core.customs.simulator.truth import SECTOR_NAMES
from rumbo.core.tables import concordance, load_table, table

NAMES = {
    "annual_sales",
    "exchange_rate",
    "population",
    "poverty",
    "regional_gdp",
    "services_bcrp",
    "trade_facilitation",
    "uit",
    "use_class",
    "world_trade",
    "zee_register",
}


@pytest.fixture
def loaded(small, tmp_path, monkeypatch):
    """The companion tables of the small simulation, loaded into a workspace of their own."""
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path / "home"))
    for held in companions(small.path, 11):
        load_table(held.name, held.file, version=held.version, authority=held.authority, simulated=True)
    return {name: table(name).arrow for name in NAMES}


def test_every_companion_loads_and_says_that_it_is_simulated(small, loaded):
    held = companions(small.path, 11)
    assert {one.name for one in held} == NAMES
    assert all("simulado" in one.file.name and one.version == "simulado-11" for one in held)
    assert set(loaded) == NAMES


def test_every_exporter_of_a_year_has_its_size(small, loaded):
    sales = loaded["annual_sales"]
    for year, held in small.truth["X"]["years"].items():
        assert pc.sum(pc.equal(sales["year"], int(year))).as_py() == held["traders"]
    assert set(sales["size_class"].to_pylist()) == {"micro", "pequeña", "mediana", "grande", "otros"}


def test_no_natural_person_is_clear_in_a_loaded_table(loaded):
    ids = loaded["annual_sales"]["trader_id"].to_pylist()
    assert all(not one.startswith("10") for one in ids)


def test_zones_facilitation_and_services_hold_the_printed_figures(loaded):
    assert loaded["zee_register"].num_rows == 161
    rows = [row for row in loaded["trade_facilitation"].to_pylist() if row["edition"] == 2024]
    assert float(sum(row["score"] for row in rows) / len(rows)) == pytest.approx(1.617)
    for item, year, printed in (("otros servicios", 2024, 1131), ("total", 2023, 5862)):
        quarters = [r for r in loaded["services_bcrp"].to_pylist() if (r["item"], r["year"]) == (item, year)]
        assert sorted(row["quarter"] for row in quarters) == [1, 2, 3, 4]
        assert sum(row["exports_usd_million"] for row in quarters) == printed


def test_sectors_are_those_of_the_reference_table():
    (stream,), _parameters = streams_of(Asked(2024, 2024, 1_000, imports=False))
    goods = stream.trade.goods
    codes = [f"{code:010d}" for code in goods.subheading.tolist()]
    found = {row["subheading"]: row["sector"] for row in concordance(table("sector"), pa.array(codes)).to_pylist()}
    mine = {code: SECTOR_NAMES[goods.sectors[place]] for code, place in zip(codes, goods.sector, strict=True)}
    assert Counter((mine[code], found[code]) for code in codes if mine[code] != found[code]) == Counter()
