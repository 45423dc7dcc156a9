"""Are the cells what their columns promise? Raw cells become a typed table, or every bad one is told."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.sentences import shown
from rumbo.core.tables.cells import DIGITS, Fault, Value, value_of
from rumbo.core.tables.errors import TableError
from rumbo.core.tables.grid import Raw
from rumbo.core.tables.rows import RawTable
from rumbo.core.tables.schema import Column, Definition


def arrow_type(column: Column) -> pa.DataType:
    """The type in which a column is stored."""
    kinds: dict[str, pa.DataType] = {
        "text": pa.string(),
        "integer": pa.int64(),
        "decimal": pa.decimal128(DIGITS, column.places),
        "date": pa.date32(),
        "boolean": pa.bool_(),
    }
    return kinds[column.type]


def arrow_schema(table: Definition) -> pa.Schema:
    """The columns of a table as they are stored."""
    return pa.schema([pa.field(c.name, arrow_type(c), nullable=not c.required) for c in table.all_columns])


def typed(raw: RawTable, table: Definition) -> pa.Table:
    """The cells as a table, in the order of the file.

    Raises:
        TableError: some cells are not what their columns promise; every one is told with its address.
    """
    problems: list[tuple[int, Problem]] = []
    columns: dict[str, list[Value]] = {}
    for column in table.all_columns:
        if column.name in raw.columns:
            columns[column.name] = _column(column, raw.columns[column.name], raw, problems)
    for column in table.all_columns:
        if column.name not in columns:
            columns[column.name] = _filled(column, columns, raw, problems)
    if problems:
        raise TableError(*(problem for _row, problem in sorted(problems, key=lambda told: told[0])))
    schema = arrow_schema(table)
    return pa.table([_array(columns[field.name], field.type) for field in schema], schema=schema)


def _column(column: Column, cells: Sequence[Raw], raw: RawTable, problems: list[tuple[int, Problem]]) -> list[Value]:
    """The values of a column; each different cell is read once."""
    known: dict[tuple[type, Raw], Value | Fault] = {}
    values: list[Value] = []
    for row, cell in enumerate(cells):
        key = (type(cell), cell)
        if key not in known:
            known[key] = value_of(column, cell)
        found = known[key]
        if isinstance(found, Fault):
            problems.append((row, Problem(found.what, raw.place(row, column.name), found.mend)))
            found = None
        values.append(found)
    return values


def _filled(
    column: Column, columns: dict[str, list[Value]], raw: RawTable, problems: list[tuple[int, Problem]]
) -> list[Value]:
    """The values of a column that the file lacks: derived from another one, or empty."""
    if column.derived is None or column.derived.from_column not in columns:
        if column.required:
            what = _("The column “{name}” is missing.").format(name=column.name)
            problems.append((0, Problem(what, raw.place(0, ""), _("Add it to the header."))))
        return [None] * raw.length
    values: list[Value] = []
    for row, value in enumerate(columns[column.derived.from_column]):
        values.append(column.derived.values.get(str(value)) if value is not None else None)
        if values[-1] is None and column.required:
            what = _("No “{column}” follows from {found} in “{other}”; one of these was expected: {values}.")
            said = what.format(
                column=column.name,
                found=shown(value),
                other=column.derived.from_column,
                values=", ".join(column.derived.values),
            )
            mend = _("Correct it, or add the column “{column}”.").format(column=column.name)
            problems.append((row, Problem(said, raw.place(row, column.derived.from_column), mend)))
    return values


def _array(values: list[Value], kind: pa.DataType) -> pa.Array:
    if pa.types.is_decimal(kind):
        cent = Decimal(1).scaleb(-kind.scale)
        scaled: list[Any] = [v.quantize(cent) if isinstance(v, Decimal) else v for v in values]
        return pa.array(scaled, kind)
    return pa.array(values, kind)
