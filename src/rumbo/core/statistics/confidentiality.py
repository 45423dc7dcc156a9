"""What may the public see? Cells that rest on too few firms, or on one that dominates, are hidden for good.

The thresholds are data (``confidentiality.yaml``, or a file of that name in the workspace). Which further cells must be
hidden so that totals do not give the first ones away is the matter of :mod:`rumbo.core.statistics.suppression`.

What this does not do: two results that break the same value down by different dimensions are each protected against
their own totals, not against one another.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import pyarrow as pa
from pydantic import Field, ValidationError

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Number, Record, Text
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.yaml_source import parse
from rumbo.core.statistics.errors import ConfidentialityError
from rumbo.core.statistics.header import Publication
from rumbo.core.statistics.lineage import Result, TableVersion
from rumbo.core.statistics.registry import Statistic
from rumbo.core.statistics.supports import Cell, Key
from rumbo.core.statistics.suppression import Suppression, suppress
from rumbo.core.statistics.vocabulary import dimensions
from rumbo.core.workspace import workspace

FILE = Path(__file__).with_name("confidentiality.yaml")

HIDDEN = "hidden"
"""The column that a published result has besides: whether the cell is hidden, which is not the same as no data."""

PART = "part"
"""The column that parts the values of a cell in the answer of the second select, where it has one."""

Share = Annotated[Number, Field(gt=0, le=100)]


class Dominance(Record):
    """The largest firms of a cell must not hold more than a share of its value."""

    firms: Annotated[int, Field(ge=1, le=10, strict=True)]
    above_pct: Share


class Rule(Record):
    """Which cells may be shown."""

    name: Text
    basis: Text
    minimum_firms: Annotated[int, Field(ge=1, strict=True)]
    """Cells of fewer firms are hidden; values without tax id do not count as firms."""
    dominance: tuple[Dominance, ...] = ()
    slack_pct: Annotated[Number, Field(ge=0, le=100)] = Decimal(10)
    """How much larger than it is a hidden cell may be taken to be, at least, where other cells allow it."""
    sha256: str = ""
    """Hash of the file, set by the loader."""

    def betrays(self, value: Decimal, firms: int, largest: Sequence[Decimal]) -> bool:
        """Whether a cell would betray a firm.

        Args:
            value: the value of the cell.
            firms: how many firms have a positive value in it.
            largest: the values of the largest firms, largest first.
        """
        if firms < self.minimum_firms:
            return True
        return any(sum(largest[: d.firms]) * 100 > d.above_pct * value for d in self.dominance)


def load_rule(file: Path | None = None) -> Rule:
    """The rule in force: that of the workspace, else the one that ships.

    Raises:
        ConfidentialityError: the file has problems; all of them are told, each with its line.
    """
    own = workspace().home / FILE.name
    path = file or (own if own.is_file() else FILE)
    content = path.read_bytes()
    read = parse(content, path.name)
    if read.problems:
        raise ConfidentialityError(*read.problems)
    try:
        rule = Rule.model_validate(read.data)
    except ValidationError as error:
        raise ConfidentialityError(*shape_problems(error, read, "confidentiality", Rule)) from None
    return rule.model_copy(update={"sha256": hashlib.sha256(content).hexdigest()})


def publication_rule(found: Statistic) -> Publication | None:
    """How a statistic may be published; ``None`` where it may be shown as it is.

    Raises:
        ConfidentialityError: it must not be published at all.
    """
    rule = found.header.publication
    if rule == "internal":
        what = _("The statistic “{name}” tells of single firms and must not be published.").format(name=found.name)
        raise ConfidentialityError(Problem(what, mend=_("Use it inside the institution, without “--public”.")))
    return rule if isinstance(rule, Publication) else None


def published(result: Result, firms: pa.Table | None, rule: Rule) -> Result:
    """A result as the public may see it.

    Args:
        result: the result.
        firms: the value of each firm in each cell, the answer of the second select; ``None`` where there is none.
        rule: the rule in force.

    Returns:
        The result with a column :data:`HIDDEN`; hidden cells are empty, and stand after the others of their stratum.
    """
    lineage = replace(result.lineage, rule=TableVersion(rule.name, rule.sha256))
    told = publication_rule(result.statistic)
    if told is None or firms is None:
        return replace(result, lineage=lineage)
    places = _places(result, told)
    found = {stratum: suppress(cells, slack=rule.slack_pct / 100) for stratum, cells in _tables(firms, places, rule)}
    table, hidden = _emptied(result.table, places, found, told)
    return replace(result, table=table, lineage=lineage, hidden=hidden)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the result and the second select keep the key of a cell: names in each, strata and classes."""

    strata: tuple[tuple[str, str], ...]
    classes: tuple[tuple[str, str], ...]


