"""The form in a browser: it judges and saves while one types, works by keyboard alone, and without any script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser import chromium
from tests.site.crawling import sign_in
from tests.site.furnishing import PASSWORD
from tests.site.serving import PEOPLE, Served, served

from rumbo.apps.accounts.models import Role

pytestmark = pytest.mark.browser
VALUE = "/trabajo/valores/{code}/2026/"
MOST_TABS = 60


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, tiny_policy_folder: Path) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("work") / "home", tiny_policy_folder, PEOPLE, None, "--no-worker") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(params=[True])
def page(request: pytest.FixtureRequest, browser: Browser, site: Served) -> Iterator[Page]:
    """A page of a signed-in reporter, with scripts or without."""
    context = browser.new_context(java_script_enabled=request.param)
    opened = context.new_page()
    sign_in(opened, site.address, Role.ENTITY_REPORTER, PASSWORD)
    yield opened
    context.close()


def test_it_judges_and_saves_while_one_types(page: Page, site: Served) -> None:
    page.goto(site.address + VALUE.format(code="S1.1.1-Q1"))
    page.fill("#numerator", "60")
    page.fill("#denominator", "150")
    page.locator("#judgement .light-amber, #judgement .light-red").wait_for()
    assert "80.0 %" in page.inner_text("#judgement")
    page.get_by_text("Borrador guardado hace un momento").wait_for()
    assert page.input_value("#version") == "1"
    page.fill("#comment", "Registro de conexiones")
    page.locator("#version[value='2']").wait_for(state="attached")
    page.reload()
    assert page.input_value("#numerator") == "60"
    assert page.input_value("#comment") == "Registro de conexiones"


def test_what_saved_itself_and_is_then_submitted_is_no_conflict(page: Page, site: Served) -> None:
    page.goto(site.address + VALUE.format(code="OP2-I1"))
    page.fill("#value", "5")
    page.locator("#version[value='1']").wait_for(state="attached")
    page.get_by_role("button", name="Enviar", exact=True).click()
    page.get_by_text("Se envió el valor.").wait_for()


def tab_to(page: Page, selector: str) -> None:
    """Press the tabulator until something has the focus."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(selector)


def test_it_works_by_keyboard_alone(page: Page, site: Served) -> None:
    page.goto(site.address + "/trabajo/")
    tab_to(page, "a[href$='/OP1-I2/2026/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/OP1-I2/2026/")
    tab_to(page, "#value")
    page.keyboard.type("14.25")
    tab_to(page, "button[value=submit]")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "whoever uses the keyboard sees where one is"
    page.keyboard.press("Enter")
    page.get_by_text("Se envió el valor.").wait_for()


def test_enter_in_a_field_saves_and_does_not_submit(page: Page, site: Served) -> None:
    page.goto(site.address + VALUE.format(code="S2.1.1-Q1"))
    page.fill("#value", "8")
    page.press("#value", "Enter")
    page.get_by_text("Se guardó el borrador.").wait_for()


@pytest.mark.parametrize("page", [False], indirect=True, ids=["without scripts"])
def test_it_works_without_scripts(page: Page, site: Served, tmp_path: Path) -> None:
    register = tmp_path / "register.pdf"
    register.write_bytes(b"%PDF-1.7 register")
    page.goto(site.address + VALUE.format(code="S1.1.1-C1"))
    page.fill("#value", "120")
    page.get_by_role("button", name="Verificar las cifras").click()
    assert "100.0 %" in page.inner_text("#judgement")
    assert page.input_value("#value") == "120"
    page.set_input_files("#files", register)
    page.get_by_role("button", name="Adjuntar", exact=True).click()
    assert page.get_by_role("link", name="register.pdf").count() == 1
    page.get_by_role("button", name="Enviar", exact=True).click()
    assert "Se envió el valor." in page.inner_text("main")
