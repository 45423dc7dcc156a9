"""Which cells of a result are hidden? Settled for each stratum, and for each part of its values apart."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl
import pyarrow as pa

from rumbo.core.statistics.classes import Class, Classes
from rumbo.core.statistics.confidentiality import PART, Rule
from rumbo.core.statistics.entries import entry_betrays
from rumbo.core.statistics.header import Publication
from rumbo.core.statistics.ladders import Ladder, Tables, blocs_in, ladder
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.parameters import Value
from rumbo.core.statistics.settling import betraying, settle
from rumbo.core.statistics.supports import Key
from rumbo.core.statistics.suppression import Levels, Suppression
from rumbo.core.statistics.vocabulary import dimensions

Firms = Callable[[str, Mapping[str, Value]], pa.Table]
"""The answer of the second select of a statistic, the value of each firm in each cell, under values of parameters."""

_Place = tuple[Key, str]
"""A stratum and a part of its values."""
_Besides = dict[Levels, set[Key]]
"""Cells that are hidden besides, by the table that they stand in."""

FLOWS = ("X", "M")


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden in a stratum.

    Attributes:
        keys: its hidden cells.
        withheld: whether nothing of it may be shown.
    """

    keys: frozenset[Key]
    withheld: bool

    def hides(self, key: Key) -> bool:
        """Whether a cell is hidden."""
        return self.withheld or key in self.keys

    @property
    def hides_any(self) -> bool:
        """Whether any cell is."""
        return self.withheld or bool(self.keys)


def hidden_cells(
    result: Result, told: Publication, classes: Classes, rule: Rule, *, firms: Firms, tables: Tables
) -> dict[Key, Hidden]:
    """What is hidden in each stratum of a result.

    Each part of the values of a cell is a table of its own, and the cell is hidden where it is in any of them.

    Args:
        result: the result.
        told: how it may be published.
        classes: the classes of its cells.
        rule: the rule in force.
        firms: how the value of each firm in each cell is had.
        tables: how a reference table is had by its name, as queries read it.
    """
    name, settling = result.statistic.name, _Settling(firms, tables, rule)
    besides = settling.blocs(name, told, classes) if classes.overlapping else {}
    found: dict[Key, Hidden] = {}
    for (stratum, part), rows in _places(firms(name, classes.values), classes.strata, classes.axes):
        tables_settled = settling.settled(rows, classes.axes, stratum, besides.get((stratum, part), {}))
        table = tables_settled[max(tables_settled)]
        _add(found, stratum, Hidden(table.hidden | table.blocs, table.withheld))
    if told.alone:  # classes that are shown together may betray a firm, too
        for (stratum, _part), rows in _places(firms(name, result.lineage.parameters), classes.strata, classes.axes):
            keys = betraying(rows, [axis.told for axis in classes.axes], rule)
            _add(found, stratum, Hidden(frozenset(keys), withheld=False))
    return found


def _add(found: dict[Key, Hidden], stratum: Key, more: Hidden) -> None:
    former = found.get(stratum, Hidden(frozenset(), withheld=False))
    found[stratum] = Hidden(former.keys | more.keys, former.withheld or more.withheld)


def _places(firms: pa.Table, strata: Sequence[Class], axes: Sequence[Class]) -> Iterator[tuple[_Place, pl.DataFrame]]:
    """The value of each firm in each cell, by stratum and part."""
    rows = pl.DataFrame(pl.from_arrow(firms))
    if PART not in rows.columns:
        rows = rows.with_columns(pl.lit("").alias(PART))
    keys = [*(each.told for each in strata), PART]
    rows = rows.with_columns(pl.col(*keys, *(axis.told for axis in axes)).cast(pl.String).fill_null(""))
    for key, place in rows.partition_by(keys, as_dict=True, maintain_order=True).items():
        *stratum, part = map(str, key)
        yield (tuple(stratum), part), place


