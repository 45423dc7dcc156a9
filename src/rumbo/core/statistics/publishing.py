"""How does the public see a result? Without the cells that must be hidden, the same ones in every result."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pyarrow as pa

from rumbo.core.statistics.classes import Class, Classes, classes_of
from rumbo.core.statistics.confidentiality import HIDDEN, Rule, publication_rule
from rumbo.core.statistics.header import Publication
from rumbo.core.statistics.hidden import Firms, Hidden, hidden_cells
from rumbo.core.statistics.ladders import Tables
from rumbo.core.statistics.lineage import Result, TableVersion
from rumbo.core.statistics.supports import Key
from rumbo.core.tables.families import NAME as CONCORDANCE

_RUNNING_YEARS = 3
"""A sum of twelve months and its growth over the year before reach into the two years before."""

Found = Mapping[Key, Hidden]
"""What is hidden in each stratum."""


def published(result: Result, firms: Firms, tables: Tables, rule: Rule) -> Result:
    """A result as the public may see it.

    Args:
        result: the result.
        firms: how the value of each firm in each cell is had.
        tables: how a reference table is had by its name, as queries read it.
        rule: the rule in force.

    Returns:
        The result with a column :data:`HIDDEN`; hidden cells are empty, and stand after the others of their stratum.

    Raises:
        ConfidentialityError: it must not be published.
    """
    lineage = replace(result.lineage, rule=TableVersion(rule.name, rule.sha256))
    told = publication_rule(result.statistic)
    if told is None:
        return replace(result, lineage=lineage)
    classes = classes_of(result, told)
    found = hidden_cells(result, told, classes, rule, firms=firms, tables=tables)
    shown = _Shown(result.table, classes, found, told, [_members(axis, tables) for axis in classes.axes])
    table, hidden = shown.emptied()
    return replace(result, table=table, lineage=lineage, hidden=hidden)


def _members(axis: Class, tables: Tables) -> Mapping[str, Sequence[str]]:
    """The codes of each family, where the classes are families: one is hidden where any of its codes is."""
    if not axis.followed:
        return {}
    digits = 6 if axis.dimension == "hs6" else 10
    made: dict[str, set[str]] = {}
    for row in tables(CONCORDANCE).to_pylist():
        if family := row[f"family_{digits}"]:
            made.setdefault(family, set()).add(row["subheading"][:digits])
    return {family: sorted(codes) for family, codes in made.items()}


class _Shown:
    """A result whose hidden cells are emptied."""

    def __init__(
        self,
        table: pa.Table,
        classes: Classes,
        found: Found,
        told: Publication,
        members: Sequence[Mapping[str, Sequence[str]]],
    ) -> None:
        self._table, self._classes, self._found, self._told, self._members = table, classes, found, told, members

    def emptied(self) -> tuple[pa.Table, int]:
        """The table, hidden cells empty and last in their stratum, and how many are hidden.

        Strata that cannot be protected are left out.
        """
        rows: list[tuple[int, bool, tuple[Any, ...], dict[str, Any]]] = []
        order: dict[Key, int] = {}
        hidden_cells = 0
        for number, row in enumerate(self._table.to_pylist()):
            stratum, key = _key(row, self._classes.strata), _key(row, self._classes.axes)
            hidden = self._is_hidden(stratum, key, unknown=True)
            hidden_cells += hidden
            if stratum in self._found and self._found[stratum].withheld:
                continue
            emptied = self._emptied_columns(stratum, key, hidden=hidden)
            place = order.setdefault(stratum, len(order))
            sorts = key if hidden else (number,)
            rows.append((place, hidden, sorts, row | dict.fromkeys(emptied) | {HIDDEN: hidden}))
        rows.sort(key=lambda entry: entry[:3])
        schema = self._table.schema.append(pa.field(HIDDEN, pa.bool_()))
        return pa.Table.from_pylist([row for *_order, row in rows], schema=schema), hidden_cells

    def _emptied_columns(self, stratum: Key, key: Key, *, hidden: bool) -> set[str]:
        emptied = set(self._told.hides) if hidden else set()
        if hidden or self._is_hidden(self._years_before(stratum, 1), key, unknown=False):
            emptied |= set(self._told.former)
        years = (self._years_before(stratum, count) for count in range(_RUNNING_YEARS))
        if self._told.running and any(year in self._found and self._found[year].hides_any for year in years):
            emptied |= set(self._told.running)
        return emptied & set(self._table.column_names)

    def _is_hidden(self, stratum: Key, key: Key, *, unknown: bool) -> bool:
        """Whether a cell is hidden; one without any firm's value in a known stratum is a zero, which betrays nobody."""
        if stratum not in self._found:
            return unknown
        single = product(*(known.get(str(step), [step]) for known, step in zip(self._members, key, strict=True)))
        return any(self._found[stratum].hides(each) for each in {key, *single})

    def _years_before(self, stratum: Key, count: int) -> Key:
        """The same stratum some years before."""
        names = [each.shown for each in self._classes.strata]
        return tuple(
            str(int(step) - count) if name == "year" and step else step
            for name, step in zip(names, stratum, strict=True)
        )


def _key(row: Mapping[str, Any], columns: Sequence[Class]) -> Key:
    return tuple("" if row[each.shown] is None else str(row[each.shown]) for each in columns)
