"""Headers, separators, encodings, rows: how a table may be laid out, and how not."""

from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.core.intake.forms import csv, only, read, refused, table

from rumbo.core.policy.models import Policy

TEXT = "código;valor;comentario\nOP2-I1;7;Año de atención: niñas, sí\nOP1-I2;12,5;más según INEI\n"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
        ("cp850", "cp850"),
    ],
)
def test_any_usual_encoding_is_read(tiny_policy: Policy, encoding: str, told: str) -> None:
    intake = read(TEXT.encode(encoding), tiny_policy)
    assert [value.comment for value in intake.values] == ["Año de atención: niñas, sí", "más según INEI"]
    assert intake.values[1].value == Decimal("12.5")
    said = [warning.what for warning in intake.warnings if "UTF-8" in warning.what]
    assert bool(said) == bool(told)
    assert not told or f"read as {told}" in said[0]


def test_bytes_that_only_latin_1_has_are_read(tiny_policy: Policy) -> None:
    assert read(b"codigo;valor;comentario\nOP2-I1;7;a\x81\xf1o\n", tiny_policy).values[0].value == 7


@pytest.mark.parametrize("data", [b"codigo;valor\nOP2-I1;7\x00\n", "código;valor\nOP2-I1;7\n".encode() + b"\x00" * 3])
def test_nulls_in_a_text_are_refused(tiny_policy: Policy, data: bytes) -> None:
    problem = only(refused(data, tiny_policy))
    assert problem.where.startswith("file.csv:")
    assert problem.what == "The file is not a text: it holds bytes that no text has."


def test_a_cut_utf_16_is_refused(tiny_policy: Policy) -> None:
    assert "not a text" in only(refused(TEXT.encode("utf-16")[:-1], tiny_policy)).what


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "header", [("codigo", "valor"), ("CÓDIGO", "Valor obtenido"), ("code", "value"), ("Indicator_Code", "VALUE *")]
)
def test_separators_line_ends_and_languages(
    tiny_policy: Policy, separator: str, end: str, header: tuple[str, str]
) -> None:
    data = end.join((separator.join(header), separator.join(("OP2-I1", "7")), "")).encode()
    assert read(data, tiny_policy).values[0].value == 7


def test_a_title_and_a_separator_line_before_the_header_are_passed_over(tiny_policy: Policy) -> None:
    data = b"sep=;\nReporte 2026\n\ncodigo;valor\nOP2-I1;x\n"
    assert only(refused(data, tiny_policy)).where == "file.csv:5, column valor"


def test_a_cell_with_a_line_break_does_not_move_the_addresses(tiny_policy: Policy) -> None:
    data = csv('OP2-I1;;;7;"uno\ndos"', "OP1-I2;;;x;")
    assert only(refused(data, tiny_policy)).where == "file.csv:4, column valor"


@pytest.mark.parametrize("data", [b"hola\n", b"codigo;nombre\nOP2-I1;x\n", b"valor;comentario\n7;x\n", b"OP2-I1;7\n"])
def test_a_csv_without_a_known_header_is_refused(tiny_policy: Policy, data: bytes) -> None:
    problem = only(refused(data, tiny_policy))
    assert (problem.where, problem.what[:20]) == ("file.csv:1", "No header was found:")


def test_a_workbook_without_a_known_header_is_refused(tiny_policy: Policy) -> None:
    problem = only(refused(table(("OP2-I1", 7), header=("a", "b")), tiny_policy, name="a.xlsx"))
    assert (problem.where, problem.what[:28]) == ("a.xlsx", "No sheet has a known header:")


def test_a_header_alone_is_refused(tiny_policy: Policy) -> None:
    assert only(refused(csv(), tiny_policy)).what == "The file has a header and no rows."
    assert only(refused(table(), tiny_policy)).what == "The form has a header and no rows."


def test_a_column_named_twice_is_refused(tiny_policy: Policy) -> None:
    for data in (b"codigo;valor;value\nOP2-I1;7;8\n", table(("OP2-I1", 7, 8), header=("codigo", "valor", "value"))):
        problem = only(refused(data, tiny_policy))
        assert problem.what == "The header names a column more than once: value."


