"""Where an indicator stands last, and what it takes to reach the next target."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.monitoring.cases import indicator
from tests.core.monitoring.test_alert_cases import observation

from rumbo.core.monitoring.paths import (
    YearValue,
    known_values,
    last_known,
    next_target,
    observed_step,
    required_rate,
    required_step,
)
from rumbo.core.numbers import half_up
from rumbo.core.observations import Observations

SHEET = indicator(baseline=50, targets={2026: 60, 2028: 70, 2030: 90})


def observed(values: dict[int, Any]) -> Observations:
    return {(SHEET.code, year): observation(SHEET.code, year, value) for year, value in values.items()}


def at(year: int, value: int | str) -> YearValue:
    return YearValue(year, Decimal(value))


@pytest.mark.parametrize(
    ("values", "year", "known"),
    [
        ({}, 2026, [at(2024, 50)]),
        ({}, 2023, []),
        ({2026: 55, 2027: 58}, 2026, [at(2024, 50), at(2026, 55)]),
        ({2027: 58, 2026: 55}, 2027, [at(2024, 50), at(2026, 55), at(2027, 58)]),
        ({2024: 49}, 2026, [at(2024, 49)]),
        ({2026: {"value": None}}, 2026, [at(2024, 50)]),
        ({2026: 0}, 2026, [at(2024, 50), at(2026, 0)]),
    ],
)
def test_what_is_known_up_to_a_year(values: dict[int, Any], year: int, known: list[YearValue]) -> None:
    assert list(known_values(SHEET, observed(values), year)) == known
    assert last_known(SHEET, observed(values), year) == (known[-1] if known else None)


def test_a_baseline_that_was_not_measured_is_not_known() -> None:
    assert known_values(indicator(baseline="not measured", targets={2026: 60}), {}, 2026) == ()


@pytest.mark.parametrize(
    ("values", "year", "target"),
    [
        ({}, 2026, at(2026, 60)),
        ({2026: 55}, 2026, at(2028, 70)),
        ({2026: 55}, 2027, at(2028, 70)),
        ({}, 2030, at(2030, 90)),
        ({2030: 91}, 2030, None),
        ({}, 2031, None),
    ],
)
def test_the_next_target_is_the_first_still_to_be_reached(
    values: dict[int, Any], year: int, target: YearValue | None
) -> None:
    assert next_target(SHEET, observed(values), year) == target


def test_a_blank_target_is_passed_over() -> None:
    sheet = indicator(baseline=50, targets={2026: {"value": None}, 2028: 70})

    assert next_target(sheet, {}, 2026) == at(2028, 70)


def test_the_required_growth_is_compound() -> None:
    rate = required_rate(at(2024, 100), at(2026, 121))

    assert rate is not None
    assert half_up(rate, 20) == 10


@pytest.mark.parametrize(
    ("last", "target"),
    [
        (None, at(2026, 60)),
        (at(2024, 50), None),
        (at(2026, 50), at(2026, 60)),
        (at(2027, 50), at(2026, 60)),
        (at(2024, 0), at(2026, 60)),
        (at(2024, 50), at(2026, 0)),
        (at(2024, -5), at(2026, 60)),
        (at(2024, -5), at(2026, -2)),
    ],
)
def test_there_is_no_growth_from_or_to_nothing(last: YearValue | None, target: YearValue | None) -> None:
    assert required_rate(last, target) is None


def test_the_required_step_is_a_change_a_year() -> None:
    assert required_step(at(2024, 0), at(2026, 60)) == 30
    assert required_step(at(2024, -5), at(2026, -2)) == Decimal("1.5")
    assert required_step(at(2026, 5), at(2026, 9)) is None
    assert required_step(None, at(2026, 9)) is None


def test_the_observed_step_goes_from_the_first_value_to_the_last() -> None:
    assert observed_step([at(2024, 50), at(2025, 90), at(2026, 54)]) == 2
    assert observed_step([at(2024, 50)]) is None
    assert observed_step([]) is None


POSITIVE = st.decimals(Decimal("0.01"), 10**9, places=2)


@given(first=POSITIVE, last=POSITIVE, years=st.integers(1, 16))
def test_growing_at_the_required_rate_reaches_the_target(first: Decimal, last: Decimal, years: int) -> None:
    rate = required_rate(YearValue(2024, first), YearValue(2024 + years, last))

    assert rate is not None
    assert abs(first * (1 + rate / 100) ** years / last - 1) < Decimal("1e-15")
