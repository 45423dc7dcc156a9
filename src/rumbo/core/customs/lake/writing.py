"""One step of the lake from a version to the next: staged, merged, and made visible in one move."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from deltalake.exceptions import DeltaError

from rumbo.core.customs.lake import delta, merging, versions
from rumbo.core.customs.lake.drawers import LineFile
from rumbo.core.customs.lake.errors import LakeError
from rumbo.core.customs.lake.incoming import IncomingFile, Origin
from rumbo.core.customs.lake.staging import Progress, Staged, snapshot_of, snapshot_rows, stage
from rumbo.core.customs.lake.versions import Tables, Version, What
from rumbo.core.errors import Problem
from rumbo.core.language import _

#: The engine spills to disk beyond this.
MEMORY_LIMIT = "2GB"


class Step:
    """The way from one version to the next, taken under the lock of the lake (see ``Lake.writing``)."""

    def __init__(self, path: Path, base: Version, snapshots: pa.Table) -> None:
        self.base = base
        self._path = path
        self._snapshots = snapshots
        self._staged: list[Staged] = []

    @property
    def staged(self) -> tuple[Staged, ...]:
        """The files staged so far."""
        return tuple(self._staged)

    def holds(self, sha256: str) -> bool:
        """Whether the lake, or this step, has a file of these bytes already."""
        wanted = snapshot_of(sha256)
        return wanted in {file.snapshot for file in self._staged} or sha256 in self._snapshots["sha256"].to_pylist()

    def stage(
        self, file: IncomingFile, origin: Origin | None = None, progress: Progress | None = None
    ) -> Staged | None:
        """Read a file to its end and keep it for the commit; None for a file that the lake has already.

        Raises:
            LakeError: the file's lines do not add up, or simulated and real lines would mix.
        """
        self._must_not_mix(file)
        if self.holds(file.sha256):
            return None
        with spoken(self._path):
            staged = stage(file, self._path / "staging", origin or Origin(), progress)
        self._staged.append(staged)
        return staged

    def commit(self) -> Version:
        """Merge what was staged and make it visible; the version it was based on where there is nothing to merge."""
        if not self._staged:
            return self.base
        with spoken(self._path):
            tables = delta.put_back(self._path, self.base.tables)
            merged = self._merge(tables)
            return self._publish(tables, merged)

    def restore(self, version: Version) -> Version:
        """Make a new version that reads as an earlier one; what was imported since can be imported again."""
        note = _("as version {number}").format(number=version.number)
        return self._next(
            "restoration",
            version.tables,
            lines=version.lines,
            simulated=version.simulated,
            corrections=version.corrections,
            note=note,
        )

    def exchange(
        self,
        what: What,
        added: Sequence[LineFile],
        removed: Sequence[LineFile],
        *,
        corrections: str = "",
        note: str = "",
    ) -> Version:
        """Make a version in which some files of lines took the place of others, line for line."""
        with spoken(self._path):
            tables = delta.put_back(self._path, self.base.tables)
            lines = delta.replace(self._path, added, removed, what=what)
            return self._next(
                what,
                Tables(lines, tables.quarantine, tables.snapshots),
                lines=self.base.lines,
                simulated=self.base.simulated,
                corrections=(*self.base.corrections, *([corrections] if corrections else [])),
                note=note,
            )

    def _merge(self, tables: Tables) -> merging.Merged:
        known = self._snapshots.select(["snapshot", "period_to", "obtained_on"])
        arriving = snapshot_rows(self._staged, {}).select(known.column_names)
        with engine(self._path / "staging") as connection:
            return merging.merge(
                connection,
                [file.lines for file in self._staged],
                delta.line_files(self._path, tables.lines),
                self._path / "lines",
                spare=self._path / "staging",
                snapshots=pa.concat_tables([known, arriving]),
            )

    def _publish(self, tables: Tables, merged: merging.Merged) -> Version:
        quarantine, lines = tables.quarantine, tables.lines
        if any(file.row["quarantined"] for file in self._staged):
            rows = (batch for file in self._staged for batch in file.batches_of_quarantine())
            quarantine = delta.append(self._path, "quarantine", rows)
        imported = snapshot_rows(self._staged, merged.unchanged)
        snapshots = delta.append(self._path, "snapshots", imported.to_batches())
        if merged.added or merged.removed:
            lines = delta.replace(self._path, merged.added, merged.removed, what="import")
        return self._next(
            "import",
            Tables(lines, quarantine, snapshots),
            lines=self.base.lines + merged.difference,
            simulated=bool(self._staged[0].row["simulated"]),
            corrections=self.base.corrections,
            snapshots=tuple(file.snapshot for file in self._staged),
        )

    def _next(self, what: What, tables: Tables, **said: Any) -> Version:
        """Make the next version visible."""
        version = Version(self.base.number + 1, datetime.now(UTC), what, tables, **said)
        versions.write(self._path / "versions", version)
        return version

    def _must_not_mix(self, file: IncomingFile) -> None:
        """Invented lines and real ones never share a lake."""
        kinds = {self.base.simulated, *(staged.row["simulated"] for staged in self._staged)} - {None}
        if file.simulated in kinds or not kinds:
            return
        if file.simulated:
            what = _("The lake holds real lines; simulated ones must not be mixed with them.")
            mend = _("Choose another workspace for simulated files (RUMBO_HOME).")
        else:
            what = _("The lake holds simulated lines; real ones must not be mixed with them.")
            mend = _(
                "Choose another workspace for real files (RUMBO_HOME), or say --simulated if these are invented too."
            )
        raise LakeError(Problem(what, file.name, mend))


@contextmanager
def engine(spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An engine of its own for one step: bounded memory, and its spill in the staging folder."""
    settings = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(spill / "spill"),
        "preserve_insertion_order": "false",
        # From its statistics the engine would mark a column that happens to have no gaps as one that never has any,
        # and two files of one table would not have the same schema.
        "disabled_optimizers": "statistics_propagation",
    }
    with duckdb.connect(config=settings) as connection:  # type: ignore[arg-type]
        yield connection


@contextmanager
def spoken(path: Path) -> Iterator[None]:
    """Say in a sentence what the disk or an engine complains about; the lake stays at its last version."""
    try:
        yield
    except (OSError, duckdb.Error, DeltaError, pa.ArrowException) as error:
        what = _("The lake could not be written: {reason}").format(reason=str(error).splitlines()[0])
        mend = _("Look for free space and permissions there and repeat; the last version is as it was.")
        raise LakeError(Problem(what, str(path), mend)) from error
