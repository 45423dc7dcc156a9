"""The printed report: accessible, complete, the same on every machine, and safe from what reporters type."""

import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.reporting.printed import AS_OF, empty_report, full_report, page_texts, squeezed

from rumbo.core.observations import Origin
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.pdf import render_pdf
from rumbo.core.reporting.pdf.legible import legible

TITLE = "Política Nacional Multisectorial de Comercio Exterior al 2040"
HOSTILE = (
    '#panic("x") #set page(fill: red) *a* _b_ `c` $d$ <e> @f [g] // h /* i */ \\ ] } "quoted" \'single\' \u2028 €ñ漢 '
    "</text><script>alert(1)</script> {with} {0} %s \N{GRINNING FACE} " + "w" * 400
)


@pytest.fixture(scope="module")
def empty(pnmce: Policy) -> Report:
    return empty_report(pnmce)


@pytest.fixture(scope="module")
def full(pnmce: Policy) -> Report:
    return full_report(pnmce)


@pytest.fixture(scope="module")
def empty_pdf(empty: Report) -> bytes:
    return render_pdf(empty)


@pytest.fixture(scope="module")
def full_pdf(full: Report) -> bytes:
    return render_pdf(full)


def whole(pdf: bytes) -> str:
    return squeezed("".join(page_texts(pdf)))


def tags(pdf: pikepdf.Pdf, name: str) -> list[pikepdf.Object]:
    """Every element of the structure tree with a tag."""
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == f"/{name}"]


