"""A statistic is run over one version of the lake and comes with everything needed to run it again."""

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from threading import Barrier

import pytest
from tests.core.statistics.queries import query
from tests.core.statistics.small import imported, small_lake, small_table

from rumbo.core.customs.lake import Lake, UnknownVersionError
from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.statistics import nomenclature
from rumbo.core.statistics.duckdb_engine import DuckDBEngine, Settings, engine
from rumbo.core.statistics.engine import run, run_statistic
from rumbo.core.statistics.errors import QueryError
from rumbo.core.statistics.sources import FileSource
from rumbo.core.tables import MissingTableError

ROWS = [
    {"year": 2023, "fob_usd": "10.10", "subheading": "2603000000"},
    {"year": 2024, "fob_usd": "5", "subheading": "0806100000"},
    {"year": 2024, "fob_usd": "7", "flow": "M"},
]
SECTORS = [
    {"hs_from": "01", "hs_to": "24", "sector": "agropecuario"},
    {"hs_from": "26", "hs_to": "26", "sector": "minería metálica"},
]


@pytest.fixture(autouse=True)
def _own_workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path / "home"))


@pytest.fixture
def source(tmp_path) -> FileSource:
    return small_lake(tmp_path / "lake", ROWS)


def test_the_lineage_says_what_it_takes_to_run_again(source):
    table = small_table("sector", SECTORS)
    result = run_statistic("exports_by_sector", lines=source, tables={"sector": table}, parameters={"years": "2024"})
    lineage = result.lineage
    assert result.to_rows() == [
        {"year": 2024, "sector": "agropecuario", "fob_usd": Decimal("5.00"), "share_pct": Decimal(100)}
    ]
    assert (lineage.statistic, lineage.code, lineage.engine) == ("exports_by_sector", "B2", "duckdb")
    assert (lineage.lake_version, lineage.lines, lineage.snapshots) == (0, 3, ("test",))
    assert lineage.parameters == {"years": (2024,), "status": "all"}
    assert {name: (t.version, t.sha256) for name, t in lineage.tables.items()} == {"sector": ("test", "0" * 64)}
    assert not lineage.simulated
    assert "year IN (2024)" in lineage.sql
    assert ":" not in lineage.sql
    assert lineage.document()["parameters"] == {"years": (2024,), "status": "all"}


def test_the_text_that_ran_runs_again_to_the_same(source):
    result = run_statistic("growth", lines=source)
    again = query_of(result.lineage.sql, source)
    assert again == [list(row.values())[:1] + list(row.values())[1:] for row in as_run(result)]


def as_run(result):
    """The rows with the columns of the header, those of dimensions not asked for among them."""
    return [
        {"year": row["year"], "class_1": "", "class_2": "", **{k: v for k, v in row.items() if k != "year"}}
        for row in result.to_rows()
    ]


def query_of(sql: str, source: FileSource) -> list[list[object]]:
    from rumbo.core.statistics.plan import Plan  # noqa: PLC0415

    return [list(row.values()) for row in engine().run(Plan(sql, source, {})).to_pylist()]


def test_the_hash_is_of_the_sql_in_the_file(source):
    result = run_statistic("exports_by_year", lines=source)
    text = (Path(nomenclature.__file__).parent / "queries" / "exports_by_year.sql").read_text()
    assert result.lineage.sql_sha256 == hashlib.sha256((text.partition("*/")[2].strip() + "\n").encode()).hexdigest()


def test_a_missing_table_is_named(source):
    with speaking("en"), pytest.raises(MissingTableError) as missing:
        run_statistic("exports_by_firm_size", lines=source)
    assert missing.value.table == "annual_sales"


def test_an_optional_table_that_is_missing_is_empty_and_the_lineage_says_so(source, tmp_path):
    sql = "select count(*) as firms from annual_sales order by firms"
    found = query(tmp_path, sql, columns="[firms]", tables="[{name: annual_sales, required: false}]")
    result = run_statistic(found, lines=source)
    assert result.to_rows() == [{"firms": 0}]
    assert result.lineage.tables["annual_sales"].sha256 == ""
    assert (result.lineage.lake_version, result.lineage.lines) == (None, None)


def test_tables_in_force_are_read_where_none_are_given(source):
    result = run_statistic("exports_by_sector", lines=source)
    assert [row["sector"] for row in result.to_rows()] == ["minería metálica", "agropecuario"]
    assert len(result.lineage.tables["sector"].sha256) == 64


def test_any_version_of_the_lake_can_be_asked(tmp_path):
    lake = imported(tmp_path / "lake", ROWS[:1], [*ROWS[:1], ROWS[1]])
    assert [run("exports_by_year", lake=lake, version=n).table.num_rows for n in (1, 2)] == [1, 2]
    assert run("exports_by_year", lake=lake).lineage.lake_version == 2
    assert len(run("exports_by_year", lake=lake).lineage.snapshots) == 2
    with pytest.raises(UnknownVersionError):
        run("exports_by_year", lake=lake, version=3)


