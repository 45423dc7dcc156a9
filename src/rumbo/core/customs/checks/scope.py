"""Over which lines does a check look? Those that some imports brought, beside everything that the lake holds."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow.compute as pc

from rumbo.core.customs.lake import Lake
from rumbo.core.customs.lake.drawers import parquet


@dataclass(frozen=True, slots=True)
class Scope:
    """What the checks see.

    The engine has three views: ``line``, every line of the version; ``arrived``, the lines of the imports looked at, as
    far as no later line took their place; ``snapshot``, the imports looked at.

    Attributes:
        connection: the engine.
        snapshots: the rows of the table ``snapshots`` of the imports looked at.
        all_snapshots: those of every import.
        whole: whether every import is looked at.
    """

    connection: duckdb.DuckDBPyConnection
    snapshots: Sequence[dict[str, Any]]
    all_snapshots: Sequence[dict[str, Any]]
    whole: bool

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""
        return self.connection.execute(query, list(values)).fetchall()

    def share(self, condition: str, *, among: str = "true") -> tuple[Decimal | None, int, int]:
        """The share in percent of the arrived lines that fulfil a condition, their number, and that of all.

        Args:
            condition: what is counted.
            among: which lines are looked at.
        """
        ((some, every),) = self.rows(
            f"select count(*) filter (where {condition}), count(*) from arrived where {among}"  # noqa: S608 - our own
        )
        return percent(some, every), some, every


def percent(some: int, every: int) -> Decimal | None:
    """A share in percent; None of nothing."""
    return Decimal(some) * 100 / every if every else None


@contextmanager
def looking(lake: Lake, version: int | None = None, *, whole: bool = True) -> Iterator[Scope]:
    """Look at a version of the lake.

    Args:
        lake: the lake.
        version: its version; the latest by default.
        whole: look at everything that it holds; else only at what the version itself brought.
    """
    chosen = lake.at(version)
    every = lake.snapshots(chosen.number)
    if whole:
        looked, brought = every, lake.files(chosen.number)
    else:
        before = set(lake.files(chosen.number - 1)) if chosen.number else set()
        looked = every.filter(pc.is_in(every["snapshot"], pc.cast(list(chosen.snapshots), every["snapshot"].type)))
        brought = tuple(file for file in lake.files(chosen.number) if file not in before)
    with duckdb.connect(config={"memory_limit": "2GB", "preserve_insertion_order": "false"}) as connection:
        connection.register("snapshot", looked)
        connection.execute(f"create temp view line as select * from {parquet(lake.files(chosen.number))}")  # noqa: S608
        connection.execute(
            f"create temp view arrived as select * from {parquet(brought)} semi join snapshot using (snapshot)"  # noqa: S608
        )
        yield Scope(connection, looked.to_pylist(), every.to_pylist(), whole)