@pytest.mark.parametrize("which", ["empty_pdf", "full_pdf"])
def test_it_conforms_to_pdf_ua(which: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(BytesIO(request.getfixturevalue(which))) as pdf:
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"
            assert xmp["dc:title"] == f"Reporte de seguimiento 2026. {TITLE}"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "es-PE"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.StructTreeRoot.K is not None
        assert all(page.get("/Tabs") == "/S" for page in pdf.pages if "/Annots" in page)


def test_every_chart_has_its_text_alternative(full_pdf: bytes, full: Report) -> None:
    with pikepdf.open(BytesIO(full_pdf)) as pdf:
        alternatives = [str(figure.Alt) for figure in tags(pdf, "Figure")]
    charts = [i for o in full.objectives for i in o.indicators]
    assert len(alternatives) == len(charts) == 8
    for indicator in charts:
        assert any(text.startswith("Gráfico de") and f"({indicator.code})" in text for text in alternatives)


def test_tables_have_header_cells(full_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(full_pdf)) as pdf:
        assert len(tags(pdf, "Table")) > 20
        assert len(tags(pdf, "TH")) > 200
        assert len(tags(pdf, "H1")) == 8


def test_bookmarks_lead_to_every_objective_and_guideline(empty_pdf: bytes, empty: Report) -> None:
    with pikepdf.open(BytesIO(empty_pdf)) as pdf, pdf.open_outline() as outline:
        titles = [squeezed(str(i.title)) for top in outline.root for i in (top, *top.children)]
        deepest = [squeezed(str(g.title)) for top in outline.root for o in top.children for g in o.children]
    for objective in empty.objectives:
        assert titles.count(squeezed(f"{objective.code}. {objective.name}")) == 2
        for guideline in objective.guidelines:
            assert squeezed(f"{guideline.code}. {guideline.name}") in deepest


def test_every_font_is_embedded_and_none_is_the_machines(full_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(full_pdf)) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        names = {str(f.FontName).split("+")[-1] for f in fonts}
        assert all("/FontFile3" in f or "/FontFile2" in f for f in fonts)
    assert names
    assert all(name.startswith(("SourceSansPro", "LibertinusSerif", "DejaVuSansMono")) for name in names)


@pytest.mark.parametrize("which", ["empty", "full"])
def test_it_holds_every_indicator_with_its_fields(which: str, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(which)
    text = whole(request.getfixturevalue(f"{which}_pdf"))
    assert len(report.indicators) == 92
    for row in report.indicators:
        assert squeezed(row.code) in text
        assert squeezed(row.name) in text
        assert squeezed(row.responsible or row.responsible_service or "") in text
    for objective in report.objectives:
        for guideline in objective.guidelines:
            assert squeezed(f"{guideline.code}. {guideline.name}") in text
            for service in guideline.services:
                assert squeezed(f"{service.code}. {service.name}") in text
                assert squeezed(f"Estándar: {service.standard}") in text


def test_every_page_has_its_number_and_the_hash(empty_pdf: bytes, empty: Report) -> None:
    pages = page_texts(empty_pdf)
    for n, page in enumerate(pages, start=1):
        assert squeezed(f"Página {n} de {len(pages)}") in squeezed(page)
        assert fingerprint(empty)[:16] in page
        assert squeezed("Reporte de seguimiento 2026") in squeezed(page)
    assert fingerprint(empty) in squeezed(pages[0])


def test_every_page_with_simulated_values_says_so(full_pdf: bytes) -> None:
    for page in page_texts(full_pdf):
        assert "SIMULADO" in page
        assert squeezed("valores simulados, inventados para una demostración") in squeezed(page)


def test_real_values_are_not_called_simulated(pnmce: Policy, empty_pdf: bytes) -> None:
    assert "SIMULADO" not in whole(empty_pdf)
    assert "SIMULADO" not in whole(render_pdf(full_report(pnmce, origin=Origin.REPORTED)))


def test_a_year_without_values_says_what_is_known(empty_pdf: bytes) -> None:
    pages = page_texts(empty_pdf)
    glance = squeezed(pages[1])
    assert squeezed("Aún no se ha reportado nada para 2026: ninguno de los 91 indicadores") in glance
    assert squeezed("0 de 8 indicadores con datos") in glance
    assert squeezed("0 de 83 indicadores con datos") in glance
    text = squeezed("".join(pages))
    assert squeezed("Último valor conocido: 23,237 (2024). Para llegar a 24,853 en 2026: +3.4 % por año.") in text
    assert squeezed("Ningún valor cuenta en este reporte") in text


def test_both_units_find_where_to_sign(full_pdf: bytes, full: Report) -> None:
    last = squeezed(page_texts(full_pdf)[-1])
    assert "Firmas" in last
    assert squeezed(full.lead_unit) in last
    assert squeezed(full.planning_unit) in last


def test_one_look_is_one_page(full_pdf: bytes) -> None:
    pages = [squeezed(page) for page in page_texts(full_pdf)]
    assert "Deunvistazo" in pages[1]
    assert squeezed("alertas más en la sección Alertas") in pages[1]
    assert "Contenido" in pages[2]


def test_numbers_ratios_breakdowns_and_method_are_printed(full_pdf: bytes, full: Report) -> None:
    text = whole(full_pdf)
    assert squeezed("Por region: Piura: 12 · Áncash: 30") in text or squeezed("Áncash: 30 · Piura: 12") in text
    assert "25,350.06" in text
    assert "102.0%" in text
    assert "pendientedeconfirmar" in text
    assert squeezed("Motivo de la revisión: Corrección del denominador") in text
    for choice in full.method.choices:
        assert squeezed(choice.value) in text
    for alert in full.alerts:
        assert squeezed(alert.action) in text


def test_the_same_report_gives_the_same_bytes(pnmce: Policy, tiny_policy: Policy) -> None:
    report = full_report(tiny_policy)
    script = (
        "import sys; from rumbo.core.reporting.model import Report; from rumbo.core.reporting.pdf import render_pdf;"
        "sys.stdout.buffer.write(render_pdf(Report.model_validate_json(sys.stdin.buffer.read())))"
    )
    environment = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LANG": "C", "RUMBO_LANG": "en"}
    other = subprocess.run(
        [sys.executable, "-c", script],
        input=report.model_dump_json().encode(),
        capture_output=True,
        check=True,
        env=environment,
    )
    first = render_pdf(report)
    render_pdf(empty_report(pnmce))
    assert render_pdf(report) == first
    assert other.stdout == first


def test_its_date_is_the_reports_and_not_the_clocks(empty_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(empty_pdf)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["xmp:CreateDate"].startswith(AS_OF.strftime("%Y-%m-%dT%H:%M"))


def test_what_a_reporter_types_is_printed_and_never_obeyed(tiny_policy: Policy) -> None:
    report = full_report(tiny_policy, comment=HOSTILE)
    pages = page_texts(render_pdf(report))
    text = squeezed("".join(pages))
    assert squeezed('#panic("x") #set page(fill: red) *a* _b_ `c` $d$ <e> @f [g] // h /* i */') in text
    assert squeezed("</text><script>alert(1)</script> {with} {0} %s") in text
    assert "[U+6F22]" in text
    assert "[U+1F600]" in text
    assert text.count("w" * 400) >= len(report.data)
    assert len(pages) < 40


def test_an_issued_report_prints_its_number(tiny_policy: Policy) -> None:
    issued = empty_report(tiny_policy).model_copy(update={"status": "issued", "number": "2026-01"})
    assert "Emitido,número202601" in whole(render_pdf(issued))


def test_it_speaks_english_when_asked(tiny_policy: Policy) -> None:
    pdf = render_pdf(full_report(tiny_policy, "en"))
    pages = page_texts(pdf)
    text = squeezed("".join(pages))
    for words in ("At a glance", "Management index", "Annex A. Method", "to be confirmed", "indicators with data"):
        assert squeezed(words) in text
    for words in ("Logro esperado", "Semáforo", "De un vistazo", "SIMULADO"):
        assert squeezed(words) not in text
    assert squeezed(f"Page 1 of {len(pages)}") in squeezed(pages[0])
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.Lang == "en-US"


def test_another_policy_needs_no_line_of_code(tiny_policy: Policy) -> None:
    report = empty_report(tiny_policy)
    text = whole(render_pdf(report))
    assert squeezed(tiny_policy.title) in text
    assert all(squeezed(row.name) in text for row in report.indicators)


def test_the_typeface_shows_every_character_that_is_let_through(tiny_policy: Policy) -> None:
    every = "".join(chr(n) for n in range(0x20, 0x30000) if not 0xD800 <= n <= 0xDFFF and legible(chr(n)) == chr(n))
    assert set("áéíóúñüÁÑ€·–“”≥→") <= set(every)
    report = full_report(tiny_policy, comment=every)
    assert render_pdf(report).startswith(b"%PDF")


@given(st.text())
def test_legible_texts_stay_legible(text: str) -> None:
    once = legible(text)
    assert legible(once).replace("\u200b", "") == once.replace("\u200b", "")
    assert all(c.isprintable() or c in "\n\u200b" or legible(c) == c for c in once)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Áncash: 1 234,5 – “sí”", "Áncash: 1 234,5 – “sí”"),
        ("a\u0301rea", "área"),
        ("漢", "[U+6F22]"),
        ("uno\u2028dos\x07", "uno\ndos"),
        ("es 53.2 %, 2.4 x", "es 53.2\u00a0%, 2.4\u00a0x"),
        ("f" * 64, "f" * 64),
        ("x" * 40, "x" * 30 + "\u200b" + "x" * 10),
    ],
)
def test_legible(text: str, expected: str) -> None:
    assert legible(text) == expected
