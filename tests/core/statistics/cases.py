"""Hand-computed cases of statistics, as people read them: small tables in, a small table out.

A table is a block of text. The first line names the columns, every other line is a row; two spaces or more part the
cells, and a lone ``-`` is a cell without value. Columns of ``lines`` have the types of the lake, and what a line needs
besides is filled in (:func:`tests.core.statistics.small.line`). A column of a reference table is a text unless its
name says otherwise: ``valid_from:date``, ``mining_energy:flag``, ``value:decimal``, ``year:integer``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
from tests.core.statistics.small import SmallTable

from rumbo.core.customs.schema import LINES
from rumbo.core.policy.yaml_source import parse

FOLDER = Path(__file__).parents[2] / "cases" / "statistics"

_READERS = {
    "text": str,
    "integer": int,
    "decimal": Decimal,
    "date": date.fromisoformat,
    "flag": lambda cell: {"true": True, "false": False}[cell],
}
_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.decimal128(38, 6),
    "date": pa.date32(),
    "flag": pa.bool_(),
}


@dataclass(frozen=True)
class Case:
    """One hand-computed case."""

    statistic: str
    name: str
    lines: list[dict[str, object]]
    tables: Mapping[str, SmallTable]
    parameters: Mapping[str, object]
    public: bool
    expected: list[dict[str, object]]

    def __str__(self) -> str:
        return f"{self.statistic}: {self.name}"


def cases(folder: Path = FOLDER) -> Iterator[Case]:
    """Every case of every file, ``NAME.yaml`` for the statistic ``NAME``."""
    for path in sorted(folder.glob("*.yaml")):
        file = parse(path.read_bytes(), path.name)
        assert not file.problems, file.problems
        assert isinstance(file.data, dict)
        assert set(file.data) == {"title", "cases"}, path
        for told in file.data["cases"]:
            yield Case(
                statistic=path.stem,
                name=told["name"],
                lines=_rows(told.get("lines", ""), _line_readers()),
                tables={name: reference_table(name, text) for name, text in told.get("tables", {}).items()},
                parameters=told.get("parameters", {}),
                public=told.get("public", False),
                expected=_rows(told["expect"], {}),
            )


def reference_table(name: str, text: str) -> SmallTable:
    """A reference table from its block of text."""
    titles = [title.partition(":") for title in _cells(text.strip().splitlines()[0])]
    kinds = {column: kind or "text" for column, _colon, kind in titles}
    bare = "\n".join(["  ".join(kinds), *text.strip().splitlines()[1:]])
    schema = pa.schema([pa.field(column, _TYPES[kind]) for column, kind in kinds.items()])
    rows = _rows(bare, {column: _READERS[kind] for column, kind in kinds.items()})
    return SmallTable(name, pa.Table.from_pylist(rows, schema=schema))


def as_written(value: object, like: object) -> object:
    """A cell of an expected table, a text so far, as the type of the value that stands against it."""
    if value is None or like is None or isinstance(like, str):
        return value
    if isinstance(like, bool):
        return _READERS["flag"](str(value))
    if isinstance(like, date):
        return date.fromisoformat(str(value))
    return Decimal(str(value))


def _rows(text: str, readers: Mapping[str, object]) -> list[dict[str, object]]:
    if not text.strip():
        return []
    first, *others = (row for row in text.strip().splitlines() if row.strip())
    columns = _cells(first)
    made = []
    for row in others:
        cells = _cells(row)
        assert len(cells) == len(columns), f"{len(columns)} cells were expected in: {row}"
        made.append({c: _read(cell, readers.get(c, str)) for c, cell in zip(columns, cells, strict=True)})
    return made


def _cells(row: str) -> list[str]:
    return re.split(r"\s{2,}", row.strip())


def _read(cell: str, reader: object) -> object:
    assert callable(reader)
    return None if cell == "-" else reader(cell)


def _line_readers() -> dict[str, object]:
    def of(kind: pa.DataType) -> object:
        if pa.types.is_date(kind):
            return _READERS["date"]
        if pa.types.is_boolean(kind):
            return _READERS["flag"]
        return int if pa.types.is_integer(kind) else str

    return {field.name: of(field.type) for field in LINES}
