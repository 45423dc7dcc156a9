"""What does an engine run? One text, the files of the lines and a few small tables; and what every engine can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
from sqlglot import exp

from rumbo.core.statistics.sources import LineSource


@dataclass(frozen=True, slots=True)
class Plan:
    """What an engine runs.

    Attributes:
        sql: one select in the engine's own dialect, nothing open in it.
        lines: the files behind the view ``lines``; ``None`` where the query does not read it.
        tables: small tables by the names that the query reads them by.
        partitions: what each select asks of flow and year, so that an engine may leave other files out; none where
            every file must be there.
        statistic: what it computes, for messages.
    """

    sql: str
    lines: LineSource | None
    tables: Mapping[str, pa.Table]
    partitions: tuple[exp.Expr, ...] = ()
    statistic: str = ""


class Engine(Protocol):
    """A thing that runs a plan."""

    @property
    def name(self) -> str:
        """Name of the engine."""

    @property
    def dialect(self) -> str:
        """Name of its dialect in sqlglot."""

    def run(self, plan: Plan) -> pa.Table:
        """The rows of the query, in its order; decimals exact.

        Raises:
            InputError: what the query reads or computes is more than the engine can take.
        """

    def count(self, source: LineSource) -> int:
        """Number of lines of a version."""

    def subheadings(self, source: LineSource) -> Sequence[str]:
        """The different subheadings of a version."""
