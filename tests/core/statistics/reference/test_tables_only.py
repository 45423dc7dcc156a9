"""Agreements, users of the zones and their jobs (E2, E6, E7) against plain references, on generated tables."""

from datetime import date, timedelta
from random import Random

import pytest
from tests.core.statistics.cases import reference_table
from tests.core.statistics.reference import tables_only
from tests.core.statistics.reference.overlay_tables import overlay_tables
from tests.core.statistics.reference.plain import ordered

from rumbo.core.statistics.engine import run_statistic
from rumbo.core.tables import table

SEEDS = (5, 6, 7)
every_seed = pytest.mark.parametrize("seed", SEEDS)
DAYS = (date(2015, 6, 30), date(2018, 1, 1), date(2020, 2, 29), date(2024, 12, 31))
PARTNERS = ("US", "CN", "DE", "FR", "CO", "EC", "CL", "JP")


def tables_of(seed):
    random = Random(seed)
    return dict(overlay_tables(seed)) | {
        "agreement": reference_table("agreement", "\n".join(_agreements(random))),
        "zee_employment": reference_table("zee_employment", "\n".join(_jobs(random))),
    }


def _agreements(random):
    rows = ["agreement  name  partner  entry_into_force:date  end_date:date"]
    for number in range(12):
        start = date(2000, 1, 1) + timedelta(days=random.randrange(9000))
        for partner in random.sample(PARTNERS, random.randrange(1, 5)):
            entered = start + timedelta(days=random.choice((0, 0, 400)))
            ended = random.choice(("-", "-", entered + timedelta(days=random.randrange(6000))))
            rows.append(f"a{number}  TLC {number}  {partner}  {entered}  {ended}")
    return rows


def _jobs(random):
    rows = ["department  year:integer  occupied_thousand:decimal  jobs_thousand:decimal"]
    for year in (2021, 2022, 2023):
        for department in ("04", "15", "20", "99"):
            occupied = random.choice((0, random.randrange(1, 10**6) / 10))
            rows.append(f"{department}  {year}  {occupied}  {random.randrange(5000) / 1000}")
    return rows


def rows_of(name, tables, **parameters):
    return run_statistic(name, lines=None, tables=tables, parameters=parameters).to_rows()


@every_seed
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", ["agreement_inventory", "zone_users"])
def test_equals_the_reference_on_a_day(seed, name, day):
    tables = tables_of(seed)
    reference = getattr(tables_only, name)(tables, day=day)
    assert reference, "the tables must give something to compare"
    assert ordered(rows_of(name, tables, day=day)) == ordered(reference)


@every_seed
def test_employment_equals_the_reference(seed):
    tables = tables_of(seed)
    reference = tables_only.zone_employment(tables)
    assert ordered(rows_of("zone_employment", tables)) == ordered(reference)
    one = [row for row in reference if row["year"] == 2022]
    assert ordered(rows_of("zone_employment", tables, years=[2022])) == ordered(one)


def test_the_agreements_that_ship_equal_the_reference():
    """The real table, on the day of the policy and on one before most agreements."""
    shipped = {"agreement": table("agreement")}
    for day in (date(2024, 12, 31), date(2010, 1, 1)):
        found = rows_of("agreement_inventory", shipped, day=day)
        assert ordered(found) == ordered(tables_only.agreement_inventory(shipped, day=day))


@every_seed
def test_agreements_do_not_depend_on_each_other(seed):
    """Without one of them every other row stays as it was."""
    tables = tables_of(seed)
    found = rows_of("agreement_inventory", tables)
    gone = found[0]["agreement"]
    arrow = tables["agreement"].arrow
    kept = arrow.filter([key != gone for key in arrow["agreement"].to_pylist()])
    without = dict(tables) | {"agreement": type(tables["agreement"])("agreement", kept)}
    assert rows_of("agreement_inventory", without) == found[1:]
