"""From a customs file to clean lines: the one door of the readers.

``open_file`` finds the data, its mapping and its period without reading a line; ``CustomsFile.batches`` then reads the
file once, in bounded memory, and the counts always close: accepted + quarantined + deleted = records.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rumbo.core.customs.archive import ByteSource, DataFile, open_data
from rumbo.core.customs.cleaning import Batch, clean
from rumbo.core.customs.detection import Found, detect, reader_of
from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.mapping import Mapping
from rumbo.core.customs.mapping_files import shipped
from rumbo.core.customs.origin import Origin
from rumbo.core.customs.periods import Period, period_of
from rumbo.core.customs.simulator.marks import announced, carried

#: Records a batch: some 30 MB of a weekly file.
BATCH = 50_000
_REST = 1 << 20
#: Bytes at the beginning of a file in which the mark of simulated lines is looked for.
_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is read."""

    records: int
    of_records: int | None
    bytes: int
    of_bytes: int


@dataclass(frozen=True, slots=True)
class CustomsFile:
    """One customs file, found usable, not yet read. It is what :class:`rumbo.core.customs.lake.IncomingFile` asks for.

    Attributes:
        data: the file and the data file inside it.
        layout: the mapping, fitted to the columns that the file has.
        period: the days that its name tells, where it tells any.
        records: how many records its header announces; None for a text, which announces none.
        identity: pseudonyms of the workspace.
        simulated: the file is invented, and every line says so.
        progress: told after each batch how far the reading is.
    """

    data: DataFile
    layout: Mapping
    period: Period | None
    records: int | None
    identity: Pseudonyms
    simulated: bool = False
    progress: Callable[[Progress], None] | None = None
    batch: int = BATCH

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.data.name

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file as given."""
        return self.data.sha256

    @property
    def bytes(self) -> int:
        """The size of the file as given."""
        return self.data.bytes

    @property
    def flow(self) -> str:
        """X exports, M imports."""
        return self.layout.flow

    @property
    def mapping(self) -> str:
        """The name of the mapping."""
        return self.layout.name

    @property
    def period_from(self) -> date | None:
        """The first day that the name of the file tells."""
        return self.period.first if self.period else None

    @property
    def period_to(self) -> date | None:
        """The last day that the name of the file tells."""
        return self.period.last if self.period else None

    def __iter__(self) -> Iterator[Batch]:
        """The batches, with an empty snapshot."""
        return self.batches()

    def batches(self, snapshot: str = "") -> Iterator[Batch]:
        """Read the file from its first record to its last.

        Args:
            snapshot: id of the import, written beside every line.

        Yields:
            Clean lines and quarantined ones; over the whole file they and the deleted ones add to the records.

        Raises:
            CustomsError: the file is damaged further on; what was read so far must not be kept.
        """
        origin = Origin(self.name, snapshot, self.simulated, self.period)
        done = 0
        with self.data.open() as stream:
            source = _Watched(stream)
            for records in reader_of(source, self.data, self.layout, self.batch).batches():
                cleaned = clean(records, self.layout, self.identity, origin)
                done += cleaned.records
                yield cleaned
                if self.progress is not None:
                    self.progress(Progress(done, self.records, source.read_so_far, self.data.size))
            # A zip tells at its last byte whether all of them were right.
            while source.read(_REST):
                pass


class _Watched:
    """A stream that knows how much of it was read."""

    def __init__(self, stream: ByteSource) -> None:
        self._stream = stream
        self.read_so_far = 0

    def read(self, size: int, /) -> bytes:
        block = self._stream.read(size)
        self.read_so_far += len(block)
        return block


def open_file(
    path: Path,
    *,
    identity: Pseudonyms,
    mapping: Mapping | None = None,
    simulated: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> CustomsFile:
    """Find out what a customs file is, without reading a line of it.

    Args:
        path: a zip or a plain ``.dbf``, ``.csv`` or ``.txt``.
        identity: pseudonyms of the workspace.
        mapping: which column is which field; when not given, the one that ships and whose columns the file has.
        simulated: the file is invented; one that a manifest of the simulator names, or whose lines carry its mark, is
            so whatever is said here.
        progress: told after each batch how far the reading is.

    Raises:
        CustomsError: the file is unsafe, is no customs file, or fits no mapping or several.
    """
    data = open_data(path)
    with data.open() as stream:
        if mapping is None:
            found = detect(stream, data, shipped())
        else:
            reader = reader_of(stream, data, mapping, BATCH)
            found = Found(mapping.fitted(reader.columns, data.name), reader.records)
    invented = simulated or announced(path, data.sha256) or _carries_mark(data)
    return CustomsFile(data, found.mapping, period_of(data.name), found.records, identity, invented, progress)


def _carries_mark(data: DataFile) -> bool:
    """Whether the lines at the beginning of a file say that they are invented."""
    with data.open() as stream:
        return carried(stream.read(_HEAD))
