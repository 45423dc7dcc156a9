"""The form: what it holds, what it protects, and that it comes back as it went."""

import io
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from tests.core.intake.forms import filled, header_of, only, read, refused, sample, saved
from tests.core.intake.parts import unpacked

from rumbo.core.errors import InputError, UnknownCodeError
from rumbo.core.intake.columns import Column, column_named, is_header, title
from rumbo.core.intake.template import write_template
from rumbo.core.language import speaking
from rumbo.core.observations import Evidence, Observation, Origin, Part, State
from rumbo.core.policy.models import Policy


def observed(code: str, value: str, **fields: object) -> Observation:
    known = {"numerator": None, "denominator": None, "origin": Origin.REPORTED, "year": 2026} | fields
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return Observation(
        indicator=code, value=Decimal(value), state=State.SUBMITTED, revision=1, recorded_at=moment, **known
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("tongue", ["es", "en"])
@pytest.mark.parametrize("name", ["tiny_policy", "pnmce"])
def test_every_indicator_goes_out_and_comes_back(request: pytest.FixtureRequest, name: str, tongue: str) -> None:
    policy: Policy = request.getfixturevalue(name)
    with speaking(tongue):  # type: ignore[arg-type]
        form = write_template(policy, 2026, {})
    answers = {
        indicator.code: sample(indicator) | {Column.COMMENT: f"nota {indicator.code}", Column.EVIDENCE: "acta.pdf"}
        for indicator in policy.indicators
    }
    intake = read(filled(form, answers), policy)
    assert {value.indicator for value in intake.values} == {indicator.code for indicator in policy.indicators}
    for value in intake.values:
        measure, answer = policy.indicator(value.indicator).measure, answers[value.indicator]
        assert value.comment == f"nota {value.indicator}"
        assert intake.evidence[value.indicator] == ("acta.pdf",)
        if measure.reported_as == "ratio":
            upper, lower = Decimal(str(answer[Column.NUMERATOR])), Decimal(str(answer[Column.DENOMINATOR]))
            assert (value.numerator, value.denominator) == (upper, lower)
            assert abs(value.value - measure.scale * upper / lower) < Decimal("1e-20")
        else:
            assert value.value == Decimal(str(answer[Column.VALUE]))


def test_a_blank_form_reports_nothing(pnmce: Policy) -> None:
    intake = read(write_template(pnmce, 2026, {}), pnmce)
    assert (intake.values, intake.evidence, intake.warnings) == ((), {}, ())


def test_the_same_form_has_the_same_bytes(tiny_policy: Policy) -> None:
    assert write_template(tiny_policy, 2026, {}) == write_template(tiny_policy, 2026, {})


def test_a_form_of_one_entity_asks_only_for_its_indicators(pnmce: Policy) -> None:
    form = write_template(pnmce, 2026, {}, "promperu")
    mine = {i.code for i in pnmce.indicators if pnmce.reporting_entity(i.code) == "PROMPERU"}
    answers = {i.code: sample(i) for i in pnmce.indicators}
    intake = read(filled(form, answers), pnmce)
    assert {value.indicator for value in intake.values} == mine
    assert intake.entity == "PROMPERU"


def test_an_unknown_entity_is_refused(pnmce: Policy) -> None:
    with pytest.raises(UnknownCodeError, match="PROMPERU"):
        write_template(pnmce, 2026, {}, "PROMPERI")


def test_an_entity_without_indicators_is_refused(tiny_policy: Policy) -> None:
    idle = tiny_policy.entities[0].model_copy(update={"code": "IDLE"})
    policy = tiny_policy.model_copy(update={"entities": (*tiny_policy.entities, idle)})
    with pytest.raises(InputError, match="IDLE reports no indicator of agua-2030"):
        write_template(policy, 2026, {}, "IDLE")


def test_the_form_of_another_year_or_policy_is_refused(tiny_policy: Policy, pnmce: Policy) -> None:
    problem = only(refused(write_template(tiny_policy, 2025, {}), tiny_policy))
    assert (problem.where, problem.what) == (
        "Control!B3",
        "The form was made for 2025; values of 2026 were expected.",
    )
    with speaking("en"):
        error = refused(write_template(tiny_policy, 2026, {}), pnmce)
    assert error.problems[0].what == "The form was made for the policy “agua-2030”; “pnmce-2040” was expected."


def test_a_form_of_another_state_of_the_policy_is_told(tiny_policy: Policy) -> None:
    other = tiny_policy.model_copy(update={"sha256": "0" * 64})
    (warning,) = read(write_template(other, 2026, {}), tiny_policy).warnings
    assert warning.what == "The form was made from another state of the policy's data."


def test_what_was_reported_stands_in_the_form_and_comes_back_alike(tiny_policy: Policy) -> None:
    known = (
        observed("OP1-I1", "60", numerator=Decimal(60), denominator=Decimal(100), comment="=nota"),
        observed(
            "S1.1.1-C1",
            "120",
            evidence=(Evidence("acta.pdf", "0" * 64, 1),),
            parts=(Part("region", "norte", Decimal(100)), Part("region", "sur", Decimal(20))),
        ),
        observed("OP2-I1", "5", origin=Origin.SIMULATED),
    )
    intake = read(write_template(tiny_policy, 2026, {(o.indicator, o.year): o for o in known}), tiny_policy)
    back = {value.indicator: value for value in intake.values}
    assert set(back) == {"OP1-I1", "S1.1.1-C1"}
    assert (back["OP1-I1"].numerator, back["OP1-I1"].value, back["OP1-I1"].comment) == (60, 60, "=nota")
    assert back["S1.1.1-C1"].parts == known[1].parts
    assert intake.evidence == {"S1.1.1-C1": ("acta.pdf",)}


def test_breakdowns_go_out_and_come_back(tiny_policy: Policy) -> None:
    book = load_workbook(io.BytesIO(filled(write_template(tiny_policy, 2026, {}), {"S1.1.1-C1": {Column.VALUE: 120}})))
    sheet = book["Breakdowns"]
    columns = header_of(sheet)
    for row in sheet.iter_rows():
        if row[0].value == "S1.1.1-C1":
            row[columns[Column.VALUE] - 1].value = {"Norte": 100, "Sur": 20}.get(str(row[3].value), 0)
    (value,) = read(saved(book), tiny_policy).values
    assert {part.member: part.value for part in value.parts} == {"norte": 100, "centro": 0, "sur": 20}


def test_only_what_is_asked_for_can_be_filled(pnmce: Policy) -> None:
    sheet = load_workbook(io.BytesIO(write_template(pnmce, 2026, {})))["Values"]
    columns = header_of(sheet)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    codes = {indicator.code: indicator for indicator in pnmce.indicators}
    for row in sheet.iter_rows(min_row=6):
        indicator = codes.get(str(row[0].value))
        open_columns = {cell.column for cell in row if not cell.protection.locked}
        said = (Column.NO_DATA, Column.EXPECTED, Column.COMMENT, Column.EVIDENCE, Column.REASON)
        remarks = {columns[column] for column in said}
        terms = {columns[Column.NUMERATOR], columns[Column.DENOMINATOR]}
        if indicator is None:
            assert not open_columns
        elif indicator.measure.reported_as == "ratio":
            assert open_columns == terms | remarks
            assert str(row[columns[Column.VALUE] - 1].value).startswith("=IF(")
        else:
            assert open_columns == {columns[Column.VALUE]} | remarks


def test_every_figure_is_validated(pnmce: Policy) -> None:
    sheet = load_workbook(io.BytesIO(write_template(pnmce, 2026, {})))["Values"]
    kinds = {cell: rule.type for rule in sheet.data_validations.dataValidation for cell in str(rule.sqref).split()}
    letter = {column: sheet.cell(1, place).column_letter for column, place in header_of(sheet).items()}
    for row in range(6, sheet.max_row + 1):
        code = sheet[f"A{row}"].value
        if not code:
            continue
        measure = pnmce.indicator(str(code)).measure
        if measure.reported_as == "ratio":
            assert kinds[f"{letter[Column.NUMERATOR]}{row}"] == kinds[f"{letter[Column.DENOMINATOR]}{row}"] == "decimal"
        else:
            assert kinds[f"{letter[Column.VALUE]}{row}"] == ("whole" if measure.whole else "decimal")


def test_a_formula_in_the_place_of_the_display_is_refused(tiny_policy: Policy) -> None:
    data = filled(write_template(tiny_policy, 2026, {}), {"OP1-I1": {Column.VALUE: "=0.85*100"}})
    problem = only(refused(data, tiny_policy))
    assert re.fullmatch(r"Values!\w+7", problem.where)
    assert problem.what == "A formula was found (=0.85*100); a plain number was expected."


def test_texts_of_a_policy_are_never_formulas(tiny_policy: Policy) -> None:
    evil = '=HYPERLINK("http://x.invalid","a")'
    first, *rest = tiny_policy.objectives
    formula = first.indicators[0].formula.model_copy(update={"numerator": "+cmd", "logic": "@SUM(A1)"})
    indicator = first.indicators[0].model_copy(update={"name": evil, "unit": "-1+2", "formula": formula})
    objective = first.model_copy(update={"indicators": (indicator, *first.indicators[1:]), "name": evil})
    fields = {name: getattr(tiny_policy, name) for name in Policy.model_fields}
    policy = Policy(**fields | {"objectives": (objective, *rest), "title": evil})
    known = observed(indicator.code, "60", numerator=Decimal(60), denominator=Decimal(100), comment=evil)
    form = write_template(policy, 2026, {(indicator.code, 2026): known})
    book = load_workbook(io.BytesIO(form))
    found = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in (evil, "-1+2"):
                    found += 1
                    assert cell.data_type == "s"
                    assert cell.quotePrefix
                if cell.data_type == "f":
                    assert str(cell.value).startswith("=IF(")
    assert found >= 5
    assert "hyperlink" not in unpacked(form)["xl/worksheets/sheet2.xml"].decode().lower()


def test_every_title_is_recognised_in_both_languages() -> None:
    for tongue in ("es", "en"):
        with speaking(tongue):  # type: ignore[arg-type]
            assert all(column_named(title(column)) is column for column in Column)
    assert not is_header(["Código", "Indicador"])
