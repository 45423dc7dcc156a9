"""What goes wrong in DuckDB is said in a sentence: what, where, and how to mend it."""

from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir

import duckdb
import pytest
from tests.core.statistics.queries import query
from tests.core.statistics.small import small_lake

from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.statistics.duckdb_engine import engine
from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.plan import Plan

LARGEST = "999999999999999.99"


def refused(tmp_path: Path, sql: str, *, columns: str = "[year, fob_usd]") -> str:
    """What the user reads when a statistic cannot be computed."""
    source = small_lake(tmp_path / "lake", [{"fob_usd": LARGEST}] * 300)
    with speaking("en"), pytest.raises(InputError) as told:
        run_statistic(query(tmp_path, sql, columns=columns), lines=source)
    return str(told.value)


def test_a_figure_that_does_not_fit(tmp_path):
    said = refused(
        tmp_path,
        "select year, cast(fob_usd as decimal(38, 2)) * 10000000000000000000000 as fob_usd from lines order by year",
    )
    assert said.startswith("test_query: A figure does not fit: Overflow in multiplication of DECIMAL(38)")
    assert "Look among the largest lines for a value that cannot be true" in said


def test_a_value_of_another_kind(tmp_path):
    said = refused(tmp_path, "select cast(subheading || 'x' as integer) as year, fob_usd from lines order by year")
    assert said.startswith("test_query: A value is not what the statistic takes it for: Could not convert string")
    assert said.endswith("Correct the reference table or the parameter that it comes from.")


def test_too_little_memory(tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_MEMORY", "20MB")
    huge = "cast(length(string_agg(repeat('a', 1000), '')) as integer)"
    said = refused(tmp_path, f"select {huge} as year, 1 as fob_usd from lines cross join lines as others order by year")
    assert said.startswith("test_query: There is not enough memory:")
    assert f"Raise RUMBO_MEMORY, make room in “{gettempdir()}”" in said


def test_a_file_that_is_gone(tmp_path):
    source = small_lake(tmp_path, [{}])
    gone = replace(source, paths=(source.paths[0].replace(".parquet", "-gone.parquet"),))
    with (
        speaking("en"),
        pytest.raises(InputError, match=r"exports_by_year: A file cannot be read .*Bring files of the"),
    ):
        run_statistic("exports_by_year", lines=gone)


def test_a_file_that_is_damaged(tmp_path):
    source = small_lake(tmp_path, [{}])
    Path(source.paths[0]).write_bytes(b"nonsense")
    with speaking("en"), pytest.raises(InputError, match="exports_by_year: A file cannot be read or written"):
        run_statistic("exports_by_year", lines=source)


def test_settings_that_duckdb_does_not_take(monkeypatch):
    monkeypatch.setenv("RUMBO_MEMORY", "much")
    with speaking("en"), pytest.raises(InputError, match=r"RUMBO_MEMORY, RUMBO_THREADS: DuckDB does not take .*“4GB”"):
        engine().run(Plan("select 1", None, {}))


def test_a_mistake_in_the_sql_stays_a_mistake():
    with pytest.raises(duckdb.BinderException):
        engine().run(Plan("select nothing", None, {}))
