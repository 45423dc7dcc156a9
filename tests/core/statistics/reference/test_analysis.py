"""What an analyst looks for beside the catalogue against plain references, on generated lines; sums and ties hold."""

from decimal import Decimal

import pytest
from tests.core.statistics.reference import analysis
from tests.core.statistics.reference.conftest import SEEDS
from tests.core.statistics.reference.generated import CHANGES, FAMILIES, SUBHEADINGS, TABLES
from tests.core.statistics.reference.plain import ordered

from rumbo.core.statistics.engine import run_statistic

COMPARED = [
    (analysis.monthly_trade, {}),
    (analysis.monthly_trade, {"flow": "M"}),
    (analysis.top_products, {"top": 3}),
    (analysis.top_products, {"top": 50, "digits": 2}),
    (analysis.top_partners, {"top": 4}),
    (analysis.top_partners, {"flow": "M"}),
    (analysis.unit_values, {}),
    (analysis.unit_values, {"flow": "M", "digits": 2}),
    (analysis.unit_values, {"digits": 4, "products": ["0806", "2603"]}),
    (analysis.new_and_lost_products_markets, {}),
    (analysis.new_and_lost_products_markets, {"flow": "M", "digits": 6}),
    (analysis.concentration_hhi, {}),
    (analysis.concentration_hhi, {"of": "partners"}),
    (analysis.concentration_hhi, {"flow": "M", "digits": 2}),
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
def test_months_add_up_to_the_year(generated, seed):
    given = generated(seed)
    months = run_statistic("monthly_trade", lines=given.lake, tables=TABLES).to_rows()
    for row in run_statistic("exports_by_year", lines=given.lake, tables=TABLES).to_rows():
        of_year = [month for month in months if month["year"] == row["year"]]
        assert sum(month["fob_usd"] for month in of_year) == row["fob_usd"]
        assert of_year[-1]["twelve_month_usd"] == row["fob_usd"]


@every_seed
@pytest.mark.parametrize("top", [1, 5, len(SUBHEADINGS), 40])
def test_exactly_as_many_as_asked_for(generated, seed, top):
    given = generated(seed)
    found = run_statistic("top_products", lines=given.lake, tables=TABLES, parameters={"top": top}).to_rows()
    for year in {row["year"] for row in found}:
        places = [row["place"] for row in found if row["year"] == year]
        assert places == list(range(1, min(top, len(SUBHEADINGS)) + 1))


@every_seed
@pytest.mark.parametrize("flow", ["X", "M"])
def test_margins_of_families(generated, seed, flow):
    """Following products is the same as having declared every line under its family."""
    given = generated(seed)
    frame = given.frame.with_columns(given.frame["subheading"].replace(FAMILIES))
    tables, parameters = {**TABLES, **CHANGES}, {"flow": flow}
    name = "new_and_lost_products_markets"
    found = run_statistic(name, lines=given.lake, tables=tables, parameters=parameters).to_rows()
    assert ordered(found) == ordered(analysis.new_and_lost_products_markets(frame, TABLES, flow=flow))
    declared = {**parameters, "nomenclature": "as_declared"}
    apart = run_statistic(name, lines=given.lake, tables=tables, parameters=declared).to_rows()
    assert ordered(apart) == ordered(analysis.new_and_lost_products_markets(given.frame, TABLES, flow=flow))


@every_seed
def test_margins_add_up_to_growth(generated, seed):
    """Each contribution is rounded to the sixth decimal."""
    given = generated(seed)
    margins = run_statistic("new_and_lost_products_markets", lines=given.lake, tables=TABLES).to_rows()
    growths = run_statistic("growth", lines=given.lake, tables=TABLES).to_rows()
    compared = [row for row in growths if row["growth_pct"] is not None]
    assert len(compared) > 1
    for row in compared:
        parts = [margin["contribution_pct"] for margin in margins if margin["year"] == row["year"]]
        assert abs(sum(parts) - row["growth_pct"]) <= Decimal("0.000003")


@every_seed
@pytest.mark.parametrize("of", ["products", "partners"])
def test_concentration_is_between_its_limits(generated, seed, of):
    """Equal shares of n classes give 10000 / n, one class alone gives 10000."""
    given = generated(seed)
    for row in run_statistic("concentration_hhi", lines=given.lake, tables=TABLES, parameters={"of": of}).to_rows():
        assert Decimal(10_000) / row["classes"] - Decimal("0.001") <= row["hhi"] <= 10_000
        assert 1 <= row["equivalent_number"] <= row["classes"] + Decimal("0.001")
