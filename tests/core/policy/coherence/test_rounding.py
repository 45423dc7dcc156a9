"""Rounded, truncated or another number: the arithmetic behind NU-04 and NU-05."""

from decimal import ROUND_DOWN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.policy.coherence.designs import changed

from rumbo.core.numbers import half_up
from rumbo.core.policy.coherence.rounding import Agreement, recomputed
from rumbo.core.policy.coherence.series import Point, points, written_years
from rumbo.core.policy.coherence.wording import counted, folded, meaningful, one_digit_apart
from rumbo.core.policy.models import Indicator

RATIO: Indicator = changed({}).indicator("S1.1.1-Q1")


def _read(printed: str, numerator: str, denominator: str) -> Agreement:
    point = Point(2026, Decimal(printed), Decimal(numerator), Decimal(denominator))
    (found,) = recomputed(RATIO, (point,))
    return found.agreement


@pytest.mark.parametrize(
    ("printed", "numerator", "denominator", "agreement"),
    [
        ("50", "5", "10", Agreement.EXACT),
        ("33", "1", "3", Agreement.EXACT),
        ("67", "2", "3", Agreement.ROUNDED),
        ("66", "2", "3", Agreement.TRUNCATED),
        ("88", "7", "8", Agreement.ROUNDED),
        ("87", "7", "8", Agreement.TRUNCATED),
        ("65", "2", "3", Agreement.DIFFERENT),
        ("91.9", "5.94", "6.46", Agreement.WITHIN),
        ("91.5", "3.30", "3.53", Agreement.DIFFERENT),
        ("0", "0", "3", Agreement.EXACT),
    ],
)
def test_a_printed_ratio_is_read(printed: str, numerator: str, denominator: str, agreement: Agreement) -> None:
    assert _read(printed, numerator, denominator) is agreement


@given(numerator=st.integers(0, 10**6), denominator=st.integers(1, 10**6), digits=st.integers(0, 3))
def test_what_is_rounded_or_cut_off_is_never_called_different(numerator: int, denominator: int, digits: int) -> None:
    value = Decimal(100) * numerator / denominator
    cut = value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_DOWN)
    assert _read(str(half_up(value, digits)), str(numerator), str(denominator)) in {Agreement.EXACT, Agreement.ROUNDED}
    assert _read(str(cut), str(numerator), str(denominator)) in {Agreement.EXACT, Agreement.TRUNCATED}


@given(numerator=st.integers(0, 10**6), denominator=st.integers(1, 10**6), off=st.integers(2, 50))
def test_what_is_two_units_away_is_always_different(numerator: int, denominator: int, off: int) -> None:
    value = half_up(Decimal(100) * numerator / denominator, 0)
    assert _read(str(value + off), str(numerator), str(denominator)) is Agreement.DIFFERENT


def test_an_indicator_reported_as_value_has_no_ratio() -> None:
    count = changed({}).indicator("S1.1.1-C1")
    assert recomputed(count, points(count)) == ()


def test_years_are_written_as_ranges() -> None:
    assert written_years([2026, 2027, 2028, 2032, 2034, 2035]) == "2026–2028, 2032, 2034, 2035"


def test_digits_are_compared() -> None:
    assert one_digit_apart(10479, 110479)
    assert one_digit_apart(1154095, 1154094)
    assert not one_digit_apart(10479, 10479)
    assert not one_digit_apart(190150, 190200)
    assert not one_digit_apart(104, 10479)


def test_words_are_compared_without_their_form() -> None:
    assert folded("Número (total) de ZEE.") == "numero total de zee"
    assert counted("N° total de empresas extranjeras asistidas.") == counted("Número de empresas")
    assert meaningful("Total de contingencias atendidas en el año t") == ("contingenci", "atendid")
    assert counted("") == ""
