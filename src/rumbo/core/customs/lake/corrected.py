"""What the lake remembers of a corrected line, and how lines are written corrected."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from rumbo.core.customs.lake.drawers import LineFile, parquet, sql_type, write_lines
from rumbo.core.customs.schema import LINES

#: One row a line and column corrected.
CORRECTIONS = pa.schema(
    [
        pa.field("correction", pa.string(), nullable=False),  # id in the file of corrections
        pa.field("snapshot", pa.string(), nullable=False),  # with source_row: the line
        pa.field("source_row", pa.int64(), nullable=False),
        pa.field("line", pa.string(), nullable=False),  # its key, as people read it
        pa.field("column", pa.string(), nullable=False),
        pa.field("before", pa.string()),  # what the source says
        pa.field("after", pa.string()),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("file_sha256", pa.string(), nullable=False),  # of the file of corrections
        pa.field("corrected_at", pa.timestamp("us", tz="UTC"), nullable=False),
    ]
)


def write_corrected(
    connection: duckdb.DuckDBPyConnection, held: Sequence[LineFile], table: Path, spare: Path, changes: pa.Table
) -> tuple[tuple[LineFile, ...], tuple[LineFile, ...]]:
    """Write the files of lines that change anew; hand back the new files and the ones whose place they take.

    Args:
        connection: an engine of its own.
        held: every file of the version to build upon.
        table: the folder of the table ``lines``.
        spare: a folder for files that are being written.
        changes: columns of CORRECTIONS; of one line and column there is one.
    """
    connection.register("change", changes)
    columns = changes["column"].unique().to_pylist()
    wide = ", ".join(
        f"bool_or(\"column\" = '{name}') as has_{name}, max(after) filter (where \"column\" = '{name}') as new_{name}"
        for name in columns
    )
    connection.execute(
        f"create or replace temp table wide as select snapshot, source_row, {wide} from change group by all"  # noqa: S608
    )
    every = [table / file.path for file in held]
    touched = connection.execute(
        f"select distinct filename from {parquet(every, names=True)} semi join wide using (snapshot, source_row)"  # noqa: S608
    ).fetchall()
    removed = tuple(file for file in held if (str(table / file.path),) in touched)
    selected = ", ".join(_changed(field, columns) for field in LINES)
    added: list[LineFile] = []
    for drawer in sorted({file.drawer for file in removed}):
        paths = [table / file.path for file in removed if file.drawer == drawer]
        query = f"select {selected} from {parquet(paths)} as old left join wide using (snapshot, source_row)"  # noqa: S608
        added += write_lines(connection, query, table, spare, drawer=drawer)
    return tuple(added), removed


def _changed(field: pa.Field, columns: Sequence[str]) -> str:
    """The SQL of a column: what a correction says, else what it held. The department follows the place."""
    if field.name == "department" and "place_code" in columns:
        return "case when has_place_code then left(new_place_code, 2) else old.department end as department"
    if field.name not in columns:
        return f"old.{field.name}"
    new = f"cast(new_{field.name} as {sql_type(field.type)})"
    return f"case when has_{field.name} then {new} else old.{field.name} end as {field.name}"
