"""Where do the customs lines come from? The files of one version of the lake, as an engine reads them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rumbo.core.customs.lake import Lake


class LineSource(Protocol):
    """One version of the customs lines.

    The files are Parquet, with the columns of :data:`rumbo.core.customs.schema.LINES` except the two partitions, which
    stand in the path: ``flow=X/year=2024/part-....parquet``.
    """

    @property
    def version(self) -> int:
        """Version of the lake."""

    @property
    def simulated(self) -> bool:
        """Whether any line is simulated."""

    @property
    def snapshots(self) -> Sequence[str]:
        """Ids of the imports that the version rests on."""

    @property
    def line_count(self) -> int | None:
        """How many lines it holds, where that is known without reading the files."""

    def files(self) -> Sequence[str]:
        """Paths of the files."""


@dataclass(frozen=True, slots=True)
class FileSource:
    """A version of the lake whose files are known."""

    version: int
    paths: tuple[str, ...]
    simulated: bool = False
    snapshots: tuple[str, ...] = ()
    line_count: int | None = None

    def files(self) -> Sequence[str]:
        """Paths of the files."""
        return self.paths


def source_of(lake: Lake, version: int | None = None, *, here: bool = True) -> FileSource | None:
    """A version of a lake as engines read it; ``None`` where nothing was imported yet.

    Args:
        lake: the lake.
        version: its version; the latest by default.
        here: whether the files must be on this machine; not where a cluster reads them.

    Raises:
        UnknownVersionError: there is no such version.
    """
    chosen = lake.at(version)
    if chosen.number == 0:
        return None
    return FileSource(
        version=chosen.number,
        paths=tuple(str(path) for path in lake.files(chosen.number, here=here)),
        simulated=bool(lake.simulated(chosen.number)),
        snapshots=tuple(lake.snapshots(chosen.number)["snapshot"].to_pylist()),
        line_count=chosen.lines,
    )


def digest(source: LineSource) -> str:
    """A name for exactly these files: files of the lake are never changed, only replaced by others."""
    return hashlib.sha256("\n".join(sorted(source.files())).encode()).hexdigest()
