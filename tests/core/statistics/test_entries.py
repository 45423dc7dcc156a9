"""What a country traded since it entered a bloc is not told by the bloc, where it rests on too few firms."""

from decimal import Decimal

import polars as pl
import pytest
from tests.core.statistics.test_ladders import RULE

from rumbo.core.statistics.entries import entry_betrays
from rumbo.core.statistics.ladders import Bloc

BLOC = Bloc("pact", frozenset({"AU", "JP"}), frozenset({"GB"}))


def members(**firms: str) -> pl.DataFrame:
    """Ten of each firm with each partner."""
    return frame([(firm, Decimal(10), partner) for partner, named in firms.items() for firm in named])


def frame(rows: list[tuple[str, Decimal, str]]) -> pl.DataFrame:
    schema = {"trader_id": pl.String, "value": pl.Decimal(38, 2), "member": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


YEAR = members(AU="ABCD", JP="BCDE", GB="ABCDEFGH")


@pytest.mark.parametrize(
    ("since", "hidden", "betrays"),
    [
        ("", (), False),  # nothing since it entered
        ("AB", (), True),
        ("ABCD", (), False),
        ("ABCDEF", (), True),  # the two of before are told by the year less what came since
        ("ABCDEFGH", (), False),  # nothing before it entered
        ("AB", ("JP",), False),  # only the sum with Japan is known
        ("ABCDEF", ("JP",), False),
    ],
)
def test_what_is_told_of_a_country_that_entered(since, hidden, betrays):
    traded = pl.concat([members(AU="ABCD", JP="BCDE"), members(GB=since)]).drop("member")
    assert entry_betrays(BLOC, traded, YEAR, hidden, RULE) is betrays
