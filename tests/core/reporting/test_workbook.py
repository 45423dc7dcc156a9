"""The workbook works as a workbook: filters, frozen headings, printed titles, words in every light."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.core.reporting.reading import HEADING_ROW, workbook

from rumbo.core.reporting.formats import Format
from rumbo.core.reporting.labels import light_mark, light_name
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.render import render
from rumbo.core.reporting.workbook.sheet import row_height

SHEETS = ["Resumen", "Indicadores", "Índice por nivel", "Alertas", "Series", "Desagregaciones", "Método", "Datos"]


@pytest.fixture(scope="module")
def content(full_pnmce: Report) -> bytes:
    return render(full_pnmce, Format.XLSX)


def test_sheets_filter_stay_and_print(content: bytes) -> None:
    book = workbook(content)
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert "&P" in sheet.oddFooter.right.text
        if sheet.title != "Resumen":
            assert sheet.auto_filter.ref.startswith(f"A{HEADING_ROW}:")
            assert sheet.freeze_panes.endswith(str(HEADING_ROW + 1))
            assert sheet.print_title_rows == f"${HEADING_ROW}:${HEADING_ROW}"


def test_every_light_has_its_word_and_its_shape(content: bytes, full_pnmce: Report) -> None:
    book = workbook(content)
    column = [c.value for c in book["Indicadores"][HEADING_ROW]].index("Semáforo")
    found = [row[column].value for row in book["Indicadores"].iter_rows(min_row=HEADING_ROW + 1)]
    assert found == [f"{light_mark(i.light)} {light_name(i.light)}" for i in full_pnmce.indicators]


def test_the_summary_leads_to_every_sheet(content: bytes) -> None:
    book = workbook(content)
    targets = [c.hyperlink.location for row in book["Resumen"] for c in row if c.hyperlink]
    assert targets == [f"'{name}'!A1" for name in SHEETS[1:]]


def test_an_empty_sheet_says_so(empty_pnmce: Report) -> None:
    sheet = workbook(render(empty_pnmce, Format.XLSX))["Datos"]
    assert sheet.cell(HEADING_ROW + 1, 1).value == "No hay nada que mostrar."


def test_rows_grow_with_their_texts() -> None:
    assert row_height([(10, "corto"), (10, 3)]) < row_height([(10, "tres líneas de texto largo")])
    assert row_height([(10, "x" * 10_000)]) <= 409


def test_libreoffice_opens_it(content: bytes, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "report.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    as_utf8 = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = [office, profile, "--headless", "--convert-to", as_utf8, "--outdir", str(tmp_path)]
    command.append(str(tmp_path / "report.xlsx"))
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "Reporte de seguimiento 2026" in (tmp_path / "report.csv").read_text(encoding="utf-8")
