"""Which class has each subheading? Tables by ranges of the nomenclature, spread over the subheadings of the lake.

A concordance says “chapters 25 to 26 are mining”. Joining a hundred million lines to ranges would compare every line
with every range. A lake, however, has only some thousand different subheadings: they are listed once for each version
of the lake, and each is given its class once. Queries then join lines (or better, sums by subheading) to a table that
has one row a subheading: ``left join sector on sector.subheading = lines.subheading``.

Where several ranges hold a subheading the narrowest one decides, so that an exception is written as one more row.
"""

import os
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa

from rumbo.core.statistics.sources import LineSource, digest
from rumbo.core.workspace import workspace

RANGE = ("hs_from", "hs_to")
"""Columns by which a table is known to be one of ranges: first and last code, of 2 to 10 digits, both included."""
SUBHEADING = "subheading"
"""The column that takes their place."""
DIGITS = 10

_known: dict[str, tuple[str, ...]] = {}


def is_of_ranges(table: pa.Table) -> bool:
    """Whether a table gives its classes by ranges of the nomenclature."""
    return set(RANGE) <= set(table.column_names)


def spread(table: pa.Table, subheadings: Sequence[str]) -> pa.Table:
    """Give each subheading the row of the narrowest range that holds it; subheadings in no range are left out.

    Args:
        table: a table with :data:`RANGE` columns.
        subheadings: codes of 10 digits, each once.

    Returns:
        The table with the column ``subheading`` instead of the range, one row a subheading, in their order.
    """
    codes = sorted(subheadings)
    ranges = [_span(first, last) for first, last in zip(*(table[name].to_pylist() for name in RANGE), strict=True)]
    row_of: dict[str, int] = {}
    for row in sorted(range(len(ranges)), key=lambda r: _width(ranges[r]), reverse=True):
        first, last = ranges[row]
        for code in codes[bisect_right(codes, first) - (first in codes) : bisect_right(codes, last)]:
            row_of[code] = row  # a narrower range comes later and decides
    found = sorted(row_of)
    rows = table.drop_columns(list(RANGE)).take(pa.array([row_of[code] for code in found], pa.int64()))
    return rows.add_column(0, SUBHEADING, pa.array(found, pa.string()))


def subheadings_of(source: LineSource, listing: Callable[[LineSource], Sequence[str]]) -> Sequence[str]:
    """The different subheadings of a version of the lake: listed once, then remembered in the workspace.

    Args:
        source: the version.
        listing: how an engine lists them, which reads one column of every line.
    """
    name = digest(source)
    if name not in _known:
        file = workspace().cache / "subheadings" / f"{name}.txt"
        _known[name] = tuple(file.read_text().split()) if file.is_file() else tuple(sorted(listing(source)))
        if not file.is_file():
            _remember(file, _known[name])
    return _known[name]


def _remember(file: Path, codes: Sequence[str]) -> None:
    """Write the list beside and move it into place whole; where that cannot be, it is listed again next time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as beside:
            beside.write("\n".join(codes))
        os.replace(beside.name, file)  # noqa: PTH105 - atomic on the same file system
    except OSError:
        return


def _span(first: str, last: str) -> tuple[str, str]:
    """A range as codes of 10 digits, both included."""
    return first.ljust(DIGITS, "0"), last.ljust(DIGITS, "9")


def _width(span: tuple[str, str]) -> int:
    return int(span[1]) - int(span[0])
