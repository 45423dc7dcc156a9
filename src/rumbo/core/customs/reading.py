"""From a customs file to clean lines: the one door of the readers.

``open_file`` finds the data, its mapping and its period without reading a line; ``CustomsFile.batches`` then reads the
file once, in bounded memory, and the counts always close: accepted + quarantined + deleted = records.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rumbo.core.customs.archive import ByteSource, DataFile, open_data
from rumbo.core.customs.cleaning import Batch, clean
from rumbo.core.customs.dbf import DbfReader
from rumbo.core.customs.detection import chosen
from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.mapping import Mapping
from rumbo.core.customs.origin import Origin
from rumbo.core.customs.periods import Period, period_of
from rumbo.core.customs.records import Reader

#: Records a batch: some 30 MB of a weekly file.
BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is read."""

    records: int
    of_records: int | None
    bytes: int
    of_bytes: int


@dataclass(frozen=True, slots=True)
class CustomsFile:
    """One customs file, found usable, not yet read.

    Attributes:
        data: the file and the data file inside it.
        mapping: which column is which field.
        period: the days that its name tells, where it tells any.
        records: how many records its header announces; None for a text, which announces none.
        simulated: the file is invented, and every line says so.
    """

    data: DataFile
    mapping: Mapping
    period: Period | None
    records: int | None
    identity: Pseudonyms
    simulated: bool

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
        return self.mapping.flow

    def batches(self, snapshot: str, progress: Callable[[Progress], None] | None = None) -> Iterator[Batch]:
        """Read the file from its first record to its last.

        Args:
            snapshot: id of the import, written beside every line.
            progress: told after each batch how far the reading is.

        Yields:
            Clean lines and quarantined ones; over the whole file they and the deleted ones add to the records.

        Raises:
            CustomsError: what was read so far must not be kept: the file is damaged further on.
        """
        origin = Origin(self.name, snapshot, self.simulated, self.period)
        done = 0
        with self.data.open() as stream:
            source = _Watched(stream)
            reader = _reader(source, self.data, self.mapping)
            for records in reader.batches():
                batch = clean(records, self.mapping, self.identity, origin)
                done += batch.records
                yield batch
                if progress is not None:
                    progress(Progress(done, self.records, source.read_so_far, self.data.size))


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
    path: Path, *, identity: Pseudonyms, mapping: Mapping | None = None, simulated: bool = False
) -> CustomsFile:
    """Find out what a customs file is.

    Args:
        path: a zip or a plain ``.dbf``, ``.csv`` or ``.txt``.
        identity: pseudonyms of the workspace.
        mapping: which column is which field; found by the columns of the file when not given.
        simulated: the file is invented.

    Raises:
        CustomsError: the file is unsafe, is no customs file, or fits no mapping or several.
    """
    data = open_data(path)
    with data.open() as stream:
        found = chosen(stream, data, mapping)
    return CustomsFile(data, found.mapping, period_of(data.name), found.records, identity, simulated)


def _reader(source: ByteSource, data: DataFile, mapping: Mapping) -> Reader:
    """The reader of the kind of file that the mapping describes."""
    return DbfReader(source, data.size, data.name, mapping.reader.encoding, BATCH)
