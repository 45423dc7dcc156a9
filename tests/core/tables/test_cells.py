"""What a cell means, and which numbers leave a doubt."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.core.tables import definition
from rumbo.core.tables.amounts import number_of
from rumbo.core.tables.cells import Fault, value_of
from rumbo.core.tables.schema import Bilingual, Column

decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2)


def column(kind, **more):
    return Column(name="x", type=kind, meaning=Bilingual(es="x", en="x"), **more)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1 234 567", "1234567"),
        ("1\u00a0234", "1234"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("12,5", "12.5"),
        ("0,1234", "0.1234"),
        ("1.234", "1.234"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        (".5", "0.5"),
        ("1e3", "1000"),
    ],
)
def test_numbers(text, number):
    assert number_of(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["1,234", "1.234,567.8", "1,23,4", "12 34", "five", "", "1-2", "0x10", "1e999", "NaN", "inf", "٣", "1" * 40, "%"],
)
def test_what_is_no_number_or_leaves_a_doubt(text):
    assert number_of(text) is None


@given(decimals)
def test_a_number_is_read_as_it_is_written_by_either_convention(number):
    assert number_of(f"{number:f}") == number
    assert number_of(f"{number:,.2f}") == number
    assert number_of(f"{number:,.2f}".translate(str.maketrans(",.", ".,"))) == number


@given(decimals)
def test_a_decimal_keeps_every_digit(number):
    assert value_of(column("decimal"), f"{number:f}") == number


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_in_each_of_its_forms(day):
    forms = (day, day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", f"{day.isoformat()} 00:00:00")
    assert {value_of(column("date"), form) for form in forms} == {day}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("true", True),
        ("Sí", True),
        ("VERDADERO", True),
        ("yes", True),
        ("1", True),
        (True, True),
        (1, True),
        ("X", True),
        *[("false", False), ("No", False), ("falso", False), ("0", False), (False, False), (0, False)],
    ],
)
def test_yes_and_no(word, meant):
    assert value_of(column("boolean"), word) is meant


def test_a_value_of_a_list_is_stored_in_its_own_spelling():
    sector = definition("sector").column("sector")
    assert value_of(sector, "MINERIA  METALICA") == "minería metálica"


@pytest.mark.parametrize("word", ["", " ", "-", "n.d.", None, "N.D.", "…"])
def test_no_data(word):
    assert value_of(column("decimal", required=False), word) is None


def test_a_code_may_be_one_that_looks_like_no_data():
    assert value_of(column("text"), "NA") == "NA"


def test_a_cell_that_is_not_of_its_type():
    wrong = [("integer", True), ("integer", 10**30), ("decimal", date(2024, 1, 1)), ("date", True), ("boolean", "2")]
    assert all(isinstance(value_of(column(kind), raw), Fault) for kind, raw in wrong)


def test_a_bound_above_only():
    fault = value_of(column("integer", maximum=Decimal(5)), "6")
    assert isinstance(fault, Fault)
    assert "5" in fault.what
