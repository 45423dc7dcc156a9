"""The door opens to the right password, closes after too many wrong ones, and everything is written down."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.site.conftest import People, as_person
from tests.site.people.door import PASSWORD, is_in, outcomes, sign_in, who

from rumbo.apps.accounts.models import Role, SignIn
from rumbo.apps.accounts.services import deactivate, system_person

ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


def test_the_right_password_opens(people: People) -> None:
    browser = Client()
    answer = sign_in(browser, people[Role.LEAD].email.upper(), headers={"user-agent": "Firefox 200"}, **ELSEWHERE)
    assert (answer.status_code, answer["Location"]) == (302, reverse("work:home"))
    assert is_in(browser, people[Role.LEAD])
    row = SignIn.objects.get()
    assert (row.person, row.outcome, row.method) == (people[Role.LEAD], "signed_in", "password")
    assert (row.network_address, row.browser) == ("198.51.100.7", "Firefox 200")


def test_work_begins_in_the_language_of_the_person(people: People) -> None:
    people[Role.LEAD].language = "en"
    people[Role.LEAD].save()
    with override("en"):
        work = reverse("work:home")
    assert sign_in(Client(), people[Role.LEAD].email)["Location"] == work


def test_a_wrong_password_and_an_unknown_address_read_alike(people: People) -> None:
    said = []
    for email in (people[Role.LEAD].email, "nobody@example.invalid"):
        browser = Client()
        page = sign_in(browser, email, "wrong").content.decode()
        said.append(page.count("La dirección o la contraseña no es correcta."))
        assert who(browser) is None
        assert "wrong" not in page
    assert said == [1, 1]
    assert outcomes() == ["wrong_password", "wrong_password"]


def test_too_many_wrong_passwords_lock_out_and_say_until_when(people: People, settings: Any) -> None:
    person, browser = people[Role.LEAD], Client()
    for _attempt in range(settings.AXES_FAILURE_LIMIT - 1):
        assert sign_in(browser, person.email, "wrong").status_code == 422
    answer = sign_in(browser, person.email, "wrong")
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "Tras 5 intentos fallidos, el inicio de sesión desde aquí queda bloqueado por 15 minutos." in page
    assert "Puede volver a intentarlo el " in page
    again = sign_in(Client(), person.email)
    assert again.status_code == 429
    assert outcomes(person) == [*["wrong_password"] * 4, "locked_out", "wrong_password", "locked_out"]
    assert sign_in(Client(), people[Role.PLANNING].email).status_code == 302, "a colleague in the same office"
    assert sign_in(Client(), person.email, **ELSEWHERE).status_code == 302, "the person from elsewhere"


def test_a_lockout_ends_and_attempts_meanwhile_do_not_lengthen_it(people: People, settings: Any) -> None:
    person = people[Role.LEAD]
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        sign_in(Client(), person.email, "wrong")
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=14))
    assert sign_in(Client(), person.email).status_code == 429
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=2))
    assert sign_in(Client(), person.email).status_code == 302


def test_a_success_forgets_the_failures_before_it(people: People, settings: Any) -> None:
    person = people[Role.LEAD]
    for _round in range(3):
        for _attempt in range(settings.AXES_FAILURE_LIMIT - 1):
            assert sign_in(Client(), person.email, "wrong").status_code == 422
        assert sign_in(Client(), person.email).status_code == 302


def test_an_administrator_lifts_a_lockout(people: People, settings: Any) -> None:
    person = people[Role.LEAD]
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        sign_in(Client(), person.email, "wrong")
    as_person(people[Role.ADMINISTRATOR]).post(reverse("people:unlock", args=[person.pk]))
    assert sign_in(Client(), person.email).status_code == 302


def test_what_was_typed_is_not_kept(people: People) -> None:
    sign_in(Client(), people[Role.LEAD].email, "nearly my password")
    kept = [str(value) for row in [*AccessAttempt.objects.values(), *SignIn.objects.values()] for value in row.values()]
    assert not any("nearly my password" in value for value in kept)


def test_a_closed_account_stays_outside(people: People) -> None:
    person, browser = people[Role.LEAD], Client()
    deactivate(person, actor=people[Role.ADMINISTRATOR], reason="left")
    answer = sign_in(browser, person.email, follow=True)
    assert "Esta cuenta está cerrada" in answer.content.decode()
    assert who(browser) is None
    assert outcomes(person)[-1] == "refused"
    assert "no es correcta" in sign_in(Client(), person.email, "wrong").content.decode()


def test_the_command_line_never_comes_in(people: People) -> None:
    system = system_person()
    system.set_password(PASSWORD)
    system.save()
    browser = Client()
    sign_in(browser, system.email)
    assert who(browser) is None


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(people: People, wanted: str) -> None:
    answer = Client().post(
        reverse("account_login"), {"login": people[Role.LEAD].email, "password": PASSWORD, "next": wanted}
    )
    assert answer["Location"] == reverse("work:home")


def test_the_page_that_was_wanted_opens_after_signing_in(people: People) -> None:
    wanted = reverse("people:self")
    asked = Client().get(wanted)
    assert asked["Location"] == f"{reverse('account_login')}?next={wanted}"
    page = Client().get(asked["Location"]).content.decode()
    assert f'name="next" value="{wanted}"' in page
    given = {"login": people[Role.LEAD].email, "password": PASSWORD, "next": wanted}
    assert Client().post(reverse("account_login"), given)["Location"] == wanted


def test_a_form_of_another_site_signs_nobody_in(people: People) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert sign_in(browser, people[Role.LEAD].email).status_code == 403
    assert who(browser) is None


def test_nobody_signs_up() -> None:
    for path in ("/cuenta/signup/", "/cuenta/registro/", "/accounts/signup/"):
        assert Client().get(path).status_code == 404


def test_leaving_is_logged_and_asks_for_a_click(people: People) -> None:
    browser = Client()
    sign_in(browser, people[Role.LEAD].email)
    assert "¿Desea salir?" in browser.get(reverse("account_logout")).content.decode()
    assert is_in(browser, people[Role.LEAD])
    browser.post(reverse("account_logout"))
    assert who(browser) is None
    assert outcomes(people[Role.LEAD]) == ["signed_in", "signed_out"]


def test_an_address_behind_a_proxy_is_the_reader_s(people: People, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    sign_in(Client(), people[Role.LEAD].email, headers={"x-forwarded-for": "203.0.113.9, 198.51.100.2"})
    assert SignIn.objects.get().network_address == "198.51.100.2"


def test_without_a_proxy_nobody_chooses_their_address(people: People) -> None:
    sign_in(Client(), people[Role.LEAD].email, headers={"x-forwarded-for": "203.0.113.9"})
    assert SignIn.objects.get().network_address == "127.0.0.1"
