"""What must hold on every page, looked at in a browser: for tests of one language each, which run side by side."""

from collections import Counter

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.browser import RULES
from tests.site.crawling import Visited, crawl, sign_in
from tests.site.furnishing import PASSWORD
from tests.site.serving import Served

from rumbo.apps.accounts.models import Role

#: The visitor first, then those who see most: what one has looked at, the next need not.
ROLES = (None, Role.LEAD, Role.PLANNING, Role.ADMINISTRATOR, Role.ENTITY_HEAD, Role.ENTITY_REPORTER, Role.AUDITOR)
WIDTHS = (360, 768, 1440)
FEWEST_ROUTES = 40


def walk(browser: Browser, site: Served, prefix: str, *, of_a_kind: int) -> tuple[list[str], Counter[str]]:
    """Open every kind of page in one language.

    Args:
        browser: the browser.
        site: the site.
        prefix: of the addresses of the language.
        of_a_kind: so many pages of each route are looked at.

    Returns:
        What is wrong with each page, and how many pages of which route were seen.
    """
    wrong: list[str] = []
    seen: Counter[str] = Counter()
    for role in ROLES:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        complaints: list[str] = []
        context.on("console", lambda message, told=complaints: told.append(f"{message.text} {message.location['url']}"))
        context.on("weberror", lambda error, told=complaints: told.append(f"script: {error.error}"))
        if role:
            page = context.new_page()
            sign_in(page, site.address, role, PASSWORD, prefix)
            page.close()
        for visited, page in crawl(context, site.address, f"{prefix}/", seen=seen, of_a_kind=of_a_kind):
            wrong += [f"{role} {visited.address}: {fault}" for fault in faults(page, visited, prefix)]
        wrong += [f"{role}: {complaint}" for complaint in complaints]
        context.close()
    return wrong, seen


def faults(page: Page, visited: Visited, prefix: str) -> list[str]:
    """What is wrong with one page."""
    found = [] if visited.status < 400 else [f"answers {visited.status}"]
    if page.locator("h1").count() != 1:
        found.append(f"has {page.locator('h1').count()} headings of the first rank")
    if page.locator("html").get_attribute("lang") != ("en" if prefix else "es"):
        found.append("speaks another language")
    if "{" in (page.text_content("main") or "") and "{% " in (page.text_content("main") or ""):
        found.append("shows a tag")
    violations = Axe().run(page, options=RULES).response["violations"]
    found += [f"axe {violation['id']}: {violation['nodes'][0]['html'][:200]}" for violation in violations]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            found.append(f"runs {over} px over the edge at {width} px")
    return found
