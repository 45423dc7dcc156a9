"""Only what a query cannot read is left out, and DuckDB plans by a file that it reads."""

from dataclasses import replace

import duckdb
import pytest
from sqlglot import parse_one
from tests.core.statistics.small import small_lake

from rumbo.core.statistics.binding import bind
from rumbo.core.statistics.duckdb_engine import engine
from rumbo.core.statistics.parameters import read_parameters
from rumbo.core.statistics.partitions import partition_conditions
from rumbo.core.statistics.plan import Plan
from rumbo.core.statistics.registry import Statistic, statistics

PARTITIONS = [(flow, year) for flow in "MX" for year in range(2018, 2025)]


def read_by(sql: str) -> list[set[tuple[str, int]]]:
    """The partitions that each condition of a query leaves."""
    rows = ", ".join(f"('{flow}', {year})" for flow, year in PARTITIONS)
    return [
        set(
            duckdb.sql(
                f"select flow, year from (values {rows}) as p (flow, year) where {told.sql('duckdb')}"
            ).fetchall()
        )
        for told in partition_conditions(parse_one(sql, read="duckdb"))
    ]


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ("select 1 from lines", PARTITIONS),
        ("select 1 from lines where flow = 'X' and year in (2020, 2024)", [("X", 2020), ("X", 2024)]),
        ("select 1 from lines where 2023 < year and fob_usd > 0", [("M", 2024), ("X", 2024)]),
        ("select 1 from lines where flow = 'X' and (year = 2019 or year = 2021)", [("X", 2019), ("X", 2021)]),
        ("select 1 from lines where flow = 'X' or fob_usd > 0", PARTITIONS),
        ("select 1 from lines as l join uit on uit.year = l.year where l.year > 2023 and uit.year = 2019", ["M", "X"]),
        ("select 1 from lines where year = (select max(year) from uit)", PARTITIONS),
        ("select 1 from uit left join lines on lines.year = 2024 where flow = 'X'", PARTITIONS),
    ],
)
def test_conditions_on_other_columns_and_tables_leave_everything(sql, read):
    expected = {(flow, 2024) for flow in read} if read == ["M", "X"] else set(read)
    assert read_by(sql) == [expected]


def test_every_select_has_its_own_condition():
    sql = "with a as (select year from lines where flow = 'X') select 1 from a as lines where year = 2024"
    sql += " union all select year from lines where flow = 'M' and year = 2018"
    assert sorted(map(sorted, read_by(sql))) == [[("M", 2018)], [p for p in PARTITIONS if p[0] == "X"]]


@pytest.mark.parametrize("found", statistics(), ids=lambda found: found.name)
def test_every_statistic_of_lines_says_what_it_reads(found: Statistic):
    """A statistic that reads all flows and years, though it asks for one, would be planned for a single row."""
    query = bind(found, read_parameters(found.header, {}))
    told = [condition.sql() for condition in partition_conditions(query)]
    assert [condition for condition in told if condition == "TRUE"] == []


def test_duckdb_plans_by_a_file_that_is_read(tmp_path):
    """It takes the lines for one row where its first file is left out, and for their number where it is not."""
    source = small_lake(tmp_path, [{"flow": "M", "year": 2020}] + [{"flow": "X", "year": 2024}] * 500)
    first_out = replace(source, paths=tuple(sorted(source.paths)))
    sql = "select sum(fob_usd) as n from lines where flow = 'X' and year = 2024"
    for partitions, rows in (((), "~1 row "), (partition_conditions(parse_one(sql)), "~500 rows ")):
        told = engine().run(Plan(f"explain {sql}", first_out, {}, partitions))
        assert rows in told["explain_value"][0].as_py().splitlines()[-2]


def test_leaving_files_out_changes_nothing(tmp_path):
    source = small_lake(tmp_path, [{"flow": flow, "year": year} for flow, year in PARTITIONS])
    for condition in ("flow = 'X' and year > 2020", "year = 2018", "flow = 'M'", "year = 1999"):
        sql = f"select flow, year, fob_usd from lines where {condition} order by flow, year"
        told = partition_conditions(parse_one(sql))
        assert engine().run(Plan(sql, source, {}, told)).equals(engine().run(Plan(sql, source, {})))
