"""Corrections are data with a guard: they apply once, remember what stood there, and fail when the source mends."""

from datetime import date
from decimal import Decimal

import pytest
from tests.core.customs.lake.made import held, line, week

from rumbo.core.customs.corrections import apply_corrections
from rumbo.core.customs.errors import CustomsError
from rumbo.core.language import speaking

ONE = """
corrections:
  - id: grapes-1
    where: {flow: X, customs_office: "118", declaration_year: 2024, declaration_number: "000001", item: 1}
    column: fob_usd
    expect: 1000.00
    value: 100.5
    reason: The decimal point was misplaced.
    source: Letter 12-2024 of the exporter
"""


@pytest.fixture
def lake(lake):
    lake.merge([week(10, [line(1), line(2), line(3, partner="XK")])])
    return lake


@pytest.fixture
def write(tmp_path):
    def write_(text):
        path = tmp_path / "corrections.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_


def test_a_correction_makes_a_version_and_remembers_what_stood_there(lake, write):
    done = apply_corrections(lake, write(ONE))
    assert (done.version, done.lines, done.unchanged) == (2, {"grapes-1": 1}, {})
    assert [row["fob_usd"] for row in held(lake)] == [Decimal("100.50"), Decimal(1000), Decimal(1000)]
    assert [row["fob_usd"] for row in held(lake, 1)] == [Decimal(1000)] * 3
    (row,) = lake.corrections().to_pylist()
    assert (row["line"], row["column"], row["before"], row["after"]) == (
        "X 118 2024 000001 1",
        "fob_usd",
        "1000.00",
        "100.50",
    )
    assert row["reason"] == "The decimal point was misplaced."
    assert lake.at().what == "correction"
    assert lake.at().lines == 3
    assert lake.corrections(1).num_rows == 0
    others = [{**row, "fob_usd": None} for row in held(lake)]
    assert others == [{**row, "fob_usd": None} for row in held(lake, 1)]


def test_the_same_file_again_changes_nothing(lake, write):
    apply_corrections(lake, write(ONE))
    again = apply_corrections(lake, write(ONE))
    assert (again.version, again.lines, again.unchanged, lake.version) == (2, {}, {"grapes-1": 1}, 2)


def test_a_correction_can_be_corrected(lake, write):
    apply_corrections(lake, write(ONE))
    apply_corrections(lake, write(ONE.replace("100.5", "99")))
    assert held(lake)[0]["fob_usd"] == Decimal(99)
    assert lake.corrections()["before"].to_pylist() == ["1000.00", "1000.00"]


@pytest.mark.parametrize("mended", ["100.50", "870.00"])
def test_a_source_that_mends_its_error_stops_the_file(lake, write, mended):
    apply_corrections(lake, write(ONE))
    lake.merge([week(20, [line(1, fob_usd=Decimal(mended), regularised_on=date(2024, 5, 1))])])
    with pytest.raises(CustomsError) as raised:
        apply_corrections(lake, write(ONE))
    (problem,) = raised.value.problems
    assert problem.what == (
        f"The correction “grapes-1” expects “1000.00” as fob_usd, but line X 118 2024 000001 1 holds “{mended}”."
    )
    assert problem.where.startswith("corrections.yaml:3")
    assert "may have mended its error" in problem.mend
    assert lake.version == 3


def test_a_regularisation_with_the_same_error_is_corrected_again(lake, write):
    apply_corrections(lake, write(ONE))
    lake.merge([week(20, [line(1, regularised_on=date(2024, 5, 1))])])
    assert apply_corrections(lake, write(ONE)).lines == {"grapes-1": 1}
    assert held(lake)[0]["fob_usd"] == Decimal("100.50")


def test_a_filter_corrects_every_line_that_it_fits(lake, write):
    text = """
corrections:
  - {id: all, where: {flow: X}, column: place_code, expect: "150101", value: "040101", reason: r, source: s}
  - {id: kosovo, where: {partner: XK}, column: partner, expect: XK, value: null, reason: r, source: s}
"""
    assert apply_corrections(lake, write(text)).lines == {"all": 3, "kosovo": 1}
    assert {(row["place_code"], row["department"]) for row in held(lake)} == {("040101", "04")}
    assert [row["partner"] for row in held(lake)] == ["US", "US", None]


