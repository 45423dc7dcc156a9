"""How numbers are rounded and written."""

from decimal import Decimal

import pytest

from rumbo.core.language import speaking
from rumbo.core.numbers import half_up, plain, written


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("94.45", 1, "94.5"),
        ("94.449", 1, "94.4"),
        ("-94.45", 1, "-94.5"),
        ("87.5", 0, "88"),
        ("1E+30", 1, f"1{'0' * 30}.0"),
    ],
)
def test_half_is_rounded_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert str(half_up(Decimal(value), places)) == rounded


@pytest.mark.parametrize(
    ("value", "same"), [("70.0", "70"), ("1E+2", "100"), ("0.50", "0.5"), ("0.00", "0"), ("1E+30", "1" + "0" * 30)]
)
def test_a_plain_number_has_neither_idle_zeros_nor_exponent(value: str, same: str) -> None:
    assert str(plain(Decimal(value))) == same


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal(23237), None, "23,237"),
        (Decimal("94.50"), None, "94.5"),
        (Decimal("94.45"), 1, "94.5"),
        (Decimal("-1234.5"), 0, "-1,235"),
        (0, None, "0"),
        (None, 1, "—"),
        (Decimal(10**28 + 1), 1, "10,000,000,000,000,000,000,000,000,001.0"),
    ],
)
def test_numbers_are_written_as_in_peru(value: Decimal | None, places: int | None, text: str) -> None:
    with speaking("es"):
        assert written(value, places) == text
