"""Where does a result come from? The record that goes with it wherever it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from rumbo.core.statistics.parameters import Value
from rumbo.core.statistics.registry import Statistic

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class TableVersion:
    """Which version of a reference table was read.

    Attributes:
        version: name of the version.
        sha256: hash of its content; empty where an optional table was missing and read as empty.
    """

    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """Everything that must be the same for the result to come out the same.

    Attributes:
        statistic: name of the statistic.
        code: its code in the catalogue.
        sql: the exact text that ran, parameters in their places.
        sql_sha256: hash of the statistic's own SQL: the version of the formula.
        engine: the engine that ran it.
        lake_version: version of the lake; ``None`` where no customs line was read.
        tables: versions of the reference tables read, by name.
        parameters: every parameter with its value.
        simulated: whether the result rests on simulated lines or on an invented reference table.
        lines: number of customs lines in that version of the lake; ``None`` where none was read.
        snapshots: ids of the imports that the version rests on.
        rule: the rule by which cells that could betray a firm were hidden; ``None`` where none was applied.
    """

    statistic: str
    code: str
    sql: str
    sql_sha256: str
    engine: str
    lake_version: int | None
    tables: Mapping[str, TableVersion]
    parameters: Mapping[str, Value]
    simulated: bool
    lines: int | None
    snapshots: tuple[str, ...] = ()
    rule: TableVersion | None = None

    def document(self) -> dict[str, Any]:
        """The record as plain data, for JSON."""
        return {
            "statistic": self.statistic,
            "code": self.code,
            "sql": self.sql,
            "sql_sha256": self.sql_sha256,
            "engine": self.engine,
            "lake_version": self.lake_version,
            "tables": {n: {"version": t.version, "sha256": t.sha256} for n, t in sorted(self.tables.items())},
            "parameters": dict(self.parameters),
            "simulated": self.simulated,
            "lines": self.lines,
            "snapshots": list(self.snapshots),
            "rule": {"version": self.rule.version, "sha256": self.rule.sha256} if self.rule else None,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """What a statistic came to.

    Attributes:
        statistic: the statistic.
        table: the result, totally ordered; its columns are those of the header, exact decimals among them.
        lineage: where it comes from.
        dimensions: the dimension that each dimension column shows, by the column's name in the table.
        hidden: number of cells hidden from the public.
    """

    statistic: Statistic
    table: pa.Table
    lineage: Lineage
    dimensions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    hidden: int = 0

    @property
    def simulated(self) -> bool:
        """Whether the result rests on simulated lines; whoever shows it must say so."""
        return self.lineage.simulated

    def to_rows(self) -> list[dict[str, int | Decimal | str | bool | None]]:
        """The result row by row, decimals as ``Decimal``."""
        rows: list[dict[str, int | Decimal | str | bool | None]] = self.table.to_pylist()
        return rows

    def to_polars(self) -> "pl.DataFrame":
        """The result as a Polars frame."""
        import polars as pl  # noqa: PLC0415 - loaded only when asked for

        frame = pl.from_arrow(self.table)
        if not isinstance(frame, pl.DataFrame):
            raise TypeError("a table was expected")
        return frame