def test_simulated_lines_mark_the_result(tmp_path):
    lake = imported(tmp_path / "lake", ROWS[:1], simulated=True)
    assert run("exports_by_year", lake=lake).simulated


def test_without_a_lake_there_is_no_result(tmp_path):
    with speaking("en"), pytest.raises(InputError, match="reads customs lines, and there is no lake"):
        run("exports_by_year", lake=Lake(tmp_path / "nothing"))


def test_an_unknown_engine(source):
    with speaking("en"), pytest.raises(InputError, match="There is no engine “abacus”; one of duckdb, spark"):
        run_statistic("exports_by_year", lines=source, engine="abacus")


def test_an_engine_that_is_not_installed(source, monkeypatch):
    monkeypatch.setitem(__import__("rumbo.core.statistics.engine").core.statistics.engine.ENGINES, "duckdb", "no_such")
    with speaking("en"), pytest.raises(InputError, match="The engine “duckdb” is not installed: “no_such” is missing"):
        run_statistic("exports_by_year", lines=source)


def test_a_lake_without_lines_has_no_rows():
    assert run_statistic("exports_by_year", lines=FileSource(3, ())).to_rows() == []


def test_only_the_files_of_the_flow_and_years_asked_for_are_read(tmp_path):
    rows = [{"year": year, "flow": flow, "fob_usd": 1} for year in range(2015, 2025) for flow in "XM"]
    source = small_lake(tmp_path / "lake", rows)
    for name, parameters, read in (
        ("exports_by_year", {"years": [2024]}, 1),
        ("growth", {"years": [2024]}, 2),
        ("consolidated_exporters", {"years": [2024]}, 5),
        ("trade_values", {"flow": "M", "years": [2020], "by_1": "partner"}, 2),
    ):
        sql = run_statistic(name, lines=source, parameters=parameters).lineage.sql
        scanned = [int(n) for n in re.findall(r"Scanning Files: (\d+)/20", engine().explain(sql, source))]
        assert scanned[0] == read, name


def test_those_who_ask_at_once_read_each_their_own_lake(tmp_path):
    """One process has one database; nobody sees the lines or tables of another, nor what was left unread."""
    sources = [small_lake(tmp_path / str(n), [{"fob_usd": 100 + n}]) for n in range(8)]
    start = Barrier(len(sources))

    def asked(source):
        start.wait()
        return [run_statistic("exports_by_year", lines=source).to_rows()[0]["fob_usd"] for _ in range(5)]

    with ThreadPoolExecutor(len(sources)) as pool:
        found = list(pool.map(asked, sources))
    assert found == [[Decimal(100 + n)] * 5 for n in range(len(sources))]


def test_limits_of_the_environment_reach_the_engine(source, monkeypatch):
    monkeypatch.setenv("RUMBO_THREADS", "1")
    monkeypatch.setenv("RUMBO_MEMORY", "200MB")
    limited = engine()
    assert limited.settings.config() | {"temp_directory": ""} == {
        "threads": 1,
        "memory_limit": "200MB",
        "temp_directory": "",
    }
    assert limited.count(source) == 3


def test_a_quote_in_a_path_is_part_of_it(tmp_path):
    source = small_lake(tmp_path / "it's a lake", ROWS)
    assert DuckDBEngine(Settings()).count(source) == 3


def test_the_columns_must_be_those_of_the_header(source, tmp_path):
    found = query(tmp_path, "select year, sum(fob_usd) as usd from lines group by year order by year")
    with (
        speaking("en"),
        pytest.raises(QueryError, match="answers the columns year, usd; the header says year, fob_usd"),
    ):
        run_statistic(found, lines=source)


def test_a_column_must_fit_its_type_without_loss(source, tmp_path):
    sql = "select year, sum(fob_usd) as fob_usd from lines group by year order by year"
    found = query(tmp_path, sql, columns="[year, {name: fob_usd, type: integer}]")
    with speaking("en"), pytest.raises(QueryError, match="which does not fit the type “integer”"):
        run_statistic(found, lines=source)


def test_subheadings_are_listed_once_for_the_same_files(source, tmp_path):
    asked = []

    def listing(lines):
        asked.append(lines)
        return engine().subheadings(lines)

    first = nomenclature.subheadings_of(source, listing)
    nomenclature._known.clear()  # another process
    assert nomenclature.subheadings_of(source, listing) == first == ("0806100000", "2603000000")
    assert len(asked) == 1
    other = small_lake(tmp_path / "other", [{"subheading": "0101210000"}])
    assert nomenclature.subheadings_of(other, listing) == ("0101210000",)


def test_a_result_becomes_a_polars_frame(source):
    frame = run_statistic("exports_by_year", lines=source).to_polars()
    assert frame["fob_usd"].to_list() == [Decimal("10.10"), Decimal("5.00")]
