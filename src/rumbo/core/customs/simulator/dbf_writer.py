"""How the bytes of a dBase III table are made: whole columns at once, never a record at a time.

A record is a row of a matrix of bytes; each column fills its slice. The layout is the public one of dBase III: a header
of 32 bytes, 32 bytes for each field, a closing byte, then the records, each with a mark in front.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

_VERSION = 0x03
_END_OF_FIELDS, _END_OF_FILE = b"\r", b"\x1a"
_BLANK, _MINUS, _POINT, _STAR, _ZERO = b" -.*0"
_CENTURY = 1900
#: The digits of every number of four digits, so that numbers are written four digits at a time.
_FOUR = (np.arange(10_000)[:, None] // np.array([1000, 100, 10, 1]) % 10 + _ZERO).astype(np.uint8)
_POWERS = 10 ** np.arange(1, 19, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Column:
    """A field as the header tells it: name, ``C`` text or ``N`` number, width in bytes, digits after the point."""

    name: str
    kind: Literal["C", "N"]
    width: int
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers set to the right, in units of the last digit (a value of 12.34 with two decimals is 1234).

    A number that does not fit its field is written as asterisks, as dBase does. ``blank`` leaves a field empty.
    """

    values: Integers
    blank: Mask | None = None


@dataclass(frozen=True, slots=True)
class Padded:
    """Whole numbers written as text of the full width with zeros in front: codes and declaration numbers."""

    values: Integers


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by code: ``texts[codes[i]]`` is the text of record i, in the bytes that the file shall hold."""

    codes: npt.NDArray[np.integer]
    texts: npt.NDArray[np.bytes_]


Values = Numbers | Padded | Texts


def dbf_bytes(
    columns: Sequence[Column], values: Sequence[Values], records: int, *, updated: date, deleted: Mask | None = None
) -> bytes:
    """The bytes of a table.

    Args:
        columns: the fields, in order.
        values: what each field holds, as long as ``records``.
        records: how many records there are.
        updated: the day of the last change, which the header tells.
        deleted: records marked as deleted.

    Returns:
        Header, records and the closing byte.
    """
    width = 1 + sum(column.width for column in columns)
    matrix = np.full((records, width), _BLANK, dtype=np.uint8)
    if deleted is not None:
        matrix[deleted, 0] = _STAR
    start = 1
    for column, held in zip(columns, values, strict=True):
        matrix[:, start : start + column.width] = _field(column, held)
        start += column.width
    return _header(columns, records, width, updated) + matrix.tobytes() + _END_OF_FILE


def text_table(texts: Sequence[str], width: int) -> npt.NDArray[np.bytes_]:
    """Texts as bytes of one width in latin-1, cut and filled with blanks."""
    held = [text.encode("latin-1", "replace")[:width].ljust(width) for text in texts]
    return np.array(held or [b" " * width], dtype=f"S{width}")


def _header(columns: Sequence[Column], records: int, width: int, updated: date) -> bytes:
    length = 32 + 32 * len(columns) + 1
    stamp = (updated.year - _CENTURY, updated.month, updated.day)
    head = struct.pack("<BBBBIHH20x", _VERSION, *stamp, records, length, width)
    fields = b"".join(
        struct.pack("<11sc4xBB14x", c.name.encode("ascii"), c.kind.encode("ascii"), c.width, c.decimals)
        for c in columns
    )
    return head + fields + _END_OF_FIELDS


def _field(column: Column, held: Values) -> Bytes:
    if isinstance(held, Texts):
        table = held.texts
        if table.dtype.itemsize != column.width:
            table = np.char.ljust(table, column.width).astype(f"S{column.width}")
        picked: Bytes = table.view(np.uint8).reshape(len(table), column.width)[held.codes]
        picked[picked == 0] = _BLANK
        return picked
    if isinstance(held, Padded):
        return _digits(held.values, column.width)
    return _number(column, held)


def _digits(values: Integers, width: int) -> Bytes:
    """The last ``width`` digits of numbers that are not negative, zeros in front."""
    groups = -(-width // 4)
    out = np.empty((len(values), groups * 4), dtype=np.uint8)
    rest = values
    for group in range(groups - 1, -1, -1):
        rest, last = np.divmod(rest, 10_000)
        out[:, group * 4 : group * 4 + 4] = _FOUR[last]
    return out[:, groups * 4 - width :]


def _number(column: Column, held: Numbers) -> Bytes:
    """Numbers set to the right, blanks in front, asterisks where one does not fit."""
    point = 1 if column.decimals else 0
    room = column.width - point
    size = np.abs(held.values)
    shown = np.maximum(np.searchsorted(_POWERS, size, side="right") + 1, column.decimals + 1)
    negative = held.values < 0
    digits = _digits(size, room)
    lead = room - shown
    place = np.arange(room)
    digits = np.where(place < lead[:, None], np.uint8(_BLANK), digits)
    rows = np.flatnonzero(negative & (lead > 0))
    digits[rows, lead[rows] - 1] = _MINUS
    whole = room - column.decimals
    out = np.empty((len(size), column.width), dtype=np.uint8)
    out[:, :whole] = digits[:, :whole]
    if point:
        out[:, whole] = _POINT
        out[:, whole + 1 :] = digits[:, whole:]
    out[(lead < 0) | (negative & (lead == 0))] = _STAR
    if held.blank is not None:
        out[held.blank] = _BLANK
    return out
