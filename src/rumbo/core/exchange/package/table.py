"""What is a table of the package? Rows of one kind, with columns that say their type, unit and meaning."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar

from rumbo.core.reporting.canonical import machine
from rumbo.core.reporting.texts import cell

Row = TypeVar("Row")
Cell = str | bool | int | Decimal | date | datetime | None
Type = Literal["string", "number", "integer", "boolean", "year", "date", "datetime"]


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its name, type and meaning, and what it holds of a row.

    Attributes:
        unit: unit of its figures where all have the same, ``%``.
        choices: the words that may stand in it, where they are a closed list.
    """

    name: str
    type: Type
    description: str
    cell: Callable[[Row], Cell]
    unit: str = ""
    choices: Iterable[StrEnum] = ()


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A table with its rows.

    Attributes:
        name: name of the resource; its file is ``name.csv``.
        title: what it holds, for people.
        rows: what each row is made from.
        columns: its columns.
        key: the columns that tell its rows apart.
        refers: column to table: the same name is the key there.
    """

    name: str
    title: str
    rows: Iterable[Row]
    columns: Sequence[Column[Row]]
    key: Sequence[str]
    refers: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Name of its file."""
        return f"{self.name}.csv"

    def content(self) -> bytes:
        """The file: UTF-8, commas, points in figures, an empty field where there is nothing, no formula."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(column.name for column in self.columns)
        writer.writerows([_written(column.cell(row)) for column in self.columns] for row in self.rows)
        return stream.getvalue().encode()

    def schema(self) -> dict[str, Any]:
        """Its Table Schema."""
        return {
            "fields": [_field(column, required=column.name in self.key) for column in self.columns],
            "missingValues": [""],
            "primaryKey": list(self.key),
            "foreignKeys": [
                {"fields": [name], "reference": {"resource": table, "fields": [name]}}
                for name, table in self.refers.items()
            ],
        }


def _field(column: Column[Row], *, required: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if required else {}
    if column.choices:
        constraints["enum"] = [str(choice) for choice in column.choices]
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _written(value: Cell) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return cell(value) if isinstance(value, str) else machine(value)
