"""In which files do the lines lie, so that an import has to write few of them anew?

A file holds the lines of one drawer only: one flow, one month of the period, and either lines that were regularised or
lines that still may be. A regularisation takes a line out of the second kind, most often one of the last weeks, so that
the bulk of the lake lies still. Drawers are told by the names of the files; the partitions stay flow and year.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from rumbo.core.customs.schema import LINES

#: A drawer that has gathered this many files has them written into one by the next import.
CROWD = 12

_DRAWER = "case when regularised_on is null then 'open' else 'regularised' end || strftime(period_on, '-%Y%m')"
_ROW_GROUP = 122_880


@dataclass(frozen=True, slots=True)
class LineFile:
    """One Parquet file of the table ``lines``, and what pruning needs to know of it.

    Attributes:
        path: relative to the table's folder: ``flow=X/year=2024/open-202403-<id>.parquet``.
        bytes: its size.
        lines: how many it holds.
        flow: its partition.
        year: its partition.
        oldest: the least ``declaration_year`` in it.
        newest: the greatest.
    """

    path: str
    bytes: int
    lines: int
    flow: str
    year: int
    oldest: int
    newest: int

    @property
    def drawer(self) -> str:
        """Flow, year, kind and month: ``flow=X/year=2024/open-202403``."""
        return "-".join(self.path.split("-")[:2])


def crowded(held: Sequence[LineFile], leaving: Sequence[LineFile]) -> list[LineFile]:
    """The files of drawers that have gathered too many, without the ones that are leaving anyway."""
    drawers, gone = defaultdict(list), {file.path for file in leaving}
    for file in held:
        if file.path not in gone:
            drawers[file.drawer].append(file)
    return [file for files in drawers.values() if len(files) >= CROWD for file in files]


def parquet(files: Sequence[Path], *, names: bool = False) -> str:
    """The SQL that reads some Parquet files with the columns of LINES, and the name of the file where it is asked."""
    if not files:
        nothing = [f"null::{sql_type(field.type)} as {field.name}" for field in LINES]
        return f"(select {', '.join(nothing + ['null::varchar as filename'] * names)} where false)"
    listed = ", ".join(f"'{_quoted(file)}'" for file in files)
    return f"read_parquet([{listed}], hive_partitioning=false, filename={str(names).lower()})"


def write_lines(
    connection: duckdb.DuckDBPyConnection, query: str, table: Path, spare: Path, *, drawer: str = ""
) -> tuple[LineFile, ...]:
    """Write the lines of a query into new files of the table, none of them part of it yet.

    Args:
        connection: the engine.
        query: SQL with the columns of LINES.
        table: the folder of the table ``lines``.
        spare: a folder where files lie until they are whole.
        drawer: the one drawer that all lines belong to; without it the lines are sorted into theirs.
    """
    if not drawer:
        query = f"select *, flow as to_flow, year as to_year, {_DRAWER} as to_drawer from ({query})"  # noqa: S608
    layout = "per_thread_output false" if drawer else "partition_by (to_flow, to_year, to_drawer)"
    written = connection.execute(
        f"""
        copy ({query}) to '{_quoted(spare / uuid.uuid4().hex)}' (
          format parquet, compression zstd, compression_level 1, row_group_size {_ROW_GROUP},
          return_stats true, {layout}
        )
        """
    ).fetchall()
    return tuple(_put_away(row, table, drawer) for row in written if row[1])


def _put_away(written: tuple[Any, ...], table: Path, drawer: str) -> LineFile:
    """Move a file that is whole to its place in the table."""
    name, lines, size, _footer, stats, partition, *_more = written
    if not drawer:
        drawer = "flow={to_flow}/year={to_year}/{to_drawer}".format(**partition)
    path = f"{drawer}-{uuid.uuid4().hex}.parquet"
    (table / path).parent.mkdir(parents=True, exist_ok=True)
    Path(name).rename(table / path)
    flow, year = (part.split("=")[1] for part in path.split("/")[:2])
    years = stats['"declaration_year"']
    return LineFile(path, size, lines, flow, int(year), int(years["min"]), int(years["max"]))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def sql_type(kind: pa.DataType) -> str:
    """The SQL name of a column's type."""
    if pa.types.is_decimal(kind):
        return f"decimal({kind.precision}, {kind.scale})"
    names = {pa.string(): "varchar", pa.int32(): "integer", pa.int64(): "bigint", pa.date32(): "date"}
    return names.get(kind, "boolean")
