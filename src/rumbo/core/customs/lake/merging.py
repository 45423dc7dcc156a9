"""How arriving lines meet the ones that the lake holds: the later line of a key stays, whatever came first.

Which of two lines with the same key is later is told by the lines and their files, never by the order of imports:
the date of regularisation, then the last day of the file's period, then the file's name, then the day the file was
obtained, then the row. Files of the lake are never changed: those that hold a line that loses are written anew
without it. Only files that can hold a key that arrives are looked at, and files are kept so that what may still be
regularised lies together (see ``drawers``): the cost follows what arrives.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from rumbo.core.customs.lake.drawers import LineFile, crowded, parquet, write_lines
from rumbo.core.customs.schema import KEY, LINES

#: Columns that say where a line came from, not what it says.
PROVENANCE = ("source_file", "source_row", "snapshot", "simulated")

_KEY = ", ".join(KEY)
_BY_KEY = " and ".join(f"old.{name} = new.{name}" for name in KEY)
_SAME = " and ".join(f"old.{name} is not distinct from new.{name}" for name in LINES.names if name not in PROVENANCE)
_COLUMNS = ", ".join(LINES.names)
#: A line without a date of regularisation comes before every line that has one.
_LATER = (
    "coalesce(regularised_on, date '0001-01-01'), coalesce(period_to, date '0001-01-01'), source_file, "
    "coalesce(obtained_on, date '0001-01-01'), source_row, snapshot"
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge comes to; nothing of it is visible yet.

    Attributes:
        added: the files that were written.
        removed: the files that they take the place of.
        unchanged: by snapshot, the lines that arrived and that the lake held already, to the letter.
        difference: how many lines the lake has more than before.
    """

    added: tuple[LineFile, ...]
    removed: tuple[LineFile, ...]
    unchanged: dict[str, int]
    difference: int


def merge(
    connection: duckdb.DuckDBPyConnection,
    staged: Sequence[Path],
    held: Sequence[LineFile],
    table: Path,
    *,
    spare: Path,
    snapshots: pa.Table,
) -> Merged:
    """Merge staged lines into the files of the lake.

    Args:
        connection: an engine of this merge's own.
        staged: Parquet files of arriving lines, columns of LINES.
        held: every file of the version to build upon.
        table: the folder of the table ``lines``.
        spare: a folder for files that are being written.
        snapshots: every snapshot, the arriving ones too: ``snapshot, period_to, obtained_on``.
    """
    connection.register("snapshot", snapshots)
    _arriving(connection, staged)
    candidates = _candidates(connection, held)
    _met(connection, [table / file.path for file in candidates])
    unchanged = _unchanged(connection, staged)
    losing = {name for (name,) in connection.execute("select distinct filename from met where wins").fetchall()}
    removed = [file for file in candidates if str(table / file.path) in losing]
    removed += crowded(held, removed)
    added = _write(connection, staged, removed, table, spare)
    difference = sum(file.lines for file in added) - sum(file.lines for file in removed)
    return Merged(added, tuple(removed), unchanged, difference)


def _arriving(connection: duckdb.DuckDBPyConnection, staged: Sequence[Path]) -> None:
    """The latest line of each key that arrives, as its place in the staged files."""
    connection.execute(
        f"""
        create or replace temp table arriving as
        select {_KEY}, year, snapshot, source_row, row({_LATER}) as later
        from {parquet(staged)}
        join snapshot using (snapshot)
        qualify row_number() over (partition by {_KEY} order by row({_LATER}) desc) = 1
        """  # noqa: S608 - our own column names and paths
    )


def _candidates(connection: duckdb.DuckDBPyConnection, held: Sequence[LineFile]) -> list[LineFile]:
    """The files that can hold a key that arrives: same flow, and years of declaration that overlap.

    The year of the partition says nothing here: it follows the shipment, which a regularisation may move.
    """
    arriving = connection.execute("select distinct flow, declaration_year from arriving").fetchall()
    return [
        file
        for file in held
        if any(file.flow == flow and file.oldest <= year <= file.newest for flow, year in arriving)
    ]


def _met(connection: duckdb.DuckDBPyConnection, candidates: Sequence[Path]) -> None:
    """The lines of the lake whose key arrives again, and whether the arriving line wins.

    Keys meet first, in a table of their own: what tells the later line is then worked out for the few that met, not
    for every line of the files.
    """
    connection.execute(
        f"""
        create or replace temp table same_key as
        select
          old.filename,
          old.snapshot,
          old.source_row,
          old.regularised_on,
          old.source_file,
          new.snapshot as new_snapshot,
          new.source_row as new_row,
          new.later as new_later
        from {parquet(candidates, names=True)} as old
        join arriving as new on {_BY_KEY}
        """  # noqa: S608
    )
    connection.execute(
        f"""
        create or replace temp table met as
        select
          filename,
          snapshot as old_snapshot,
          source_row as old_row,
          new_snapshot as snapshot,
          new_row as source_row,
          new_later > row({_LATER}) as wins
        from same_key
        join snapshot using (snapshot)
        """  # noqa: S608
    )


def _unchanged(connection: duckdb.DuckDBPyConnection, staged: Sequence[Path]) -> dict[str, int]:
    """By snapshot, how many arriving lines say what the line of the lake says already."""
    names = [Path(name) for (name,) in connection.execute("select distinct filename from met").fetchall()]
    counted = connection.execute(
        f"""
        select new.snapshot, count(*)
        from met
        join {parquet(staged)} as new on new.snapshot = met.snapshot and new.source_row = met.source_row
        join {parquet(names)} as old on old.snapshot = met.old_snapshot and old.source_row = met.old_row
        where {_SAME}
        group by all
        """  # noqa: S608
    ).fetchall()
    return dict(counted)


def _write(
    connection: duckdb.DuckDBPyConnection, staged: Sequence[Path], removed: Sequence[LineFile], table: Path, spare: Path
) -> tuple[LineFile, ...]:
    """Write the arriving lines that win, and what stays of the files that lose some."""
    winning = f"""
        select {_COLUMNS}
        from {parquet(staged)} as new
        semi join arriving on arriving.snapshot = new.snapshot and arriving.source_row = new.source_row
        anti join (from met where not wins) as lost on lost.snapshot = new.snapshot and lost.source_row = new.source_row
        """  # noqa: S608
    added = list(write_lines(connection, winning, table, spare))
    for drawer in sorted({file.drawer for file in removed}):
        emptied = [table / file.path for file in removed if file.drawer == drawer]
        stays = f"""
            select {_COLUMNS}
            from {parquet(emptied)} as old
            anti join (from met where wins) as lost
              on lost.old_snapshot = old.snapshot and lost.old_row = old.source_row
            """  # noqa: S608
        added += write_lines(connection, stays, table, spare, drawer=drawer)
    return tuple(added)
