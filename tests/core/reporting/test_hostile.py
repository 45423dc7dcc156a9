"""What reporters type cannot run, break a file or pass for something else."""

import pytest
from tests.core.reporting.conftest import HOSTILE
from tests.core.reporting.reading import csv_rows, page, sheet_rows, workbook

from rumbo.core.reporting.formats import Format
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.render import render, render_files
from rumbo.core.reporting.texts import cell, printable, shortened


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\tb\r\nc\rd", "a b\nc\nd"),
        ("\x00\x1b[31mrojo\x7f", "[31mrojo"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("mitad \ud83d", "mitad"),
        ("  ñandú 漢 \N{GRINNING FACE}  ", "ñandú 漢 \N{GRINNING FACE}"),
    ],
)
def test_printable(typed: str, printed: str) -> None:
    assert printable(typed) == printed


@pytest.mark.parametrize("formula", ["=1+1", "+51 999", "-2", "@SUM(A1)", "  =1", "\n=1", "＝1"])
def test_a_cell_that_would_run_gets_an_apostrophe(formula: str) -> None:
    assert cell(formula) == f"'{formula}"


@pytest.mark.parametrize("text", ["%", "a=b", "S1.1.1-Q1", "", "1-2", "'=x"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


def test_shortened_texts_end_in_an_ellipsis() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"


def test_csv_runs_nothing(hostile_tiny: Report) -> None:
    for content in render_files(hostile_tiny, Format.CSV).values():
        for row in csv_rows(content):
            assert not any(v.lstrip()[:1] in {"=", "+", "@"} for v in row.values())
    comments = [r["comment"] for r in csv_rows(render(hostile_tiny, Format.CSV)) if r["comment"]]
    assert comments == [f"'{printable(HOSTILE)}"] * len(comments)
    assert comments


def test_xlsx_holds_texts_not_formulas_and_cuts_what_does_not_fit(hostile_tiny: Report) -> None:
    book = workbook(render(hostile_tiny, Format.XLSX))
    assert all(c.data_type != "f" for sheet in book for row in sheet for c in row)
    comments = [r["Comentario de la unidad"] for r in sheet_rows(book["Datos"])]
    assert {len(c) for c in comments} == {32_767}
    assert all(c.startswith("=HYPERLINK") and c.endswith("…") for c in comments)


def test_html_escapes_everything(hostile_tiny: Report) -> None:
    content = render(hostile_tiny, Format.HTML)
    root = page(content)
    assert root.all("script") == []
    assert root.all("img") == []
    assert root.all("a")
    assert all(a.attributes["href"].startswith("#") for a in root.all("a"))
    assert not [n for e in root.everything() for n in e.attributes if n.startswith("on")]
    assert "{{ 7*7 }}" in root.by_id("data").text()
    assert b"\x00" not in content
    assert b"\x1b" not in content


def test_html_asks_nothing_of_the_network(full_pnmce: Report) -> None:
    root = page(render(full_pnmce, Format.HTML))
    names = {"src", "srcset", "action", "poster", "data"}
    assert not [e.tag for e in root.everything() if names & set(e.attributes)]
    assert not root.all("link")
    style = root.all("style")[0].text()
    assert "url(" not in style
    assert "@import" not in style
    policies = [m for m in root.all("meta") if m.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policies[0].attributes["content"].startswith("default-src 'none'")
