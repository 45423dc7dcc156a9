"""All formats carry the same figures, print the same bytes again, and carry the mark of simulated values."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from tests.core.reporting.printed import empty_report, full_report
from tests.core.reporting.reading import csv_rows, page, sheet_rows, workbook

from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.canonical import canonical_json, fingerprint, machine, report_schema
from rumbo.core.reporting.figures import amount, figure, percent, terms
from rumbo.core.reporting.formats import Format, file_name, parse_formats
from rumbo.core.reporting.labels import light_name
from rumbo.core.reporting.model import IndicatorRow, Report
from rumbo.core.reporting.render import render, render_files, write_report

TOLERANCE = 1e-9


@pytest.fixture(params=["empty_pnmce", "full_pnmce", "reported_tiny"])
def report(request: pytest.FixtureRequest) -> Report:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Report)
    return found


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _read(text: str) -> float | None:
    return float(text) if text else None


# The same figures in every format


def test_json_reads_back_as_the_report(report: Report) -> None:
    content = render(report, Format.JSON)
    again = Report.model_validate_json(content)
    assert canonical_json(again) == content
    assert [i.code for i in again.indicators] == [i.code for i in report.indicators]


def test_json_keeps_its_schema(report: Report) -> None:
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(render(report, Format.JSON))
    jsonschema.validate(document, schema)
    document["objectives"][0]["indicators"][0]["light"] = "blue"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)


def test_csv_carries_every_figure(report: Report) -> None:
    rows = csv_rows(render(report, Format.CSV))
    assert [r["code"] for r in rows] == [i.code for i in report.indicators]
    for found, row in zip(rows, report.indicators, strict=True):
        assert found["value"] == machine(row.obtained.value if row.obtained else None)
        assert found["target"] == machine(row.target.value if row.target else None)
        assert found["baseline"] == machine(row.baseline.value if row.baseline else None)
        assert found["ratio_pct"] == machine(row.ratio_pct)
        assert found["next_target"] == machine(row.next_target)
        assert found["light"] == row.light
        assert _read(found["required_step"]) == pytest.approx(_number(row.required_step), abs=TOLERANCE)


def test_csv_tables_hold_series_indices_alerts_and_data(report: Report) -> None:
    files = render_files(report, Format.CSV)
    tables = {name.removesuffix(".csv").rpartition("_")[2]: csv_rows(content) for name, content in files.items()}
    points = [
        (i.code, p.year) for i in report.indicators for p in i.series if p.target is not None or p.obtained is not None
    ]
    assert [(r["code"], int(r["year"])) for r in tables["series"]] == points
    assert [r["severity"] for r in tables["alertas"]] == [a.severity for a in report.alerts]
    assert [(r["code"], int(r["year"])) for r in tables["datos"]] == [(d.indicator, d.year) for d in report.data]
    assert len(tables["desagregaciones"]) == sum(len(i.parts) for i in report.indicators)
    policy = tables["indices"][0]
    assert (policy["value"], policy["due"], policy["with_data"]) == (
        machine(report.management.value),
        str(report.management.due),
        str(report.management.with_data),
    )


def test_xlsx_carries_every_figure_as_a_number(report: Report) -> None:
    rows = sheet_rows(workbook(render(report, Format.XLSX))["Indicadores"])
    assert [r["Código"] for r in rows] == [i.code for i in report.indicators]
    for found, row in zip(rows, report.indicators, strict=True):
        for title, value in _xlsx_figures(row, report.year):
            if value is None:
                assert found[title] in {"—", None, row.baseline.printed if row.baseline else None}, (row.code, title)
            else:
                assert isinstance(found[title], int | float), (row.code, title)
                assert found[title] == pytest.approx(float(value), rel=TOLERANCE), (row.code, title)
        assert found["Semáforo"].endswith(light_name(row.light))


def _xlsx_figures(row: IndicatorRow, year: int) -> tuple[tuple[str, Decimal | None], ...]:
    return (
        ("Línea de base", row.baseline.value if row.baseline else None),
        (f"Logro esperado {year}", row.target.value if row.target else None),
        (f"Valor obtenido {year}", row.obtained.value if row.obtained else None),
        ("Numerador obtenido", row.obtained.numerator if row.obtained else None),
        ("Denominador esperado", row.target.denominator if row.target else None),
        ("Ratio de cumplimiento (%)", row.ratio_pct),
        ("Avance desde la línea de base (%)", row.type2_pct),
        ("Último valor conocido", row.last_known),
        ("Próximo logro esperado", row.next_target),
        ("Crecimiento anual requerido (%)", row.required_rate_pct),
    )


def test_html_carries_every_figure(report: Report) -> None:
    root = page(render(report, Format.HTML))
    for row in report.indicators:
        element = root.by_id(row.code)
        said = element.text()
        assert row.name in said or " ".join(row.name.split()) in said
        expected = (amount(row.baseline), amount(row.target), amount(row.obtained), percent(row.ratio_pct))
        if element.tag == "tr":
            cells = [c.text() for c in element.all("td")]
            for cell, text, value in zip(cells, expected, (row.baseline, row.target, row.obtained, None), strict=False):
                assert cell.split()[: len(text.split())] == text.split(), row.code
                assert terms(value) in cell, row.code
            assert cells[4] == light_name(row.light)
        else:
            answers = {dt.text(): dd.text() for dt, dd in zip(element.all("dt"), element.all("dd"), strict=True)}
            assert answers[f"Logro esperado {report.year}"].startswith(expected[1])
            assert answers[f"Valor obtenido {report.year}"].startswith(expected[2])
            assert answers["Ratio de cumplimiento"] == expected[3]
            assert answers["Semáforo"] == light_name(row.light)


def test_html_carries_every_point_of_every_series(full_pnmce: Report) -> None:
    root = page(render(full_pnmce, Format.HTML))
    tables = {t.all("caption")[0].text().partition(":")[0]: t for t in root.all("table") if "año por año" in t.text()}
    for row in full_pnmce.indicators:
        found = [
            [c.text().split()[0] for c in (line.all("th") + line.all("td"))]
            for line in tables[row.code].all("tbody")[0].all("tr")
        ]
        points = [p for p in row.series if p.target is not None or p.obtained is not None]
        assert found == [[str(p.year), figure(p.target), figure(p.obtained)] for p in points]


# The fingerprint, the mark, the same bytes


def test_the_fingerprint_is_the_sha256_of_the_json_file(report: Report) -> None:
    assert hashlib.sha256(render(report, Format.JSON)).hexdigest() == fingerprint(report)


def test_every_format_prints_the_fingerprint(full_pnmce: Report) -> None:
    mark = fingerprint(full_pnmce)
    assert mark.encode() in render(full_pnmce, Format.HTML)
    for content in render_files(full_pnmce, Format.CSV).values():
        assert all(row["report_sha256"] == mark for row in csv_rows(content))
    book = workbook(render(full_pnmce, Format.XLSX))
    assert any(cell.value == mark for row in book["Resumen"] for cell in row)
    assert mark in (book.properties.description or "")


def test_simulated_values_are_marked_in_every_place(full_pnmce: Report) -> None:
    for format_ in Format:
        assert all("SIMULADO" in name for name in _names(full_pnmce, format_))
    for content in render_files(full_pnmce, Format.CSV).values():
        assert {row["simulated"] for row in csv_rows(content)} == {"SIMULADO"}
    assert json.loads(render(full_pnmce, Format.JSON))["simulated"] is True
    book = workbook(render(full_pnmce, Format.XLSX))
    for sheet in book:
        assert str(sheet["A2"].value).startswith("SIMULADO"), sheet.title
        assert sheet.oddHeader.center.text.endswith("SIMULADO"), sheet.title
        assert sheet.oddFooter.center.text.endswith("SIMULADO"), sheet.title
    root = page(render(full_pnmce, Format.HTML))
    assert "SIMULADO" in root.all("title")[0].text()
    sections = root.all("section")
    assert len(sections) == 4 + 5 + 22 + 40
    assert all("SIMULADO" in s.text() and s.all("p")[0].text() == "SIMULADO" for s in sections)


def test_real_values_are_not_marked(reported_tiny: Report, empty_pnmce: Report) -> None:
    for report in (reported_tiny, empty_pnmce):
        for format_ in (Format.HTML, Format.CSV):
            assert all("SIMULADO" not in content.decode() for content in render_files(report, format_).values())
        assert all("SIMULADO" not in str(c.value) for s in workbook(render(report, Format.XLSX)) for r in s for c in r)
        assert "SIMULADO" not in file_name(report, Format.PDF)


def _names(report: Report, format_: Format) -> list[str]:
    return [file_name(report, format_)] if format_ is Format.PDF else list(render_files(report, format_))


@pytest.mark.parametrize("format_", list(Format))
def test_printing_twice_gives_the_same_bytes(tiny_policy: Policy, format_: Format) -> None:
    first, second = (render_files(full_report(tiny_policy), format_) for _ in range(2))
    assert first == second


_PRINT = """
import hashlib
from tests.core.reporting.printed import full_report
from rumbo.core.policy import find
from rumbo.core.reporting.formats import Format
from rumbo.core.reporting.render import render_files
report = full_report(find({folder!r}))
for format_ in Format:
    for name, content in render_files(report, format_).items():
        print(name, hashlib.sha256(content).hexdigest())
