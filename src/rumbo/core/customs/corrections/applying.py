"""How corrections are applied to the lake: one new version that remembers what every line held."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from rumbo.core.customs.corrections.reading import Correction, as_text, load_corrections, read_corrections, typed
from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.lake import Lake
from rumbo.core.customs.lake.corrected import CORRECTIONS, write_corrected
from rumbo.core.customs.lake.delta import line_files, sync_file
from rumbo.core.customs.lake.drawers import parquet, sql_type
from rumbo.core.customs.lake.writing import engine, spoken
from rumbo.core.customs.schema import KEY, LINES
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.yaml_source import YamlFile, parse

_MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of a file of corrections.

    Attributes:
        version: the version of the lake.
        lines: lines corrected, by id of the correction.
        unchanged: lines that were corrected before, likewise.
    """

    version: int
    lines: dict[str, int]
    unchanged: dict[str, int]


def apply_corrections(lake: Lake, path: Path) -> Corrected:
    """Correct the lines of the lake as a file says; one new version, or none where every line is corrected already.

    Args:
        lake: the lake.
        path: the file, ``corrections.yaml``.

    Raises:
        CustomsError: every problem of the file, every correction that fits no line, and every line that does not hold
            what a correction expects, with its key and its value; nothing was stored.
        LakeError: the lake cannot be written.
    """
    content = read_corrections(path)
    file = parse(content, path.name)
    corrections = load_corrections(file)
    with lake.writing() as step, engine(lake.path / "staging") as connection:
        known = _known(lake)
        changes, unchanged = _changes(connection, corrections, lake.files(), known, file)
        if not changes:
            return Corrected(step.base.number, {}, unchanged)
        with spoken(lake.path):
            table = _table(changes, hashlib.sha256(content).hexdigest())
            added, removed = write_corrected(
                connection,
                line_files(lake.path, step.base.tables.lines),
                lake.path / "lines",
                lake.path / "staging",
                table,
            )
            name = _keep(table, lake.path / "corrections")
        version = step.exchange("correction", added, removed, corrections=name, note=path.name)
    counted = {each.id: sum(change.by.id == each.id for change in changes) for each in corrections}
    return Corrected(version.number, {id_: count for id_, count in counted.items() if count}, unchanged)


@dataclass(frozen=True, slots=True)
class _Change:
    by: Correction
    snapshot: str
    source_row: int
    line: str
    before: object


Place = tuple[str, int, str]


def _changes(
    connection: duckdb.DuckDBPyConnection,
    corrections: Iterable[Correction],
    files: tuple[Path, ...],
    known: Mapping[Place, str | None],
    file: YamlFile,
) -> tuple[list[_Change], dict[str, int]]:
    """What is to be changed, and how many lines are so already; all that does not fit is told at once."""
    changes: dict[Place, _Change] = {}
    unchanged: dict[str, int] = {}
    problems: list[Problem] = []
    for number, each in enumerate(corrections):
        where = file.at(("corrections", number))
        lines = _lines(connection, each, files)
        if not lines:
            what = _("The correction “{id}” fits no line of the lake.").format(id=each.id)
            problems.append(Problem(what, where, _("Look at its “where”, or import the file of its lines first.")))
        strange = []
        for snapshot, row, line, now in lines:
            place = (snapshot, row, each.column)
            said = known.get(place, as_text(now))
            if place in changes:
                problems.append(_twice(each, changes[place].by, line, where))
            elif said != as_text(typed(each.expect, each.column)):
                strange.append((line, said))
            elif as_text(now) == as_text(typed(each.value, each.column)):
                unchanged[each.id] = unchanged.get(each.id, 0) + 1
            else:
                changes[place] = _Change(each, snapshot, row, line, said)
        problems += [_unexpected(each, line, said, where) for line, said in strange[:_MOST_EXAMPLES]]
    if problems:
        raise CustomsError(*problems)
    return list(changes.values()), unchanged


def _lines(
    connection: duckdb.DuckDBPyConnection, correction: Correction, files: tuple[Path, ...]
) -> list[tuple[str, int, str, object]]:
    """The lines that a correction singles out: snapshot, row, key in words, and what the column holds."""
    conditions = [f"{name} is not distinct from ?::{sql_type(LINES.field(name).type)}" for name in correction.where]
    return connection.execute(
        f"""
        select snapshot, source_row, concat_ws(' ', {", ".join(KEY)}), {correction.column}
        from {parquet(files)}
        where {" and ".join(conditions)}
        order by {", ".join(KEY)}
        """,  # noqa: S608 - the columns are our own
        [typed(value, name) for name, value in correction.where.items()],
    ).fetchall()


def _known(lake: Lake) -> dict[Place, str | None]:
    """What the source says where an earlier correction made the lake say something else."""
    known: dict[Place, str | None] = {}
    for row in lake.corrections().to_pylist():
        known.setdefault((row["snapshot"], row["source_row"], row["column"]), row["before"])
    return known


def _table(changes: Iterable[_Change], sha256: str) -> pa.Table:
    now = datetime.now(UTC)
    rows = [
        {
            "correction": change.by.id,
            "snapshot": change.snapshot,
            "source_row": change.source_row,
            "line": change.line,
            "column": change.by.column,
            "before": change.before,
            "after": as_text(typed(change.by.value, change.by.column)),
            "reason": change.by.reason,
            "source": change.by.source,
            "file_sha256": sha256,
            "corrected_at": now,
        }
        for change in changes
    ]
    return pa.Table.from_pylist(rows, schema=CORRECTIONS)


def _keep(table: pa.Table, folder: Path) -> str:
    """Write what was corrected beside the tables, under a name of its own; hand back the name."""
    folder.mkdir(exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.parquet"
    pq.write_table(table, folder / name)
    sync_file(folder / name)
    return name


def _unexpected(each: Correction, line: str, said: str | None, where: str) -> Problem:
    what = _("The correction “{id}” expects “{expected}” as {column}, but line {line} holds “{found}”.").format(
        id=each.id, expected=each.expect, column=each.column, line=line, found=said
    )
    mend = _("The source may have mended its error: look at the line, then change the correction or delete it.")
    return Problem(what, where, mend)


def _twice(each: Correction, other: Correction, line: str, where: str) -> Problem:
    what = _("The corrections “{id}” and “{other}” both change {column} of line {line}.").format(
        id=each.id, other=other.id, column=each.column, line=line
    )
    return Problem(what, where, _("Keep one of them."))
