"""How a dBase table is read: the header of each file is trusted for its fields, and never for more than it holds.

The bytes are read in blocks of whole records and seen as a matrix of bytes, a column a slice of it; nothing is done
record by record. The decision and its measurements: ``docs/decisions/0008-dbf-reader.md``.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from rumbo.core.customs.archive import ByteSource
from rumbo.core.customs.bytes_to_text import Bytes, Extent, texts_of
from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.records import Broken, Positions
from rumbo.core.errors import Problem
from rumbo.core.language import _

#: dBase III and IV with and without memo, FoxBASE, Visual FoxPro: the same header and records.
_VERSIONS = frozenset({0x02, 0x03, 0x04, 0x30, 0x31, 0x32, 0x83, 0x8B, 0xF5, 0xFB})
#: Field types written as text; the others are binary.
_TEXT_TYPES = frozenset("CNFDLM")
_FIXED = 32
_DESCRIPTOR = 32
_END_OF_FIELDS = 0x0D
#: Blanks, zero bytes and the mark of the end of the file: what may stand where no record is.
_NOTHING = b" \x00\x1a"
_KEPT, _DELETED = ord(" "), ord("*")
#: Records promised and absent, each written to quarantine; a file that lacks more is no file.
MOST_ABSENT = 1_000_000
#: Records in a row without a mark after which no mark will be found at its place any more; a damaged block of a disk
#: takes fewer with it.
OUT_OF_STEP = 500


@dataclass(frozen=True, slots=True)
class DbfField:
    """One column: its name, its dBase type, where it starts in the record and how wide it is."""

    name: str
    kind: str
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class DbfHeader:
    """What the header of a table says."""

    records: int
    length: int
    record_length: int
    encoding: str | None
    fields: tuple[DbfField, ...]


#: Code pages by the language mark of the header, the ones met in Latin America.
_CODE_PAGES = {0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x57: "latin-1", 0x59: "cp1252"}


class DbfReader:
    """A dBase table that is read once, in batches, within bounded memory."""

    def __init__(self, source: ByteSource, size: int, name: str, encoding: str, batch: int = 50_000) -> None:
        """Read the header.

        Args:
            source: the bytes of the table.
            size: how many bytes there are.
            name: how messages call the file.
            encoding: encoding of texts where the header names none.
            batch: records a batch.

        Raises:
            CustomsError: the header is not one, contradicts itself, or promises another number of records.
        """
        self._source, self._name, self._batch = source, name, batch
        self.header = read_header(source, name)
        self._encoding = self.header.encoding or (encoding if _single_byte(encoding) else "latin-1")
        self._unmarked = 0
        self._body = size - self.header.length
        _refuse_unlikely_counts(self.header, self._body, name)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, as the file writes them."""
        return tuple(f.name for f in self.header.fields)

    @property
    def records(self) -> int:
        """How many records the header announces, deleted ones among them."""
        return self.header.records

    def batches(self) -> Iterator["DbfRecords"]:
        """The records, batch by batch; then, broken, the ones that the header promises and the file lacks."""
        done = 0
        while done < self.header.records:
            wanted = min(self._batch, self.header.records - done)
            block = read_fully(self._source, wanted * self.header.record_length)
            whole = len(block) // self.header.record_length
            if whole:
                yield self._cut(block, whole, done)
            done += whole
            if whole < wanted:
                yield from self._absent(block[whole * self.header.record_length :], done)
                return
        self._refuse_rest(read_fully(self._source, self.header.record_length))

    def _cut(self, block: bytes, whole: int, done: int) -> "DbfRecords":
        """Whole records, sorted into kept, deleted and broken by their mark."""
        length = self.header.record_length
        matrix = np.frombuffer(block, dtype=np.uint8, count=whole * length).reshape(whole, length)
        marks = matrix[:, 0]
        kept = np.flatnonzero(marks == _KEPT)
        right = (marks == _KEPT) | (marks == _DELETED)
        self._refuse_out_of_step(right, done)
        bad = np.flatnonzero(~right)
        broken = self._broken(matrix[bad], done + bad + 1, "record_mark", [f"0x{m:02X}" for m in marks[bad]])
        if len(kept) < whole:
            matrix = matrix[kept]
        return self._records(matrix, done + kept + 1, whole - len(kept) - len(bad), broken)

    def _refuse_out_of_step(self, right: npt.NDArray[np.bool_], done: int) -> None:
        """Refuse a table whose records no longer begin where they should: the one before them may be shifted too.

        Args:
            right: which records of this stretch begin with a mark.
            done: records before this stretch.
        """
        begun = np.concatenate(([-1 - self._unmarked], np.flatnonzero(right), [len(right)]))
        runs = np.diff(begun) - 1
        if runs.max() >= OUT_OF_STEP:
            first = done + int(begun[np.argmax(runs >= OUT_OF_STEP)]) + 2
            what = _("The records of the table are out of step from record {first} on: a byte was lost or added.")
            mend = _("Download the file again.")
            raise CustomsError(Problem(what.format(first=first), self._name, mend))
        self._unmarked = int(runs[-1])

    def _absent(self, tail: bytes, done: int) -> Iterator["DbfRecords"]:
        """The cut record at the end, where there is one, and the records that never came."""
        broken: list[Broken] = []
        position = done + 1
        if tail.strip(_NOTHING):
            padded = np.frombuffer(tail.ljust(self.header.record_length), dtype=np.uint8).reshape(1, -1)
            broken += self._broken(padded, np.array([position]), "record_truncated", [str(len(tail))])
            position += 1
        none = np.zeros((0, self.header.record_length), dtype=np.uint8)
        while position <= self.header.records or broken:
            until = min(position + self._batch, self.header.records + 1)
            broken += [Broken(p, "record_absent", "") for p in range(position, until)]
            yield self._records(none, np.zeros(0, dtype=np.int64), 0, broken)
            broken, position = [], until

    def _broken(self, matrix: Bytes, positions: Positions, reason: str, found: Sequence[str]) -> list[Broken]:
        """Records that are kept whole, cut as far as the header tells how."""
        cut = self._records(matrix, positions, 0, ()).whole(np.arange(len(matrix)))
        rows = cut.iter_rows(named=True)
        return [Broken(int(p), reason, f, row) for p, f, row in zip(positions, found, rows, strict=True)]

    def _records(self, matrix: Bytes, positions: Positions, deleted: int, broken: Sequence[Broken]) -> "DbfRecords":
        return DbfRecords(self.header.fields, matrix, self._encoding, positions, deleted, tuple(broken))

    def _refuse_rest(self, rest: bytes) -> None:
        """After the last record nothing may follow that looks like a record."""
        if rest[:1] in {b" ", b"*"} and rest.strip(_NOTHING):
            what = _("The file goes on after the {announced} records that its header announces.")
            mend = _("Download the file again: what follows would be lost.")
            raise CustomsError(Problem(what.format(announced=self.header.records), self._name, mend))


