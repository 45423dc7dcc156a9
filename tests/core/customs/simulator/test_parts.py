"""The parts of the simulator by themselves: identities, weeks, raking, populations, parameters, traps."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.fields.countries import codes
from rumbo.core.customs.identity import ruc_valid
from rumbo.core.customs.periods import period_of
from rumbo.core.customs.simulator.identities import company_ids, company_name, natural_ids, natural_name
from rumbo.core.customs.simulator.parameters import at, load_parameters
from rumbo.core.customs.simulator.population import Plan, population
from rumbo.core.customs.simulator.raking import Margin, present, raked
from rumbo.core.customs.simulator.simulate import Asked, streams_of
from rumbo.core.customs.simulator.weeks import Week, weeks


def test_ids_have_right_check_digits_in_the_invented_ranges():
    numbers = np.arange(0, 100_000, 7)
    for ids, prefix in ((company_ids(numbers), "2099"), (natural_ids(numbers), "10999")):
        texts = pl.Series([str(value) for value in ids.tolist()])
        assert texts.str.starts_with(prefix).all()
        assert ruc_valid(texts).all()
        assert texts.n_unique() == len(texts)


def test_names_say_that_they_are_invented():
    assert company_name(123) == "EXPORTADORA SIMULADA 000123 S.R.L."
    assert "SIMULADA" in natural_name(1)


@pytest.mark.parametrize(
    ("monday", "name"),
    [(date(2024, 6, 3), "x03090624"), (date(2025, 12, 29), "x29040126"), (date(2018, 12, 31), "x31060119")],
)
def test_names_of_weeks(monday, name):
    assert Week(monday).name("x") == name


def test_weeks_cover_the_years_and_their_names_read_back():
    told = list(weeks(2019, 2026))
    assert told[0].monday <= date(2019, 1, 1) <= told[0].sunday
    assert told[-1].monday <= date(2026, 12, 31) <= told[-1].sunday
    for week, after in pairwise(told):
        assert after.monday == week.monday + timedelta(days=7)
        period = period_of(week.name("x"))
        assert (period.first, period.last) == (week.monday, week.sunday)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.floats(0.1, 100)), min_size=12, max_size=60))
def test_raked_values_add_up_to_the_last_margin(rows):
    first = np.array([row[0] for row in rows], dtype=np.int32)
    second = np.array([row[1] for row in rows], dtype=np.int32)
    values = np.array([row[2] for row in rows])
    margins = [
        present(first, np.array([10.0, 20, 30, 40]), np.zeros(4, dtype=np.int32), np.array([100.0])),
        present(second, np.array([50.0, 25, 25]), np.zeros(3, dtype=np.int32), np.array([100.0])),
    ]
    fitted = raked(values, margins)
    wished = margins[-1].totals
    occurs = ~np.isnan(wished)
    assert fitted.sum() == pytest.approx(100)
    assert np.bincount(second, fitted, minlength=3)[occurs] == pytest.approx(wished[occurs])


def test_values_without_a_class_are_left_alone():
    fitted = raked(np.array([1.0, 2.0]), [Margin(np.array([0, -1], dtype=np.int32), np.array([5.0]))])
    assert fitted.tolist() == [5.0, 2.0]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(20, 300), min_size=20, max_size=20), st.integers(0, 2**32 - 1))
def test_a_population_has_the_firms_of_every_year(counts, seed):
    plan = Plan(2020, np.array(counts).reshape(-1, 1), (0.4, 0.3, 0.2, 0.1, 0.05), (1.0,), {}, 0.2)
    people = population(plan, 5, np.random.default_rng(seed))
    assert people.active.sum(axis=0).tolist() == counts[15:]
    assert people.active.any(axis=1).all()


def test_as_many_firms_as_wished_trade_in_each_of_five_years():
    plan = Plan(2019, np.full((21, 2), 1000), (0.5, 0.3, 0.2, 0.1, 0.05), (1.0, 0.5), {2024: 900}, 0.1)
    people = population(plan, 6, np.random.default_rng(1))
    assert people.active[:, 1:].all(axis=1).sum() == pytest.approx(900, abs=5)


def test_a_year_outside_takes_the_nearest():
    assert (at({2020: 1, 2024: 2}, 2000), at({2020: 1, 2024: 2}, 2023), at({2020: 1, 2024: 2}, 2050)) == (1, 2, 2)


def test_partners_are_countries_and_as_many_as_printed():
    parameters = load_parameters()
    named = {code for shares in parameters.exports.partners.values() for code in shares} | set(
        parameters.imports.partners
    )
    assert named | set(parameters.other_partners) <= codes()
    streams, _parameters = streams_of(Asked(2024, 2024, 1_000))
    assert [len(stream.trade.partners) for stream in streams] == [177, 214]


def test_subheadings_are_unique_and_have_nine_or_ten_digits():
    for stream in streams_of(Asked(2024, 2024, 1_000))[0]:
        held = stream.trade.goods.subheading
        assert len(np.unique(held)) == len(held)
        assert (held >= 10**8).all()
        assert (held < 10**10).all()


def test_shares_of_parameters_leave_nothing_negative():
    parameters = load_parameters()
    assert all(sum(shares.values()) <= 100 for shares in parameters.exports.partners.values())
    assert all(sum(head[2] for head in held.heads) <= 100 for held in parameters.products.exports.values())


def test_a_calibration_replaces_what_it_names(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("exports: {totals: {2024: 90000}}\ntrap_rate: 0\n", "utf-8")
    (stream, _imports), parameters = streams_of(Asked(2024, 2024, 2_000, calibrate=file))
    assert stream.annual(2024).cents.sum() == 90_000 * 10**8
    assert stream.traps == 0
    assert parameters.exports.totals[2023] == load_parameters().exports.totals[2023]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("exports: {tottals: {2024: 1}}", "exports.tottals: The calibration cannot be used"),
        ("trap_rate: many\nlines_per_firm: 0", "lines_per_firm: The calibration cannot be used"),
        ("[1, 2]", "The calibration cannot be read: the file holds no keys"),
        ("a: [", "The calibration cannot be read"),
    ],
)
def test_a_calibration_that_is_none_is_refused(tmp_path, monkeypatch, content, said):
    monkeypatch.setenv("RUMBO_LANG", "en")
    file = tmp_path / "mine.yaml"
    file.write_text(content, "utf-8")
    with pytest.raises(CustomsError) as caught:
        load_parameters(file)
    assert any(said in str(problem) for problem in caught.value.problems)


def test_a_calibration_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CustomsError):
        load_parameters(tmp_path / "none.yaml")
