"""Spark reads the lake as it is, starts with the settings asked for, and says what goes wrong."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from sqlglot import exp
from tests.core.statistics.spark.presence import require_spark

require_spark()

from rumbo.core.customs.schema import LINES  # noqa: E402 - these need PySpark
from rumbo.core.errors import InputError  # noqa: E402
from rumbo.core.language import speaking  # noqa: E402
from rumbo.core.statistics import spark_session  # noqa: E402
from rumbo.core.statistics.duckdb_engine import engine as duckdb_engine  # noqa: E402
from rumbo.core.statistics.engine import run_statistic  # noqa: E402
from rumbo.core.statistics.plan import Plan  # noqa: E402
from rumbo.core.statistics.sources import FileSource  # noqa: E402
from rumbo.core.statistics.spark_engine import SparkEngine, engine  # noqa: E402


def test_only_the_files_of_the_version_are_read(lake: FileSource):
    some = replace(lake, paths=lake.paths[3:5])
    assert engine().count(some) == duckdb_engine().count(some) < engine().count(lake)


def test_partitions_are_typed_and_prune_files(lake: FileSource):
    sql = "select distinct flow, year, flow || cast(year + 1 as string) as text from lines where year = 2023"
    sql += " and flow = 'X'"
    found = engine().run(Plan(sql, lake, {}))
    assert found.to_pylist() == [{"flow": "X", "year": 2023, "text": "X2024"}]
    assert (found.schema.field("flow").type, found.schema.field("year").type) == (pa.string(), pa.int32())
    steps = engine().run(Plan(f"explain formatted {sql}", lake, {}))["plan"][0].as_py()
    assert "PartitionFilters: [isnotnull(year" in steps


def test_every_column_of_the_lake_has_its_type(lake: FileSource):
    found = engine().run(Plan("select * from lines limit 1", lake, {}))
    assert {f.name: f.type for f in found.schema} == {f.name: f.type for f in LINES}


def test_subheadings_are_listed_once_each(lake: FileSource):
    assert engine().subheadings(lake) == duckdb_engine().subheadings(lake)


def test_a_lake_without_files_is_a_table_without_rows(lake: FileSource):
    assert engine().count(FileSource(1, ())) == 0
    assert run_statistic("exports_by_year", lines=FileSource(1, ()), engine="spark").to_rows() == []


@pytest.mark.parametrize("text", ["it's", "a\\b", "${spark.master}", "100%", "ñ", '"', "--", "a\nb", ":x", "?"])
def test_a_text_stays_as_it_is(text: str, lake: FileSource):
    sql = f"select {exp.Literal.string(text).sql('spark')} as text"
    assert engine().run(Plan(sql, None, {})).to_pylist() == [{"text": text}]


def test_what_does_not_fit_is_an_error_and_not_null(lake: FileSource):
    for sql in (
        "select cast('99999999999999999999999999999999999.99' as decimal(38, 2)) * 100000 as n",
        "select 2147483647 + 1 as n",
        "select cast('two' as int) as n",
    ):
        with pytest.raises(InputError, match="Spark no pudo hacerlo"):
            engine().run(Plan(sql, None, {}))


def test_a_missing_file_is_an_error(lake: FileSource):
    gone = replace(lake, paths=(*lake.paths, lake.paths[0].replace(".parquet", "-gone.parquet")))
    with speaking("en"), pytest.raises(InputError, match=r"1 files of the lake are missing, .*-gone\.parquet"):
        run_statistic("exports_by_year", lines=gone, engine="spark")


def test_workers_find_the_lake_at_its_address(lake: FileSource, tmp_path: Path):
    """The driver knows names of files; the files are where the address says."""
    table = Path(lake.paths[0]).parents[2]
    (tmp_path / "moved").mkdir()
    (tmp_path / "moved" / "lines").symlink_to(table)
    known = replace(lake, paths=tuple(path.replace(str(table), "/nowhere/lake/lines") for path in lake.paths))
    assert SparkEngine(f"file://{tmp_path}/moved/").count(known) == engine().count(lake)


def test_settings_of_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RUMBO_THREADS", "3")
    monkeypatch.setenv("RUMBO_MEMORY", "4 GB")
    monkeypatch.delenv("RUMBO_SPARK_MASTER", raising=False)
    monkeypatch.setenv("RUMBO_SPARK_CONF", "spark.ui.enabled=true; spark.x=a=b ;")
    told = spark_session.settings()
    assert (told["spark.master"], told["spark.driver.memory"]) == ("local[3]", "4g")
    assert (told["spark.ui.enabled"], told["spark.x"]) == ("true", "a=b")
    monkeypatch.setenv("RUMBO_SPARK_MASTER", "spark://head:7077")
    assert spark_session.settings()["spark.master"] == "spark://head:7077"
    assert "spark.driver.host" not in spark_session.settings()


@pytest.mark.parametrize("text", ["spark.ui.enabled", "ui=true", "spark.a=1;=2"])
def test_settings_that_cannot_be_read(text: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RUMBO_SPARK_CONF", text)
    with speaking("en"), pytest.raises(InputError, match=r"where “spark\.key=value” was expected\. Write settings so"):
        spark_session.settings()
