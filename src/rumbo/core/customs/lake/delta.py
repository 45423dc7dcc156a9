"""The Delta tables of the lake: made, opened at a version, put back to it, and added to.

Delta keeps each table's own log; which of its versions count is said by :mod:`rumbo.core.customs.lake.versions`. What
a dead import left behind in a log is taken back by :func:`put_back` before the next one writes.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import time_ns
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, write_deltalake
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from rumbo.core.customs.lake.drawers import LineFile
from rumbo.core.customs.lake.errors import LakeError
from rumbo.core.customs.lake.versions import Tables, sync_folder
from rumbo.core.customs.schema import LINES, PARTITIONS, QUARANTINE, SNAPSHOTS
from rumbo.core.errors import Problem
from rumbo.core.language import _

#: The schema and the partitions of each table.
SCHEMAS: Mapping[str, tuple[pa.Schema, tuple[str, ...]]] = {
    "lines": (LINES, PARTITIONS),
    "quarantine": (QUARANTINE, ()),
    "snapshots": (SNAPSHOTS, ()),
}

#: Delta forgets old versions by itself unless told not to.
_FOR_EVER = {
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
}
_KEEP_LOGS = PostCommitHookProperties(cleanup_expired_logs=False)


def create(folder: Path) -> Tables:
    """Make the three tables, empty."""
    for name, (schema, partitions) in SCHEMAS.items():
        DeltaTable.create(folder / name, schema, partition_by=list(partitions), configuration=_FOR_EVER)
    return Tables(lines=0, quarantine=0, snapshots=0)


def at(folder: Path, name: str, version: int) -> DeltaTable:
    """A table as it was at one of its Delta versions.

    Raises:
        LakeError: its log does not reach there or cannot be read.
    """
    try:
        return DeltaTable(folder / name, version=version)
    except (DeltaError, OSError, ValueError) as error:
        raise _unreadable(folder, name, version, error) from error


def read(folder: Path, name: str, version: int) -> pa.Table:
    """The rows of a table at one of its Delta versions.

    Raises:
        LakeError: its log or a file of it is missing or damaged.
    """
    actions = pa.table(at(folder, name, version).get_add_actions())
    files = [folder / name / unquote(path) for path in actions["path"].to_pylist()]
    must_exist(files)
    schema = SCHEMAS[name][0]
    try:
        return pa.concat_tables([schema.empty_table(), *(_rows(file).cast(schema) for file in files)])
    except (OSError, pa.ArrowException, ValueError) as error:
        raise _unreadable(folder, name, version, error) from error


def _rows(file: Path) -> pa.Table:
    """The rows of a file, read in this thread.

    The library's own reader hands the work to threads that call back into Python; now and then one of them outlives
    the interpreter, and the process ends with an abort after its work was done.
    """
    with pq.ParquetFile(file, pre_buffer=False) as opened:
        return opened.read(use_threads=False)


def must_exist(files: Sequence[Path]) -> None:
    """Hold a list of files against the disk.

    Raises:
        LakeError: some are missing.
    """
    missing = [path for path in files if not path.is_file()]
    if missing:
        what = _("{count} files of the lake are missing, the first of them “{name}”.").format(
            count=len(missing), name=missing[0].name
        )
        mend = _("Bring them back from a backup, or read another version.")
        raise LakeError(Problem(what, str(missing[0].parent), mend))


def line_files(folder: Path, version: int) -> tuple[LineFile, ...]:
    """The files of the table ``lines`` at one of its Delta versions, by path."""
    actions = pa.table(at(folder, "lines", version).get_add_actions(flatten=True)).to_pylist()
    found = [
        LineFile(
            path=action["path"],
            bytes=action["size_bytes"],
            lines=action["num_records"],
            flow=action["partition.flow"],
            year=action["partition.year"],
            oldest=action["min.declaration_year"],
            newest=action["max.declaration_year"],
        )
        for action in actions
    ]
    return tuple(sorted(found, key=lambda file: file.path))


def put_back(folder: Path, tables: Tables) -> Tables:
    """Take back what is in the logs beyond the versions that count, the traces of an import that died.

    Returns:
        The versions to build upon: the same ones, or those of the steps that took the rest back.
    """
    versions = {}
    for name in SCHEMAS:
        counts = getattr(tables, name)
        latest = DeltaTable(folder / name)
        if latest.version() > counts:
            latest.restore(counts, commit_properties=CommitProperties(custom_metadata={"rumbo": "put back"}))
        versions[name] = latest.version()
    return Tables(**versions)


def append(folder: Path, name: str, rows: Iterable[pa.RecordBatch]) -> int:
    """Append rows to a table as one Delta version; hand back that version."""
    schema = SCHEMAS[name][0]
    reader = pa.RecordBatchReader.from_batches(schema, iter(rows))
    write_deltalake(folder / name, reader, mode="append", post_commithook_properties=_KEEP_LOGS)
    version = DeltaTable(folder / name).version()
    _sync_log(folder / name, version)
    return version


def replace(folder: Path, added: Sequence[LineFile], removed: Sequence[LineFile], *, what: str) -> int:
    """Add and remove files of the table ``lines`` as one Delta version; hand back that version."""
    table, now = DeltaTable(folder / "lines"), time_ns() // 1_000_000
    actions: list[AddAction | RemoveAction] = [
        RemoveAction(file.path, True, now, file.bytes, _partition(file))  # noqa: FBT003 - positional in the library
        for file in removed
    ]
    for file in added:
        sync_file(folder / "lines" / file.path)
        actions.append(
            AddAction(
                path=file.path,
                size=file.bytes,
                partition_values=_partition(file),
                modification_time=now,
                data_change=True,
                stats=_stats(file),
            )
        )
    table.create_write_transaction(
        actions,
        mode="append",
        schema=table.schema(),
        partition_by=list(PARTITIONS),
        commit_properties=CommitProperties(custom_metadata={"rumbo": what}),
        post_commithook_properties=_KEEP_LOGS,
    )
    _sync_log(folder / "lines", version := DeltaTable(folder / "lines").version())
    return version


def sync_file(path: Path) -> None:
    """Have a file reach the disk."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _unreadable(folder: Path, name: str, version: int, error: Exception) -> LakeError:
    what = _("The table “{name}” of the lake cannot be read at its version {version}: {reason}").format(
        name=name, version=version, reason=str(error).splitlines()[0]
    )
    return LakeError(Problem(what, str(folder / name), _("Bring its folder back from a backup.")))


def _partition(file: LineFile) -> dict[str, str | None]:
    return {"flow": file.flow, "year": str(file.year)}


def _stats(file: LineFile) -> str:
    return json.dumps(
        {
            "numRecords": file.lines,
            "minValues": {"declaration_year": file.oldest},
            "maxValues": {"declaration_year": file.newest},
            "nullCount": {"declaration_year": 0},
        }
    )


def _sync_log(table: Path, version: int) -> None:
    sync_file(table / "_delta_log" / f"{version:020d}.json")
    sync_folder(table / "_delta_log")
