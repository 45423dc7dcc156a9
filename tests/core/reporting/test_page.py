"""The page in a browser: accessible, at home on every width, and complete without scripts."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.browser import RULES, chromium
from tests.core.reporting.reading import page as read
from tests.core.reporting.reading import workbook

from rumbo.core.reporting.formats import Format
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.render import render


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def files(
    empty_pnmce: Report, full_pnmce: Report, hostile_tiny: Report, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    reports = {"empty": empty_pnmce, "full": full_pnmce, "hostile": hostile_tiny}
    for name, report in reports.items():
        (folder / f"{name}.html").write_bytes(render(report, Format.HTML))
    return {name: folder / f"{name}.html" for name in reports}


@pytest.mark.browser
@pytest.mark.parametrize(("name", "scheme"), [("full", "light"), ("hostile", "dark")])
def test_axe_finds_nothing(browser: Browser, files: dict[str, Path], name: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(files[name].as_uri())
    page.evaluate("for (const d of document.querySelectorAll('#OP1 details')) d.open = true")
    response = Axe().run(page, options=RULES).response
    page.close()
    assert {rule["id"] for rule in response["passes"]} >= {"color-contrast", "heading-order", "html-has-lang", "region"}
    assert [(v["id"], v["nodes"][0]["html"]) for v in response["violations"]] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 768, 1200, 1440])
@pytest.mark.parametrize("name", ["full", "hostile"])
def test_nothing_runs_over_the_edge_and_nothing_is_fetched(
    browser: Browser, files: dict[str, Path], name: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(files[name].as_uri())
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()
    assert over == 0
    assert asked == [files[name].as_uri()]
    assert complaints == []


def test_headings_follow_one_another(full_pnmce: Report) -> None:
    root = read(render(full_pnmce, Format.HTML))
    levels = [int(e.tag[1]) for e in root.everything() if e.tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(following - level <= 1 for level, following in pairwise(levels))


def test_every_name_is_used_once_and_every_link_leads_somewhere(full_pnmce: Report) -> None:
    root = read(render(full_pnmce, Format.HTML))
    names = [e.attributes["id"] for e in root.everything() if "id" in e.attributes]
    assert len(names) == len(set(names))
    assert {a.attributes["href"].removeprefix("#") for a in root.all("a")} <= set(names)
    assert {u.attributes["href"].removeprefix("#") for u in root.all("use")} <= set(names)


def test_every_table_has_a_caption_and_every_heading_a_scope(full_pnmce: Report) -> None:
    root = read(render(full_pnmce, Format.HTML))
    assert all(table.all("caption") for table in root.all("table"))
    assert all(th.attributes.get("scope") in {"col", "row"} for th in root.all("th"))


def test_every_chart_has_a_name_a_sentence_and_its_table(full_pnmce: Report) -> None:
    root = read(render(full_pnmce, Format.HTML))
    charts = [svg for svg in root.all("svg") if svg.attributes.get("class") == "chart"]
    assert len(charts) == 8
    for svg, row in zip(charts, (i for o in full_pnmce.objectives for i in o.indicators), strict=True):
        assert svg.attributes["role"] == "img"
        assert svg.attributes["aria-labelledby"] == f"{row.code}-title {row.code}-desc"
        article = root.by_id(row.code)
        assert article.all("figcaption")[0].text() == svg.all("desc")[0].text()
        assert article.all("table")


def test_summary_and_workbook_open_with_the_same_indices(full_pnmce: Report) -> None:
    paragraphs = read(render(full_pnmce, Format.HTML)).by_id("summary").all("p")
    scores = [p.text().split()[0] for p in paragraphs if p.attributes.get("class") == "score-value"]
    rows = workbook(render(full_pnmce, Format.XLSX))["Resumen"].iter_rows(values_only=True)
    values = [row[3] for row in rows if row[0] in {"Índice de gestión", "Índice de resultados"}]
    assert [float(score) for score in scores] == [pytest.approx(value, abs=0.05) for value in values]
