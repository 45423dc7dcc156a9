"""A computation ends when its time is over, in the engine and out of it."""

import pytest
from tests.core.statistics.queries import query
from tests.core.statistics.small import small_lake

from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.patience import TooLongError, at_most, go_on

ENDLESS = """
select one.year, sum(one.fob_usd * two.fob_usd * three.fob_usd * four.fob_usd * five.fob_usd) as fob_usd
from lines as one cross join lines as two cross join lines as three cross join lines as four cross join lines as five
group by one.year order by one.year
"""


def test_without_a_limit_nothing_ends():
    go_on()


def test_a_block_that_is_over_goes_no_further():
    with at_most(0), pytest.raises(TooLongError):
        go_on()
    go_on()


def test_a_query_is_interrupted(tmp_path):
    source = small_lake(tmp_path / "lake", [{"fob_usd": number} for number in range(400)])
    with at_most(0.2), pytest.raises(TooLongError):
        run_statistic(query(tmp_path, ENDLESS), lines=source)


def test_a_query_in_time_is_answered(tmp_path):
    source = small_lake(tmp_path / "lake", [{"fob_usd": 5}])
    with at_most(60):
        assert run_statistic("exports_by_year", lines=source).to_rows()[0]["fob_usd"] == 5
