"""The statistics of firms (family D) against plain references, on generated lines; and what always holds of them."""

from decimal import Decimal
from itertools import groupby

import pytest
from tests.core.statistics.reference import firms
from tests.core.statistics.reference.firm_lines import YEARS, firm_lines, firm_tables
from tests.core.statistics.reference.generated import frame_of
from tests.core.statistics.reference.plain import ordered
from tests.core.statistics.small import small_lake

from rumbo.core.statistics.engine import run_statistic

SEEDS = (1, 2)
every_seed = pytest.mark.parametrize("seed", SEEDS)

LAST_PLACE = Decimal("0.000001")


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


CASES = [
    ("trader_count", {}, {}),
    ("trader_count", {"minimum_value": 100}, {"above": 100_00}),
    ("trader_count", {"identified": "ruc"}, {"ruc": True}),
    ("exports_by_firm_size", {}, {}),
    ("mipyme_exports", {}, {}),
    ("firm_size_transitions", {}, {}),
    ("consolidated_exporters", {}, {}),
    ("consolidated_exporters", {"window": 3}, {"window": 3}),
    ("exporter_survival", {"look_back": 2}, {"look_back": 2}),
    ("exporter_survival", {}, {}),
    (
        "exporter_survival",
        {"look_back": 1, "horizon": 4, "pool": "firms"},
        {"look_back": 1, "horizon": 4, "pool": "firms"},
    ),
    ("exporter_survival", {"look_back": 1, "pool": "equal"}, {"look_back": 1, "pool": "equal"}),
    ("diversification_bands", {}, {}),
    ("diversification_bands", {"digits": 2}, {"digits": 2}),
    ("diversification_cross", {}, {}),
    ("top_exporters_share", {}, {}),
    ("top_exporters_share", {"top": 3, "sectors": ["agropecuario"]}, {"top": 3, "sector": "agropecuario"}),
    ("top_exporters", {"top": 5}, {"top": 5}),
    ("technology_level", {}, {"first_year": 2013, "last_year": 2023}),
    (
        "technology_level",
        {"first_year": 2016, "last_year": 2019, "classes": "five", "threshold_basis": "classified", "threshold": 99.99},
        {"first_year": 2016, "last_year": 2019, "names": firms.FIVE, "basis": "classified", "threshold": 99_99},
    ),
    (
        "technology_level",
        {"first_year": 2018, "last_year": 2020, "threshold_mode": "balanced", "threshold": 0.01},
        {"first_year": 2018, "last_year": 2020, "mode": "balanced", "threshold": 1},
    ),
    ("exporters_by_sector", {}, {}),
    ("exporters_by_department", {}, {}),
    ("target_population", {}, {}),
    ("target_population", {"window": 2}, {"window": 2}),
    ("exporter_entry_exit", {}, {}),
    ("firm_concentration", {}, {}),
    ("exporter_persistence", {"window": 4}, {"window": 4}),
    ("exporter_persistence", {}, {}),
]


@every_seed
@pytest.mark.parametrize(("name", "parameters", "told"), CASES, ids=str)
def test_equals_the_reference(given, seed, name, parameters, told):
    frame, _lake, tables = given(seed)
    reference = getattr(firms, name)(frame, tables, **told)
    assert reference, "the lines must give something to compare"
    assert ordered(rows_of(name, given, seed, **parameters)) == ordered(reference)


@every_seed
@pytest.mark.parametrize("year", [2019, 2024])
@pytest.mark.parametrize("name", sorted({name for name, *_others in CASES} - {"technology_level", "exporter_survival"}))
def test_one_year_asked_alone_is_the_same(given, seed, name, year):
    """What is read for one year is enough for that year."""
    every = [row for row in rows_of(name, given, seed) if row["year"] == year]
    assert rows_of(name, given, seed, years=[year]) == every


@every_seed
def test_one_cohort_asked_alone_is_the_same(given, seed):
    every = [row for row in rows_of("exporter_survival", given, seed, look_back=2) if row["cohort"] == 2018]
    assert rows_of("exporter_survival", given, seed, look_back=2, years=[2018]) == every


@every_seed
def test_sizes_add_up_to_all_exports(given, seed):
    """D2: the classes add to the total in value and in number."""
    totals = {row["year"]: row["fob_usd"] for row in rows_of("exports_by_year", given, seed)}
    exporters = {row["year"]: row["exporters"] for row in rows_of("trader_count", given, seed)}
    sizes = rows_of("exports_by_firm_size", given, seed)
    for year in YEARS:
        of_year = [row for row in sizes if row["year"] == year]
        assert sum(row["fob_usd"] for row in of_year) == totals[year]
        assert sum(row["firms"] for row in of_year) == exporters[year]


@every_seed
def test_transitions_add_up_to_the_sizes(given, seed):
    """Every exporter of a size came from one size, or did not export."""
    sizes = {(row["year"], row["size"]): row["firms"] for row in rows_of("exports_by_firm_size", given, seed)}
    moves = rows_of("firm_size_transitions", given, seed)
    for (year, size), count in sizes.items():
        if year > YEARS[0]:
            assert sum(row["firms"] for row in moves if row["year"] == year and row["size"] == size) == count
        if year < YEARS[-1]:
            after = [row for row in moves if row["year"] == year + 1 and row["former_size"] == size]
            assert sum(row["firms"] for row in after) == count


@every_seed
def test_consolidated_and_sporadic_are_disjoint_and_cover(given, seed):
    """D3: the two sets make up the exporters of D1."""
    exporters = {row["year"]: row["exporters"] for row in rows_of("trader_count", given, seed)}
    known = [row for row in rows_of("consolidated_exporters", given, seed) if row["consolidated"] is not None]
    assert {row["year"] for row in known} == set(YEARS[4:])
    for row in known:
        assert row["consolidated"] + row["sporadic"] == row["exporters"] == exporters[row["year"]]


