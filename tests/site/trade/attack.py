"""What an attacker would take from a table: which cells betray a firm, told without the code that hides them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from rumbo.core.statistics.confidentiality import PART, Rule
from rumbo.core.statistics.engine import _Run, engine_named
from rumbo.core.statistics.header import Publication
from rumbo.core.statistics.parameters import read_parameters
from rumbo.core.statistics.registry import Statistic
from rumbo.core.statistics.sources import source_of
from rumbo.core.statistics.vocabulary import dimensions

Key = tuple[str, ...]


def values_of_firms(found: Statistic, lake: Any, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """The second select of a statistic: the value of each firm in each cell."""
    values = read_parameters(found.header, given)
    run = _Run(found, values, engine_named("duckdb"), source_of(lake), {})
    plan, _tables = run.plan(cells=True)
    rows: list[dict[str, Any]] = run.engine.run(plan).to_pylist()
    return rows


def betraying(found: Statistic, firms: Iterable[Mapping[str, Any]], rule: Rule) -> set[Key]:
    """The keys, strata and classes, of the cells that betray a firm by the thresholds of the rule."""
    told = found.header.publication
    assert isinstance(told, Publication)
    cells: dict[Key, dict[str, dict[Any, Decimal]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(Decimal)))
    for row in firms:
        key = tuple(_text(row[name]) for name in (*told.strata, *told.classes))
        cells[key][str(row.get(PART, ""))][row["trader_id"]] += Decimal(row["value"])
    return {key for key, parts in cells.items() if any(_betrays(values, rule) for values in parts.values())}


def keys_of(found: Statistic, row: Mapping[str, Any], given: Mapping[str, Any]) -> Key:
    """The key of a row of the result; a dimension not asked for has one class, the empty one."""
    told = found.header.publication
    assert isinstance(told, Publication)
    columns = {column.name: column for column in found.header.columns}
    key = []
    for name in (*told.strata, *told.classes):
        dimension = columns[name].dimension
        shown = str(given[dimension]) if dimension else name
        key.append(_text(row[shown]) if shown in row else "")
    return tuple(key)


def overlapping(given: Mapping[str, Any]) -> bool:
    """Whether a dimension asked for holds a line in several classes."""
    return any(str(value) in dimensions() and dimensions()[str(value)].overlapping for value in given.values())


def _betrays(values: Mapping[Any, Decimal], rule: Rule) -> bool:
    named = sorted((v for firm, v in values.items() if firm is not None and v > 0), reverse=True)
    whole = sum(values.values())
    few = len(named) < rule.minimum_firms
    return few or any(sum(named[: d.firms]) * 100 > d.above_pct * whole for d in rule.dominance)


def _text(value: object) -> str:
    return "" if value is None else str(value)
