"""What the policy lays over trade (family E) and services (S) against plain references; and what always holds."""

from decimal import Decimal
from itertools import groupby

import pytest
from tests.core.statistics.reference import overlays
from tests.core.statistics.reference.firm_lines import firm_lines
from tests.core.statistics.reference.generated import frame_of
from tests.core.statistics.reference.overlay_tables import overlay_tables
from tests.core.statistics.reference.plain import ordered
from tests.core.statistics.small import small_lake

from rumbo.core.statistics.engine import run_statistic
from rumbo.core.tables import MissingTableError

SEEDS = (3, 4)
every_seed = pytest.mark.parametrize("seed", SEEDS)

LAST_PLACE = Decimal("0.000001")


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """Frame, lake and tables of a seed, made once."""
    made = {}

    def of(seed):
        if seed not in made:
            lines = firm_lines(seed)
            lake = small_lake(tmp_path_factory.mktemp(f"lake{seed}"), lines)
            made[seed] = (frame_of(lines), lake, overlay_tables(seed))
        return made[seed]

    return of


def rows_of(name, given, seed, **parameters):
    _frame, lake, tables = given(seed)
    return run_statistic(name, lines=lake, tables=tables, parameters=parameters).to_rows()


CASES = [
    ("agreement_coverage", {}, {}),
    ("agreement_coverage", {"flow": "XM", "membership": "year_end"}, {"flows": "XM", "membership": "year_end"}),
    ("agreement_coverage", {"flow": "M", "universe": "non_mining_energy"}, {"flows": "M", "mining": False}),
    (
        "agreement_coverage",
        {"membership": "list", "partners": ["US", "BR"]},
        {"membership": "list", "partners": ["US", "BR"]},
    ),
    ("measure_exposure", {}, {"measure": "EUDR"}),
    ("measure_exposure", {"application": "in_force"}, {"measure": "EUDR", "dated": True}),
    ("measure_exposure", {"measure": "OTRA"}, {"measure": "OTRA"}),
    ("product_exposure", {}, {}),
    (
        "product_exposure",
        {"digits": 4, "products": ["0806", "2603"], "partners": ["CN", "US"]},
        {"digits": 4, "products": ["0806", "2603"], "partners": ["CN", "US"]},
    ),
    ("zone_export_share", {}, {}),
    ("zone_exports_by_sector", {}, {}),
    ("zone_exports_by_sector", {"by_zone": "yes"}, {"by_zone": True}),
    ("world_trade_share", {}, {}),
    ("services_exports", {}, {}),
    ("services_exports", {"base_year": 2014}, {"base_year": 2014}),
]


@every_seed
@pytest.mark.parametrize(("name", "parameters", "told"), CASES, ids=str)
def test_equals_the_reference(given, seed, name, parameters, told):
    frame, _lake, tables = given(seed)
    reference = getattr(overlays, name)(frame, tables, **told)
    assert reference, "the lines must give something to compare"
    assert ordered(rows_of(name, given, seed, **parameters)) == ordered(reference)


@every_seed
@pytest.mark.parametrize("name", sorted({name for name, *_others in CASES}))
def test_one_year_asked_alone_is_the_same(given, seed, name):
    every = [row for row in rows_of(name, given, seed) if row["year"] == 2020]
    assert rows_of(name, given, seed, years=[2020]) == every


@every_seed
def test_coverage_by_list_of_all_partners_is_all_that_has_a_partner(given, seed):
    """E1: the modes differ in who is inside, never in the whole."""
    frame, *_others = given(seed)
    partners = sorted(frame["partner"].drop_nulls().unique())
    by_list = rows_of("agreement_coverage", given, seed, membership="list", partners=partners)
    for row, other in zip(by_list, rows_of("agreement_coverage", given, seed), strict=True):
        assert row["fob_usd"] == other["fob_usd"]
        assert row["partners"] == row["covered_partners"] == other["partners"]


@every_seed
def test_coverage_without_a_list_is_nothing(given, seed):
    assert {row["covered_partners"] for row in rows_of("agreement_coverage", given, seed, membership="list")} == {0}


@every_seed
def test_exposures_of_a_product_add_up(given, seed):
    for (_year, _product), several in groupby(
        rows_of("product_exposure", given, seed), key=lambda row: (row["year"], row["product"])
    ):
        markets = list(several)
        assert sum(row["fob_usd"] for row in markets) == markets[0]["product_usd"]


@every_seed
def test_zone_sectors_add_up_to_what_zone_firms_export(given, seed):
    """E5 inside E4."""
    for row in rows_of("zone_export_share", given, seed):
        for by_zone in ("yes", "no"):
            sectors = rows_of("zone_exports_by_sector", given, seed, by_zone=by_zone, years=[row["year"]])
            assert sum(cell["fob_usd"] for cell in sectors) == (row["firms_usd"] or 0)


@every_seed
def test_both_forms_of_the_world_share_agree(given, seed):
    rows = rows_of("world_trade_share", given, seed)
    known = [row for row in rows if row["share_pct"] is not None]
    assert known
    assert all(row["share_pct"] == row["mean_share_pct"] for row in known)


@every_seed
def test_services_need_no_customs_lines(given, seed):
    _frame, _lake, tables = given(seed)
    rows = run_statistic("services_exports", lines=None, tables=tables, parameters={"flow": "M"})
    assert rows.lineage.lake_version is None
    assert ordered(rows.to_rows()) == ordered(
        [
            row | {"item": _imports(row["item"]), "part_of": _imports(row["part_of"])}
            for row in overlays.services_exports(_frame, tables, side="imports")
        ]
    )


def _imports(text):
    return "Importación de servicios" if text == "Exportación de servicios" else text


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("technology_level", "lall"),
        ("exports_by_firm_size", "annual_sales"),
        ("target_population", "annual_sales"),
        ("measure_exposure", "measure_scope"),
        ("zone_export_share", "zee_register"),
        ("zone_users", "zee_register"),
        ("world_trade_share", "world_trade"),
    ],
)
def test_without_its_table_there_is_no_data(given, name, table, tmp_path, monkeypatch):
    """Never a zero: what is missing is named."""
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))
    _frame, lake, tables = given(SEEDS[0])
    others = {other: found for other, found in tables.items() if other != table}
    with pytest.raises(MissingTableError, match=table):
        run_statistic(name, lines=lake, tables=others)
