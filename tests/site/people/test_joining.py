"""From the invitation to the first page: the administrator invites, the mail goes out, the person comes in."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.site.conftest import People, as_person
from tests.site.people.door import is_in, outcomes, who

from rumbo.apps.accounts.models import Entity, Invitation, Person, Role

GOOD = "ocho llamas en la puna"


@pytest.fixture
def administrator(people: People) -> Client:
    return as_person(people[Role.ADMINISTRATOR])


def invite(administrator: Client, people: People, **more: str) -> str:
    """Send the form of an invitation; the link in the mail."""
    place = Entity.objects.get(code=people.entity)
    given = {"email": "mar@rios.example", "name": "Mar", "role": "entity_reporter", "place": str(place.pk)}
    answer = administrator.post(reverse("people:invite"), {**given, "language": "es", **more})
    assert answer.status_code == 302, answer.content.decode()
    found = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def fill(browser: Client, link: str, password: str = GOOD, again: str | None = None, name: str = "María") -> str:
    answer = browser.post(link, {"name": name, "password": password, "again": password if again is None else again})
    return answer.content.decode()


def test_an_invited_person_comes_in(administrator: Client, people: People) -> None:
    link = invite(administrator, people)
    browser = Client()
    page = browser.get(link).content.decode()
    assert "responsable del reporte de la entidad" in page
    assert "mar@rios.example" in page
    fill(browser, link)
    person = Person.objects.get(email="mar@rios.example")
    assert is_in(browser, person)
    assert outcomes(person) == ["signed_in"]
    assert [held.role for held in person.memberships.all()] == ["entity_reporter"]


def test_a_role_that_needs_a_second_step_sets_it_up_at_once(
    administrator: Client, people: People, settings: Any
) -> None:
    link = invite(administrator, people)
    settings.SECOND_FACTOR_ROLES = frozenset({"entity_reporter"})
    browser = Client()
    given = {"name": "María", "password": GOOD, "again": GOOD}
    answer = browser.post(link, given, follow=True)
    assert answer.redirect_chain[-1] == (reverse("mfa_activate_totp"), 302)
    assert "Configurar el segundo paso" in answer.content.decode()


def test_whoever_was_signed_in_there_is_out(administrator: Client, people: People) -> None:
    link = invite(administrator, people)
    browser = as_person(people[Role.LEAD])
    fill(browser, link)
    assert is_in(browser, Person.objects.get(email="mar@rios.example"))


def test_the_link_speaks_the_language_of_the_invitation(administrator: Client, people: People) -> None:
    link = invite(administrator, people, language="en")
    assert link.startswith("/en/")
    assert "Welcome to Rumbo" in Client().get(link).content.decode()
    assert mail.outbox[-1].subject == "You are invited to Rumbo"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("corta-1234", "12 caracteres"),
        ("password1234", "común"),
        ("102938475610293", "numérica"),
        ("mar@rios.example", "se parece demasiado"),
    ],
)
def test_easy_passwords_are_refused_with_the_rule(
    administrator: Client, people: People, password: str, said: str
) -> None:
    link = invite(administrator, people)
    page = fill(Client(), link, password)
    assert said in re.sub(r"(?s)<ul class=\"help\">.*?</ul>", "", page)
    assert not Person.objects.filter(email="mar@rios.example").exists()


def test_two_passwords_that_differ_are_refused(administrator: Client, people: People) -> None:
    link = invite(administrator, people)
    assert "Las dos contraseñas no coinciden." in fill(Client(), link, GOOD, GOOD + "!")


def test_a_used_link_and_a_forged_one_and_an_expired_one(administrator: Client, people: People) -> None:
    link = invite(administrator, people)
    fill(Client(), link)
    used = Client().get(link)
    assert (used.status_code, "Esta invitación ya fue aceptada." in used.content.decode()) == (400, True)
    forged = Client().get(reverse("people:join", args=["x" * 43]))
    assert (forged.status_code, "Esa invitación no existe." in forged.content.decode()) == (400, True)
    late = invite(administrator, people, email="sol@rios.example")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    expired = Client().post(late, {"name": "Sol", "password": GOOD, "again": GOOD})
    assert (expired.status_code, "ya no está vigente" in expired.content.decode()) == (400, True)
    assert not Person.objects.filter(email="sol@rios.example").exists()


def test_a_withdrawn_link_opens_nothing(administrator: Client, people: People) -> None:
    link = invite(administrator, people)
    administrator.post(reverse("people:withdraw", args=[Invitation.objects.get().pk]))
    browser = Client()
    assert browser.get(link).status_code == 400
    assert who(browser) is None


def test_sending_again_changes_the_link(administrator: Client, people: People) -> None:
    first = invite(administrator, people)
    administrator.post(reverse("people:send_again", args=[Invitation.objects.get().pk]))
    assert len(mail.outbox) == 2
    assert Client().get(first).status_code == 400


def test_a_second_invitation_of_a_person_is_refused(administrator: Client, people: People) -> None:
    place = str(Entity.objects.get(code=people.entity).pk)
    given = {"email": people[Role.LEAD].email, "name": "X", "role": "auditor", "place": place, "language": "es"}
    page = administrator.post(reverse("people:invite"), given).content.decode()
    assert "ya corresponde a una persona registrada" in page
    assert not mail.outbox


def test_a_place_of_another_policy_is_no_choice(administrator: Client, people: People) -> None:
    foreign = Entity.objects.create(policy="air-2030", code="AIRE", name="Air board")
    given = {"email": "x@rios.example", "name": "X", "role": "auditor", "place": str(foreign.pk), "language": "es"}
    assert administrator.post(reverse("people:invite"), given).status_code == 422
    assert not Invitation.objects.exists()
