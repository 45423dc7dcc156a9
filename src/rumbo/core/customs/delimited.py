"""How a text with one line a row is read: blocks of whole rows, a broken row never costs its neighbours.

A row is a line: a quotation mark that is not closed breaks its own row and no other. Empty lines are no records.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.csv as arrow_csv

from rumbo.core.customs.archive import ByteSource
from rumbo.core.customs.bytes_to_text import BLANKS
from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.mapping import Layout
from rumbo.core.customs.records import Broken, Positions
from rumbo.core.customs.rows import LONGEST, Rows
from rumbo.core.errors import Problem
from rumbo.core.language import _

_BLOCK = 8 * 1024**2
#: Of a row that is too long, what quarantine keeps.
_TOLD = 2000


class DelimitedReader:
    """A delimited text that is read once, in batches, within bounded memory."""

    #: A text announces no number of records.
    records = None

    def __init__(self, source: ByteSource, layout: Layout, name: str, block: int = _BLOCK) -> None:
        """Read the first row, which names the columns.

        Args:
            source: the bytes of the text.
            layout: encoding, separator and quotation mark.
            name: how messages call the file.
            block: bytes a batch.

        Raises:
            CustomsError: there is no first row, or it names no columns, or some twice.
        """
        self._layout, self._name = layout, name
        self._rows = Rows(source, layout.encoding, name, block)
        self.columns = column_names(self._rows.first, layout, name)

    def batches(self) -> Iterator["DelimitedRecords"]:
        """The rows, batch by batch."""
        done = 0
        for stretch in self._rows.stretches():
            if stretch:
                yield self._batch(stretch, done)
            done += len(stretch)

    def _batch(self, rows: Sequence[str], done: int) -> "DelimitedRecords":
        """Rows sorted into the ones with the right number of fields and the broken."""
        broken = {i: reason for i, row in self._suspects(rows) if (reason := self._fault(row))}
        fit = [i for i in range(len(rows)) if i not in broken] if broken else range(len(rows))
        table, wrong = _parsed([rows[i] for i in fit], self.columns, self._layout)
        faults = [Broken(done + i + 1, reason, "", text=rows[i][:_TOLD]) for i, reason in broken.items()]
        faults += [
            Broken(done + fit[i] + 1, "field_count", str(found), text=rows[fit[i]]) for i, found in wrong.items()
        ]
        positions = np.delete(np.asarray(fit, dtype=np.int64), list(wrong)) + done + 1
        return DelimitedRecords(table, positions, 0, tuple(sorted(faults, key=lambda b: b.position)))

    def _suspects(self, rows: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Rows that are worth a look one by one: none where no quotation mark and no long row is near."""
        quote = self._layout.quote
        if max(map(len, rows)) > LONGEST or (quote and quote in "\n".join(rows)):
            yield from enumerate(rows)

    def _fault(self, row: str) -> str | None:
        """Why a row cannot be cut into fields, as far as the row alone tells."""
        if len(row) > LONGEST:
            return "row_too_long"
        return "quote_open" if self._open_quote(row) else None

    def _open_quote(self, text: str) -> bool:
        """Whether a row opens a quotation mark that it does not close; an inch sign inside a text opens none."""
        quote = self._layout.quote
        if quote is None or text.count(quote) % 2 == 0:
            return False
        return re.search(f"(^|{re.escape(self._layout.separator)}){re.escape(quote)}", text) is not None


@dataclass(frozen=True, slots=True)
class DelimitedRecords:
    """Whole rows of a text."""

    table: pl.DataFrame
    positions: Positions
    deleted: int
    broken: Sequence[Broken]

    def texts(self, columns: Sequence[str]) -> pl.DataFrame:
        """The named columns, blanks at both ends taken away."""
        return self.table.select(pl.col(c).str.strip_chars(BLANKS) for c in columns)

    def whole(self, index: Positions) -> pl.DataFrame:
        """Every column of some rows."""
        return self.table[index]


def column_names(first: str, layout: Layout, name: str) -> tuple[str, ...]:
    """The columns that the first row names; one without a name gets the number of its place."""
    cells = _cells(first, layout)
    names = [cell.strip(BLANKS) or f"#{place}" for place, cell in enumerate(cells, 1)]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        what = _("The first row names columns twice: {names}.").format(names=", ".join(twice))
        raise CustomsError(Problem(what, name, _("Give every column its own name.")))
    return tuple(names)


def _parsed(rows: Sequence[str], columns: tuple[str, ...], layout: Layout) -> tuple[pl.DataFrame, dict[int, int]]:
    """The rows as columns of text, and which of them have another number of fields."""
    wrong: dict[int, int] = {}
    if not rows:
        return pl.DataFrame(schema=dict.fromkeys(columns, pl.String)), wrong

    def refuse(row: arrow_csv.InvalidRow) -> str:
        wrong[row.number - 1] = row.actual_columns
        return "skip"

    try:
        table = arrow_csv.read_csv(
            io.BytesIO(data := "\n".join(rows).encode()),
            read_options=arrow_csv.ReadOptions(column_names=columns, use_threads=False, block_size=len(data) + 1),
            parse_options=arrow_csv.ParseOptions(
                delimiter=layout.separator,
                quote_char=layout.quote or False,
                ignore_empty_lines=False,
                invalid_row_handler=refuse,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(columns, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return _parsed_one_by_one(rows, columns, layout)
    if table.num_rows + len(wrong) != len(rows):
        return _parsed_one_by_one(rows, columns, layout)
    return pl.DataFrame(pl.from_arrow(table)), wrong


def _parsed_one_by_one(
    rows: Sequence[str], columns: tuple[str, ...], layout: Layout
) -> tuple[pl.DataFrame, dict[int, int]]:
    """The same, for rows whose quotation marks would swallow their neighbours."""
    wrong: dict[int, int] = {}
    cells: list[list[str]] = []
    for index, row in enumerate(rows):
        found = _cells(row, layout)
        if len(found) == len(columns):
            cells.append(found)
        else:
            wrong[index] = len(found)
    return pl.DataFrame(cells, schema=dict.fromkeys(columns, pl.String), orient="row"), wrong


def _cells(row: str, layout: Layout) -> list[str]:
    """The fields of one row."""
    if layout.quote is None:
        return row.split(layout.separator)
    return next(csv.reader([row], delimiter=layout.separator, quotechar=layout.quote), [])
