"""Which reference tables does a run read, and in which form? Those given, else those in force in the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast

import pyarrow as pa
from sqlglot import exp

from rumbo.core import tables as room
from rumbo.core.statistics.binding import LINES, tables_read
from rumbo.core.statistics.nomenclature import is_of_ranges, subheadings_of
from rumbo.core.statistics.plan import Engine
from rumbo.core.statistics.registry import Statistic
from rumbo.core.statistics.sources import LineSource
from rumbo.core.tables.prefixes import concordance
from rumbo.core.tables.typed import arrow_schema


class ReferenceTable(Protocol):
    """A reference table in one version, as :mod:`rumbo.core.tables` gives it."""

    @property
    def name(self) -> str:
        """Name by which queries read it."""

    @property
    def version(self) -> str:
        """Name of the version."""

    @property
    def sha256(self) -> str:
        """Hash of the content; empty where no version is loaded."""

    @property
    def arrow(self) -> pa.Table:
        """The content."""


@dataclass(frozen=True, slots=True)
class Absent:
    """An optional table of which no version is loaded: it is read as empty, and the lineage says so."""

    name: str
    arrow: pa.Table
    version: str = ""
    sha256: str = ""


def reference_tables(
    found: Statistic, query: exp.Expr, given: Mapping[str, ReferenceTable]
) -> dict[str, ReferenceTable]:
    """The tables that a query reads, by name.

    Args:
        found: the statistic, which says which tables it can do without.
        query: what is to run.
        given: tables that take the place of those in force.

    Raises:
        MissingTableError: a table that the statistic needs is not loaded and none ships: no data, which is not zero.
        UnknownCodeError: there is no reference table of that name.
    """
    optional = {use.name for use in found.header.tables if not use.required}
    names = [name for name in tables_read(query) if name != LINES]
    return {name: given.get(name) or _in_force(name, optional=name in optional) for name in names}


def as_read(table: ReferenceTable, source: LineSource | None, engine: Engine) -> pa.Table:
    """A table as the query reads it: of one of ranges, one row a subheading with the class of its narrowest range."""
    if source is None or not is_of_ranges(table.arrow):
        return table.arrow
    codes = pa.array(subheadings_of(source, engine.subheadings), pa.string())
    return concordance(cast("room.ReferenceTable", table), codes)


def _in_force(name: str, *, optional: bool) -> ReferenceTable:
    try:
        return room.table(name)
    except room.MissingTableError:
        if not optional:
            raise
        return Absent(name, arrow_schema(room.definition(name)).empty_table())
