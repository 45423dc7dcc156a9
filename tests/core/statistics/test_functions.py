"""The exact quotient of two decimals, rounded half away from zero: against fractions."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlglot import parse_one

from rumbo.core.statistics.functions import FACTORS, expand

money = st.integers(-(10**17), 10**17).map(lambda cents: Decimal(cents).scaleb(-2))


def in_duckdb(expression: str) -> Decimal | None:
    tree = expand(parse_one(f"select {expression} as q", read="duckdb"), "duckdb")
    ((found, kind),) = duckdb.execute(f"select q, typeof(q) from ({tree.sql('duckdb')})").fetchall()
    assert kind == "DECIMAL(38,6)"
    return found


def exact(name: str, numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """The same in fractions: millionths, half away from zero."""
    if denominator == 0:
        return None
    millionths = FACTORS[name] * Fraction(numerator) / Fraction(denominator) * 10**6
    whole, rest = divmod(abs(millionths), 1)
    with localcontext(prec=60, rounding=ROUND_HALF_UP):
        return Decimal((whole + (rest >= Fraction(1, 2))) * (-1 if millionths < 0 else 1)).scaleb(-6)


@pytest.mark.parametrize("name", FACTORS)
@settings(deadline=None)
@given(numerator=money, denominator=st.one_of(money, st.sampled_from([Decimal(0), Decimal(3), Decimal(-7)])))
@example(numerator=Decimal("0.01"), denominator=Decimal(200000))
@example(numerator=Decimal("-0.01"), denominator=Decimal(20000))
@example(numerator=Decimal("999999999999999.99"), denominator=Decimal("0.01"))
def test_it_is_the_exact_quotient(name, numerator, denominator):
    a, b = (f"cast('{value}' as decimal(38, 2))" for value in (numerator, denominator))
    assert in_duckdb(f"{name}({a}, {b})") == exact(name, numerator, denominator)


def test_no_data_gives_no_data():
    assert in_duckdb("pct(cast(null as decimal(38, 2)), 5)") is None
    assert in_duckdb("quotient(5, cast(null as bigint))") is None


def test_counts_are_taken_as_well():
    assert in_duckdb("pct(count(*), sum(3))") == Decimal("33.333333")


def test_one_inside_another():
    assert in_duckdb("quotient(pct(1, 3), quotient(2, 3))") == Decimal("49.999975")  # of 33.333333 and 0.666667


def test_the_query_given_is_left_as_it_is():
    tree = parse_one("select pct(1, 3)", read="duckdb")
    expand(tree, "duckdb")
    assert tree.sql("duckdb") == "SELECT PCT(1, 3)"
