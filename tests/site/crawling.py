"""Every page that a person reaches by following links from the start, one or two of each kind."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import BrowserContext, Error, Page

from rumbo.apps.accounts.models import Role

_NO_PAGES = ("/static/", "/estilo/", "/api/", "/healthz")


@dataclass(frozen=True)
class Visited:
    """A page that was opened.

    Attributes:
        route: name of its route.
        address: where it is.
        status: with what the site answered.
    """

    route: str
    address: str
    status: int


def sign_in(page: Page, address: str, role: Role, password: str, prefix: str = "") -> None:
    """Sign in through the form, as the person of a role."""
    page.goto(f"{address}{prefix}/cuenta/entrar/")
    page.fill("input[name=login]", f"{role.value}@example.invalid")
    page.fill("input[name=password]", password)
    page.click("main button[type=submit], main form button")
    page.wait_for_load_state()


def crawl(
    context: BrowserContext, address: str, start: str, *, seen: Counter[str], of_a_kind: int
) -> Iterator[tuple[Visited, Page]]:
    """Follow links from a page; each page that is new in kind is given back open, and closed afterwards.

    The first page is always looked at: what it leads to depends on who is signed in.

    Args:
        context: the browser, signed in or not.
        address: of the site.
        start: path of the first page.
        seen: how many pages of each route were looked at before; it grows.
        of_a_kind: so many addresses of each route are looked at.
    """
    waiting, known = [start], {start}
    while waiting:
        path = waiting.pop(0)
        route = route_of(path)
        if route is None or (seen[route] >= of_a_kind and path != start):
            continue
        seen[route] += 1
        page = context.new_page()
        if visited := _opened(page, address, path, route):
            for link in page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))"):
                onward = path_of(urljoin(address + path, link), address)
                if onward and onward not in known and onward.startswith("/en/") == start.startswith("/en/"):
                    known.add(onward)
                    waiting.append(onward)
            yield visited, page
        page.close()


def _opened(page: Page, address: str, path: str, route: str) -> Visited | None:
    """The page; ``None`` for a file to keep."""
    try:
        answer = page.goto(address + path)
    except Error as not_a_page:
        if "Download is starting" in not_a_page.message:
            return None
        raise
    assert answer is not None
    if "text/html" not in answer.headers.get("content-type", ""):
        return None
    return Visited(route, path, answer.status)


def path_of(link: str, address: str) -> str | None:
    """Path and question of a link into the site; ``None`` for one that leads elsewhere or to no page."""
    parts = urlsplit(link)
    if f"{parts.scheme}://{parts.netloc}" != address or parts.path.startswith(_NO_PAGES):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def route_of(path: str) -> str | None:
    """Name of the route of a path; ``None`` where there is none."""
    spoken = "en" if path.startswith("/en/") else "es"
    with translation.override(spoken):
        try:
            return resolve(urlsplit(path).path).view_name
        except Resolver404:
            return None
