"""Where arriving files wait until they are whole: a folder of Parquet files that no reader looks at.

Batches are written as they come, so that memory does not grow with the file. Nothing enters the lake from here before
the last batch of the last file was read and counted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from rumbo.core.customs.lake.errors import LakeError
from rumbo.core.customs.lake.incoming import IncomingFile, Origin
from rumbo.core.customs.schema import LINES, QUARANTINE, SNAPSHOTS
from rumbo.core.errors import Problem
from rumbo.core.language import _

#: Told after each batch how many records of the file are read.
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that was read to its end, waiting to be merged.

    Attributes:
        snapshot: its id, from the hash of its bytes.
        row: its row of the table ``snapshots``, without ``unchanged`` and ``imported_at``.
        lines: its usable lines, as Parquet.
        quarantine: the others, as Parquet.
    """

    snapshot: str
    row: dict[str, Any]
    lines: Path
    quarantine: Path

    def batches_of_quarantine(self) -> Iterator[pa.RecordBatch]:
        """The quarantined lines."""
        with pq.ParquetFile(self.quarantine) as file:
            for batch in file.iter_batches():
                yield batch.cast(QUARANTINE)


def snapshot_of(sha256: str) -> str:
    """The id of the snapshot of a file: the beginning of its hash, the same whenever it is imported."""
    return sha256[:16]


def stage(file: IncomingFile, folder: Path, origin: Origin, progress: Progress | None = None) -> Staged:
    """Read a file to its end into the staging folder, and hold its counts against what it announces.

    Raises:
        LakeError: accepted, quarantined and deleted lines do not add up to the records that the file announces.
    """
    snapshot = snapshot_of(file.sha256)
    lines, quarantine = folder / f"{snapshot}-lines.parquet", folder / f"{snapshot}-quarantine.parquet"
    accepted = quarantined = deleted = 0
    with pq.ParquetWriter(lines, LINES) as to_lines, pq.ParquetWriter(quarantine, QUARANTINE) as to_quarantine:
        for batch in file:
            accepted += _write(to_lines, batch.lines, LINES, snapshot)
            quarantined += _write(to_quarantine, batch.quarantine, QUARANTINE, snapshot)
            deleted += batch.deleted
            if progress:
                progress(accepted + quarantined + deleted)
    records = accepted + quarantined + deleted if file.records is None else file.records
    if accepted + quarantined + deleted != records:
        raise _unequal(file.name, records, accepted, quarantined, deleted)
    row = {
        "snapshot": snapshot,
        "name": file.name,
        "flow": file.flow,
        "mapping": file.mapping,
        "sha256": file.sha256,
        "bytes": file.bytes,
        "producer": origin.producer,
        "licence": origin.licence,
        "obtained_on": origin.obtained_on,
        "period_from": file.period_from,
        "period_to": file.period_to,
        "records": records,
        "accepted": accepted,
        "quarantined": quarantined,
        "deleted": deleted,
        "simulated": file.simulated,
    }
    return Staged(snapshot, row, lines, quarantine)


def snapshot_rows(staged: list[Staged], unchanged: dict[str, int]) -> pa.Table:
    """The rows of the table ``snapshots`` of some staged files, imported now."""
    now = datetime.now(UTC)
    rows = [file.row | {"unchanged": unchanged.get(file.snapshot, 0), "imported_at": now} for file in staged]
    return pa.Table.from_pylist(rows, schema=SNAPSHOTS)


def _write(writer: pq.ParquetWriter, rows: pa.Table | pa.RecordBatch, schema: pa.Schema, snapshot: str) -> int:
    """Write some rows under the id of their snapshot."""
    if rows.num_rows:
        table = pa.Table.from_batches([rows]) if isinstance(rows, pa.RecordBatch) else rows
        ids = pa.array([snapshot] * rows.num_rows, pa.string())
        table = table.select(schema.names).set_column(schema.get_field_index("snapshot"), schema.field("snapshot"), ids)
        writer.write_table(table.cast(schema))
    return int(rows.num_rows)


def _unequal(name: str, records: int, accepted: int, quarantined: int, deleted: int) -> LakeError:
    what = _(
        "The file announces {records} records, but {accepted} were accepted, {quarantined} quarantined and "
        "{deleted} deleted."
    ).format(records=records, accepted=accepted, quarantined=quarantined, deleted=deleted)
    return LakeError(Problem(what, name, _("Report it with the file: the reader loses or invents lines.")))
