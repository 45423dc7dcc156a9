"""How does Spark run a statistic? The same text as DuckDB, carried over by sqlglot, on this machine or on a cluster.

It reads exactly the Parquet files of one version of the lake; ``flow`` and ``year`` are read off their paths, with the
types of the schema, and files of other flows and years are left unread. ``RUMBO_SPARK_LAKE`` is the address under which
the workers find the folder of the lake (``s3a://bucket/lake``); without it they find it where this process does.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from rumbo.core.customs.schema import LINES, PARTITIONS
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.statistics.plan import Plan
from rumbo.core.statistics.sources import LineSource, digest
from rumbo.core.statistics.spark_session import new_session, spoken

_counted: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """The engine for what does not fit one machine.

    Attributes:
        address: where the workers find the folder of the lake; ``None`` where this process finds it.
    """

    address: str | None = None
    name: str = "spark"
    dialect: str = "spark"

    def run(self, plan: Plan) -> pa.Table:
        """The rows of the query, in its order."""
        with self._opened(plan.lines) as session:
            for name, table in plan.tables.items():
                _small(session, table).createOrReplaceTempView(f"`{name}`")
            return session.sql(plan.sql).toArrow()

    def count(self, source: LineSource) -> int:
        """Number of lines of a version, told by the feet of the files; asked once."""
        version = digest(source)
        if version not in _counted:
            with self._opened(source) as session:
                _counted[version] = session.table("lines").count()
        return _counted[version]

    def subheadings(self, source: LineSource) -> Sequence[str]:
        """The different subheadings of a version."""
        with self._opened(source) as session:
            found = session.sql("select distinct subheading from lines order by subheading").toArrow()
        return [str(code) for code in found["subheading"].to_pylist()]

    @contextmanager
    def _opened(self, lines: LineSource | None) -> Iterator[SparkSession]:
        """A session of its own, so that runs at the same time do not see each other's views."""
        session = new_session()
        with spoken():
            if lines is not None:
                _lines(session, self._paths(lines)).createOrReplaceTempView("lines")
            yield session

    def _paths(self, source: LineSource) -> list[str]:
        paths = [str(path) for path in source.files()]
        if self.address:
            return [f"{self.address.rstrip('/')}/lines/{_inside(path)}" for path in paths]
        return [path if "://" in path else f"file://{Path(path).resolve()}" for path in paths]  # Hadoop decodes nothing


def engine() -> SparkEngine:
    """The engine with the settings of the environment."""
    return SparkEngine(os.environ.get("RUMBO_SPARK_LAKE") or None)


def _lines(session: SparkSession, paths: Sequence[str]) -> DataFrame:
    """Exactly these files; a lake without files is a table without rows."""
    if not paths:
        return _small(session, LINES.empty_table())
    first = paths[0]
    reader = session.read.schema(from_arrow_schema(LINES)).option("basePath", first.removesuffix(_inside(first)))
    # A name is a name: without this setting “[1]” in it would be taken for a pattern.
    found = reader.option("__globPaths__", "false").parquet(*paths)
    _must_be_there(paths, found)
    return found


def _must_be_there(paths: Sequence[str], found: DataFrame) -> None:
    """Spark reads what it finds and is silent about a file that is gone."""
    there = {_name(unquote(path)) for path in found.inputFiles()}
    missing = [path for path in paths if _name(path) not in there]
    if missing:
        what = _("{count} files of the lake are missing, the first of them “{name}”.")
        said = what.format(count=len(missing), name=_name(missing[0]))
        mend = _("Bring them back from a backup, or read another version.")
        raise InputError(Problem(said, missing[0].rpartition("/")[0], mend))


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _inside(path: str) -> str:
    """What of the path of a file is inside the table: from its first partition on."""
    mark = f"{PARTITIONS[0]}="
    return path[path.rindex(f"/{mark}") + 1 :]


def _small(session: SparkSession, table: pa.Table) -> DataFrame:
    """A small table, handed over whole; any column may have gaps, and one that is nothing but gaps is one of texts."""
    kinds = {f.name: pa.string() if pa.types.is_null(f.type) else f.type for f in table.schema}
    return session.createDataFrame(table.cast(pa.schema(list(kinds.items()))))
