"""Which class has each subheading? A table of ranges is applied to the subheadings that occur, each of them once."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.tables.errors import TableError
from rumbo.core.tables.reference import ReferenceTable
from rumbo.core.tables.schema import RangesCheck, definition

DIGITS = 10


def concordance(table: ReferenceTable, subheadings: pa.Array | pa.ChunkedArray) -> pa.Table:
    """Give each subheading the classes of the narrowest range that holds it: the longest prefix wins.

    Args:
        table: a table of ranges, such as ``sector`` or ``product_type``.
        subheadings: codes of ten digits, in any order and number.

    Returns:
        One row a different subheading, in their order: ``subheading``, ``listed`` (whether a range holds it) and the
        columns of the table but for its range; those of a subheading that no range holds are null.

    Raises:
        TableError: the table is not one of ranges, or its ranges stand in groups that may overlap.
    """
    first, last = _range_columns(table.name)
    codes = pc.unique(subheadings).drop_null().sort()
    sound = np.asarray(pc.match_substring_regex(codes, f"^[0-9]{{{DIGITS}}}$").to_numpy(zero_copy_only=False), bool)
    numbers = np.full(len(codes), -1, np.int64)
    numbers[sound] = [int(code) for code in pc.filter(codes, pa.array(sound)).to_pylist()]
    rows = pa.array(_narrowest(numbers, _bounds(table.arrow[first], "0"), _bounds(table.arrow[last], "9")), pa.int64())
    rows = pc.if_else(pc.less(rows, 0), pa.scalar(None, pa.int64()), rows)
    classes = table.arrow.drop_columns([first, last]).take(rows)
    listed = pc.is_valid(rows)
    return classes.add_column(0, "listed", listed).add_column(0, "subheading", codes)


def _range_columns(name: str) -> tuple[str, str]:
    found = [check for check in definition(name).checks if isinstance(check, RangesCheck) and not check.within]
    if not found:
        what = _("The table “{table}” does not give one class to each subheading by ranges.").format(table=name)
        raise TableError(Problem(what, mend=_("Use a table such as “sector” or “product_type”.")))
    return found[0].first, found[0].last


def _bounds(codes: pa.ChunkedArray, filler: str) -> npt.NDArray[np.int64]:
    return np.array([int(code.ljust(DIGITS, filler)) for code in codes.to_pylist()], np.int64)


def _narrowest(
    codes: npt.NDArray[np.int64], firsts: npt.NDArray[np.int64], lasts: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Position of the narrowest range of each code, -1 where there is none; the codes are in ascending order."""
    order = np.argsort(codes, kind="stable")
    ascending = codes[order]
    found = np.full(len(codes), -1, np.int64)
    starts = np.searchsorted(ascending, firsts, "left")
    ends = np.searchsorted(ascending, lasts, "right")
    for row in np.argsort(firsts - lasts, kind="stable"):  # the widest first, a narrower one overwrites it
        found[order[starts[row] : ends[row]]] = row
    return found
