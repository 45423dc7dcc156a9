"""What do the cells of every table rest on, and which of them are hidden? From the value of each firm in each cell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from heapq import nlargest
from itertools import product
from types import MappingProxyType

import polars as pl

from rumbo.core.statistics.confidentiality import Rule
from rumbo.core.statistics.ladders import Ladder
from rumbo.core.statistics.supports import Cell, Key
from rumbo.core.statistics.suppression import Levels, Suppression, suppress

_MOST_FIRMS = 10
"""So many of the largest firms a rule may ask for."""


def settle(
    firms: pl.DataFrame,
    columns: Sequence[str],
    ladders: Sequence[Ladder],
    rule: Rule,
    besides: Mapping[Levels, set[Key]] = MappingProxyType({}),
) -> dict[Levels, Suppression]:
    """What is hidden in every table that the cells of one stratum can be asked as.

    Args:
        firms: the value of each firm in each cell: the classes, ``trader_id`` and ``value``.
        columns: the classes, texts, one a dimension.
        ladders: the ladder of each.
        rule: the rule in force.
        besides: cells that must be hidden for another reason, by the table that they stand in.
    """
    holdings = _Holdings(_with_steps(firms, columns, ladders), rule)
    heights = [range(ladder.height + 1) for ladder in ladders]
    tables = {levels: dict(holdings.cells(levels)) for levels in product(*heights)}
    return suppress(tables, ladders, holdings.betray, slack=rule.slack_pct / 100, besides=besides)


def betraying(firms: pl.DataFrame, columns: Sequence[str], rule: Rule) -> set[Key]:
    """The cells of one stratum that betray a firm."""
    ladders = [Ladder()] * len(columns)
    cells = _Holdings(_with_steps(firms, columns, ladders), rule).cells((1,) * len(columns))
    return {key for key, cell in cells if cell.sensitive}


def _with_steps(firms: pl.DataFrame, columns: Sequence[str], ladders: Sequence[Ladder]) -> pl.DataFrame:
    """Each class at every step of its ladder, under the name of :func:`_column`."""
    made = []
    for axis, (name, ladder) in enumerate(zip(columns, ladders, strict=True)):
        classes = firms[name].unique().to_list()
        for step in range(1, ladder.height + 1):
            coarser = [ladder.at(step, each) for each in classes]
            placed = pl.col(name).replace_strict(classes, coarser, return_dtype=pl.String)
            made.append(placed.alias(_column(axis, step)))
    return firms.select("trader_id", "value", pl.lit("").alias("table"), *made)


def _column(axis: int, step: int) -> str:
    return f"{axis}:{step}"


class _Holdings:
    """The value of each firm in each cell of every table; of a table it is listed when it is first asked for."""

    def __init__(self, firms: pl.DataFrame, rule: Rule) -> None:
        self._firms = firms
        self._rule = rule
        self._listed: dict[Levels, dict[Key, list[tuple[str | None, Decimal]]]] = {}

    def cells(self, levels: Levels) -> Iterator[tuple[Key, Cell]]:
        """Every cell of a table with what it holds."""
        named = pl.col("trader_id").is_not_null() & (pl.col("value") > 0)
        told = (
            pl.col("value").sum(),
            named.sum().alias("firms"),
            pl.col("value").filter(named).top_k(_MOST_FIRMS).alias("largest"),
        )
        found = self._by_firm(levels).group_by([*_keys(levels), "table"]).agg(*told).drop("table")
        for row in found.iter_rows():
            *classes, value, firms, largest = row
            betrays = self._rule.betrays(value, firms, sorted(largest, reverse=True))
            yield _key(levels, classes), Cell(value, betrays)

    def betray(self, levels: Levels, keys: Sequence[Key]) -> bool:
        """Whether cells of a table betray a firm when they are taken as one."""
        if levels not in self._listed:
            self._listed[levels] = self._list(levels)
        firms: dict[str | None, Decimal] = defaultdict(Decimal)
        for key in keys:
            for firm, value in self._listed[levels][key]:
                firms[firm] += value
        named = [value for firm, value in firms.items() if firm is not None and value > 0]
        return self._rule.betrays(sum(firms.values(), Decimal(0)), len(named), nlargest(_MOST_FIRMS, named))

    def _list(self, levels: Levels) -> dict[Key, list[tuple[str | None, Decimal]]]:
        listed: dict[Key, list[tuple[str | None, Decimal]]] = defaultdict(list)
        for *classes, firm, value in self._by_firm(levels).drop("table").iter_rows():
            listed[_key(levels, classes)].append((firm, value))
        return listed

    def _by_firm(self, levels: Levels) -> pl.DataFrame:
        return self._firms.group_by([*_keys(levels), "table", "trader_id"]).agg(pl.col("value").sum())


def _keys(levels: Levels) -> list[str]:
    return [_column(axis, step) for axis, step in enumerate(levels) if step]


def _key(levels: Levels, classes: Sequence[str]) -> Key:
    told = iter(classes)
    return tuple(next(told) if step else None for step in levels)
