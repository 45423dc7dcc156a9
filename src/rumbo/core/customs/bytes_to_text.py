"""How a column of bytes of one width becomes text: the whole column at once, whatever its single-byte code page."""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

#: What stands around a value and is none of it.
BLANKS = " \0\t\r\n"
Bytes = npt.NDArray[np.uint8]
_ASCII_END = 0x80
#: The first byte of a letter of two or more bytes in UTF-8.
_FIRST_LEAD = 0xC2


class Extent(NamedTuple):
    """The least and the greatest byte at each place of a column, over all its records."""

    least: Bytes
    greatest: Bytes

    @classmethod
    def of(cls, matrix: Bytes) -> "Extent":
        """The extent of a matrix that has records."""
        return cls(matrix.min(axis=0), matrix.max(axis=0))

    def part(self, start: int, end: int) -> "Extent":
        """The extent of some places."""
        return Extent(self.least[start:end], self.greatest[start:end])


def texts_of(matrix: Bytes, encoding: str, extent: Extent) -> pl.Series:
    """Decode a column.

    A text beyond ASCII that is UTF-8 is read as such, whatever the code page: no text of a single-byte page is UTF-8
    but by rare chance, and files whose header or mapping tells the wrong page are common.

    Args:
        matrix: one row a record, one column a byte.
        encoding: a single-byte code page of Python.
        extent: of the same bytes; it tells which of them are blank in every record, most of a wide text.

    Returns:
        The texts, without blanks and zero bytes at both ends.
    """
    rows = len(matrix)
    used = np.flatnonzero((extent.least != ord(" ")) | (extent.greatest != ord(" ")))
    if not len(used):
        return pl.Series([""], dtype=pl.String).new_from_index(0, rows)
    flat = np.ascontiguousarray(matrix[:, used[0] : used[-1] + 1])
    if extent.greatest.max() < _ASCII_END:
        width = flat.shape[1]
        texts = _series(flat, np.arange(0, (rows + 1) * width, width, dtype=np.int64))
    else:
        texts = _series(*_in_page(flat, encoding))
        wide = _in_utf8(flat)
        if wide:
            texts = texts.scatter(list(wide), list(wide.values()))
    return texts.str.strip_chars(BLANKS)


def _series(flat: Bytes, offsets: npt.NDArray[np.int64]) -> pl.Series:
    array = pa.LargeStringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(flat))
    return pl.Series(pl.from_arrow(array))


def _in_page(matrix: Bytes, encoding: str) -> tuple[Bytes, npt.NDArray[np.int64]]:
    """The same texts in UTF-8, and where each of them begins there."""
    offsets = np.zeros(len(matrix) + 1, dtype=np.int64)
    np.cumsum(_lengths(encoding)[matrix].sum(axis=1, dtype=np.int64), out=offsets[1:])
    return np.frombuffer(matrix.tobytes().decode(encoding, "replace").encode(), dtype=np.uint8), offsets


def _in_utf8(matrix: Bytes) -> dict[int, str]:
    """The rows that are UTF-8 beyond ASCII, decoded: few, or the whole file was written so."""
    high = matrix >= _ASCII_END
    continuing = (matrix & 0xC0) == _ASCII_END
    leading = high & ~continuing
    alone = leading & (matrix < _FIRST_LEAD)
    alone[:, 1:] |= continuing[:, 1:] & ~high[:, :-1]
    alone[:, :1] |= continuing[:, :1]
    # A letter that the width of the field cut in two is no fault of the encoding.
    alone[:, :-1] |= leading[:, :-1] & ~continuing[:, 1:]
    likely = np.flatnonzero(high.any(axis=1) & ~alone.any(axis=1))
    decoded = ((int(i), _utf8(matrix[i].tobytes())) for i in likely)
    return {i: text for i, text in decoded if text is not None}


def _utf8(cell: bytes) -> str | None:
    """One cell as UTF-8, without the letter that its width cut; None when it is none."""
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError as error:
        before = cell[: error.start].decode("utf-8")
        return before if error.reason == "unexpected end of data" and not before.isascii() else None


@cache
def _lengths(encoding: str) -> Bytes:
    """How many bytes UTF-8 takes for each of the 256 letters of a code page."""
    return np.array([len(bytes([b]).decode(encoding, "replace").encode()) for b in range(256)], dtype=np.uint8)
