"""Splitting a CSV into rows, so that what cannot be split is told in the same words wherever a table comes in."""

import csv
import io
from collections.abc import Iterator

from rumbo.core.language import _
from rumbo.core.numbers import written

#: Characters of a cell. Ours and not the limit of :mod:`csv`, which any library may change for the whole process.
MAX_CELL = 100_000


class UnsplitError(ValueError):
    """A row that cannot be split into cells.

    Attributes:
        line: the line on which the row begins, from 1.
        what: what is wrong, as a sentence for the reader.
    """

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.what = _("The line cannot be split into cells: {reason}.").format(reason=reason)
        super().__init__(self.what)


def csv_rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV, each with the line on which it begins, from 1.

    Raises:
        UnsplitError: a quotation mark is left open or stands inside a cell, or a cell has over ``MAX_CELL`` characters.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(len(cell) > MAX_CELL for cell in cells):
                raise UnsplitError(line, _too_long())
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnsplitError(line, _reason(str(error))) from error


def _reason(said: str) -> str:
    """What :mod:`csv` says in English only, in the words of the reader."""
    if "field limit" in said:
        return _too_long()
    if "unexpected end" in said:
        return _("a quotation mark is opened and never closed")
    return _("a quotation mark stands inside a cell")


def _too_long() -> str:
    return _("a cell has more than {limit} characters").format(limit=written(MAX_CELL))
