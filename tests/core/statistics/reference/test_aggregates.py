"""The aggregates (family A) against plain references, on generated lines; parts add up to the whole."""

from decimal import Decimal

import pytest
from tests.core.statistics.reference import aggregates
from tests.core.statistics.reference.conftest import SEEDS
from tests.core.statistics.reference.generated import CHANGES, FAMILIES, TABLES, YEARS
from tests.core.statistics.reference.plain import UNKNOWN, ordered, records, with_class

from rumbo.core.statistics.engine import run_statistic

every_seed = pytest.mark.parametrize("seed", SEEDS)

#: Dimensions of a partition, with the column of the line that gives the class.
DIMENSIONS = {
    "partner": "partner",
    "department": "department",
    "customs_office": "customs_office",
    "transport_mode": "transport_mode",
    "subheading": "subheading",
    "sector": "sector",
}


@every_seed
@pytest.mark.parametrize("name", ["trade_by_year", "balance_by_year"])
def test_both_flows(generated, seed, name):
    given = generated(seed)
    found = run_statistic(name, lines=given.lake, tables=TABLES).to_rows()
    assert ordered(found) == ordered(getattr(aggregates, name)(given.frame, TABLES))


@every_seed
@pytest.mark.parametrize(("flow", "base_year"), [("X", 2020), ("X", 2022), ("M", 2021), ("M", 2020)])
def test_growth_from_base(generated, seed, flow, base_year):
    given = generated(seed)
    parameters = {"flow": flow, "base_year": base_year}
    found = run_statistic("growth_from_base", lines=given.lake, tables=TABLES, parameters=parameters).to_rows()
    assert ordered(found) == ordered(aggregates.growth_from_base(given.frame, TABLES, **parameters))


@every_seed
@pytest.mark.parametrize("flow", ["X", "M"])
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_growth_contribution(generated, seed, flow, dimension):
    given = generated(seed)
    column = DIMENSIONS[dimension]
    frame = with_class(given.frame, records(TABLES, "sector"), "sector")
    frame = frame.with_columns(frame[column].replace(_named(column)).fill_null(UNKNOWN))
    parameters = {"flow": flow, "by_1": dimension}
    found = run_statistic("growth_contribution", lines=given.lake, tables=TABLES, parameters=parameters).to_rows()
    reference = aggregates.growth_contribution(frame, TABLES, flow=flow, by=dimension, column=column)
    assert ordered(found) == ordered(reference)


def _named(column):
    """A code and the name that its table gives it; of a code without name the code alone."""
    names = {"department": "name", "customs_office": "name", "transport_mode": "name_es"}
    if column not in names:
        return {}
    return {row["code"]: f"{row['code']} {row[names[column]]}" for row in records(TABLES, column)}


@every_seed
def test_growth_contribution_of_families(generated, seed):
    """Following products is the same as having declared every line under its family."""
    given = generated(seed)
    frame = given.frame.with_columns(given.frame["subheading"].replace(FAMILIES))
    tables = {**TABLES, **CHANGES}
    found = run_statistic("growth_contribution", lines=given.lake, tables=tables, parameters={"by_1": "subheading"})
    assert found.lineage.tables["nomenclature_concordance"].version == "test"
    reference = aggregates.growth_contribution(frame, TABLES, flow="X", by="subheading", column="subheading")
    assert ordered(found.to_rows()) == ordered(reference)


@every_seed
@pytest.mark.parametrize("dimension", ["none", "hs2", "hs4", "hs6", "continent", "month", *DIMENSIONS])
def test_contributions_add_up_to_growth(generated, seed, dimension):
    """A7 adds to A5 for every dimension, up to the sixth decimal of each contribution."""
    given = generated(seed)
    shares = run_statistic(
        "growth_contribution", lines=given.lake, tables=TABLES, parameters={"by_1": dimension}
    ).to_rows()
    whole = run_statistic("growth", lines=given.lake, tables=TABLES).to_rows()
    growths = {row["year"]: row["growth_pct"] for row in whole}
    assert {row["year"] for row in shares} == set(growths) == set(YEARS)
    for year, growth in growths.items():
        parts = [row["contribution_pct"] for row in shares if row["year"] == year]
        if growth is None:
            assert set(parts) == {None}
        else:
            assert abs(sum(parts) - growth) <= Decimal("0.0000005") * (len(parts) + 1)


@every_seed
def test_trade_is_exports_plus_imports(generated, seed):
    given = generated(seed)
    trade = run_statistic("trade_by_year", lines=given.lake, tables=TABLES).to_rows()
    exports, imports = (
        {row["year"]: row["fob_usd"] for row in run_statistic(name, lines=given.lake, tables=TABLES).to_rows()}
        for name in ("exports_by_year", "imports_by_year")
    )
    assert {row["year"]: row["exports_usd"] for row in trade} == exports
    assert {row["year"]: row["trade_usd"] for row in trade if row["trade_usd"] is not None} == {
        year: exports[year] + imports[year] for year in imports
    }
