"""Where are loaded versions kept? Immutable files in the workspace and an index that only grows.

``<RUMBO_HOME>/tables/NAME/<sha256>.parquet`` holds a content, ``<RUMBO_HOME>/tables/NAME/index/0001.json`` and its
successors say in which order contents were loaded, as which version and on whose authority. Each file is written beside
and linked into place whole, and never written again: a process that is killed leaves no half version.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.tables.errors import TableError
from rumbo.core.workspace import workspace

_INDEX = "index"


@dataclass(frozen=True, slots=True)
class TableVersion:
    """One loaded version of a reference table.

    Attributes:
        table: name of the table.
        version: name of the version, as its loader gave it.
        sha256: hash of the content.
        authority: who answers for the content.
        obtained_on: when the file was obtained from its publisher.
        file: name of the file it came in.
        file_sha256: hash of that file.
        rows: number of rows.
        loaded_at: when it was loaded (UTC).
        stored_sha256: hash of the stored file.
        changed: whether this load stored anything; not so where the same was there already.
        simulated: whether the content is invented; whatever is computed from it says so.
    """

    table: str
    version: str
    sha256: str
    authority: str
    obtained_on: date | None
    file: str
    file_sha256: str
    rows: int
    loaded_at: datetime
    stored_sha256: str = ""
    changed: bool = True
    simulated: bool = False


def folder_of(name: str) -> Path:
    """The folder of a table's versions in the workspace."""
    return workspace().home / "tables" / name


def versions(name: str) -> tuple[TableVersion, ...]:
    """The loaded versions of a table, the oldest first.

    Raises:
        TableError: an entry of the index cannot be read.
    """
    entries = sorted((folder_of(name) / _INDEX).glob("[0-9]*.json"))
    return tuple(_read_entry(entry) for entry in entries)


def read_version(version: TableVersion) -> pa.Table:
    """The rows of a loaded version.

    Raises:
        TableError: the stored file is gone or was changed since.
    """
    file = _content_file(version.table, version.sha256)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _damaged(file, _("it cannot be read")) from error
    if hashlib.sha256(data).hexdigest() != version.stored_sha256:
        raise _damaged(file, _("its content is not what was stored"))
    return pq.read_table(pa.BufferReader(data))


def store(version: TableVersion, rows: pa.Table) -> TableVersion:
    """Store a content and its entry in the index, the entry last: only then the version exists."""
    folder = folder_of(version.table)
    (folder / _INDEX).mkdir(parents=True, exist_ok=True)
    file = _content_file(version.table, version.sha256)
    if not file.exists():
        sink = pa.BufferOutputStream()
        pq.write_table(rows, sink, compression="zstd")
        _place(sink.getvalue().to_pybytes(), file)
    stored = TableVersion(
        **{**asdict(version), "stored_sha256": hashlib.sha256(file.read_bytes()).hexdigest(), "changed": True}
    )
    entry = {k: v for k, v in asdict(stored).items() if k != "changed"}
    data = json.dumps(entry, ensure_ascii=False, indent=1, default=lambda d: d.isoformat()).encode()
    number = len(versions(version.table)) + 1
    while not _place(data, folder / _INDEX / f"{number:04d}.json"):
        number += 1  # another process loaded a version at the same moment
    return stored


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def _content_file(name: str, sha256: str) -> Path:
    return folder_of(name) / f"{sha256}.parquet"


def _place(data: bytes, target: Path) -> bool:
    """Write a file whole or not at all; ``False`` where there is one of that name."""
    descriptor, draft = tempfile.mkstemp(dir=target.parent, prefix=".rumbo-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, target)
    except FileExistsError:
        return False
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(draft).unlink()
    return True


def _read_entry(entry: Path) -> TableVersion:
    try:
        data = json.loads(entry.read_text(encoding="utf-8"))
        data["obtained_on"] = date.fromisoformat(data["obtained_on"]) if data["obtained_on"] else None
        data["loaded_at"] = datetime.fromisoformat(data["loaded_at"])
        return TableVersion(**data)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise _damaged(entry, _("it cannot be read")) from error


def _damaged(file: Path, why: str) -> TableError:
    what = _("The stored version of a reference table was damaged: {why}.").format(why=why)
    return TableError(Problem(what, str(file), _("Restore the folder “tables” of the workspace from its backup.")))
