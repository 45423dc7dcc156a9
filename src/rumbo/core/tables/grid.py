"""What stands in a file, cell by cell, each with its address: CSV in any encoding and with any separator, or XLSX."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from rumbo.core.errors import Problem
from rumbo.core.intake.csv_rows import UnsplitError, csv_rows
from rumbo.core.intake.encoding import decoded
from rumbo.core.intake.errors import IntakeError
from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.tables.errors import TableError

#: Limits of a file: bytes of a file and of its unpacked parts, rows and columns of a sheet.
MAX_BYTES = 512 * 1024 * 1024
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_ROWS = 5_000_000
MAX_COLUMNS = 500

_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 30
_ZIP = b"PK\x03\x04"
_NOT_TEXT = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"PAR1", b"\x1f\x8b", b"SQLite format 3")


class Formula(str):
    """A formula of a spreadsheet: a text that is not its result."""

    __slots__ = ()


Raw = str | int | Decimal | date | bool | None
"""What a cell holds: of a CSV always a text, of a workbook what its program typed it as; ``None`` is empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a CSV file or of one sheet.

    Attributes:
        name: name of the file or of the sheet.
        rows: the rows that hold anything, each with its number in the file, from 1.
        sheet: whether it is a sheet, whose cells have addresses like ``B7``.
    """

    name: str
    rows: tuple[tuple[int, Sequence[Raw]], ...]
    sheet: bool

    def place(self, number: int, column: int | None = None, heading: str = "") -> str:
        """The address of a cell, or of a row.

        Args:
            number: number of the row.
            column: position of the column, from 0.
            heading: heading of the column, which tells a CSV's cell better than a number.
        """
        if self.sheet:
            return f"{self.name}!{get_column_letter(column + 1) if column is not None else ''}{number}"
        if column is None:
            return f"{self.name}:{number}"
        shown = heading or str(column + 1)
        return _("{row}, column {column}").format(row=f"{self.name}:{number}", column=shown)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        TableError: it cannot be read, is empty or too large.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            what = _("The file has {size} MB; at most {limit} MB are read.")
            found = what.format(size=written(-(-size // 1024**2)), limit=written(MAX_BYTES // 1024**2))
            raise TableError(Problem(found, path.name, _("Check that it is the right file, or split it.")))
        data = path.read_bytes()
    except FileNotFoundError:
        raise TableError(Problem(_("There is no such file."), str(path), _("Check its name and its folder."))) from None
    except OSError as error:
        what = _("The file cannot be read: {reason}.").format(reason=error.strerror or error)
        raise TableError(Problem(what, str(path), _("Check its name, its folder and its permissions."))) from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TableError(Problem(_("The file is empty."), path.name, _("Check that it is the right file.")))
    return data


def grids(data: bytes, name: str) -> tuple[Grid, ...]:
    """The cells of a file: one grid of a CSV, one a sheet of a workbook.

    Raises:
        TableError: the file is no CSV and no workbook, or one that is damaged or too large.
    """
    if data.startswith(_ZIP):
        return tuple(_workbook(data, name))
    if data.startswith(_NOT_TEXT):
        what = _("The file is neither a CSV nor an XLSX workbook, whatever its name says.")
        raise TableError(Problem(what, name, _("Open it with its program and save it as .xlsx or .csv.")))
    return (_csv(data, name),)


def _csv(data: bytes, name: str) -> Grid:
    try:
        text = decoded(data, name)[0]
    except IntakeError as error:
        raise TableError(*error.problems) from None
    rows: list[tuple[int, Sequence[Raw]]] = []
    try:
        for line, texts in csv_rows(text, _separator(text)):
            if any(text.strip() for text in texts):
                rows.append((line, texts))
            _check_extent(len(rows), len(texts), name)
    except UnsplitError as error:
        mend = _("A quotation mark that is opened must be closed; or save the table as .xlsx.")
        raise TableError(Problem(error.what, f"{name}:{error.line}", mend)) from error
    return Grid(name, tuple(rows), sheet=False)


def _separator(text: str) -> str:
    """The separator that splits the first lines into most cells, evenly."""
    lines = [line for line in text[: 1 << 16].splitlines() if line.strip()][:_SAMPLE_LINES]

    def evenness(separator: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line], delimiter=separator), [])) for line in lines]
        usual = max(set(counts), key=lambda c: (counts.count(c), c)) if counts else 0
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_SEPARATORS, key=evenness)


def _workbook(data: bytes, name: str) -> Iterator[Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_unpacked(packed, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            read = [Grid(sheet.title, tuple(_sheet_rows(sheet, name)), sheet=True) for sheet in book.worksheets]
            book.close()
    except TableError:
        raise
    except Exception as error:
        what = _("The workbook is damaged or is none: it cannot be unpacked.")
        mend = _("Open it in Excel or LibreOffice and save it again as .xlsx.")
        raise TableError(Problem(what, name, mend)) from error
    yield from read


def _check_unpacked(packed: zipfile.ZipFile, name: str) -> None:
    if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
        raise _too_large(name)


def _sheet_rows(sheet: "object", name: str) -> Iterator[tuple[int, Sequence[Raw]]]:
    found = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):  # type: ignore[attr-defined]
        _check_extent(number, len(cells), name)
        values = [_raw(cell) for cell in cells]
        if any(value is not None for value in values):
            found += 1
            yield number, values


def _raw(cell: "object") -> Raw:
    value = getattr(cell, "value", None)
    kind = getattr(cell, "data_type", "n")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if kind == "f":
        return Formula(value)
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(f"{value:.15g}")
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)


def _check_extent(rows: int, columns: int, name: str) -> None:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        raise _too_large(name)


def _too_large(name: str) -> TableError:
    what = _("The table reaches further than {rows} rows or {columns} columns, or unpacks to more than {limit} MB.")
    said = what.format(rows=written(MAX_ROWS), columns=written(MAX_COLUMNS), limit=written(MAX_UNPACKED // 1024**2))
    return TableError(Problem(said, name, _("Delete what is beyond the table, or save it as .csv.")))
