"""A row that reports that there is no figure: its reason, its date, and what contradicts it."""

import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.core.intake.forms import csv, filled, header_of, only, read, refused, table
from tests.core.monitoring.test_alert_cases import observation

from rumbo.core.intake.columns import Column
from rumbo.core.intake.template import write_template
from rumbo.core.observations import NewValue, Origin
from rumbo.core.policy.models import Policy

HEADER = "codigo;numerador;denominador;valor;por qué no hay dato;fecha prevista del dato;comentario"
REASON = "No se realizó la encuesta"
TOLD = NewValue("OP2-I1", 2026, None, no_data_reason=REASON)


@pytest.mark.parametrize("figure", ["", "s/d", "N.D.", "-"])
def test_a_reason_without_a_figure_is_a_report(tiny_policy: Policy, figure: str) -> None:
    intake = read(csv(f"OP2-I1;;;{figure};{REASON};;", header=HEADER), tiny_policy)
    assert intake.values == (TOLD,)
    assert intake.warnings == ()


@pytest.mark.parametrize("day", ["2027-09-30", "30/09/2027", "30.9.2027"])
def test_the_date_may_be_written_as_people_do(tiny_policy: Policy, day: str) -> None:
    intake = read(csv(f"OP1-I1;;;;{REASON};{day};", header=HEADER), tiny_policy)
    assert intake.values[0].expected_on == date(2027, 9, 30)


def test_a_cell_that_holds_a_date_is_read(tiny_policy: Policy) -> None:
    row = ("OP2-I1", "", "", "", REASON, datetime(2027, 9, 30), "")  # noqa: DTZ001 - as a spreadsheet holds a day
    assert read(table(row, header=HEADER.split(";")), tiny_policy).values[0].expected_on == date(2027, 9, 30)


@pytest.mark.parametrize(
    ("line", "told", "mend"),
    [
        (f"OP2-I1;;;7;{REASON};;", "OP2-I1 has a figure and the reason why there is none", "Remove the figure"),
        (f"OP1-I1;83;100;;{REASON};;", "OP1-I1 has a figure and the reason", "Remove the figure"),
        ("OP2-I1;;;7;;2027-09-30;", "has a figure and a date on which it is expected", "Remove the figure"),
        ("OP2-I1;;;;;2027-09-30;", "no figure and no reason", "Say why"),
        (f"OP2-I1;;;;{REASON};soon;", "“soon” is no date", "2027-03-31"),
        (f"OP2-I1;;;;{REASON};2027-02-30;", "“2027-02-30” is no date", "2027-03-31"),
        (f"OP2-I1;;;seven;{REASON};;", "“seven” is not a number", ""),
    ],
)
def test_what_contradicts_itself_is_refused(tiny_policy: Policy, line: str, told: str, mend: str) -> None:
    problem = only(refused(csv(line, header=HEADER), tiny_policy))
    assert told in problem.what
    assert mend in problem.mend
    assert problem.where.startswith("file.csv:2")


def test_parts_of_what_there_is_not_are_refused(tiny_policy: Policy) -> None:
    indicator = next(i for i in tiny_policy.indicators if i.breakdowns)
    header = "codigo;dimension;miembro;numerador;denominador;valor;por que no hay dato"
    terms = "1;2;" if indicator.measure.reported_as == "ratio" else ";;1"
    dimension = indicator.breakdowns[0].dimension
    named = next((d for d in tiny_policy.dimensions if d.code == dimension), None)
    member = next(iter(named.members), "Norte") if named else "Norte"
    lines = (f"{indicator.code};;;;;;{REASON}", f"{indicator.code};{dimension};{member};{terms};")
    assert "the reason why there is none" in only(refused(csv(*lines, header=header), tiny_policy)).what


def test_withdrawing_a_value_and_a_year_without_target_are_doubts(tiny_policy: Policy) -> None:
    held = {("OP2-I1", 2026): observation("OP2-I1", 2026, 7)}
    [doubt] = read(csv(f"OP2-I1;;;;{REASON};;", header=HEADER), tiny_policy, observations=held).warnings
    assert "the report withdraws it" in doubt.what
    code, year = next((i.code, y) for i in tiny_policy.indicators for y in range(2025, 2031) if i.target(y) is None)
    [doubt] = read(csv(f"{code};;;;{REASON};;", header=HEADER), tiny_policy, year).warnings
    assert "nothing has to be explained" in doubt.what


def test_the_form_takes_it_and_gives_it_back(tiny_policy: Policy) -> None:
    said: dict[Column, Any] = {Column.NO_DATA: REASON, Column.EXPECTED: "2027-09-30"}
    form = filled(write_template(tiny_policy, 2026, {}), {"OP2-I1": said})
    [value] = read(form, tiny_policy).values
    assert (value.value, value.no_data_reason, value.expected_on) == (None, REASON, date(2027, 9, 30))

    held = observation("OP2-I1", 2026, 7)
    held = type(held)(
        **{
            **{name: getattr(held, name) for name in held.__slots__},
            "value": None,
            "origin": Origin.REPORTED,
            "no_data_reason": REASON,
            "expected_on": date(2027, 9, 30),
        }
    )
    again = write_template(tiny_policy, 2026, {("OP2-I1", 2026): held})
    [back] = read(again, tiny_policy).values
    assert (back.no_data_reason, back.expected_on) == (REASON, date(2027, 9, 30))
    sheet = next(s for s in load_workbook(io.BytesIO(again)).worksheets if Column.NO_DATA in header_of(s))
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert any("No figure, explained" in text or "Sin dato, con explicación" in text for text in texts)
