"""The second step: a real code opens once, a recovery code opens once, a wrong one counts, some roles must have it."""

import time
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse
from tests.site.conftest import People, as_person
from tests.site.people.door import PASSWORD, code_of, is_in, outcomes, set_up_second_step, sign_in, who, wrong

from rumbo.apps.accounts.models import AccessChange, Person, Role


@pytest.fixture
def person(people: People) -> Person:
    return people[Role.LEAD]


@pytest.fixture
def protected(person: Person, django_capture_on_commit_callbacks: Any) -> tuple[Person, str, list[str]]:
    """A person with a second step, its seed and its recovery codes."""
    browser = Client()
    sign_in(browser, person.email)
    with django_capture_on_commit_callbacks(execute=True):
        seed, codes = set_up_second_step(browser)
    return person, seed, codes


Protected = tuple[Person, str, list[str]]


def first_step(person: Person) -> Client:
    browser = Client()
    answer = sign_in(browser, person.email)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert who(browser) is None
    return browser


def second_step(browser: Client, code: str) -> Any:
    return browser.post(reverse("mfa_authenticate"), {"code": code})


def test_the_code_of_the_rfc_is_computed() -> None:
    # RFC 6238, appendix B, the last six of eight digits
    seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert [code_of(seed, at) for at in (59, 1111111109, 1234567890, 20000000000)] == [
        "287082",
        "081804",
        "005924",
        "353130",
    ]


def test_a_code_opens_once(protected: Protected) -> None:
    person, seed, codes = protected
    assert len(codes) == 10
    code = code_of(seed)
    browser = first_step(person)
    assert second_step(browser, code)["Location"] == reverse("work:home")
    assert is_in(browser, person)
    assert second_step(first_step(person), code).status_code == 422, "the same code again"
    cache.clear()  # as in another process of the server
    for spelled in (code, f"{code[:3]} {code[3:]}"):
        assert second_step(first_step(person), spelled).status_code == 422, "and again"


def test_setting_it_up_is_mailed(protected: Protected) -> None:
    assert [message.subject for message in mail.outbox] == ["Hubo un cambio en su cuenta de Rumbo"]
    assert "El segundo paso está configurado." in mail.outbox[0].body


def test_a_recovery_code_opens_once(protected: Protected) -> None:
    person, _seed, codes = protected
    browser = first_step(person)
    second_step(browser, codes[3])
    assert is_in(browser, person)
    other = first_step(person)
    assert "El código no es correcto." in second_step(other, codes[3]).content.decode()
    assert who(other) is None
    second_step(other, codes[4])
    assert is_in(other, person)


def test_wrong_codes_are_counted_like_wrong_passwords(protected: Protected, settings: Any) -> None:
    person, seed, codes = protected
    browser = first_step(person)
    for _attempt in range(settings.AXES_FAILURE_LIMIT - 1):
        assert second_step(browser, wrong(code_of(seed))).status_code == 422
    assert second_step(browser, wrong(code_of(seed))).status_code == 429
    assert second_step(browser, code_of(seed)).status_code == 429, "the right one comes too late"
    assert second_step(browser, codes[0]).status_code == 429
    assert sign_in(Client(), person.email).status_code == 429, "the first step is closed too"
    assert outcomes(person).count("wrong_code") == 5
    assert who(browser) is None


def test_the_first_step_alone_opens_nothing(protected: Protected) -> None:
    browser = first_step(protected[0])
    assert browser.get(reverse("people:self"))["Location"].startswith(reverse("account_login"))
    assert Client().get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")


def test_the_seed_is_sealed_in_the_database(protected: Protected) -> None:
    _person, seed, _codes = protected
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert seed not in kept
    assert kept.startswith("gAAAA")


def long_since(browser: Client) -> None:
    """Let the browser believe that nothing was typed for six minutes."""
    session = browser.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 360
    session.save()


def test_codes_are_shown_to_whoever_typed_a_password_or_a_code_lately(protected: Protected) -> None:
    person, seed, codes = protected
    browser = first_step(person)
    second_step(browser, code_of(seed))
    assert codes[0] in browser.get(reverse("mfa_view_recovery_codes")).content.decode()
    long_since(browser)
    for kept in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        asked = browser.get(reverse(kept))
        assert unquote(asked["Location"]) == f"{reverse('account_reauthenticate')}?next={reverse(kept)}"
        assert codes[0] not in asked.content.decode()
    assert (
        "Esta no es su contraseña."
        in browser.post(reverse("account_reauthenticate"), {"password": "wrong"}).content.decode()
    )
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert codes[0] in browser.get(reverse("mfa_view_recovery_codes")).content.decode()


def test_guessing_at_the_confirmation_locks_out_as_well(protected: Protected, settings: Any) -> None:
    person, seed, _codes = protected
    browser = first_step(person)
    second_step(browser, code_of(seed))
    long_since(browser)
    answers = [
        browser.post(reverse("account_reauthenticate"), {"password": "wrong"}).status_code
        for _attempt in range(settings.AXES_FAILURE_LIMIT)
    ]
    assert answers == [422, 422, 422, 422, 429]
    assert browser.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 429
    assert browser.post(reverse("mfa_reauthenticate"), {"code": code_of(seed, time.time() + 30)}).status_code == 429


def test_a_role_that_needs_it_opens_nothing_else_first(people: People, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"lead"})
    browser = Client()
    sign_in(browser, people[Role.LEAD].email)
    for closed in ("people:self", "people:new_token", "mfa_index"):
        assert browser.get(reverse(closed))["Location"] == reverse("mfa_activate_totp")
    assert browser.post(reverse("people:self"), {"name": "x"})["Location"] == reverse("mfa_activate_totp")
    set_up_second_step(browser)
    assert browser.get(reverse("people:self")).status_code == 200
    assert as_person(people[Role.AUDITOR]).get(reverse("people:self")).status_code == 200


def test_a_required_second_step_cannot_be_taken_away_by_oneself(protected: Protected, settings: Any) -> None:
    person, seed, _codes = protected
    browser = first_step(person)
    second_step(browser, code_of(seed))
    settings.SECOND_FACTOR_ROLES = frozenset({"lead"})
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = browser.post(reverse("mfa_deactivate_totp")).content.decode()
    assert "no se puede retirar" in page
    settings.SECOND_FACTOR_ROLES = frozenset()
    browser.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists(), "recovery codes end as well"


def test_an_administrator_takes_a_lost_one_away(protected: Protected, people: People) -> None:
    person, _seed, _codes = protected
    as_person(people[Role.ADMINISTRATOR]).post(
        reverse("people:remove_second_factor", args=[person.pk]), {"reason": "lost telephone"}
    )
    change = person.access_changes.first()
    assert change is not None
    assert (change.what, change.reason) == (AccessChange.What.SECOND_FACTOR_REMOVED, "lost telephone")
    browser = Client()
    sign_in(browser, person.email)
    assert is_in(browser, person)


def test_a_code_of_long_ago_opens_nothing(protected: Protected) -> None:
    person, seed, _codes = protected
    assert second_step(first_step(person), code_of(seed, time.time() - 120)).status_code == 422


def test_a_role_that_does_not_exist_stops_the_start(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"lead", "minister"})
    told = [str(fault.msg) for fault in run_checks() if fault.id == "rumbo.E101"]
    assert told == ["RUMBO_SECOND_FACTOR_ROLES: there is no role “minister”."]
