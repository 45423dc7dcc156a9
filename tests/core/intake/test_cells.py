"""One test for each thing that a cell should not hold, in CSV and in XLSX, with its address."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.core.intake.forms import COMMA, HEADER, POINT, csv, only, read, refused, table
from tests.core.intake.parts import with_part

from rumbo.core.policy.models import Policy

COUNT, SHARE, MONEY, HOURS = "OP2-I1", "OP1-I1", "OP1-I2", "S1.1.2-Q1"


@pytest.mark.parametrize(
    ("line", "column", "what"),
    [
        (f"{COUNT};;;siete;", "valor", "“siete” is not a number."),
        (f"{COUNT};;;7 brotes;", "valor", "“7 brotes” is not a number."),
        (f"{MONEY};;;S/ 12;", "valor", "“S/ 12” is not a number."),
        (f"{COUNT};;;-7;", "valor", "A count cannot be negative: -7."),
        (f"{COUNT};;;7.5;", "valor", "A count has no decimals: 7.5."),
        (f"{COUNT};;;85%;", "valor", "85 % was found; the figure is no percentage (expected: Brotes)."),
        (f"{COUNT};;;=1+1;", "valor", "A formula was found (=1+1); a plain number was expected."),
        (f"{MONEY};;;1e400;", "valor", "“1e400” is written in powers of ten; a plain number was expected."),
        (f"{MONEY};;;nan;", "valor", "“nan” is not a number."),
        (f"{MONEY};;;inf;", "valor", "“inf” is not a number."),
        (f"{MONEY};;;{'9' * 16};", "valor", f"“{'9' * 16}” is no figure: at most 15 whole digits"),
        (f"{MONEY};;;0,{'1' * 21};", "valor", f"“0,{'1' * 21}” is no figure: at most 15 whole digits"),
        (f"{SHARE};7;;;", "denominador", "OP1-I1 has only one of its two terms: the denominator is missing."),
        (f"{SHARE};;7;;", "numerador", "OP1-I1 has only one of its two terms: the numerator is missing."),
        (f"{SHARE};7;s/d;;", "denominador", "OP1-I1 has only one of its two terms: the denominator is missing."),
        (f"{SHARE};;;85;", "valor", "OP1-I1 has a typed value (85); its numerator and denominator were expected."),
        (f"{SHARE};9;7;;", "numerador", "The numerator (9) is above the denominator (7), of which it is a part."),
        (f"{SHARE};7;0;;", "denominador", "The denominator is zero, so the ratio does not exist."),
        (f"{HOURS};7;-2;;", "denominador", "The denominator cannot be negative: -2."),
        (f"{SHARE};-7;9;;", "numerador", "The numerator cannot be negative: -7."),
        (f"{SHARE};7%;9;;", "numerador", "7 % was found; the figure is no percentage (expected: a term of the ratio"),
        (f"{SHARE};1;4;26;", "valor", "The value typed is 26, and its terms 1/4 give 25."),
        (f"{SHARE};1;4;0.25;", "valor", "The value typed is 0.25, and its terms 1/4 give 25."),
        (f"{COUNT};3;;7;", "numerador", "OP2-I1 is reported as one value; a term was typed (3)."),
        (f"{COUNT};;3;;", "denominador", "OP2-I1 is reported as one value; a term was typed (3)."),
        (f"{MONEY};;;1.234;", "valor", "“1.234” can be read as 1.234 or as 1234, and nothing in the file tells which."),
        (f"{MONEY};;;1,234;", "valor", "“1,234” can be read as 1234 or as 1.234, and nothing in the file tells which."),
    ],
)
def test_a_bad_cell_of_a_csv_is_named(tiny_policy: Policy, line: str, column: str, what: str) -> None:
    problem = only(refused(csv(line), tiny_policy))
    assert problem.where == f"file.csv:2, column {column}"
    assert problem.what.startswith(what)
    assert problem.mend


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("siete", "“siete” is not a number."),
        (True, "TRUE was found; a number was expected."),
        (False, "FALSE was found; a number was expected."),
        (date(2026, 2, 1), "A date was found (2026-02-01 00:00:00); a number was expected."),
        (
            datetime(2026, 2, 1, 10, 0),  # noqa: DTZ001 - a spreadsheet has no time zones
            "A date was found (2026-02-01 10:00:00); a number was expected.",
        ),
        (time(10, 0), "A date was found (10:00:00); a number was expected."),
        ("=SUM(A1:A3)", "A formula was found (=SUM(A1:A3)); a plain number was expected."),
        ("#DIV/0!", "The spreadsheet's error #DIV/0! was found; a number was expected."),
        ("#N/A", "The spreadsheet's error #N/A was found; a number was expected."),
        (-7, "A count cannot be negative: -7."),
        (7.5, "A count has no decimals: 7.5."),
        (1e300, "“1e+300” is no figure: at most 15 whole digits and 20 decimals are read."),
        ("1.234", "“1.234” can be read as 1.234 or as 1234, and nothing in the file tells which."),
    ],
)
def test_a_bad_cell_of_a_workbook_is_named(tiny_policy: Policy, value: Any, what: str) -> None:
    problem = only(refused(table((COUNT, None, None, value)), tiny_policy))
    assert problem.where == "Valores!D2"
    assert problem.what.startswith(what)
    assert problem.mend


def test_infinite_numbers_inside_a_workbook_are_refused(tiny_policy: Policy) -> None:
    book = table((MONEY, None, None, 12345))
    for text, shown in (("1e400", "inf"), ("NaN", "nan"), ("-INF", "-inf")):
        data = with_part(book, "xl/worksheets/sheet1.xml", lambda xml, text=text: xml.replace("12345", text))
        problem = refused(data, tiny_policy).problems[0]
        assert shown in problem.what or "damaged" in problem.what


def test_every_bad_cell_is_told_at_once(tiny_policy: Policy) -> None:
    error = refused(csv(f"{COUNT};;;x;", f"{MONEY};;;y;", f"{SHARE};a;b;;", "S9.9.9-Q9;1;2;;"), tiny_policy)
    assert [problem.where for problem in error.problems] == [
        "file.csv:2, column valor",
        "file.csv:3, column valor",
        "file.csv:4, column numerador",
        "file.csv:4, column denominador",
        "file.csv:5, column codigo",
    ]


def test_a_long_list_is_cut_and_its_count_kept(tiny_policy: Policy) -> None:
    error = refused(csv(*[f"X{n};;;1;" for n in range(1500)]), tiny_policy)
    assert error.count == 1500
    assert len(error.problems) == 201
    assert str(error.problems[-1]) == "… and 1300 more problems."


@pytest.mark.parametrize("blank", ["s/d", "S/D", "N.D.", "n.d.", "-", "—", "…", "sin datos", "N/A"])
def test_no_data_is_not_reported_and_never_zero(tiny_policy: Policy, blank: str) -> None:
    intake = read(csv(f"{COUNT};;;{blank};", f"{MONEY};;;12;"), tiny_policy)
    assert [value.indicator for value in intake.values] == [MONEY]
    assert "OP2-I1 is marked as without data" in intake.warnings[0].what


def test_no_data_in_both_terms_is_not_reported(tiny_policy: Policy) -> None:
    assert read(csv(f"{SHARE};s/d;s/d;;"), tiny_policy).values == ()


def test_a_blank_row_is_not_reported_and_a_zero_is_a_value(tiny_policy: Policy) -> None:
    intake = read(csv(f"{COUNT};;;;", f"{MONEY};;;0;", f"{SHARE};0;9;;"), tiny_policy)
    assert [(value.indicator, value.value) for value in intake.values] == [(MONEY, Decimal(0)), (SHARE, Decimal(0))]


def test_a_comment_without_a_value_is_noted(tiny_policy: Policy) -> None:
    intake = read(csv(f"{COUNT};;;;aún no disponible"), tiny_policy)
    assert intake.values == ()
    assert "has a comment or evidence and no value" in intake.warnings[0].what


@pytest.mark.parametrize(("text", "value"), [("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("1 234,5", "1234.5")])
def test_both_ways_of_writing_are_read(tiny_policy: Policy, text: str, value: str) -> None:
    assert read(csv(f'{MONEY};;;"{text}";'), tiny_policy).values[0].value == Decimal(value)


def test_the_other_numbers_of_the_file_settle_an_ambiguous_one(tiny_policy: Policy) -> None:
    intake = read(csv(f"{COUNT};;;1.234;", f"{MONEY};;;12,5;"), tiny_policy)
    assert [value.value for value in intake.values] == [1234, Decimal("12.5")]


def test_a_stated_sign_settles_an_ambiguous_number(tiny_policy: Policy) -> None:
    line = csv(f"{MONEY};;;1.234;")
    assert read(line, tiny_policy, decimal=COMMA).values[0].value == 1234
    assert read(line, tiny_policy, decimal=POINT).values[0].value == Decimal("1.234")


def test_a_number_against_the_stated_sign_is_refused(tiny_policy: Policy) -> None:
    problem = only(refused(csv(f"{MONEY};;;2,5;"), tiny_policy, decimal=POINT))
    assert problem.what == "“2,5” is not written with a decimal point, as was stated for this file."
    problem = only(refused(csv(f"{MONEY};;;2.5;"), tiny_policy, decimal=COMMA))
    assert problem.what == "“2.5” is not written with a decimal comma, as was stated for this file."


def test_a_number_stored_as_text_in_a_workbook_is_read(tiny_policy: Policy) -> None:
    assert read(table((MONEY, None, None, "12,5")), tiny_policy).values[0].value == Decimal("12.5")


def test_a_binary_number_of_a_workbook_is_read_as_it_shows(tiny_policy: Policy) -> None:
    for binary, shown in ((12.1, "12.1"), (12.1 + 0.2, "12.3"), (37 / 3, "12.3333333333333"), (1e-7, "0.0000001")):
        assert read(table((MONEY, None, None, binary)), tiny_policy).values[0].value == Decimal(shown)


def test_a_value_that_agrees_with_its_terms_within_its_rounding_is_taken(tiny_policy: Policy) -> None:
    for typed in ("33", "33.3", "33.33", "33%"):
        value = read(csv(f"{SHARE};1;3;{typed};"), tiny_policy).values[0]
        assert (value.numerator, value.denominator) == (1, 3)
        assert str(value.value).startswith("33.33333333333333")


def as_percent(sheet: Worksheet) -> None:
    sheet["D2"].number_format = "0%"


def test_a_percent_format_on_a_count_is_refused(tiny_policy: Policy) -> None:
    problem = only(refused(table((COUNT, None, None, 0.85), change=as_percent), tiny_policy))
    assert (problem.where, problem.what[:18]) == ("Valores!D2", "85 % was found; th")


@pytest.mark.parametrize(("percentage", "share"), [("85", True), ("85%", True), ("0.85%", True), ("120", False)])
def test_percentages_reported_as_one_value(percentages: Policy, percentage: str, share: bool) -> None:
    code = "OP1-I1" if share else "OP1-I2"
    value = read(csv(f"{code};;;{percentage};"), percentages).values[0].value
    assert value == Decimal(percentage.rstrip("%"))


def test_a_percent_format_is_read_as_it_shows(percentages: Policy) -> None:
    data = table(("OP1-I1", None, None, 0.85), change=as_percent)
    assert read(data, percentages).values[0].value == 85


@pytest.mark.parametrize("text", ["0.85", "0,85", "1"])
def test_a_percentage_typed_as_a_fraction_is_refused(percentages: Policy, text: str) -> None:
    problem = only(refused(csv(f"OP1-I1;;;{text};"), percentages))
    assert problem.where == "file.csv:2, column valor"
    assert "where a percentage is expected; it can mean" in problem.what
    assert "“" in problem.mend


def test_a_percentage_that_is_known_to_be_low_is_taken(percentages: Policy) -> None:
    assert read(csv("OP1-I2;;;0.85;"), percentages).values[0].value == Decimal("0.85")


@pytest.mark.parametrize("text", ["101", "-1"])
def test_a_share_outside_its_scale_is_refused(percentages: Policy, text: str) -> None:
    problem = only(refused(csv(f"OP1-I1;;;{text};"), percentages))
    assert problem.what == f"A share lies between 0 and 100: {text} was found."


@pytest.fixture(scope="module")
def percentages(tiny_policy: Policy) -> Policy:
    """The water plan with two percentages that are reported as one value: a share near 60, and a growth rate near 1."""
    first, second = tiny_policy.objectives[0].indicators
    share = first.model_copy(update={"measure": first.measure.model_copy(update={"reported_as": "value"})})
    low = {year: figure.model_copy(update={"value": Decimal("0.9")}) for year, figure in second.targets.items()}
    rate = second.model_copy(update={"unit": "%", "targets": low, "baseline": None})
    objective = tiny_policy.objectives[0].model_copy(update={"indicators": (share, rate)})
    fields = {name: getattr(tiny_policy, name) for name in Policy.model_fields}
    return Policy(**fields | {"objectives": (objective, *tiny_policy.objectives[1:])})


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+51 999", "-nota", "@SUM(A1)"])
def test_a_text_that_looks_like_a_formula_stays_a_text(tiny_policy: Policy, text: str) -> None:
    assert read(csv(f'{MONEY};;;12;"{text}"'), tiny_policy).values[0].comment == text


def test_a_formula_in_a_text_column_is_refused(tiny_policy: Policy) -> None:
    problem = only(refused(table((MONEY, None, None, 12, "=1+1")), tiny_policy))
    assert (problem.where, problem.what) == ("Valores!E2", "A formula was found (=1+1); a text was expected.")


def test_a_remark_is_kept_without_control_characters(tiny_policy: Policy) -> None:
    assert read(csv(f'{MONEY};;;12;"a\x07b\nc"'), tiny_policy).values[0].comment == "ab\nc"


def test_a_remark_has_a_greatest_length(tiny_policy: Policy) -> None:
    problem = only(refused(csv(f"{MONEY};;;12;{'x' * 5001}"), tiny_policy))
    assert problem.what == "The text has 5001 characters; at most 5000 are kept."


@pytest.mark.parametrize("name", ["../secreto.pdf", "/etc/passwd", "C:\\acta.pdf", ".oculto", "a\\b.pdf"])
def test_evidence_is_a_plain_file_name(tiny_policy: Policy, name: str) -> None:
    data = table((MONEY, None, None, 12, None, name), header=(*HEADER, "evidencia"))
    problem = only(refused(data, tiny_policy))
    assert (problem.where, problem.what) == ("Valores!F2", f"“{name}” is no plain file name.")


def test_several_evidence_files_are_separated(tiny_policy: Policy) -> None:
    data = table((MONEY, None, None, 12, None, "acta 1.pdf; foto.png;acta 1.pdf"), header=(*HEADER, "evidencia"))
    assert read(data, tiny_policy).evidence == {MONEY: ("acta 1.pdf", "foto.png")}
