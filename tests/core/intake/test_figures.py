from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rumbo.core.intake.figures import Convention, Writing, readings, too_long

POINT, COMMA = Convention.POINT, Convention.COMMA
figures = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False)
whole = st.integers(min_value=-(10**14), max_value=10**14)
groups = st.sampled_from(["", "mark", " ", "\u00a0", "\u202f", "\u2009", "'"])


def written(value: Decimal, convention: Convention, group: str) -> str:
    """A number as a person writes it under a convention."""
    decimal, mark = (".", ",") if convention is POINT else (",", ".")
    digits, _, decimals = f"{abs(value):f}".partition(".")
    mark = mark if group == "mark" else group
    text = f"{int(digits):,}".replace(",", mark) if mark else digits
    return ("-" if value < 0 else "") + text + (decimal + decimals if decimals else "")


@given(figures, st.sampled_from(list(Convention)), groups)
@example(Decimal("1234.5000"), COMMA, "mark")
def test_a_number_written_under_a_convention_is_read_back(value: Decimal, convention: Convention, group: str) -> None:
    assert Writing(convention).read(written(value, convention, group)) == value


@given(whole, st.sampled_from(list(Convention)), groups)
def test_a_whole_number_is_read_back(value: int, convention: Convention, group: str) -> None:
    assert Writing(convention).read(written(Decimal(value), convention, group)) == value


@given(figures | whole.map(Decimal), st.sampled_from(list(Convention)), groups)
def test_without_a_stated_sign_the_right_reading_or_none_is_given(
    value: Decimal, convention: Convention, group: str
) -> None:
    text = written(value, convention, group)
    read = Writing.of([]).read(text)
    assert read == value or (read is None and readings(text).ambiguous)


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"))
def test_one_mark_and_three_digits_is_never_read_silently(head: int, tail: int, mark: str) -> None:
    text = f"{head}{mark}{tail:03}"
    assert readings(text).ambiguous
    assert Writing.of([text]).read(text) is None
    assert {Writing(POINT).read(text), Writing(COMMA).read(text)} == {
        Decimal(f"{head}.{tail:03}"),
        Decimal(head * 1000 + tail),
    }


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_not_and_nothing_breaks(text: str) -> None:
    read = Writing.of([text]).read(text)
    assert read is None or read.is_finite()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("+5", "5"),
        ("−12", "-12"),
        (" 12 ", "12"),
        ("0,123", "0.123"),
        ("0.123", "0.123"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("1234.567", "1234.567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234,500", "1234.5"),
        ("1\u202f234\u202f567", "1234567"),
    ],
)
def test_unmistakable_numbers_are_read(text: str, value: str) -> None:
    assert Writing().read(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "abc", "1e5", "1E400", "nan", "inf", "-inf", "Infinity", "12,34,567", "1..2", "1.2.3", "12 34"),
        "5.",
        ".",
        "-",
        "--5",
        "1.234.5",
        "٣٤",
        "１２",
        "0x10",
        "1_000",
        "(5)",
        "5 000 kg",
        "US$ 5",
        "½",
        "1/2",
        "0.1.2",
    ],
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert readings(text).point is None
    assert readings(text).comma is None


def test_the_other_numbers_of_a_file_decide() -> None:
    assert Writing.of(["1.234", "2,5"]).read("1.234") == 1234
    assert Writing.of(["1.234", "2.5"]).read("1.234") == Decimal("1.234")
    assert Writing.of(["1.234", "1.000.000"]).read("1.234") == 1234


def test_a_file_that_mixes_both_decides_nothing() -> None:
    mixed = Writing.of(["2,5", "2.5"])
    assert mixed.read("1.234") is None
    assert mixed.read("2,5") == mixed.read("2.5") == Decimal("2.5")


def test_a_stated_sign_binds_every_number() -> None:
    assert Writing.of(["2,5"], POINT).read("2,5") is None


@pytest.mark.parametrize(("value", "long"), [("1e14", False), ("1e15", True), ("1e-20", False), ("1e-21", True)])
def test_figures_have_so_many_digits(value: str, long: bool) -> None:
    assert too_long(Decimal(value)) is long


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_too_long(value: str) -> None:
    assert too_long(Decimal(value))
