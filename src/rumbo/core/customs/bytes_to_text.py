"""How a column of bytes of one width becomes text: the whole column at once, whatever its single-byte code page."""

from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

#: What stands around a value and is none of it.
BLANKS = " \0\t\r\n"
_ASCII_END = 0x80


def texts_of(matrix: npt.NDArray[np.uint8], encoding: str) -> pl.Series:
    """Decode a column.

    Args:
        matrix: one row a record, one column a byte.
        encoding: a single-byte code page of Python, or ``utf-8``.

    Returns:
        The texts, without blanks and zero bytes at both ends.
    """
    rows, width = matrix.shape
    if not rows:
        return pl.Series(dtype=pl.String)
    flat = np.ascontiguousarray(matrix)
    if flat.max() < _ASCII_END:
        offsets = np.arange(0, (rows + 1) * width, width, dtype=np.int64)
    elif encoding == "utf-8":
        return pl.Series([bytes(row).decode("utf-8", "replace").strip(BLANKS) for row in flat], dtype=pl.String)
    else:
        flat, offsets = _widened(flat, encoding)
    array = pa.LargeStringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(flat))
    return pl.Series(pl.from_arrow(array)).str.strip_chars(BLANKS)


def _widened(matrix: npt.NDArray[np.uint8], encoding: str) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The same texts in UTF-8: every byte replaced by the one to four of its character."""
    characters, lengths = _table(encoding)
    widths = lengths[matrix]
    offsets = np.zeros(len(matrix) + 1, dtype=np.int64)
    np.cumsum(widths.sum(axis=1, dtype=np.int64), out=offsets[1:])
    used = np.arange(characters.shape[1]) < widths[..., None]
    return characters[matrix][used], offsets


@cache
def _table(encoding: str) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The UTF-8 bytes of each of the 256 bytes of a code page, and how many they are."""
    pieces = [bytes([b]).decode(encoding, "replace").encode() for b in range(256)]
    widest = max(map(len, pieces))
    characters = np.frombuffer(b"".join(p.ljust(widest, b"\0") for p in pieces), dtype=np.uint8)
    return characters.reshape(256, widest), np.array([len(p) for p in pieces], dtype=np.uint8)
