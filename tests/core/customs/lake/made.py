"""Files of customs lines made by hand, as the lake takes them in."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from rumbo.core.customs.schema import KEY, LINES, QUARANTINE

DEFAULTS: dict[str, Any] = {
    "flow": "X",
    "customs_office": "118",
    "declaration_year": 2024,
    "declaration_number": "000001",
    "item": 1,
    "regime": "41",
    "numbered_on": date(2024, 3, 4),
    "shipped_on": date(2024, 3, 6),
    "regularised_on": None,
    "trader_id": "20100000001",
    "trader_kind": "company",
    "trader_id_valid": True,
    "trader_name": "Invented S.A.",
    "place_code": "150101",
    "department": "15",
    "subheading": "0806100000",
    "partner": "US",
    "port": "USPHL",
    "transport_mode": "1",
    "fob_usd": Decimal("1000.00"),
    "net_kg": Decimal("500.000"),
    "gross_kg": Decimal("520.000"),
    "description": "Grapes",
}


def line(number: int = 1, **values: Any) -> dict[str, Any]:
    """A line with a key of its own number; anything may be said otherwise."""
    made = dict.fromkeys(LINES.names) | DEFAULTS | {"declaration_number": f"{number:06d}"} | values
    if made["shipped_on"] or made["period_on"] is None:
        made["period_on"], made["period_basis"] = made["shipped_on"], "shipped"
    made["year"] = made["period_on"].year
    return made


@dataclass
class MadeBatch:
    lines: pa.Table
    quarantine: pa.Table
    deleted: int


@dataclass
class MadeFile:
    """A file of lines; its hash is that of its content and name."""

    name: str
    content: Sequence[dict[str, Any]] = ()
    flow: str = "X"
    period_from: date | None = None
    period_to: date | None = None
    bad: Sequence[str] = ()
    deleted: int = 0
    simulated: bool = False
    mapping: str = "hand"
    bytes: int = 100
    announces: int | None = None
    batch: int = 1000
    broken_after: int | None = None
    salt: str = ""
    read: list[int] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        told = f"{self.name}{list(self.content)}{list(self.bad)}{self.deleted}{self.simulated}{self.salt}"
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def records(self) -> int:
        if self.announces is not None:
            return self.announces
        return len(self.content) + len(self.bad) + self.deleted

    def __iter__(self) -> Iterator[MadeBatch]:
        here = {"source_file": self.name, "simulated": self.simulated, "snapshot": ""}
        rows = [values | here | {"source_row": row} for row, values in enumerate(self.content, 1)]
        for start in range(0, len(rows), self.batch):
            if self.broken_after is not None and start >= self.broken_after:
                raise OSError("the file ends in the middle")
            lines = pa.Table.from_pylist(rows[start : start + self.batch], schema=LINES)
            yield MadeBatch(lines, QUARANTINE.empty_table(), 0)
        bad = [
            here | {"source_row": row, "reason": reason, "field": "fob_usd", "found": "***", "line": "{}"}
            for row, reason in enumerate(self.bad, len(rows) + 1)
        ]
        yield MadeBatch(LINES.empty_table(), pa.Table.from_pylist(bad, schema=QUARANTINE), self.deleted)


def week(number: int, content: Sequence[dict[str, Any]], **values: Any) -> MadeFile:
    """A weekly file of 2024; its period ends on the Sunday of that week."""
    start, end = date.fromisocalendar(2024, number, 1), date.fromisocalendar(2024, number, 7)
    return MadeFile(f"x{number:02d}.zip", content, period_from=start, period_to=end, **values)


def held(lake: Any, version: int | None = None, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """The lines of a version, read as any engine would: from its files; by key."""
    files = lake.files(version)
    tables = [pq.read_table(file, columns=list(columns) if columns else None, partitioning=None) for file in files]
    rows = pa.concat_tables(tables).to_pylist() if tables else []
    return sorted(rows, key=lambda row: tuple(row[name] for name in KEY if name in row))