@every_seed
@pytest.mark.parametrize("pool", ["no", "firms", "equal"])
def test_continuous_survival_never_exceeds_present(given, seed, pool):
    """D4; and continuous survival never rises with k in one cohort."""
    rows = rows_of("exporter_survival", given, seed, look_back=1, pool=pool)
    assert all(row["continuous"] <= row["present"] <= row["firms"] for row in rows)
    assert all(row["continuous_pct"] <= row["present_pct"] <= 100 for row in rows)
    assert all(row["continuous"] <= row["at_risk"] for row in rows)
    if pool == "no":
        for _cohort, several in groupby(rows, key=lambda row: row["cohort"]):
            values = [row["continuous"] for row in several]
            assert values == sorted(values, reverse=True)


@every_seed
@pytest.mark.parametrize("name", ["diversification_bands", "diversification_cross", "exporter_persistence"])
def test_bands_add_up_to_a_hundred(given, seed, name):
    """D5: every exporter is in one band of each axis; so with the years of activity."""
    rows = rows_of(name, given, seed)
    exporters = {row["year"]: row["exporters"] for row in rows_of("trader_count", given, seed)}
    for (year, _axis), band in groupby(rows, key=lambda row: (row["year"], row.get("axis"))):
        several = list(band)
        assert sum(row["firms"] for row in several) == exporters[year]
        for share in ("firms_pct", "value_pct"):
            assert abs(sum(row[share] for row in several) - 100) <= LAST_PLACE * len(several)


@every_seed
def test_largest_one_by_one_come_to_their_share(given, seed):
    """D6: exactly N rows where there are N exporters; the last cumulated share is that of the whole group."""
    for top in (1, 3, 7, 1000):
        one_by_one = rows_of("top_exporters", given, seed, top=top)
        for row in rows_of("top_exporters_share", given, seed, top=top):
            places = [r for r in one_by_one if r["year"] == row["year"]]
            assert len(places) == row["counted"] == min(top, row["exporters"])
            assert places[-1]["cumulated_pct"] == row["share_pct"]
            assert sum(place["fob_usd"] for place in places) == row["top_usd"]
            assert {place["tie_at_cut"] for place in places} == {row["tie_at_cut"]}


@every_seed
def test_persons_are_counted_and_not_shown(given, seed):
    """Rule 10: natural persons are among the largest, and only companies are named."""
    named = [row["company_id"] for row in rows_of("top_exporters", given, seed, top=1000)]
    assert None in named
    assert all(company.startswith("20") for company in named if company is not None)


@every_seed
def test_balanced_totals_are_constant(given, seed):
    """D7: a firm that must pass in every year is there in every year."""
    rows = rows_of(
        "technology_level", given, seed, first_year=2018, last_year=2020, threshold_mode="balanced", threshold="0.01"
    )
    totals = {year: sum(row["firms"] for row in rows if row["year"] == year) for year in (2018, 2019, 2020)}
    assert len(set(totals.values())) == 1
    assert min(totals.values()) > 0


@every_seed
def test_technology_shares_add_up_and_changes_cancel(given, seed):
    rows = rows_of("technology_level", given, seed)
    for _year, several in groupby(rows, key=lambda row: row["year"]):
        of_year = list(several)
        assert abs(sum(row["share_pct"] for row in of_year) - 100) <= LAST_PLACE * len(of_year)
        assert abs(sum(row["change_pp"] for row in of_year)) <= LAST_PLACE * len(of_year)


@every_seed
def test_merged_class_holds_medium_and_high_or_more(given, seed):
    """D7: together they may win where neither would alone; no firm of one of them is lost."""
    four = rows_of("technology_level", given, seed)
    five = rows_of("technology_level", given, seed, classes="five")
    for year in range(2013, 2024):
        merged = sum(row["firms"] for row in four if row["year"] == year and row["technology"].startswith("4"))
        apart = sum(row["firms"] for row in five if row["year"] == year and row["technology"][0] in "45")
        assert merged >= apart
        assert sum(r["firms"] for r in four if r["year"] == year) == sum(r["firms"] for r in five if r["year"] == year)


@every_seed
def test_margins_add_up_to_growth(given, seed):
    """Who stays, enters, comes back and leaves, and what no firm has, add to the growth of all exports."""
    growth = {row["year"]: row["growth_pct"] for row in rows_of("growth", given, seed)}
    exporters = {row["year"]: row["exporters"] for row in rows_of("trader_count", given, seed)}
    for year, several in groupby(rows_of("exporter_entry_exit", given, seed), key=lambda row: row["year"]):
        groups = list(several)
        assert abs(sum(row["contribution_pp"] for row in groups) - growth[year]) <= LAST_PLACE * len(groups)
        firms_of = {row["firm_group"]: row["firms"] for row in groups}
        staying = firms_of.get("continúan", 0)
        assert staying + firms_of.get("ingresan", 0) + firms_of.get("reingresan", 0) == exporters[year]
        assert staying + firms_of.get("salen", 0) == exporters[year - 1]


@every_seed
def test_target_population_is_within_the_sizes(given, seed):
    """D9: consolidated and not make up the MIPYME of D2."""
    mipyme = {row["year"]: row["mipyme_firms"] for row in rows_of("mipyme_exports", given, seed)}
    for row in rows_of("target_population", given, seed):
        assert row["mipyme"] == mipyme[row["year"]]
        if row["target"] is not None:
            assert row["target"] + row["consolidated_mipyme"] == row["mipyme"]
