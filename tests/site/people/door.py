"""How a test goes through the door: an address and a password typed, a code computed as an application computes it."""

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rumbo.apps.accounts.models import Person, SignIn

PASSWORD = "correct-horse-battery"


def sign_in(browser: Client, email: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    """Type address and password."""
    return browser.post(reverse("account_login"), {"login": email, "password": password}, **more)


def who(browser: Client) -> str | None:
    """The primary key of whoever is signed in."""
    return browser.session.get("_auth_user_id")


def is_in(browser: Client, person: Person) -> bool:
    """Whether the person is signed in."""
    return who(browser) == str(person.pk)


def code_of(seed: str, at: float | None = None) -> str:
    """The code of RFC 6238 for a seed in base 32: SHA-1, steps of 30 seconds, six digits."""
    counter = int((time.time() if at is None else at) // 30)
    mac = hmac.new(base64.b32decode(seed), struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def wrong(code: str) -> str:
    """A code that is not right."""
    return f"{(int(code) + 500_000) % 1_000_000:06}"


def confirm(browser: Client) -> None:
    """Type the password once more."""
    answer = browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()


def set_up_second_step(browser: Client) -> tuple[str, list[str]]:
    """Set up an application for codes; its seed and the recovery codes, as the pages show them."""
    confirm(browser)
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found, page
    # an earlier step, still within tolerance, so that the code of this one stays unused
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_of(found[1], time.time() - 30)})
    assert answer.status_code == 302, answer.content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", browser.get(reverse("mfa_view_recovery_codes")).content.decode())
    return found[1], codes


def outcomes(person: Person | None = None) -> list[str]:
    """How the attempts ended, in their order."""
    rows = SignIn.objects.order_by("pk")
    return [row.outcome for row in (rows.filter(person=person) if person else rows)]
