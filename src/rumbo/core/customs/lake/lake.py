"""What crossed the border, as known at any version: the lake and how it is read and written.

lake = Lake(workspace().lake)
lake.version                 # the number of the latest version; 0 while there is nothing
lake.files(3)                # the Parquet files of the lines of version 3
with lake.writing() as step: # takes the lock, takes back what a dead import left
    step.stage(file)
    step.commit()            # everything visible at once
"""

import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rumbo.core.customs.lake import delta, lock, versions
from rumbo.core.customs.lake.corrected import CORRECTIONS
from rumbo.core.customs.lake.errors import UnknownVersionError
from rumbo.core.customs.lake.incoming import IncomingFile, Origin
from rumbo.core.customs.lake.versions import Version
from rumbo.core.customs.lake.writing import Step, spoken
from rumbo.core.customs.schema import QUARANTINE, SNAPSHOTS
from rumbo.core.errors import Problem
from rumbo.core.language import _


class Lake:
    """The lake of one workspace. A folder that does not exist yet is an empty lake; reading creates nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def version(self) -> int:
        """The number of the latest version; 0 while the lake is empty."""
        return versions.numbers(self._list)[-1] if self.path.exists() else 0

    def versions(self) -> tuple[Version, ...]:
        """Every version that can be read, oldest first; none while there is no lake."""
        if not self.path.exists():
            return ()
        return tuple(versions.read(self._list, number) for number in versions.numbers(self._list))

    def at(self, version: int | None = None) -> Version:
        """One version, the latest by default.

        Raises:
            UnknownVersionError: there is no such version.
            LakeError: the lake cannot be read; the message says what is missing.
        """
        if not self.path.exists():
            return _nothing(version)
        return versions.read(self._list, self.version if version is None else version)

    def files(self, version: int | None = None, *, here: bool = True) -> tuple[Path, ...]:
        """The Parquet files of the lines of a version; together they are the table, with every column of LINES.

        Args:
            version: the latest by default.
            here: whether they must be here; not where a cluster has them and this machine only their list.

        Raises:
            UnknownVersionError: there is no such version.
            LakeError: a file is missing.
        """
        chosen = self.at(version)
        if not self.path.exists():
            return ()
        files = _line_files(self.path, chosen)
        if here:
            delta.must_exist(files)
        return files

    def simulated(self, version: int | None = None) -> bool | None:
        """Whether the lines of a version are invented; None while it has none."""
        return self.at(version).simulated

    def snapshots(self, version: int | None = None) -> pa.Table:
        """The files imported up to a version, in the order of their import, columns of SNAPSHOTS."""
        return _snapshots(self.path, self.at(version)) if self.path.exists() else SNAPSHOTS.empty_table()

    def quarantine(self, version: int | None = None, *, reason: str | None = None) -> pa.Table:
        """The lines that could not be used up to a version, columns of QUARANTINE, by file and row."""
        chosen = self.at(version)
        if not self.path.exists():
            return QUARANTINE.empty_table()
        rows = delta.read(self.path, "quarantine", chosen.tables.quarantine)
        if reason is not None:
            rows = rows.filter(pc.equal(rows["reason"], reason))
        return rows.sort_by([("source_file", "ascending"), ("source_row", "ascending")])

    def corrections(self, version: int | None = None) -> pa.Table:
        """The lines corrected up to a version, with what they held and why, oldest first."""
        paths = [self.path / "corrections" / name for name in self.at(version).corrections]
        delta.must_exist(paths)
        return pa.concat_tables([CORRECTIONS.empty_table(), *(pq.read_table(path) for path in paths)])

    @contextmanager
    def writing(self) -> Iterator[Step]:
        """Write one new version: take the lock, put the tables back to the latest version, then stage and commit.

        Raises:
            LakeBusyError: another process writes.
        """
        with lock.holding(self.path.with_name(f"{self.path.name}.lock")):
            with spoken(self.path):
                self._create()
                shutil.rmtree(self._staging, ignore_errors=True)
                self._staging.mkdir()
            try:
                yield Step(self.path, versions.read(self._list, self.version), self.snapshots())
            finally:
                shutil.rmtree(self._staging, ignore_errors=True)

    def merge(self, files: Iterable[IncomingFile], origin: Origin | None = None) -> Version:
        """Stage some files and commit them as one version; hand back that version."""
        with self.writing() as step:
            for file in files:
                step.stage(file, origin)
            return step.commit()

    def restore(self, version: int) -> Version:
        """Make a new version that reads as an earlier one.

        Raises:
            UnknownVersionError: there is no such version.
        """
        chosen = self.at(version)
        self.files(version)
        with self.writing() as step:
            return step.restore(chosen)

    @property
    def _list(self) -> Path:
        return self.path / "versions"

    @property
    def _staging(self) -> Path:
        return self.path / "staging"

    def _create(self) -> None:
        """Make the lake beside its place and move it there whole, so that nobody meets half a lake."""
        if self.path.exists():
            return
        draft = self.path.with_name(f".{self.path.name}-{uuid.uuid4().hex}")
        (draft / "versions").mkdir(parents=True)
        tables = delta.create(draft)
        versions.write(draft / "versions", Version(0, datetime.now(UTC), "created", tables))
        draft.rename(self.path)


@lru_cache(maxsize=16)
def _line_files(lake: Path, version: Version) -> tuple[Path, ...]:
    """The files of the lines of a version, kept because no version changes and the log of a large lake is long."""
    return tuple(lake / "lines" / file.path for file in delta.line_files(lake, version.tables.lines))


@lru_cache(maxsize=16)
def _snapshots(lake: Path, version: Version) -> pa.Table:
    """The files imported up to a version, kept likewise."""
    rows = delta.read(lake, "snapshots", version.tables.snapshots)
    return rows.sort_by([("imported_at", "ascending"), ("period_to", "ascending"), ("name", "ascending")])


def _nothing(version: int | None) -> Version:
    """Version 0 of a lake that nobody wrote into yet."""
    if version:
        what = _("The lake is empty; it has no version {number}.").format(number=version)
        raise UnknownVersionError(Problem(what, mend=_("Import customs files first: rumbo customs import.")))
    return Version(0, datetime.fromtimestamp(0, UTC), "created", versions.Tables(0, 0, 0))
