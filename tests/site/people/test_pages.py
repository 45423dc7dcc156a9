"""Every page of the room and of the door opens, in both languages, and says nothing that is not translated."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from rumbo.apps.accounts.models import Role

OPEN = [
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
]
OWN = ["people:self", "people:new_token", "account_change_password", "account_reauthenticate", "mfa_index"]
KEPT = ["people:home", "people:invite", "people:sign_ins", "people:tokens"]
As = Callable[[Role | None], Client]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", [*OPEN, *OWN, *KEPT])
def test_every_page_opens(as_role: As, name: str, language: str) -> None:
    browser = as_role(None if name in OPEN and name != "account_logout" else Role.ADMINISTRATOR)
    with override(language):
        answer = browser.get(reverse(name))
    assert answer.status_code == 200, answer
