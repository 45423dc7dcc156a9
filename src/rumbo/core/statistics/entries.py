"""Does a bloc betray what a country traded from the day on which it entered, or until it left?

Beside the members that are shown, a bloc tells what those that are hidden traded, and what members for a part of the
year traded in that part. Without the former it tells the rest of their year, too.
"""

from collections.abc import Iterable

import polars as pl

from rumbo.core.statistics.confidentiality import Rule
from rumbo.core.statistics.ladders import Bloc
from rumbo.core.statistics.settling import betraying


def entry_betrays(bloc: Bloc, traded: pl.DataFrame, members: pl.DataFrame, hidden: Iterable[str], rule: Rule) -> bool:
    """Whether a bloc with members for a part of the year betrays a firm beside the members that are shown.

    Args:
        bloc: the bloc.
        traded: the value of each firm in the bloc: ``trader_id`` and ``value``.
        members: the value of each firm with each partner: ``member`` besides.
        hidden: the partners that are hidden.
        rule: the rule in force.
    """
    whole, partly = (members.filter(pl.col("member").is_in(list(names))) for names in (bloc.whole, bloc.partly))
    part = _less(traded, whole)
    if part.is_empty():
        return False
    concealed = whole.filter(pl.col("member").is_in(list(hidden)))
    if not concealed.is_empty():
        return bool(betraying(_less(traded, whole.filter(~pl.col("member").is_in(list(hidden)))), [], rule))
    rest = _less(partly, part)
    return bool(betraying(part, [], rule)) or (not rest.is_empty() and bool(betraying(rest, [], rule)))


def _less(firms: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """The value of each firm less what it holds elsewhere; firms with nothing left are left out."""
    both = pl.concat([firms.select("trader_id", "value"), others.select("trader_id", -pl.col("value"))])
    return both.group_by("trader_id").agg(pl.col("value").sum()).filter(pl.col("value") != 0)