def _places(result: Result, told: Publication) -> _Places:
    """Columns of dimensions not asked for are left out; overlapping dimensions do not add up, and are strata."""
    strata = [(name, name) for name in told.strata]
    classes: list[tuple[str, str]] = []
    for name in told.classes:
        column = next(c for c in result.statistic.header.columns if c.name == name)
        shown = str(result.lineage.parameters[column.dimension]) if column.dimension else name
        if shown not in result.table.column_names:
            continue
        overlapping = column.dimension is not None and dimensions()[shown].overlapping
        (strata if overlapping else classes).append((shown, name))
    return _Places(tuple(strata), tuple(classes))


def _tables(firms: pa.Table, places: _Places, rule: Rule) -> Iterator[tuple[Key, dict[Key, Cell]]]:
    """The cells of each stratum with all their totals."""
    strata, classes = [name for _shown, name in places.strata], [name for _shown, name in places.classes]
    rows = pl.DataFrame(pl.from_arrow(firms)).with_columns(pl.col(*strata, *classes).cast(pl.String).fill_null(""))
    tables: dict[Key, dict[Key, Cell]] = {}
    for size in range(len(classes) + 1):
        for kept in combinations(classes, size):
            for row in _cells(rows, [*strata, *kept]).iter_rows(named=True):
                key = tuple(row[name] if name in kept else None for name in classes)
                table = tables.setdefault(tuple(row[name] for name in strata), {})
                former = table.get(key, Cell(Decimal(0), sensitive=False))
                betrays = rule.betrays(row["value"], row["firms"], sorted(row["largest"], reverse=True))
                table[key] = Cell(former.value + row["value"], former.sensitive or betrays)
    yield from tables.items()


def _cells(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Of each cell, or each part of it, its value, the number of its firms and the values of the largest."""
    keys = [*keys, *({PART} & set(rows.columns))]
    of_firms = rows.group_by([*keys, "trader_id"]).agg(pl.col("value").sum())
    named = pl.col("trader_id").is_not_null() & (pl.col("value") > 0)
    return of_firms.group_by(keys).agg(
        pl.col("value").sum(),
        named.sum().alias("firms"),
        pl.col("value").filter(named).top_k(10).alias("largest"),
    )


def _emptied(
    table: pa.Table, places: _Places, found: Mapping[Key, Suppression], told: Publication
) -> tuple[pa.Table, int]:
    """The table with its hidden cells empty and last in their stratum; strata that cannot be protected are left out."""
    rows: list[tuple[int, bool, tuple[Any, ...], dict[str, Any]]] = []
    order: dict[Key, int] = {}
    hidden_cells = 0
    for number, row in enumerate(table.to_pylist()):
        stratum, key = _key(row, places.strata), _key(row, places.classes)
        hidden = _is_hidden(found, stratum, key, unknown=True)
        hidden_cells += hidden
        if stratum in found and found[stratum].withheld:
            continue
        emptied = set(told.hides) if hidden else set()
        if hidden or _is_hidden(found, _year_before(stratum, places), key, unknown=False):
            emptied |= set(told.former)
        place = order.setdefault(stratum, len(order))
        rows.append((place, hidden, key if hidden else (number,), row | dict.fromkeys(emptied) | {HIDDEN: hidden}))
    rows.sort(key=lambda entry: entry[:3])
    schema = table.schema.append(pa.field(HIDDEN, pa.bool_()))
    return pa.Table.from_pylist([row for *_order, row in rows], schema=schema), hidden_cells


def _key(row: Mapping[str, Any], columns: Sequence[tuple[str, str]]) -> Key:
    return tuple("" if row[shown] is None else str(row[shown]) for shown, _name in columns)


def _is_hidden(found: Mapping[Key, Suppression], stratum: Key, key: Key, *, unknown: bool) -> bool:
    """Whether a cell is hidden; a cell without any firm's value in a known stratum is a zero, which betrays nobody."""
    if stratum not in found:
        return unknown
    return found[stratum].withheld or key in found[stratum].hidden


def _year_before(stratum: Key, places: _Places) -> Key:
    """The same stratum a year before."""
    names = [shown for shown, _name in places.strata]
    return tuple(
        str(int(step) - 1) if name == "year" and step else step for name, step in zip(names, stratum, strict=True)
    )
