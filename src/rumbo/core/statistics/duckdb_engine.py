"""How does DuckDB run a statistic? In this process, over the Parquet files of one version of the lake.

Only the columns that the query names are read, and only the files of the flows and years that its conditions leave:
``flow`` and ``year`` stand in the paths. ``RUMBO_THREADS`` and ``RUMBO_MEMORY`` (such as ``4GB``) limit what it takes;
what does not fit in memory goes to a temporary folder.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
from sqlglot import exp

from rumbo.core.customs.schema import LINES, PARTITIONS
from rumbo.core.statistics.duckdb_errors import Config, connected, spoken
from rumbo.core.statistics.patience import interrupted
from rumbo.core.statistics.plan import Plan
from rumbo.core.statistics.sources import LineSource

_PARTITION_TYPES = {"flow": "varchar", "year": "integer"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the engine may take; ``None`` leaves it to DuckDB.

    Attributes:
        threads: number of threads.
        memory: limit of memory, as DuckDB writes it: ``4GB``.
        folder: where it puts what does not fit in memory.
    """

    threads: int | None = None
    memory: str | None = None
    folder: str = field(default_factory=tempfile.gettempdir)

    def config(self) -> Config:
        """The settings in DuckDB's own names."""
        told: Config = {"temp_directory": self.folder}
        if self.threads:
            told["threads"] = self.threads
        if self.memory:
            told["memory_limit"] = self.memory
        return told


@dataclass(frozen=True, slots=True)
class DuckDBEngine:
    """The engine of every day: no server, one process."""

    settings: Settings
    name: str = "duckdb"
    dialect: str = "duckdb"

    def run(self, plan: Plan) -> pa.Table:
        """The rows of the query, in its order.

        Raises:
            InputError: a figure that does not fit, too little memory, a file that cannot be read.
            TooLongError: the time that was given is over.
        """
        with self._opened(plan.lines, plan.partitions, plan.statistic) as connection:
            for name, table in plan.tables.items():
                connection.register(name, table)
            return connection.sql(plan.sql).to_arrow_table()

    def explain(self, sql: str, lines: LineSource) -> str:
        """How DuckDB would read the files and with which steps; for those who tune a query."""
        with self._opened(lines) as connection:
            rows = connection.sql(f"explain analyze {sql}").fetchall()
        return "\n".join(str(row[1]) for row in rows)

    def count(self, source: LineSource) -> int:
        """Number of lines of a version, told by the feet of the files."""
        with self._opened(source) as connection:
            rows = connection.sql("select count(*) from lines").fetchall()
        return int(rows[0][0])

    def subheadings(self, source: LineSource) -> Sequence[str]:
        """The different subheadings of a version."""
        with self._opened(source) as connection:
            rows = connection.sql("select distinct subheading from lines order by subheading").fetchall()
        return [str(row[0]) for row in rows]

    @contextmanager
    def _opened(
        self, lines: LineSource | None, partitions: Sequence[exp.Expr] = (), statistic: str = ""
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        with (
            connected(self.settings.config()) as connection,
            spoken(statistic, self.settings.folder),
            interrupted(connection.interrupt, duckdb.InterruptException),
        ):
            if lines is not None:
                _show_lines(connection, _wanted(connection, lines.files(), partitions))
            yield connection


def engine() -> DuckDBEngine:
    """The engine with the settings of the environment."""
    threads = os.environ.get("RUMBO_THREADS", "")
    return DuckDBEngine(Settings(int(threads) if threads.isdecimal() else None, os.environ.get("RUMBO_MEMORY")))


def _wanted(
    connection: duckdb.DuckDBPyConnection, files: Sequence[str], conditions: Sequence[exp.Expr]
) -> Sequence[str]:
    """The files that some select reads; first those that most selects read, by which DuckDB plans."""
    if not files or not conditions:
        return files
    partitions = {path: _partition(path) for path in files}
    listed = ", ".join(f"({_text(flow)}, {int(year)})" for flow, year in sorted(set(partitions.values())))
    asked = " + ".join(f"case when {condition.sql('duckdb')} then 1 else 0 end" for condition in conditions)
    rows = connection.execute(
        f"select flow, cast(year as text), {asked} from (values {listed}) as partitions (flow, year)"  # noqa: S608 - literals
    ).fetchall()
    selects = {(flow, year): count for flow, year, count in rows}
    read = [path for path in files if selects[partitions[path]]]
    return sorted(read, key=lambda path: -selects[partitions[path]])


def _partition(path: str) -> tuple[str, str]:
    """Flow and year, off the folders in which a file lies: ``flow=X/year=2024/part-....parquet``."""
    flow, year = (folder.partition("=")[2] for folder in path.rsplit("/", 3)[1:3])
    return flow, year


def _show_lines(connection: duckdb.DuckDBPyConnection, files: Sequence[str]) -> None:
    """Make the view ``lines`` over exactly these files; a lake without files is a table without rows."""
    if not files:
        connection.register("lines", LINES.empty_table())
        return
    paths = ", ".join(map(_text, files))
    partitions = ", ".join(f"'{name}': {_PARTITION_TYPES[name]}" for name in PARTITIONS)
    connection.execute(
        f"create temp view lines as select * from read_parquet([{paths}],"  # noqa: S608 - paths are quoted as literals
        f" hive_partitioning = true, hive_types = {{{partitions}}})"
    )


def _text(text: str) -> str:
    """A text as DuckDB writes it; said here because a lake has many files."""
    return "'" + text.replace("'", "''") + "'"
