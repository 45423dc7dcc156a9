"""Small lakes and tables for the tests of statistics: a few lines written out, everything else filled in."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake

from rumbo.core.customs.lake import Lake
from rumbo.core.customs.schema import LINES, PARTITIONS, QUARANTINE
from rumbo.core.statistics.sources import FileSource


@dataclass(frozen=True)
class SmallTable:
    """A reference table of a few rows."""

    name: str
    arrow: pa.Table
    version: str = "test"
    sha256: str = "0" * 64


def line(number: int, **given: object) -> dict[str, object]:
    """A customs line: what is given, and the least that a line must hold besides."""
    year = int(str(given.get("year", 2024)))
    period_on = given.get("period_on", date(year, 6, 30))
    made: dict[str, object] = {
        "flow": "X",
        "year": year,
        "customs_office": "118",
        "declaration_year": year,
        "declaration_number": f"{number:06}",
        "item": 1,
        "shipped_on": period_on,
        "regularised_on": period_on,
        "period_on": period_on,
        "period_basis": "shipped",
        "trader_id": "20100000001",
        "trader_id_valid": True,
        "subheading": "0806100000",
        "partner": "US",
        "fob_usd": 0,
        "simulated": False,
        "source_file": "test.dbf",
        "source_row": number,
        "snapshot": "test",
    }
    unknown = set(given) - set(LINES.names)
    assert not unknown, f"no such columns of a line: {sorted(unknown)}"
    made |= given
    made.setdefault("trader_kind", "none" if made["trader_id"] is None else "company")
    return made


def lines_table(rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """Customs lines as the lake holds them."""
    whole = [line(number, **row) for number, row in enumerate(rows, start=1)]
    return pa.Table.from_pylist([{k: _exact(v, k) for k, v in row.items()} for row in whole], schema=LINES)


def small_lake(folder: Path, rows: Iterable[Mapping[str, object]]) -> FileSource:
    """Write a Delta table of a few lines."""
    table = lines_table(rows)
    write_deltalake(folder, table, partition_by=list(PARTITIONS))
    delta = DeltaTable(folder)
    simulated = any(table["simulated"].to_pylist())
    return FileSource(delta.version(), tuple(unquote(uri) for uri in delta.file_uris()), simulated, ("test",))


@dataclass(frozen=True)
class SmallFile:
    """A customs file of a few sound lines, as the lake takes files in; it is its own only batch."""

    lines: pa.Table
    simulated: bool = False
    name: str = "x01010124.zip"
    flow: str = "X"
    mapping: str = "test"
    bytes: int = 1
    period_from: date | None = None
    period_to: date | None = None
    deleted: int = 0

    @property
    def quarantine(self) -> pa.Table:
        return QUARANTINE.empty_table()

    @property
    def records(self) -> int:
        return self.lines.num_rows

    @property
    def sha256(self) -> str:
        return hashlib.sha256(repr(self.lines.to_pylist()).encode()).hexdigest()

    def __iter__(self) -> Iterator["SmallFile"]:
        yield self


def imported(folder: Path, *files: Iterable[Mapping[str, object]], simulated: bool = False) -> Lake:
    """A real lake into which some small files were imported, one after the other."""
    lake = Lake(folder)
    for number, rows in enumerate(files):
        marked = [{**row, "simulated": simulated} for row in rows]
        lake.merge([SmallFile(lines_table(marked), simulated, name=f"x{number:08}.zip")])
    return lake


def small_table(name: str, rows: list[dict[str, object]]) -> SmallTable:
    """A reference table of a few rows; types are read off them."""
    return SmallTable(name, pa.Table.from_pylist(rows))


def _exact(value: object, column: str) -> object:
    """Numbers of decimal columns as decimals of the column's scale."""
    kind = LINES.field(column).type
    if value is None or not pa.types.is_decimal(kind):
        return value
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-kind.scale))
