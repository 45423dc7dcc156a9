"""Does the result look as its header says? Names, order and types of the columns, and the names of dimensions."""

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.statistics.errors import QueryError
from rumbo.core.statistics.header import Column, Header
from rumbo.core.statistics.parameters import Value
from rumbo.core.statistics.vocabulary import NO_DIMENSION

TYPES: Mapping[str, pa.DataType] = MappingProxyType(
    {
        "text": pa.string(),
        "integer": pa.int64(),
        "money": pa.decimal128(38, 2),
        "weight": pa.decimal128(38, 3),
        "ratio": pa.decimal128(38, 6),
        "date": pa.date32(),
        "flag": pa.bool_(),
    }
)
"""Types of the columns of a result."""


def shaped(found: pa.Table, header: Header, values: Mapping[str, Value]) -> tuple[pa.Table, Mapping[str, str]]:
    """A result in the form of its header, whatever engine it came from.

    Args:
        found: what the engine answered.
        header: the header of the statistic.
        values: its parameters.

    Returns:
        The table, and the dimension that each dimension column shows.

    Raises:
        QueryError: the columns are not those of the header, or one does not fit its type without loss.
    """
    names = [column.name for column in header.columns]
    if found.column_names != names:
        what = _("The query answers the columns {found}; the header says {expected}.")
        said = what.format(found=", ".join(found.column_names), expected=", ".join(names))
        raise QueryError(Problem(said, f"{header.name}.sql", _("Make the header and the select agree.")))
    shown: dict[str, str] = {}
    arrays, fields = [], []
    for column in header.columns:
        name = shown_name(column, values)
        if name is None:
            continue
        if column.dimension:
            shown[name] = str(values[column.dimension])
        arrays.append(_cast(found[column.name], column, header))
        fields.append(pa.field(name, TYPES[column.type]))
    return pa.table(arrays, schema=pa.schema(fields)), MappingProxyType(shown)


def shown_name(column: Column, values: Mapping[str, Value]) -> str | None:
    """The name that a column has in the result; ``None`` where its dimension was not asked for."""
    if column.dimension is None:
        return column.name
    chosen = str(values[column.dimension])
    return None if chosen == NO_DIMENSION else chosen


def _cast(found: pa.ChunkedArray, column: Column, header: Header) -> pa.ChunkedArray:
    try:
        return found.cast(TYPES[column.type])
    except pa.ArrowInvalid as error:
        what = _("The column “{name}” is {found}, which does not fit the type “{type}” of the header: {reason}.")
        said = what.format(name=column.name, found=found.type, type=column.type, reason=error)
        raise QueryError(Problem(said, f"{header.name}.sql", _("Make the header and the select agree."))) from None
