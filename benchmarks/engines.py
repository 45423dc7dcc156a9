"""How long does DuckDB take for a statistic, and how many times as long Spark on the same machine and files?

``RUMBO_BENCH_LINES`` sets the number of lines; 3 million where it is not set.
"""

import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import duckdb

from rumbo.core.customs.schema import LINES
from rumbo.core.errors import InputError
from rumbo.core.statistics.engine import engine_named, run_statistic
from rumbo.core.statistics.sources import FileSource

STATISTICS: Mapping[str, Mapping[str, object]] = {
    "exports_by_year": {},
    "exports_by_sector": {},
    "trade_values": {"by_1": "partner", "by_2": "hs4"},
    "trader_count": {},
    "consolidated_exporters": {},
    "firm_concentration": {},
}
RUNS = 3
FIRST, LAST = 2015, 2024


def main() -> None:
    lines = int(os.environ.get("RUMBO_BENCH_LINES", "3000000"))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RUMBO_HOME"] = f"{folder}/home"
        source = generated(Path(folder) / "lines", lines)
        print(f"{lines:,} lines in {len(source.paths)} files, best of {RUNS} runs, {os.cpu_count()} cores")
        try:
            started = time.perf_counter()
            engine_named("spark").count(source)
        except InputError as error:
            print(f"left out: {error}")
            return
        print(f"Spark starts in {time.perf_counter() - started:.1f} s, once a process")
        print(f"{'statistic':<26}{'duckdb s':>10}{'spark s':>10}{'spark / duckdb':>16}")
        for name, parameters in STATISTICS.items():
            taken = {engine: best(name, parameters, source, engine) for engine in ("duckdb", "spark")}
            ratio = taken["spark"] / taken["duckdb"]
            print(f"{name:<26}{taken['duckdb']:>10.2f}{taken['spark']:>10.2f}{ratio:>16.1f}")


def best(name: str, parameters: Mapping[str, object], source: FileSource, engine: str) -> float:
    """The shortest of some runs, in seconds of the wall clock."""
    shortest = float("inf")
    for _run in range(RUNS):
        started = time.perf_counter()
        run_statistic(name, lines=source, parameters=parameters, engine=engine)
        shortest = min(shortest, time.perf_counter() - started)
    return shortest


def generated(folder: Path, lines: int) -> FileSource:
    """Lines as a lake holds them: many small traders and few large ones, two flows, ten years, a file for each."""
    firm = f"lpad((20000 // (1 + {drawn(7, 20000)}))::varchar || {drawn(8, 10)}::varchar, 9, '0')"
    made = {
        "flow": f"case when {drawn(1, 3)} = 0 then 'M' else 'X' end",
        "year": f"({FIRST} + {drawn(2, LAST - FIRST + 1)})::integer",
        "period_on": f"make_date(year, 1 + {drawn(5, 12)}, 15)",
        "customs_office": one_of(3, "118", "235", "262", "172"),
        "declaration_year": "year",
        "declaration_number": "lpad(i::varchar, 9, '0')",
        "item": "1::integer",
        "regularised_on": f"case when {drawn(4, 10)} > 0 then period_on end",
        "period_basis": "'shipped'",
        "trader_id": f"case when {drawn(6, 50)} > 0 then '20' || {firm} end",
        "trader_kind": "'company'",
        "trader_id_valid": "true",
        "department": f"lpad((1 + {drawn(9, 25)})::varchar, 2, '0')",
        "subheading": f"lpad(((1 + {drawn(10, 97)}) * 100000000 + {drawn(11, 60)} * 10000)::varchar, 10, '0')",
        "partner": one_of(12, "US", "CN", "DE", "BR", "CL", "EC", "CO", "JP", "CA", "NL"),
        "transport_mode": one_of(13, "1", "4", "7"),
        "fob_usd": f"({drawn(14, 10**8)} / 100.0)::decimal(18, 2)",
        "net_kg": f"({drawn(15, 10**8)} / 1000.0)::decimal(18, 3)",
        "simulated": "true",
        "source_file": "'bench'",
        "source_row": "i::bigint",
        "snapshot": "'bench'",
    }
    empty = "select * from lines where false"
    columns = ", ".join(f"{expression} as {name}" for name, expression in made.items())
    with duckdb.connect() as connection:
        connection.register("lines", LINES.empty_table())
        connection.execute(
            f"copy (({empty}) union all by name select {columns} from range({lines}) as numbers(i))"
            f" to '{folder}' (format parquet, compression zstd, partition_by (flow, year))"
        )
    return FileSource(1, tuple(str(path) for path in sorted(folder.rglob("*.parquet"))), simulated=True)


def drawn(seed: int, below: int) -> str:
    """A whole number from 0, the same for the same line and seed."""
    return f"(hash(i, {seed}) % {below})::bigint"


def one_of(seed: int, *codes: str) -> str:
    """One of some codes, each as often as the others."""
    return f"(array{list(codes)})[1 + {drawn(seed, len(codes))}]"


if __name__ == "__main__":
    main()
