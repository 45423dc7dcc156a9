"""The lines of a simulation: keys, corrections and dates, before they are written anywhere."""

from itertools import pairwise

import numpy as np
import pytest

from rumbo.core.customs.simulator.lines import joined
from rumbo.core.customs.simulator.simulate import Asked, streams_of
from rumbo.core.customs.simulator.traps import ADDED


@pytest.fixture(scope="module")
def streams():
    return streams_of(Asked(2023, 2024, 30_000, seed=9))[0]


def keys(lines):
    """Office, year, number and item of each line as one number."""
    return ((lines.office.astype(np.int64) * 3000 + lines.year) * 10**6 + lines.number) * 10**4 + lines.item


@pytest.mark.parametrize("flow", [0, 1])
def test_each_key_is_declared_once_and_every_correction_had_a_first_sight(streams, flow):
    seen, again = set(), 0
    for weekly in streams[flow].weeks():
        plain = weekly.lines.take(~np.isin(weekly.lines.trap, ADDED))
        cut = len(plain) - weekly.corrections
        first, final = keys(plain)[:cut].tolist(), keys(plain)[cut:].tolist()
        assert not seen & set(first)
        assert seen >= set(final)
        seen |= set(first)
        again += len(final)
    assert len(seen) == streams[flow].lines
    assert again > 0


def test_concentrates_come_again_more_often_and_up_to_seven_months_later(streams):
    trade = streams[0].trade
    waits, ores = [], []
    for weekly in streams[0].weeks():
        plain = weekly.lines.take(~np.isin(weekly.lines.trap, ADDED))
        final = plain.part(len(plain) - weekly.corrections, len(plain))
        waits += ((weekly.week.first - final.day) // 7).tolist()
        ores += trade.goods.concentrate[trade.relations.product[final.relation]].tolist()
    waits, ores = np.array(waits), np.array(ores)
    assert 20 < waits[ores].max() <= 31
    assert waits[~ores].max() <= 6


def test_lines_of_a_relation_add_up_to_its_worth(streams):
    worth, lines = streams[0].annual(2024), streams[0].year_lines(2024)
    sums = np.zeros(len(streams[0].trade.relations.firm), dtype=np.int64)
    np.add.at(sums, lines.relation, lines.cents)
    assert (sums[worth.relation] == worth.cents).all()
    assert sums.sum() == worth.cents.sum()
    assert (lines.cents > 0).all()


def test_lines_of_a_week_lie_in_it_and_are_numbered_before(streams):
    for weekly in list(streams[0].weeks())[10:14]:
        plain = weekly.lines.take(weekly.lines.trap == 0)
        new = plain.part(0, len(plain) - weekly.corrections)
        assert (new.day >= weekly.week.first).all()
        assert (new.day <= weekly.week.last).all()
        assert (plain.numbered <= plain.day).all()


def test_items_count_up_inside_a_declaration(streams):
    lines = streams[0].year_lines(2024)
    order = np.lexsort((lines.item, lines.number, lines.office))
    number, item, office = lines.number[order], lines.item[order], lines.office[order]
    for place, after in pairwise(range(2_000)):
        same = number[place] == number[after] and office[place] == office[after]
        assert item[after] == (item[place] + 1 if same else 1)


def test_joined_and_parted_lines_are_the_same(streams):
    lines = streams[0].year_lines(2023)
    whole = joined([lines.part(0, 100), lines.part(100, len(lines))])
    assert (whole.cents == lines.cents).all()
    assert len(whole) == len(lines)