@dataclass(frozen=True, slots=True)
class _Settling:
    """What it takes to settle a stratum."""

    firms: Firms
    tables: Tables
    rule: Rule

    def settled(
        self, rows: pl.DataFrame, axes: Sequence[Class], stratum: Key, besides: Mapping[Levels, set[Key]]
    ) -> dict[Levels, Suppression]:
        ladders = [self._ladder(axis, rows[axis.told].unique().to_list(), stratum) for axis in axes]
        return settle(rows, [axis.told for axis in axes], ladders, self.rule, besides)

    def _ladder(self, axis: Class, classes: list[str], stratum: Key) -> Ladder:
        overlapped = axis.dimension and any(d.made_of == axis.dimension for d in dimensions().values())
        blocs = blocs_in(int(str(stratum[0])), classes, self.tables) if overlapped and stratum else ()
        return ladder(axis.dimension, classes, self.tables, blocs)

    def blocs(self, name: str, told: Publication, classes: Classes) -> dict[_Place, _Besides]:
        """The cells of blocs that must be hidden because of the members that are: settled for the members."""
        made: dict[_Place, _Besides] = {}
        for place, axis, rows, settled in self._members_settled(name, told, classes):
            stratum, part = place
            for levels, table in settled.items():
                for key in table.blocs:
                    tables = made.setdefault(((*stratum, str(key[axis])), part), {})
                    cell = (*key[:axis], *key[axis + 1 :])
                    tables.setdefault((*levels[:axis], *levels[axis + 1 :]), set()).add(cell)
            for bloc in self._entered(name, classes, place, rows, _alone(settled, axis)):
                whole = (0,) * len(classes.axes)
                made.setdefault(((*stratum, bloc), part), {}).setdefault(whole, set()).add((None,) * len(whole))
        return made

    def _entered(
        self, name: str, classes: Classes, place: _Place, members: pl.DataFrame, hidden: frozenset[str]
    ) -> Iterator[str]:
        """The blocs that betray what a country traded while it was a member, in the year when it entered or left."""
        stratum, part = place
        blocs = blocs_in(int(str(stratum[0])), members["member"].unique().to_list(), self.tables) if stratum else ()
        entered = [bloc for bloc in blocs if bloc.partly and not bloc.partly & hidden]
        traded = dict(_places(self.firms(name, classes.values), classes.strata, classes.axes)) if entered else {}
        for bloc in entered:
            found = traded.get(((*stratum, bloc.name), part))
            if found is not None and entry_betrays(bloc, found, members, hidden, self.rule):
                yield bloc.name

    def _members_settled(
        self, name: str, told: Publication, classes: Classes
    ) -> Iterator[tuple[_Place, int, pl.DataFrame, dict[Levels, Suppression]]]:
        bloc = classes.overlapping
        strata = [each for each in classes.strata if each != bloc]
        for statistic, values, member, of_part in _members_told(name, told, classes):
            axes = sorted((*classes.axes, member), key=lambda axis: axis.dimension or axis.told)
            for (stratum, part), rows in _places(self.firms(statistic, values), strata, axes):
                named = rows.with_columns(pl.col(member.told).alias("member"))
                yield (stratum, of_part or part), axes.index(member), named, self.settled(rows, axes, stratum, {})


def _alone(settled: Mapping[Levels, Suppression], axis: int) -> frozenset[str]:
    """The hidden classes of an axis in the table that shows no other."""
    highest = max(levels[axis] for levels in settled)
    levels = tuple(highest if number == axis else 0 for number in range(len(max(settled))))
    return frozenset(str(key[axis]) for key in settled[levels].hidden)


def _members_told(
    name: str, told: Publication, classes: Classes
) -> Iterator[tuple[str, Mapping[str, Value], Class, str]]:
    """Where the members of blocs are told: a statistic, its parameters, the column, and the part that it tells."""
    bloc = classes.overlapping
    if bloc is None:
        return
    member = str(dimensions()[str(bloc.dimension)].made_of)
    if told.members is None:
        asked = next(p for p, value in classes.values.items() if value == bloc.dimension)
        yield name, {**classes.values, asked: member}, Class(member, bloc.told, member), ""
        return
    shared = {p: value for p, value in classes.values.items() if p in {"years", "status"}}
    for flow in FLOWS:
        yield told.members, {**shared, "flow": flow, "by_1": member}, Class(member, "class_1", member), flow
