"""How a lake for benchmarks is filled: simulated lines straight into its files, no weekly table between.

Writing 100 million lines as weekly tables would only measure the disk. Here each year is drawn once and cut into its
months; memory grows with the lines of one year, not with the lake. The lake that results is one like any other: it has
a version, snapshots, and takes imports of simulated files.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.lake import Lake, Version, delta, versions
from rumbo.core.customs.lake.drawers import LineFile
from rumbo.core.customs.lake.versions import Tables
from rumbo.core.customs.schema import LINES, SNAPSHOTS
from rumbo.core.customs.simulator.lake_columns import Columns
from rumbo.core.customs.simulator.lines import Lines
from rumbo.core.customs.simulator.simulate import Asked, Progress, streams_of
from rumbo.core.customs.simulator.stream import Stream
from rumbo.core.customs.simulator.weeks import day_number
from rumbo.core.errors import Problem
from rumbo.core.language import _

#: Lines of a row group, as the lake itself writes them.
_GROUP = 122_880


@dataclass(frozen=True, slots=True)
class _Job:
    """One flow on its way into the lake: the folder of the table, the id of its snapshot, pseudonyms."""

    table: Path
    stream: Stream
    snapshot: str
    identity: Pseudonyms


def write_lake(
    asked: Asked, path: Path, progress: Progress | None = None, identity: Pseudonyms | None = None
) -> Version:
    """Fill a new lake with simulated lines, every line in its final form: no traps, nothing that comes again.

    Args:
        asked: what is simulated; ``traps`` is not looked at.
        path: the folder of the lake; must not exist.
        progress: told after each month how many lines are done, and of how many.
        identity: pseudonyms of natural persons; by default under the key that lies beside the lake, as for imports.

    Returns:
        The version of the lake.

    Raises:
        CustomsError: there is something at that place, or the simulation makes no sense.
    """
    if path.exists():
        what = _("There is something at this place already; a simulated lake is only made anew.")
        raise CustomsError(Problem(what, str(path), _("Choose a folder that does not exist.")))
    streams, _parameters = streams_of(asked)
    lake = Lake(path)
    names = identity or Pseudonyms.stored(path.parent / "pseudonym-key")
    with lake.writing() as step:
        jobs = [_Job(path / "lines", stream, _id(asked, stream), names) for stream in streams]
        files: list[LineFile] = []
        for job in jobs:
            for file in _months(job):
                files.append(file)
                if progress:
                    progress(sum(done.lines for done in files), asked.lines)
        tables = Tables(
            lines=delta.replace(path, files, (), what="simulation"),
            quarantine=step.base.tables.quarantine,
            snapshots=delta.append(path, "snapshots", _snapshots(asked, jobs).to_batches()),
        )
        version = replace(
            step.base,
            number=step.base.number + 1,
            made_at=datetime.now(UTC),
            what="import",
            tables=tables,
            lines=sum(file.lines for file in files),
            simulated=True,
            snapshots=tuple(job.snapshot for job in jobs),
        )
        versions.write(path / "versions", version)
        return version


def _months(job: _Job) -> Iterator[LineFile]:
    """Write the files of one flow, month by month."""
    columns = Columns(job.stream.trade, job.snapshot, job.identity)
    for year in job.stream.years:
        lines = job.stream.year_lines(year)
        starts = [day_number(date(year, month, 1)) for month in range(1, 13)]
        cuts = [*np.searchsorted(lines.day, starts).tolist(), len(lines)]
        for month, (start, stop) in enumerate(pairwise(cuts), start=1):
            if stop > start:
                yield _file(job, columns, lines.part(start, stop), year=year, month=month, before=start)


def _file(job: _Job, columns: Columns, lines: Lines, *, year: int, month: int, before: int) -> LineFile:
    """One file of the lake: exports are regularised, imports say nothing of it, as the lake sorts them."""
    flow = job.stream.trade.flow
    kind = "regularised" if flow == "X" else "open"
    name = f"flow={flow}/year={year}/{kind}-{year}{month:02d}-{job.snapshot}.parquet"
    place = job.table / name
    place.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(place, LINES, compression="zstd", compression_level=1) as writer:
        for start in range(0, len(lines), _GROUP):
            part = lines.part(start, min(start + _GROUP, len(lines)))
            writer.write_batch(columns.batch(part, before + start))
    return LineFile(name, place.stat().st_size, len(lines), flow, year, year, year)


def _snapshots(asked: Asked, jobs: list[_Job]) -> pa.Table:
    """The rows that say where the lines came from."""
    now = datetime.now(UTC)
    rows = []
    for job in jobs:
        flow, count = job.stream.trade.flow, job.stream.lines
        counts = {"records": count, "accepted": count, "quarantined": 0, "deleted": 0, "unchanged": 0}
        period = {"period_from": date(asked.first, 1, 1), "period_to": date(asked.last, 12, 31)}
        origin = {"producer": "rumbo customs simulate", "licence": None, "obtained_on": None, "mapping": "simulator"}
        told = {"snapshot": job.snapshot, "name": f"simulated-{flow}", "flow": flow, "sha256": _hash(asked, job.stream)}
        rows.append(told | origin | counts | period | {"bytes": 0, "imported_at": now, "simulated": True})
    return pa.Table.from_pylist(rows, SNAPSHOTS)


def _hash(asked: Asked, stream: Stream) -> str:
    """A hash that stands for the lines: the same simulation has the same one."""
    told = f"{asked.first} {asked.last} {asked.lines} {asked.seed} {asked.imports} {stream.trade.flow}"
    return hashlib.sha256(told.encode("ascii")).hexdigest()


def _id(asked: Asked, stream: Stream) -> str:
    return _hash(asked, stream)[:16]