"""


def test_another_process_prints_the_same_bytes(tiny_policy: Policy, tiny_policy_folder: Path) -> None:
    root = Path(__file__).parents[3]
    here = full_report(tiny_policy)
    expected = [
        f"{name} {hashlib.sha256(content).hexdigest()}"
        for format_ in Format
        for name, content in render_files(here, format_).items()
    ]
    environment = {
        "PYTHONHASHSEED": "42",
        "PYTHONPATH": f"{root / 'src'}:{root}",
        "TZ": "Asia/Tokyo",
        "PATH": "/usr/bin:/bin",
    }
    script = _PRINT.format(folder=str(tiny_policy_folder))
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.splitlines() == expected


# Names and files


def test_file_names(full_pnmce: Report, empty_pnmce: Report, pnmce: Policy) -> None:
    assert file_name(empty_pnmce, Format.PDF) == "pnmce-2040_reporte-de-seguimiento_2026.pdf"
    assert file_name(full_pnmce, Format.XLSX) == "pnmce-2040_reporte-de-seguimiento_2026_SIMULADO.xlsx"
    assert file_name(empty_report(pnmce, "en"), Format.CSV, "data") == "pnmce-2040_monitoring-report_2026_data.csv"


def test_files_are_written_whole_with_their_hash(reported_tiny: Report, tmp_path: Path) -> None:
    formats = (Format.JSON, Format.CSV, Format.XLSX, Format.HTML)
    printed = write_report(reported_tiny, formats, tmp_path / "new" / "folder")
    assert [p.format for p in printed if p.format is not Format.CSV] == [Format.JSON, Format.XLSX, Format.HTML]
    assert sum(p.format is Format.CSV for p in printed) == 6
    assert sorted(p.path for p in printed) == sorted((tmp_path / "new" / "folder").iterdir())
    for file in printed:
        assert hashlib.sha256(file.path.read_bytes()).hexdigest() == file.sha256


def test_a_file_that_cannot_take_its_place_leaves_nothing_behind(reported_tiny: Report, tmp_path: Path) -> None:
    taken = tmp_path / file_name(reported_tiny, Format.JSON)
    (taken / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match=taken.name):
        write_report(reported_tiny, [Format.JSON], tmp_path)
    assert list(tmp_path.iterdir()) == [taken]


def test_formats_are_read_from_a_text() -> None:
    assert parse_formats(" PDF,xlsx,,pdf ") == (Format.PDF, Format.XLSX)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("docx,pdf,odt", ["No existe el formato «docx».", "No existe el formato «odt»."]),
        (" , ", ["No se indicó ningún formato."]),
    ],
)
def test_unknown_formats_are_named_all_at_once(text: str, said: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        parse_formats(text)
    assert [p.what for p in caught.value.problems] == said
    assert {p.mend for p in caught.value.problems} == {"Los formatos son: pdf, xlsx, html, json, csv."}


@pytest.mark.parametrize("make", [empty_report, full_report])
def test_english_reports_hold_no_spanish_of_ours(tiny_policy: Policy, make: Callable[[Policy, str], Report]) -> None:
    with speaking("en"):
        report = make(tiny_policy, "en")
    said = page(render(report, Format.HTML)).text()
    assert "At a glance" in said
    for word in ("Semáforo", "Ratio de cumplimiento", "Logro esperado", "Índice de gestión", "Sin datos"):
        assert word not in said
    assert workbook(render(report, Format.XLSX)).sheetnames == [
        "Summary", "Indicators", "Index by level", "Alerts", "Series", "Breakdowns", "Method", "Data",
    ]  # fmt: skip
