"""Which reference tables does a run read, and in which form? Those given, else those in force in the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast

import pyarrow as pa
from sqlglot import exp

from rumbo.core import tables as room
from rumbo.core.statistics.binding import LINES, tables_read
from rumbo.core.statistics.nomenclature import is_of_ranges, subheadings_of, years_of
from rumbo.core.statistics.plan import Engine
from rumbo.core.statistics.registry import Statistic
from rumbo.core.statistics.sources import LineSource
from rumbo.core.tables.families import NAME as CONCORDANCE
from rumbo.core.tables.families import families
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
    return {name: given.get(name) or in_force(name, optional=name in optional) for name in names}


def as_read(table: ReferenceTable, source: LineSource | None, engine: Engine) -> pa.Table:
    """A table as the query reads it: of one of ranges, one row a subheading with the class of its narrowest range.

    Of the concordance of nomenclatures, one row a subheading that changes split or joined, with its family.
    """
    if source is None or not (is_of_ranges(table.arrow) or table.name == CONCORDANCE):
        return table.arrow
    codes = subheadings_of(source, engine.subheadings)
    if table.name == CONCORDANCE:
        return families(table.arrow, codes, years_of(source))
    return concordance(cast("room.ReferenceTable", table), pa.array(codes, pa.string()))


def in_force(name: str, *, optional: bool = False) -> ReferenceTable:
    """The table of a name that is in force in the workspace; an optional one that is not loaded is empty.

    Raises:
        MissingTableError: it is not loaded and none ships.
    """
    try:
        return room.table(name)
    except room.MissingTableError:
        if not optional:
            raise
        return Absent(name, arrow_schema(room.definition(name)).empty_table())