def test_a_decimal_comma_that_splits_a_cell_is_noticed(tiny_policy: Policy) -> None:
    problem = refused(b"codigo,valor\nOP1-I2,12,5\n", tiny_policy).problems[0]
    assert (problem.where, problem.what) == ("file.csv:2", "The row has 3 cells and the header 2.")


def test_an_open_quotation_mark_is_told(tiny_policy: Policy) -> None:
    problem = only(refused(b'codigo;valor;comentario\nOP2-I1;7;"abierto\nOP1-I2;1;x\n', tiny_policy))
    assert problem.what.startswith("The line cannot be split into cells:")


def test_another_year_is_refused(tiny_policy: Policy) -> None:
    problem = only(refused(b"codigo;ano;valor\nOP2-I1;2025;7\n", tiny_policy))
    assert (problem.where, problem.what) == (
        "file.csv:2, column ano",
        "The row speaks of 2025; values of 2026 were expected.",
    )
    assert read(table(("OP2-I1", 2026.0, 7), header=("codigo", "año", "valor")), tiny_policy).values


def test_another_policy_is_refused(tiny_policy: Policy) -> None:
    problem = only(refused(b"codigo;politica;valor\nOP2-I1;pnmce-2040;7\n", tiny_policy))
    assert problem.what == "The row speaks of the policy “pnmce-2040”; “agua-2030” was expected."
    assert read(b"codigo;politica;valor\nOP2-I1;agua-2030;7\n", tiny_policy).values


def test_an_unknown_code_names_the_nearest(tiny_policy: Policy) -> None:
    problem = only(refused(csv("OP2-I2;;;7;"), tiny_policy))
    assert problem.what == "“OP2-I2” is no indicator of agua-2030."
    assert problem.mend.startswith("Did you mean ")
    assert "OP2-I1" in problem.mend
    assert only(refused(csv("zzz;;;7;"), tiny_policy)).mend == "Correct the code."
    assert only(refused(table((2026, None, None, 7)), tiny_policy)).where == "Valores!A2"


def test_a_service_is_no_indicator(tiny_policy: Policy) -> None:
    assert "S1.1.1-" in only(refused(csv("S1.1.1;;;7;"), tiny_policy)).mend


@pytest.mark.parametrize("code", [" op2-i1 ", "OP2–I1", "OP2 - I1", "OP2‑I1"])
def test_a_code_survives_small_slips_of_typing(tiny_policy: Policy, code: str) -> None:
    assert read(csv(f"{code};;;7;"), tiny_policy).values[0].indicator == "OP2-I1"


def test_values_without_a_code_are_refused(tiny_policy: Policy) -> None:
    problem = only(refused(csv(";;;7;"), tiny_policy))
    assert (problem.where, problem.what) == (
        "file.csv:2, column codigo",
        "The row has values and no code of an indicator.",
    )


def test_a_repeated_indicator_is_refused(tiny_policy: Policy) -> None:
    problem = only(refused(csv("OP2-I1;;;7;", "OP1-I2;;;1;", "op2-i1;;;7;"), tiny_policy))
    assert (problem.where, problem.what) == (
        "file.csv:4, column codigo",
        "OP2-I1 already stands in file.csv:2; an indicator has one row.",
    )


def test_merged_cells_are_refused(tiny_policy: Policy) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("D2:D3")

    problem = refused(table(("OP2-I1", None, None, 7), ("OP1-I2",), change=merge), tiny_policy).problems[0]
    assert (problem.where, problem.what[:30]) == ("Valores!D2:D3", "Cells D2:D3 are merged, so it ")


def test_hidden_rows_and_columns_are_read_and_told(tiny_policy: Policy) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["D"].hidden = True

    intake = read(table(("OP2-I1", None, None, 7), ("OP1-I2", None, None, 12), change=hide), tiny_policy)
    assert len(intake.values) == 2
    told = [(warning.where, warning.what[:18]) for warning in intake.warnings if "hidden" in warning.what]
    assert told == [("Valores!2", "The row is hidden,"), ("Valores!D", "The column is hidd")]


def test_a_hidden_sheet_is_told(tiny_policy: Policy) -> None:
    def hide(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("Otra")
        sheet.sheet_state = "hidden"

    intake = read(table(("OP2-I1", None, None, 7), change=hide), tiny_policy)
    assert any(warning.what.startswith("The sheet is hidden") for warning in intake.warnings)