@dataclass(frozen=True, slots=True)
class DbfRecords:
    """Whole records of a table as a matrix of bytes, one row a record."""

    fields: tuple[DbfField, ...]
    matrix: Bytes
    encoding: str
    positions: Positions
    deleted: int
    broken: Sequence[Broken]

    def texts(self, columns: Sequence[str]) -> pl.DataFrame:
        """The named columns as text, blanks at both ends taken away."""
        by_name = {f.name: f for f in self.fields}
        return self._decoded([by_name[c] for c in columns], self.matrix)

    def whole(self, index: Positions) -> pl.DataFrame:
        """Every column of some records."""
        return self._decoded(self.fields, self.matrix[index])

    def _decoded(self, fields: Sequence[DbfField], matrix: Bytes) -> pl.DataFrame:
        if not len(matrix):
            return pl.DataFrame(schema=dict.fromkeys((f.name for f in fields), pl.String))
        extent = Extent.of(matrix)
        spans = ((f.name, f.start, f.start + f.width) for f in fields)
        return pl.DataFrame({n: texts_of(matrix[:, a:b], self.encoding, extent.part(a, b)) for n, a, b in spans})


def _single_byte(encoding: str) -> bool:
    """Whether each byte is a letter; texts in UTF-8 are recognised as such anyway."""
    return len(b"\xc3\x91AB".decode(encoding, "replace")) == 4  # noqa: PLR2004 - as many letters as bytes


def read_header(source: ByteSource, name: str) -> DbfHeader:
    """Read the header of a table.

    Raises:
        CustomsError: the bytes are no header of a dBase table, or the header contradicts itself.
    """
    head = read_fully(source, _FIXED)
    if len(head) < _FIXED or head[0] not in _VERSIONS:
        what = _("The file does not begin as a dBase table does.")
        raise CustomsError(Problem(what, name, _("Give the DBF file as the customs authority publishes it.")))
    records, length, record_length = struct.unpack_from("<IHH", head, 4)
    rest = read_fully(source, max(length - _FIXED, 0))
    fields, width = _fields(rest, name, wide=False)
    if width != record_length:
        # A text wider than 255 keeps the high byte of its width where other fields keep their decimals.
        fields, width = _fields(rest, name, wide=True)
    if not fields or length < _FIXED + 1 or len(rest) < length - _FIXED or width != record_length:
        what = _(
            "The header of the table contradicts itself: its fields take {width} bytes a record and it says {length}."
        )
        mend = _("Download the file again.")
        raise CustomsError(Problem(what.format(width=width, length=record_length), name, mend))
    return DbfHeader(records, length, record_length, _CODE_PAGES.get(head[29]), fields)


def _fields(rest: bytes, name: str, *, wide: bool) -> tuple[tuple[DbfField, ...], int]:
    """The columns that the header describes, up to its end mark, and the bytes that they take in a record."""
    fields: list[DbfField] = []
    start = 1
    for at in range(0, len(rest) - _DESCRIPTOR + 1, _DESCRIPTOR):
        if rest[at] == _END_OF_FIELDS:
            break
        raw = rest[at : at + _DESCRIPTOR]
        kind = chr(raw[11])
        width = raw[16] + (raw[17] << 8 if wide and kind == "C" else 0)
        fields.append(DbfField(raw[:11].split(b"\0")[0].decode("latin-1").strip(), kind, start, width))
        start += width
    names = [f.name for f in fields]
    if (
        len(set(names)) < len(names)
        or not all(n.isprintable() and n for n in names)
        or any(not f.width for f in fields)
    ):
        what = _("The header of the table names its fields in a way that cannot be: empty, doubled or not printable.")
        raise CustomsError(Problem(what, name, _("Download the file again.")))
    return tuple(fields), start


def _refuse_unlikely_counts(header: DbfHeader, body: int, name: str) -> None:
    """Refuse a header whose count cannot be of this file: so many are absent that it is no file cut short."""
    held = max(body, 0) // header.record_length
    if header.records - held > MOST_ABSENT:
        what = _("The header announces {announced} records and the file has room for {held}.")
        mend = _("Download the file again.")
        raise CustomsError(Problem(what.format(announced=header.records, held=held), name, mend))


def read_fully(source: ByteSource, size: int) -> bytes:
    """Read exactly ``size`` bytes, fewer only at the end."""
    parts: list[bytes] = []
    while size > 0 and (block := source.read(size)):
        parts.append(block)
        size -= len(block)
    return parts[0] if len(parts) == 1 else b"".join(parts)