def test_a_restored_version_forgets_later_corrections(lake, write):
    apply_corrections(lake, write(ONE))
    lake.restore(1)
    assert lake.corrections().num_rows == 0
    assert apply_corrections(lake, write(ONE)).lines == {"grapes-1": 1}


def test_corrections_survive_later_imports_of_other_lines(lake, write):
    apply_corrections(lake, write(ONE))
    lake.merge([week(11, [line(2, fob_usd=Decimal(5))])])
    assert [row["fob_usd"] for row in held(lake)][:2] == [Decimal("100.50"), Decimal(5)]
    assert lake.corrections().num_rows == 1


ENTRY = "{{id: {id}, where: {where}, column: {column}, expect: {expect}, value: {value}, reason: r, source: s}}"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"where": '{declaration_number: "000009"}'}, "The correction “one” fits no line of the lake"),
        ({"column": "trader_id"}, "The column “trader_id” cannot be corrected. Choose one of: regime"),
        ({"where": "{partnr: US}"}, "Lines have no column “partnr”. Did you mean “partner”"),
        ({"value": "1000.00"}, "The correction “one” changes nothing"),
        ({"value": "1.005"}, "“1.005” is no value of “fob_usd”. Write codes and texts between quotes, amounts with at"),
        ({"value": "abc"}, "“abc” is no value of “fob_usd”"),
        ({"value": "null"}, "“fob_usd” is never empty"),
        ({"where": "{customs_office: 118}"}, "“118” is no value of “customs_office”. Write codes and texts between"),
        ({"column": "subheading", "expect": '"0806100000"', "value": '"806100000"'}, "“806100000” has not the form"),
        ({"where": "{}"}, "where"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused_at_its_line(lake, write, changed, message):
    said = {"id": "one", "where": "{item: 1}", "column": "fob_usd", "expect": "1000.00", "value": "5"} | changed
    with pytest.raises(CustomsError) as raised:
        apply_corrections(lake, write("corrections:\n  - " + ENTRY.format(**said) + "\n"))
    assert message in str(raised.value)
    assert "corrections.yaml:2" in str(raised.value)
    assert lake.version == 1


def test_two_corrections_of_one_value_are_refused(lake, write):
    same = {"id": "one", "where": "{item: 1}", "column": "fob_usd", "expect": "1000.00", "value": "5"}
    entries = [ENTRY.format(**same), ENTRY.format(**same | {"id": "two", "value": "6"})]
    with pytest.raises(
        CustomsError, match="The corrections “two” and “one” both change fob_usd of line X 118 2024 000001"
    ):
        apply_corrections(lake, write("corrections:\n  - " + "\n  - ".join(entries) + "\n"))
    with pytest.raises(CustomsError, match="The id “one” is given to 2 corrections"):
        apply_corrections(lake, write("corrections:\n  - " + "\n  - ".join(entries[:1] * 2) + "\n"))


def test_a_file_that_is_none_is_told(lake, tmp_path, write):
    with pytest.raises(CustomsError, match=r"absent\.yaml: There is no such file\."):
        apply_corrections(lake, tmp_path / "absent.yaml")
    with pytest.raises(CustomsError, match="The file of corrections cannot be read"):
        apply_corrections(lake, tmp_path)
    with pytest.raises(CustomsError, match=r"corrections\.yaml"):
        apply_corrections(lake, write("corrections: [\n"))
    with pytest.raises(CustomsError, match="reason"):
        apply_corrections(
            lake, write("corrections:\n  - {id: a, where: {item: 1}, column: zone, expect: a, value: b}\n")
        )
    assert apply_corrections(lake, write("corrections: []\n")).version == 1


def test_refusals_speak_spanish(lake, write):
    with speaking("es"), pytest.raises(CustomsError, match="La corrección «grapes-1» espera «999"):
        apply_corrections(lake, write(ONE.replace("1000.00", "999")))
