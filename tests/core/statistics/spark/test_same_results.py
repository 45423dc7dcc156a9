"""DuckDB and Spark give the same table for every statistic of the registry: every cent, every row, their order."""

from collections.abc import Mapping
from itertools import zip_longest

import pyarrow as pa
import pytest
from tests.core.statistics.spark.nasty import invented_table
from tests.core.statistics.spark.presence import require_spark
from tests.core.statistics.spark.variations import Parameters, variations

from rumbo.core.errors import InputError
from rumbo.core.statistics.binding import LINES, bind, tables_read
from rumbo.core.statistics.engine import engine_named, run_statistic
from rumbo.core.statistics.functions import expand
from rumbo.core.statistics.parameters import read_parameters
from rumbo.core.statistics.plan import Plan
from rumbo.core.statistics.references import ReferenceTable, as_read
from rumbo.core.statistics.registry import Statistic, statistic, statistics
from rumbo.core.statistics.sources import FileSource
from rumbo.core.statistics.vocabulary import dimensions
from rumbo.core.tables import table, table_info

require_spark()

RUNS = [(found, parameters) for found in statistics() for parameters in variations(found)]
IDS = [" ".join((found.name, *(f"{k}={v}" for k, v in parameters.items()))) for found, parameters in RUNS]


@pytest.mark.parametrize(("found", "parameters"), RUNS, ids=IDS)
def test_both_engines_agree(found: Statistic, parameters: Parameters, lake: FileSource, tame_lake: FileSource):
    """Or both refuse, where squares of values near 10^15 do not fit; then they agree on smaller ones."""
    tables = _tables(found, parameters)
    try:
        duckdb = _run(found, parameters, tables, lake, "duckdb")
    except InputError as error:
        if "Una cifra no cabe" not in str(error):
            raise
        with pytest.raises(InputError, match=r"NUMERIC_VALUE_OUT_OF_RANGE|ARITHMETIC_OVERFLOW"):
            _run(found, parameters, tables, lake, "spark")
        lake = tame_lake
        duckdb = _run(found, parameters, tables, lake, "duckdb")
    spark = _run(found, parameters, tables, lake, "spark")
    assert _differences(duckdb, spark) == []
    assert spark.equals(duckdb)


WITH_CELLS = [found for found in statistics() if found.cells_sql]


@pytest.mark.parametrize("found", WITH_CELLS, ids=lambda found: found.name)
def test_both_engines_agree_on_what_the_cells_rest_on(found: Statistic, tame_lake: FileSource):
    """The second select decides what the public may see; the same is hidden whichever engine ran."""
    parameters = next(variations(found))
    tables = _tables(found, parameters)
    query = bind(found, read_parameters(found.header, parameters), cells=True)
    rows = []
    for name in ("duckdb", "spark"):
        engine = engine_named(name)
        read = {n: as_read(t, tame_lake, engine) for n, t in tables.items() if n in tables_read(query)}
        source = tame_lake if LINES in tables_read(query) else None
        rows.append(engine.run(Plan(expand(query, engine.dialect).sql(engine.dialect), source, read)).to_pylist())
    assert rows[0] == rows[1]


PUBLISHED = [
    ("trade_values", {"by_1": "subheading"}),
    ("trade_values", {"by_1": "hs2", "by_2": "partner"}),
    ("trade_values", {"by_1": "bloc"}),
    ("trade_with_bloc", {}),
    ("share_by_partner", {}),
    ("growth", {"by_1": "hs6"}),
]


@pytest.mark.parametrize(("name", "given"), PUBLISHED, ids=str)
def test_both_engines_hide_the_same_cells(name: str, given: Parameters, tame_lake: FileSource):
    found = statistic(name)
    tables = _tables(found, given) | {each: table(each) for each in ("bloc", "country", "nomenclature_concordance")}
    duckdb, spark = (
        run_statistic(found, lines=tame_lake, tables=tables, parameters=given, engine=engine, public=True)
        for engine in ("duckdb", "spark")
    )
    assert duckdb.hidden == spark.hidden > 0
    assert _differences(duckdb.table, spark.table) == []


def test_every_dimension_is_covered():
    covered = {value for _found, parameters in RUNS for value in parameters.values() if isinstance(value, str)}
    assert set(dimensions()) <= covered


def test_the_lake_gives_every_statistic_something_to_say(tame_lake: FileSource):
    """An empty table equals an empty table, and tells nothing."""
    silent = []
    for found in statistics():
        parameters = next(variations(found))
        if not _run(found, parameters, _tables(found, parameters), tame_lake, "duckdb").num_rows:
            silent.append(found.name)
    assert silent == []


def _run(
    found: Statistic,
    parameters: Parameters,
    tables: Mapping[str, ReferenceTable],
    lake: FileSource,
    engine: str,
) -> pa.Table:
    return run_statistic(found, lines=lake, tables=tables, parameters=parameters, engine=engine).table


def _tables(found: Statistic, parameters: Parameters) -> dict[str, ReferenceTable]:
    """What ships, and an invented table where nothing or only a sample does."""
    values = read_parameters(found.header, parameters)
    names = set(tables_read(bind(found, values)))
    if found.cells_sql:
        names.update(tables_read(bind(found, values, cells=True)))
    made: dict[str, ReferenceTable] = {}
    for name in sorted(names):
        if name == LINES:
            continue
        whole = table_info(name).state == "complete"
        made[name] = table(name) if whole else invented_table(name)
    return made


def _differences(duckdb: pa.Table, spark: pa.Table) -> list[object]:
    """The first rows that differ, so that a failure can be read."""
    pairs = zip_longest(duckdb.to_pylist(), spark.to_pylist())
    return [(number, *pair) for number, pair in enumerate(pairs) if pair[0] != pair[1]][:3]
