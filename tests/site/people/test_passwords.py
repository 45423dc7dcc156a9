"""Choosing another password: knowing the present one, or having forgotten it."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.site.conftest import People
from tests.site.people.door import PASSWORD, is_in, sign_in

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.accounts.services import deactivate

GOOD = "ocho llamas en la puna"


def inside(person: Person) -> Client:
    browser = Client()
    sign_in(browser, person.email)
    return browser


def change(browser: Client, new: str, *, again: str | None = None, present: str = PASSWORD) -> str:
    given = {"oldpassword": present, "password1": new, "password2": new if again is None else again}
    return browser.post(reverse("account_change_password"), given, follow=True).content.decode()


def test_a_password_is_changed_and_mailed(people: People) -> None:
    page = change(inside(people[Role.LEAD]), GOOD)
    assert "Su contraseña fue cambiada." in page
    assert sign_in(Client(), people[Role.LEAD].email, GOOD).status_code == 302
    (told,) = mail.outbox
    assert "Su contraseña fue cambiada." in told.body
    assert "Desde: 127.0.0.1" in told.body


def test_the_mail_speaks_the_person_s_language(people: People) -> None:
    people[Role.LEAD].language = "en"
    people[Role.LEAD].save()
    change(inside(people[Role.LEAD]), GOOD)
    assert "Your password is changed." in mail.outbox[0].body


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("corta", "12 caracteres"),
        ("password1234", "común"),
        ("192837465564738291", "numérica"),
        ("lead@example.invalid", "se parece demasiado a su nombre o a su dirección"),
        ("Lead Person.", "se parece demasiado a su nombre o a su dirección"),
    ],
)
def test_easy_ones_are_refused(people: People, new: str, said: str) -> None:
    page = re.sub(r"(?s)<ul class=\"help\">.*?</ul>", "", change(inside(people[Role.LEAD]), new))
    assert said in page
    assert sign_in(Client(), people[Role.LEAD].email).status_code == 302


def test_the_present_one_is_asked_for(people: People) -> None:
    assert "Esta no es su contraseña actual." in change(inside(people[Role.LEAD]), GOOD, present="guess")


def test_two_that_differ_are_refused(people: People) -> None:
    assert "Las dos contraseñas no coinciden." in change(inside(people[Role.LEAD]), GOOD, again=GOOD + "!")


def forgotten(email: str) -> Any:
    return Client().post(reverse("account_reset_password"), {"email": email})


def test_a_forgotten_one_is_chosen_anew_by_mail(people: People) -> None:
    assert forgotten(people[Role.LEAD].email)["Location"] == reverse("account_reset_password_done")
    found = re.search(r"http://testserver(\S+)", mail.outbox[0].body)
    assert found
    browser = Client()
    form = browser.get(found[1])["Location"]
    assert found[1] != form, "the secret does not stay in the address"
    page = browser.post(form, {"password1": "corta", "password2": "corta"}).content.decode()
    assert "12 caracteres" in page
    done = browser.post(form, {"password1": GOOD, "password2": GOOD}, follow=True)
    assert "Su contraseña fue cambiada." in done.content.decode()
    assert not is_in(browser, people[Role.LEAD])
    assert sign_in(Client(), people[Role.LEAD].email, GOOD).status_code == 302
    used = Client().get(found[1])
    assert "Este enlace ya no está vigente" in used.content.decode()


def test_a_forged_link_opens_nothing(people: People) -> None:
    address = reverse("account_reset_password_from_key", args=["1", "abc-" + "0" * 32])
    assert "Este enlace ya no está vigente" in Client().get(address).content.decode()


def test_an_unknown_address_reads_like_a_known_one(people: People) -> None:
    deactivate(people[Role.AUDITOR], actor=people[Role.ADMINISTRATOR], reason="left")
    for email in ("nobody@example.invalid", people[Role.AUDITOR].email):
        assert forgotten(email)["Location"] == reverse("account_reset_password_done")
    assert not mail.outbox


def test_who_came_by_single_sign_on_sets_a_first_one(people: People) -> None:
    browser = inside(people[Role.LEAD])
    people[Role.LEAD].set_unusable_password()
    people[Role.LEAD].save()
    browser.force_login(people[Role.LEAD], backend="django.contrib.auth.backends.ModelBackend")
    assert "Definir una contraseña" in browser.get(reverse("account_set_password")).content.decode()
    browser.post(reverse("account_set_password"), {"password1": GOOD, "password2": GOOD})
    assert sign_in(Client(), people[Role.LEAD].email, GOOD).status_code == 302
