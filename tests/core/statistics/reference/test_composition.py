"""Goods with services (A8) and the composition of trade (family B) against plain references, on generated lines."""

import pytest
from tests.core.statistics.reference import aggregates, composition
from tests.core.statistics.reference.conftest import SEEDS
from tests.core.statistics.reference.generated import TABLES
from tests.core.statistics.reference.plain import ordered

from rumbo.core.statistics.engine import run_statistic

MINING_ENERGY = {"minería metálica", "minería no metálica", "hidrocarburos"}

COMPARED = [
    (aggregates.goods_services_trade, {}),
    (composition.exports_by_product_type, {}),
    (composition.exports_by_product_type, {"unlisted": "sin especificar"}),
    (composition.exports_by_product, {}),
    (composition.exports_by_product, {"sectors": ["agropecuario", "minería metálica"]}),
    (composition.imports_by_use, {}),
    (composition.products_over_threshold, {"threshold": 100_000}),
    (composition.products_over_threshold, {"threshold": 0, "universe": "all"}),
    (composition.products_over_threshold, {"threshold": 50_000, "sectors": ["agropecuario", "sin especificar"]}),
    (composition.exports_non_mining_energy, {}),
    *(
        (composition.exports_non_mining_energy, {"partners": "agreement", "membership": membership})
        for membership in ("shipment", "year_end", "list")
    ),
    (
        composition.exports_non_mining_energy,
        {"partners": "agreement", "membership": "list", "partner_list": ["CN", "US"]},
    ),
]

every_seed = pytest.mark.parametrize("seed", SEEDS)


@every_seed
@pytest.mark.parametrize(("reference", "parameters"), COMPARED)
def test_reference(generated, seed, reference, parameters):
    given = generated(seed)
    found = run_statistic(reference.__name__, lines=given.lake, tables=TABLES, parameters=parameters).to_rows()
    assert found
    assert ordered(found) == ordered(reference(given.frame, TABLES, **parameters))


@every_seed
@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("exports_by_product_type", "exports_by_year"),
        ("exports_by_sector", "exports_by_year"),
        ("imports_by_use", "imports_by_year"),
    ],
)
def test_classes_add_up_to_the_whole(generated, seed, name, whole):
    """Also the class “sin especificar”: no line is lost."""
    given = generated(seed)
    parts = run_statistic(name, lines=given.lake, tables=TABLES).to_rows()
    for row in run_statistic(whole, lines=given.lake, tables=TABLES).to_rows():
        assert sum(part["fob_usd"] for part in parts if part["year"] == row["year"]) == row["fob_usd"]


@every_seed
def test_without_mining_and_energy_is_the_sum_of_the_other_sectors(generated, seed):
    given = generated(seed)
    sectors = run_statistic("exports_by_sector", lines=given.lake, tables=TABLES).to_rows()
    for row in run_statistic("exports_non_mining_energy", lines=given.lake, tables=TABLES).to_rows():
        others = [r["fob_usd"] for r in sectors if r["year"] == row["year"] and r["sector"] not in MINING_ENERGY]
        assert row["fob_usd"] == sum(others)
        assert row["total_usd"] == row["fob_usd"] + row["mining_energy_usd"]
