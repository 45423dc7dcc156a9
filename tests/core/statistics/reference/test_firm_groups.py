"""Firms by size and by department (family D) against plain references, on generated lines; and what always holds."""

from itertools import groupby

import pytest
from tests.core.statistics.cases import reference_table
from tests.core.statistics.reference import firm_groups
from tests.core.statistics.reference.firm_lines import firm_lines, firm_tables
from tests.core.statistics.reference.generated import frame_of
from tests.core.statistics.reference.plain import ordered
from tests.core.statistics.small import small_lake

from rumbo.core.statistics.engine import run_statistic

every_seed = pytest.mark.parametrize("seed", [1, 2])


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """Frame, lake and tables of a seed, made once."""
    made = {}

    def of(seed):
        if seed not in made:
            lines = firm_lines(seed)
            made[seed] = (frame_of(lines), small_lake(tmp_path_factory.mktemp(f"lake{seed}"), lines), firm_tables(seed))
        return made[seed]

    return of


def rows_of(name, given, seed, **parameters):
    _frame, lake, tables = given(seed)
    return run_statistic(name, lines=lake, tables=tables, parameters=parameters).to_rows()


@every_seed
@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("exporter_survival_by_size", {}),
        ("exporter_survival_by_size", {"look_back": 2, "horizon": 6}),
        ("exporter_survival_by_size", {"look_back": 1, "horizon": 3}),
        ("diversification_by_size", {}),
        ("diversification_by_size", {"digits": 2}),
        ("diversification_by_department", {}),
        ("diversification_by_department", {"digits": 4}),
    ],
    ids=str,
)
def test_equals_the_reference(given, seed, name, parameters):
    frame, _lake, tables = given(seed)
    reference = getattr(firm_groups, name)(frame, tables, **parameters)
    assert reference, "the lines must give something to compare"
    assert ordered(rows_of(name, given, seed, **parameters)) == ordered(reference)


SCOPE = reference_table(
    "measure_scope",
    """
    measure  market  product  first_subheading  last_subheading  firm_size  valid_from:date  valid_to:date
    EUDR     UE      fruta    0804000000        0806999999       grande     2018-07-01       -
    EUDR     UE      fruta    0804000000        0806999999       mediana    2018-07-01       2021-03-31
    EUDR     UE      fruta    0806100000        0806100000       micro      2020-07-01       -
    EUDR     UE      pescado  0304890000        0304890000       -          2018-01-01       2021-03-31
    EUDR     CN      cobre    2603000000        2603000000       pequeña    2014-01-01       -
    EUDR     US      fruta    0804000000        0811999999       -          2014-01-01       -
    EUDR     US      fruta    0804000000        0811999999       grande     2014-01-01       -
    """,
)


@every_seed
@pytest.mark.parametrize(("application", "dated"), [("always", False), ("in_force", True)])
def test_exposure_equals_the_reference(given, seed, application, dated):
    frame, lake, tables = given(seed)
    tables = dict(tables) | {"measure_scope": SCOPE}
    found = run_statistic(
        "measure_exposure_by_size", lines=lake, tables=tables, parameters={"application": application}
    ).to_rows()
    reference = firm_groups.measure_exposure_by_size(frame, tables, measure="EUDR", dated=dated)
    assert ordered(found) == ordered(reference)
    assert {row["reached_usd"] is None for row in found} == {True, False}


@every_seed
def test_exposure_of_the_sizes_adds_up_to_that_of_all(given, seed):
    """E3: sizes part the exports of a product, to the market and in all."""
    _frame, lake, tables = given(seed)
    tables = dict(tables) | {"measure_scope": SCOPE}
    by_size, whole = (
        run_statistic(name, lines=lake, tables=tables).to_rows()
        for name in ("measure_exposure_by_size", "measure_exposure")
    )
    for row in whole:
        key = {name: row[name] for name in ("year", "market", "product")}
        sizes = [each for each in by_size if key.items() <= each.items()]
        for column in ("fob_usd", "market_usd", "firms"):
            assert sum(each[column] for each in sizes) == row[column]


@every_seed
@pytest.mark.parametrize("name", ["diversification_by_size", "diversification_by_department"])
def test_one_year_asked_alone_is_the_same(given, seed, name):
    every = [row for row in rows_of(name, given, seed) if row["year"] == 2019]
    assert rows_of(name, given, seed, years=[2019]) == every


@every_seed
def test_all_sizes_together_survive_as_all_cohorts_together(given, seed):
    """What is told of all firms is what exporter_survival tells of the pooled cohorts."""
    pooled = rows_of("exporter_survival", given, seed, look_back=2, pool="firms")
    of_all = [row for row in rows_of("exporter_survival_by_size", given, seed, look_back=2) if row["size"] == "Todas"]
    assert [{**row, "cohort": None} for row in of_all] == [
        {**whole, **{name: row[name] for name in ("size", "kaplan_meier_pct", "error_pp")}}
        for row, whole in zip(of_all, pooled, strict=True)
    ]


@every_seed
def test_the_estimate_never_rises_and_begins_as_what_is_observed(given, seed):
    rows = rows_of("exporter_survival_by_size", given, seed, look_back=1)
    for _size, several in groupby(rows, key=lambda row: row["size"]):
        steps = list(several)
        known = [row["kaplan_meier_pct"] for row in steps if row["kaplan_meier_pct"] is not None]
        assert known == sorted(known, reverse=True)
        assert steps[0]["kaplan_meier_pct"] == steps[0]["continuous_pct"]


@every_seed
def test_bands_of_the_sizes_add_up_to_those_of_all(given, seed):
    """Every exporter is in one size; its bands are the same as among all."""
    cells = {}
    for row in rows_of("diversification_by_size", given, seed):
        key = row["year"], row["axis"], row["band"]
        firms, value = cells.get(key, (0, 0))
        cells[key] = firms + row["firms"], value + row["fob_usd"]
    whole = rows_of("diversification_bands", given, seed)
    assert cells == {(row["year"], row["axis"], row["band"]): (row["firms"], row["fob_usd"]) for row in whole}
