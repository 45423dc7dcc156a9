"""A person at work without a browser: signs in, opens the form of a value, sends it, as any browser would."""

from dataclasses import dataclass, field
from http import HTTPStatus

import requests
from lxml import html

from rumbo.apps.accounts.models import Role


@dataclass
class Reporter:
    """A session of the site.

    Attributes:
        address: of the site.
        session: its cookies.
    """

    address: str
    session: requests.Session = field(default_factory=requests.Session)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the form."""
        page = self.get("/cuenta/entrar/")
        sent = {**hidden(page), "login": email, "password": password}
        answer = self.session.post(f"{self.address}/cuenta/entrar/", sent, allow_redirects=False, timeout=60)
        assert answer.status_code == HTTPStatus.FOUND, answer.text[:2000]

    def get(self, path: str) -> str:
        """A page."""
        answer = self.session.get(self.address + path, timeout=60)
        answer.raise_for_status()
        return answer.text

    def open(self, code: str, year: int) -> dict[str, str]:
        """What the form of a value sends besides what is typed."""
        return hidden(self.get(value_path(code, year) + "?corregir=1"), "value-form")

    def send(self, code: str, year: int, form: dict[str, str], action: str, **typed: str) -> requests.Response:
        """Send the form; the answer, not followed."""
        return self.session.post(
            self.address + value_path(code, year),
            {**form, **typed, "action": action},
            allow_redirects=False,
            timeout=60,
        )


def value_path(code: str, year: int) -> str:
    """Where the form of a value is."""
    return f"/trabajo/valores/{code}/{year}/"


def hidden(page: str, form: str = "") -> dict[str, str]:
    """The hidden fields of a form: of the one with an id, or of the first in the page's content."""
    found = html.fromstring(page).xpath(f"//form[@id='{form}']" if form else "//main//form")
    assert found, page[:2000]
    return {field.get("name"): field.get("value", "") for field in found[0].xpath(".//input[@type='hidden']")}


def mail_of(role: Role) -> str:
    """The address of the furnished person of a role."""
    return f"{role.value}@example.invalid"
