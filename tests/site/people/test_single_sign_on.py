"""Single sign-on with a real provider on this machine: who is known or invited comes in, every lie is refused."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from tests.site.conftest import People
from tests.site.people.door import is_in, outcomes, set_up_second_step, sign_in, who
from tests.site.people.provider import CLIENT, SECRET, Provider, running

from rumbo.apps.accounts.models import Entity, Person, Role, SignIn
from rumbo.apps.accounts.services import RoleIn, deactivate, invite
from rumbo.core.errors import InputError
from rumbo.site.people.configuration import PROVIDER, provider_of_identity

LEAVE = "openid_connect_login"


@pytest.fixture
def provider(people: People, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """The provider, and the site set up for it as an installation does it: by environment variables."""
    with running() as started:
        monkeypatch.setenv("RUMBO_OIDC_ISSUER", started.issuer)
        monkeypatch.setenv("RUMBO_OIDC_CLIENT_ID", CLIENT)
        monkeypatch.setenv("RUMBO_OIDC_CLIENT_SECRET", SECRET)
        monkeypatch.setenv("RUMBO_OIDC_NAME", "ID Nowhere")
        settings.SOCIALACCOUNT_PROVIDERS = provider_of_identity()
        started.person["email"] = people[Role.LEAD].email.upper()
        yield started


def leave(browser: Client, **asked: str) -> str:
    """Go to the provider; where it sends the browser back to."""
    answer = browser.get(reverse(LEAVE, args=[PROVIDER]), asked)
    assert answer.status_code == 302, answer.content.decode()
    at_provider = requests.get(answer["Location"], allow_redirects=False, timeout=5)
    assert at_provider.status_code == 302
    return at_provider.headers["Location"]


def come_in(browser: Client, **asked: str) -> Any:
    """The whole way."""
    return browser.get(leave(browser, **asked))


def test_a_known_person_comes_in(provider: Provider, people: People) -> None:
    browser = Client()
    page = browser.get(reverse("account_login")).content.decode()
    assert "Iniciar sesión con ID Nowhere" in page
    assert come_in(browser, next=reverse("people:self"))["Location"] == reverse("people:self")
    assert is_in(browser, people[Role.LEAD])
    row = SignIn.objects.get()
    assert (row.outcome, row.method, row.person) == ("signed_in", "single_sign_on", people[Role.LEAD])
    (asked,) = provider.asked
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert {"nonce", "state", "code_challenge"} <= asked.keys()


def test_whoever_came_once_is_known_by_the_provider_s_key(provider: Provider, people: People) -> None:
    come_in(Client())
    provider.person["email"] = "married@example.invalid"
    browser = Client()
    come_in(browser)
    assert is_in(browser, people[Role.LEAD])
    assert SocialAccount.objects.count() == 1


def test_an_invited_person_comes_in_with_the_role(provider: Provider, people: People) -> None:
    place = Entity.objects.get(code=people.entity)
    invite(
        "mar@rios.example",
        "Mar",
        RoleIn(Role.ENTITY_REPORTER, place),
        actor=people[Role.ADMINISTRATOR],
        address_of=lambda secret: secret,
    )
    provider.person |= {"sub": "8", "email": "mar@rios.example"}
    browser = Client()
    come_in(browser)
    person = Person.objects.get(email="mar@rios.example")
    assert is_in(browser, person)
    assert not person.has_usable_password()
    assert "Definir una contraseña" in browser.get(reverse("people:self")).content.decode()


def test_nobody_comes_in_uninvited(provider: Provider) -> None:
    provider.person |= {"sub": "9", "email": "stranger@example.invalid"}
    before, browser = Person.objects.count(), Client()
    answer = come_in(browser)
    assert answer.status_code == 403
    assert "stranger@example.invalid no tiene cuenta aquí." in answer.content.decode()
    assert (Person.objects.count(), who(browser)) == (before, None)
    assert SignIn.objects.get().email == "stranger@example.invalid"
    assert outcomes() == ["refused"]


@pytest.mark.parametrize("verified", [False, None, "false", "yes", 0])
def test_an_unverified_address_opens_nothing(provider: Provider, verified: object) -> None:
    provider.person["email_verified"] = verified
    browser = Client()
    answer = come_in(browser)
    assert (answer.status_code, who(browser)) == (403, None)
    assert "no confirma su dirección" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_outside(provider: Provider, people: People) -> None:
    deactivate(people[Role.LEAD], actor=people[Role.ADMINISTRATOR], reason="left")
    browser = Client()
    come_in(browser)
    assert who(browser) is None
    assert outcomes()[-1] == "refused"


def test_the_second_step_is_asked_for_as_well(
    provider: Provider, people: People, django_capture_on_commit_callbacks: Any
) -> None:
    own = Client()
    sign_in(own, people[Role.LEAD].email)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_second_step(own)
    browser = Client()
    assert come_in(browser)["Location"] == reverse("mfa_authenticate")
    assert who(browser) is None


def refused(browser: Client, answer: Any) -> None:
    assert answer.status_code == 401, answer
    assert "no funcionó" in answer.content.decode()
    assert who(browser) is None
    assert outcomes()[-1] == "refused"
    assert not SocialAccount.objects.exists()


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "another client"},
    "no audience": {"aud": None},
    "several audiences, made for another": {"aud": [CLIENT, "another"], "azp": "another"},
    "another issuer": {"iss": "https://elsewhere.example"},
    "expired": {"exp": int(time.time()) - 3600},
    "no end": {"exp": None},
    "made in the future": {"iat": int(time.time()) + 3600},
    "another person": {"sub": "8"},
    "nobody": {"sub": None},
}


@pytest.mark.parametrize("claims", LIES.values(), ids=LIES)
def test_a_statement_that_lies_is_refused(provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    browser = Client()
    refused(browser, come_in(browser))


def test_a_statement_signed_by_another_key_is_refused(provider: Provider) -> None:
    provider.foreign_key = True
    browser = Client()
    refused(browser, come_in(browser))


def test_a_statement_signed_with_what_the_client_knows_is_refused(provider: Provider) -> None:
    provider.signing = "HS256"
    browser = Client()
    refused(browser, come_in(browser))


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_statement_is_refused(provider: Provider, token: str) -> None:
    provider.id_token = token or " "
    browser = Client()
    refused(browser, come_in(browser))


def test_an_unsigned_statement_is_refused(provider: Provider) -> None:
    browser = Client()
    back = leave(browser)
    now = int(time.time())
    claims = {"iss": provider.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "sub": "7"}
    claims["nonce"] = provider.asked[0]["nonce"]
    written = [json.dumps(part).encode() for part in ({"alg": "none", "kid": "one"}, claims)]
    provider.id_token = ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in written) + "."
    refused(browser, browser.get(back))


def test_two_statements_about_two_people_are_refused(provider: Provider) -> None:
    provider.known = {"sub": "8"}
    browser = Client()
    refused(browser, come_in(browser))


def test_another_state_is_refused(provider: Provider) -> None:
    browser = Client()
    back = urlsplit(leave(browser))
    asked = {name: values[0] for name, values in parse_qs(back.query).items()}
    refused(browser, browser.get(f"{back.path}?{urlencode({**asked, 'state': 'another'})}"))
    refused(browser, browser.get(f"{back.path}?{urlencode({'code': asked['code']})}"))


def test_the_answer_to_one_browser_opens_no_other(provider: Provider) -> None:
    back, thief = leave(Client()), Client()
    refused(thief, thief.get(back))


def test_an_answer_is_taken_once(provider: Provider, people: People) -> None:
    browser = Client()
    back = leave(browser)
    browser.get(back)
    assert is_in(browser, people[Role.LEAD])
    browser.post(reverse("account_logout"))
    assert browser.get(back).status_code == 401
    assert who(browser) is None


def test_a_provider_under_another_name_is_refused(provider: Provider) -> None:
    provider.published_issuer = "https://elsewhere.example"
    browser = Client()
    refused(browser, browser.get(reverse(LEAVE, args=[PROVIDER])))


def test_a_provider_that_does_not_answer_is_told(provider: Provider, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    browser = Client()
    refused(browser, browser.get(reverse(LEAVE, args=[PROVIDER])))


def test_leaving_the_provider_half_way_is_told(provider: Provider) -> None:
    browser = Client()
    back = urlsplit(leave(browser))
    state = parse_qs(back.query)["state"][0]
    answer = browser.get(f"{back.path}?{urlencode({'error': 'access_denied', 'state': state})}", follow=True)
    assert "No inició sesión" in answer.content.decode()


def test_nobody_is_led_elsewhere(provider: Provider) -> None:
    assert come_in(Client(), next="https://evil.example/")["Location"].startswith("/")


def test_no_identity_is_tied_to_somebody_who_is_signed_in(provider: Provider, people: People) -> None:
    provider.person |= {"sub": "9", "email": "stranger@example.invalid"}
    browser = Client()
    sign_in(browser, people[Role.LEAD].email)
    assert come_in(browser, process="connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_without_a_provider_there_is_none(people: People) -> None:
    assert Client().get(reverse(LEAVE, args=[PROVIDER])).status_code == 404
    assert "institucion/" not in Client().get(reverse("account_login")).content.decode()


def test_a_provider_that_is_half_set_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUMBO_LANG", "en")
    assert provider_of_identity()["openid_connect"]["APPS"] == []
    monkeypatch.setenv("RUMBO_OIDC_ISSUER", "http://identity.example")
    with pytest.raises(InputError) as refusal:
        provider_of_identity()
    assert [problem.where for problem in refusal.value.problems] == [
        "RUMBO_OIDC_CLIENT_ID",
        "RUMBO_OIDC_CLIENT_SECRET",
        "RUMBO_OIDC_ISSUER",
    ]
