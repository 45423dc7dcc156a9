"""Every complaint about the file of a reference table, in readable cases, and that nothing is stored then."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import yaml

from rumbo.core.errors import InputError
from rumbo.core.tables import TableError, grid, load_table, versions

FILE = Path(__file__).parents[2] / "cases" / "tables" / "bad_files.yaml"
CASES = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_bad_file_is_told_cell_by_cell(case, load, home):
    with pytest.raises(TableError) as refused:
        load(case["table"], case["csv"], given=case.get("set"))
    assert [str(problem) for problem in refused.value.problems] == case["says"]
    assert versions(case["table"]) == ()
    assert not list(home.rglob("*.parquet"))


def book(cells, *, sheet="Hoja 1"):
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in cells:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def refusal(load, name, content, file="table.csv"):
    with pytest.raises(TableError) as refused:
        load(name, content, file=file)
    return [str(problem) for problem in refused.value.problems]


def test_cells_of_a_workbook_have_their_addresses(load):
    content = book([["UIT por año"], [], ["Año", "UIT"], [2024, "=2*2575"], ["x", 5350], [2026, None]])
    assert refusal(load, "uit", content, "uit.xlsx") == [
        "Hoja 1!B4: The cell holds a formula; its value was expected. Copy the cells and paste them as values.",
        (
            "Hoja 1!A5: “x” was found in “year”; a whole number was expected. Write digits, with a point for decimals"
            " and nothing between thousands: 24853 or 70.5."
        ),
        "Hoja 1!B6: The cell of “uit_pen” is empty; every row needs it. Fill it in, or delete the row.",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "table.csv: The file is empty. Check that it is the right file."),
        (b"\xef\xbb\xbf \n\n", "table.csv: The file is empty. Check that it is the right file."),
        (b"%PDF-1.7 ...", "table.csv: The file is neither a CSV nor an XLSX workbook, whatever its name says."),
        (b"\x89PNG\r\n\x1a\n....", "table.csv: The file is neither a CSV nor an XLSX workbook"),
        (b"PK\x03\x04 cut", "table.csv: The workbook is damaged or is none: it cannot be unpacked."),
        (b'year,uit_pen\n2024,"5150\n', "table.csv:2: The line cannot be split into cells"),
        (b"year,uit_pen\n2024,5\x00150\n", "The file is not a text"),
    ],
    ids=["empty", "blank", "pdf", "picture", "cut workbook", "open quote", "no text"],
)
def test_a_file_that_is_no_table(content, says, load):
    assert says in refusal(load, "uit", content)[0]


def test_a_zip_that_is_no_workbook(load):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("readme.txt", "hello")
    assert "The workbook is damaged or is none" in refusal(load, "uit", out.getvalue())[0]


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(TableError, match="There is no such file"):
        load_table("uit", tmp_path / "none.csv", version="v", authority="a")


@pytest.mark.parametrize("elsewhere", [131_072, 2**31 - 1], ids=["usual", "raised by a library"])
def test_a_cell_of_endless_length_is_told(load, elsewhere):
    former = csv.field_size_limit(elsewhere)
    try:
        told = refusal(load, "uit", "year,uit_pen\n2024," + "9" * 200_000 + "\n")[0]
    finally:
        csv.field_size_limit(former)
    assert told.startswith("table.csv:2: The line cannot be split into cells: a cell has more than 100,000 characters.")


@pytest.mark.parametrize(
    ("limit", "value", "says"),
    [
        ("MAX_ROWS", 1, "The table reaches further than 1 rows"),
        ("MAX_COLUMNS", 1, "The table reaches further than"),
        ("MAX_BYTES", 10, "The file has 1 MB; at most 0 MB are read."),
    ],
)
def test_limits_of_a_file(limit, value, says, load, monkeypatch):
    monkeypatch.setattr(grid, limit, value)
    assert says in refusal(load, "uit", "year,uit_pen\n2024,5150\n2025,5350\n")[0]


@pytest.mark.parametrize("limit", ["MAX_ROWS", "MAX_COLUMNS", "MAX_UNPACKED"])
def test_limits_of_a_workbook(limit, load, monkeypatch):
    monkeypatch.setattr(grid, limit, 1)
    content = book([["year", "uit_pen"], [2024, 5150], [2025, 5350]])
    assert "The table reaches further than" in refusal(load, "uit", content, "uit.xlsx")[0]


def test_a_far_cell_costs_nothing(load, monkeypatch):
    monkeypatch.setattr(grid, "MAX_ROWS", 1000)
    made = openpyxl.Workbook()
    made.active.append(["year", "uit_pen"])
    made.active["A1048576"] = 2024
    out = io.BytesIO()
    made.save(out)
    assert "The table reaches further than" in refusal(load, "uit", out.getvalue(), "uit.xlsx")[0]


def test_a_thousand_problems_are_listed_and_the_rest_counted(load):
    with pytest.raises(TableError) as refused:
        load("uit", "year,uit_pen\n" + "x,1\n" * 1500)
    assert refused.value.count == 1500
    assert len(refused.value.problems) == 1001
    assert str(refused.value.problems[-1]) == "… and 500 more problems."


def test_a_table_that_is_not_known(load):
    with pytest.raises(InputError, match=r"There is no “sectr”\. Did you mean sector\?"):
        load("sectr", "x\n1\n")


@pytest.mark.parametrize(
    ("said", "part"), [({"version": " "}, "name of the version"), ({}, "authority of the content")]
)
def test_a_version_says_its_name_and_its_authority(said, part, tmp_path):
    with pytest.raises(TableError, match=f"The {part} is missing; it must be said"):
        load_table("uit", tmp_path / "x.csv", **{"version": "v", "authority": "a" if said else "", **said})
