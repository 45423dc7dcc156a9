"""Every page of the door and of the room in a browser, plain and with faults: accessible, on every width."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Browser, Page, Route
from tests.browser import RULES, chromium
from tests.site.conftest import People, as_person
from tests.site.people.door import PASSWORD, set_up_second_step, sign_in

from rumbo.apps.accounts.models import Entity, Role
from rumbo.site.design_tokens import design_tokens

ORIGIN = "http://localhost"
WIDTHS = (1440, 360)


@dataclass(frozen=True)
class Taken:
    """A page as the site answered it, with what it fetches."""

    address: str
    body: bytes
    headers: dict[str, str]


@pytest.fixture
def taken(people: People, settings: Any, django_capture_on_commit_callbacks: Any, language: str) -> dict[str, Taken]:
    """The pages, taken from the site before the browser opens."""
    with override(language), django_capture_on_commit_callbacks(execute=True):
        return {name: _taken(answer) for name, answer in _walk(people)}


def _walk(people: People) -> Iterator[tuple[str, Any]]:
    place = Entity.objects.get(code=people.entity)
    visitor, reporter = Client(), Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0)"})
    keeper = as_person(people[Role.ADMINISTRATOR])
    yield "sign in", visitor.get(reverse("account_login"))
    yield "wrong password", sign_in(visitor, people[Role.LEAD].email, "wrong")
    for _attempt in range(3):
        sign_in(visitor, people[Role.LEAD].email, "wrong")
    yield "locked out", sign_in(visitor, people[Role.LEAD].email, "wrong")
    yield "forgotten", visitor.post(reverse("account_reset_password"), {"email": "nothing"})
    yield "mail sent", visitor.get(reverse("account_reset_password_done"))
    yield "old link", visitor.get(reverse("account_reset_password_from_key", args=["1", "a-b"]))
    yield "closed account", visitor.get(reverse("account_inactive"))
    yield "cancelled", visitor.get(reverse("socialaccount_login_cancelled"))
    sign_in(reporter, people[Role.ENTITY_REPORTER].email)
    yield "confirm", reporter.get(reverse("account_reauthenticate"))
    yield (
        "password",
        reporter.post(
            reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "short", "password2": "other"}
        ),
    )
    yield "no second step", reporter.get(reverse("mfa_index"))
    reporter.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    yield "setting up", reporter.post(reverse("mfa_activate_totp"), {"code": "1"})
    set_up_second_step(reporter)
    yield "second step", reporter.get(reverse("mfa_index"))
    yield "recovery codes", reporter.get(reverse("mfa_view_recovery_codes"))
    yield "new recovery codes", reporter.get(reverse("mfa_generate_recovery_codes"))
    yield "second step away", reporter.get(reverse("mfa_deactivate_totp"))
    given = {"name": "robot", "place": str(place.pk), "scope": "report", "days": "30"}
    yield "token", reporter.post(reverse("people:new_token"), {**given, "days": "900"})
    yield "token made", reporter.post(reverse("people:new_token"), given)
    sign_in(Client(), people[Role.ENTITY_REPORTER].email, "wrong")
    yield "own page", reporter.get(reverse("people:self"))
    halfway = Client()
    sign_in(halfway, people[Role.ENTITY_REPORTER].email)
    yield "code", halfway.post(reverse("mfa_authenticate"), {"code": "1"})
    yield "invite", keeper.post(reverse("people:invite"), {"email": people[Role.LEAD].email, "name": ""})
    keeper.post(
        reverse("people:invite"),
        {"email": "mar@rios.example", "name": "Mar", "role": "lead", "place": str(place.pk), "language": "es"},
    )
    yield "people", keeper.get(reverse("people:home"))
    yield "nobody", keeper.get(reverse("people:home"), {"q": "zzz"})
    yield "person", keeper.get(reverse("people:person", args=[people[Role.ENTITY_REPORTER].pk]))
    yield "oneself", keeper.get(reverse("people:person", args=[people[Role.ADMINISTRATOR].pk]))
    yield "log", keeper.get(reverse("people:sign_ins"))
    yield "tokens", keeper.get(reverse("people:tokens"))


def _taken(answer: Any) -> Taken:
    assert answer.status_code in {200, 400, 401, 403, 422, 429}, answer
    return Taken(ORIGIN + answer.request["PATH_INFO"], answer.content, dict(answer.headers))


@contextmanager
def _shown(browser: Browser, page_taken: Taken, tokens: bytes, scheme: str) -> Iterator[tuple[Page, list[str]]]:
    """A page in the browser, its styles and scripts from where the site keeps them."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if route.request.url == page_taken.address:
            route.fulfill(body=page_taken.body, headers=page_taken.headers)
        elif path.startswith("/static/") and (file := finders.find(path.removeprefix("/static/"))):
            route.fulfill(path=Path(str(file)))
        elif path.endswith(".css"):
            route.fulfill(body=tokens, content_type="text/css")
        else:
            route.abort()

    page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.route("**/*", answer)
    page.goto(page_taken.address)
    yield page, complaints
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("language", "scheme"), [("es", "light"), ("en", "dark")])
def test_every_state_is_accessible_on_every_width(taken: dict[str, Taken], language: str, scheme: str) -> None:
    tokens = _tokens()
    faults = []
    with chromium() as browser:
        for name, page_taken in taken.items():
            with _shown(browser, page_taken, tokens, scheme) as (page, complaints):
                found = Axe().run(page, options=RULES).response
                assert {rule["id"] for rule in found["passes"]} >= {"color-contrast", "html-has-lang"}
                faults += [(name, v["id"], v["nodes"][0]["html"]) for v in found["violations"]]
                faults += [(name, "runs over the edge", width) for width in WIDTHS if _over(page, width) > 0]
                faults += [(name, "complains", text) for text in complaints if "Failed to load" not in text]
                assert page.evaluate("document.documentElement.lang") == language
    assert not faults, "\n".join(map(str, faults))


def _over(page: Page, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 900})
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def _tokens() -> bytes:
    return Client().get(reverse("operation:tokens", args=[design_tokens().mark])).content
