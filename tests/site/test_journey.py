"""The whole way of a value: reported, returned, mended, consolidated, validated, signed, issued, seen by everyone.

Walked with a mouse, with the keyboard alone, and without scripts, on the engine of the test run. Pictures of the steps
are kept where ``RUMBO_PICTURES`` names a folder.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser import chromium
from tests.site.furnishing import PASSWORD
from tests.site.hands import Hands, Keyboard
from tests.site.reporter import mail_of, value_path
from tests.site.serving import PEOPLE, Served, served

from rumbo.apps.accounts.models import Role

pytestmark = pytest.mark.browser
CODE, YEAR = "OP2-I1", 2026
REASON = "Falta el último trimestre: complete el registro."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def site(browser: Browser, tmp_path: Path, tiny_policy_folder: Path) -> Iterator[Served]:
    server = connection.settings_dict if connection.vendor == "postgresql" else None
    with served(tmp_path / "home", tiny_policy_folder, PEOPLE, server) as running:
        yield running


@pytest.mark.parametrize("way", ["mouse", "keyboard", "no-scripts"])
def test_the_way_of_a_value(browser: Browser, site: Served, tmp_path: Path, way: str) -> None:
    evidence = tmp_path / "acta.txt"
    evidence.write_text("Acta del registro de brotes.", encoding="utf-8")
    complaints: list[str] = []
    office = _Office(browser, site, way, complaints)
    reporter, lead, planning = (office.seat(r) for r in (Role.ENTITY_REPORTER, Role.LEAD, Role.PLANNING))
    _report(reporter, site, evidence)
    _return(lead, site)
    _mend(reporter, site)
    _approve(lead, planning, site)
    _issue(lead, planning, site)
    _see(office.visitor(), site)
    assert not complaints


class _Office:
    """Everyone's own browser window."""

    def __init__(self, browser: Browser, site: Served, way: str, complaints: list[str]) -> None:
        self.browser, self.site, self.way, self.complaints = browser, site, way, complaints
        kept = os.environ.get("RUMBO_PICTURES")
        self.pictures = Path(kept) if kept and way == "mouse" else None

    def visitor(self) -> Hands:
        """Somebody who is not signed in."""
        context: BrowserContext = self.browser.new_context(
            viewport={"width": 1200, "height": 900}, java_script_enabled=self.way != "no-scripts", locale="es-PE"
        )
        context.on("console", lambda message: self.complaints.append(message.text))
        page: Page = context.new_page()
        return (Keyboard if self.way == "keyboard" else Hands)(page, self.pictures)

    def seat(self, role: Role) -> Hands:
        """The person of a role, signed in."""
        hands = self.visitor()
        hands.go(f"{self.site.address}/cuenta/entrar/")
        hands.write(hands.page.locator("input[name=login]"), mail_of(role))
        hands.write(hands.page.locator("input[name=password]"), PASSWORD)
        hands.press(hands.page.locator("main form button", has_text="Ingresar"))
        return hands


def _report(reporter: Hands, site: Served, evidence: Path) -> None:
    page = reporter.page
    reporter.go(f"{site.address}/trabajo/")
    reporter.keep("01-mi-trabajo")
    reporter.press(page.locator(f"main .tasks a[href='{value_path(CODE, YEAR)}']").first)
    reporter.write(page.locator("input[name=value]"), "7")
    reporter.write(page.locator("textarea[name=comment]"), "Con los cuatro trimestres.")
    reporter.attach(page.locator("input[name=files]"), evidence)
    reporter.keep("02-formulario")
    reporter.press(page.locator("button[name=action][value=attach]"))
    reporter.keep("03-evidencia")
    _submit(reporter)
    reporter.keep("04-enviado")
    assert page.locator(".state-submitted").count()


def _submit(reporter: Hands) -> None:
    """Submit, and confirm the doubts that the page asks about."""
    page = reporter.page
    reporter.press(page.locator("button[name=action][value=submit]"))
    if page.locator("input[name=confirmed]").count():
        box = page.locator("input[type=checkbox][name=confirmed]")
        reporter.mark(box)
        reporter.press(page.locator("button[name=action][value=submit]"))


def _return(lead: Hands, site: Served) -> None:
    page = lead.page
    lead.go(f"{site.address}/revision/?anio={YEAR}")
    lead.keep("05-cola-de-revision")
    lead.press(page.locator(f"main a[href*='/revision/valores/{CODE}/{YEAR}/']").first)
    lead.keep("06-revision-de-un-valor")
    lead.write(page.locator("textarea[name=reason]"), REASON)
    lead.press(page.locator("button[name=action][value=return]"))
    assert page.locator(".state-returned").count() or page.locator(".message").count()


def _mend(reporter: Hands, site: Served) -> None:
    page = reporter.page
    reporter.go(f"{site.address}/trabajo/")
    assert REASON in page.inner_text("main")
    reporter.keep("07-devuelto")
    reporter.press(page.locator(f"main .tasks a[href='{value_path(CODE, YEAR)}']").first)
    if not page.locator("input[name=value]").count():
        reporter.press(page.locator("main a[href*='corregir']").first)
    reporter.write(page.locator("input[name=value]"), "6")
    reporter.write(page.locator("textarea[name=reason]"), "Registro completo.")
    _submit(reporter)
    assert page.locator(".state-submitted").count()


def _approve(lead: Hands, planning: Hands, site: Served) -> None:
    for hands, name in ((lead, "08-consolidado"), (planning, "09-validado")):
        hands.go(f"{site.address}/revision/valores/{CODE}/{YEAR}/")
        hands.press(hands.page.locator("button[name=action][value=advance]"))
        hands.keep(name)
    lead.go(f"{site.address}/revision/campana/?anio={YEAR}")
    lead.keep("10-campana")


def _issue(lead: Hands, planning: Hands, site: Served) -> None:
    for hands in (lead, planning):
        hands.go(f"{site.address}/emision/{YEAR}/")
        hands.unfold(hands.page.locator(f"details:has(form[action='/emision/{YEAR}/firmar/']) > summary"))
        hands.press(hands.page.locator(f"form[action='/emision/{YEAR}/firmar/'] button"))
    planning.keep("11-firmas")
    planning.unfold(planning.page.locator(f"details:has(form[action='/emision/{YEAR}/emitir/']) > summary"))
    planning.press(planning.page.locator(f"form[action='/emision/{YEAR}/emitir/'] button"))
    planning.keep("12-emision-en-curso")
    planning.page.locator(".message.success").first.wait_for(timeout=120_000)
    planning.keep("13-emitido")
    planning.go(f"{site.address}/emision/{YEAR}/")
    planning.unfold(planning.page.locator("details:has(form[action*='/publicar/']) > summary"))
    planning.press(planning.page.locator("form[action*='/publicar/'] button"))
    planning.keep("14-publicado")


def _see(visitor: Hands, site: Served) -> None:
    page = visitor.page
    visitor.go(f"{site.address}/?anio={YEAR}")
    visitor.keep("15-inicio-publico")
    visitor.go(f"{site.address}/indicadores/{CODE}/?anio={YEAR}")
    assert "6" in page.inner_text("main")
    visitor.keep("16-indicador")
    visitor.press(page.locator(f"main a[href*='/indicadores/{CODE}/{YEAR}/explicacion/']").first)
    assert "Registro completo." in page.inner_text("main") or "acta.txt" in page.inner_text("main")
    visitor.keep("17-explicacion")
    visitor.go(f"{site.address}/informes/")
    assert f"{YEAR}-01" in page.inner_text("main")
    visitor.keep("18-informes")
