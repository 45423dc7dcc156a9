"""The administrators' pages: lists, roles with their history, closing and opening accounts, log, tokens."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from tests.site.conftest import People, as_person
from tests.site.people.door import sign_in

from rumbo.apps.accounts.models import ApiToken, Entity, Invitation, Membership, Person, Role
from rumbo.apps.accounts.reading import history_of
from rumbo.apps.accounts.services import issue_token, token_of
from rumbo.core.policy.models import Policy


@pytest.fixture
def administrator(people: People) -> Client:
    return as_person(people[Role.ADMINISTRATOR])


def text(browser: Client, name: str, *args: object, **asked: str) -> str:
    answer = browser.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return str(answer.content.decode()).replace("<wbr>", "")


def test_people_are_searched(administrator: Client, people: People) -> None:
    everyone = text(administrator, "people:home")
    assert all(person.email in everyone for person in people.by_role.values())
    assert "Línea de órdenes" not in everyone
    auditors = text(administrator, "people:home", role="auditor")
    assert people[Role.AUDITOR].email in auditors
    assert people[Role.LEAD].email not in auditors
    assert "Nadie coincide" in text(administrator, "people:home", q="zzz")
    assert people.other.email in text(administrator, "people:home", entity=people.other_entity)
    assert text(administrator, "people:home", role="minister", p="x"), "nonsense is not asked for"


def test_a_hostile_name_stays_text(administrator: Client, people: People) -> None:
    people.other.name = "<script>alert(1)</script>"
    people.other.save()
    for page in (text(administrator, "people:home"), text(administrator, "people:person", people.other.pk)):
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_role_is_given_and_taken_with_a_reason(administrator: Client, people: People, policy_site: Policy) -> None:
    person = people.other
    unit = Entity.objects.get(policy=policy_site.code, code=people.entity).units.all()[0]
    place = f"{unit.entity_id}.{unit.pk}"
    give = reverse("people:give_role", args=[person.pk])
    administrator.post(give, {"role": "entity_head", "place": place, "reason": "new post"})
    held = Membership.objects.get(person=person, role="entity_head")
    assert held.unit == unit
    page = text(administrator, "people:person", person.pk)
    assert "new post" in page
    assert people[Role.ADMINISTRATOR].name in page
    administrator.post(reverse("people:take_role", args=[person.pk, held.pk]), {"reason": "left it"})
    assert not Membership.objects.filter(pk=held.pk).exists()
    assert [row.reason for row in history_of(person)][:2] == ["", "left it"] or history_of(person)[
        0
    ].reason == "left it"


def test_a_role_of_somebody_else_is_not_taken_through_another(administrator: Client, people: People) -> None:
    foreign = Membership.objects.get(person=people[Role.LEAD])
    answer = administrator.post(reverse("people:take_role", args=[people.other.pk, foreign.pk]))
    assert answer.status_code == 404
    assert Membership.objects.filter(pk=foreign.pk).exists()


def test_a_form_that_is_not_filled_in_is_shown_again(administrator: Client, people: People) -> None:
    answer = administrator.post(reverse("people:give_role", args=[people.other.pk]), {"role": "lead", "place": "999"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_nobody_changes_their_own_roles(administrator: Client, people: People) -> None:
    own = people[Role.ADMINISTRATOR]
    place = str(Entity.objects.get(code=people.entity).pk)
    answer = administrator.post(
        reverse("people:give_role", args=[own.pk]), {"role": "planning", "place": place}, follow=True
    )
    assert "Nadie modifica sus propios roles." in answer.content.decode()
    assert not Membership.objects.filter(person=own, role="planning").exists()
    assert 'action="' + reverse("people:give_role", args=[own.pk]) not in text(administrator, "people:person", own.pk)


def test_an_account_is_closed_and_opened_again(administrator: Client, people: People) -> None:
    person = people[Role.LEAD]
    administrator.post(reverse("people:deactivate", args=[person.pk]), {"reason": "left"})
    assert not Person.objects.get(pk=person.pk).is_active
    assert "cuenta cerrada" in text(administrator, "people:person", person.pk)
    administrator.post(reverse("people:reactivate", args=[person.pk]), {"reason": "back"})
    assert Person.objects.get(pk=person.pk).is_active
    assert sign_in(Client(), person.email).status_code == 302


def test_the_last_administrator_stays_open(administrator: Client, people: People) -> None:
    own = people[Role.ADMINISTRATOR]
    answer = administrator.post(reverse("people:deactivate", args=[own.pk]), follow=True)
    assert "Nadie modifica sus propios roles." in answer.content.decode()
    assert Person.objects.get(pk=own.pk).is_active


def test_the_command_line_has_no_page(administrator: Client, people: People) -> None:
    system = Person.objects.get(is_system=True)
    assert administrator.get(reverse("people:person", args=[system.pk])).status_code == 404


def test_the_log_shows_and_finds(administrator: Client, people: People) -> None:
    sign_in(Client(), people[Role.LEAD].email, "wrong")
    sign_in(Client(), "<b>nobody</b>@example.invalid", "wrong")
    page = text(administrator, "people:sign_ins")
    assert "contraseña incorrecta" in page
    assert "<b>nobody" not in page
    assert people[Role.LEAD].email in text(administrator, "people:sign_ins", outcome="wrong_password", q="lead@")
    assert "Ningún ingreso coincide" in text(administrator, "people:sign_ins", outcome="wrong_code")


def test_tokens_are_listed_and_revoked(administrator: Client, people: People) -> None:
    reporter = people[Role.ENTITY_REPORTER]
    place = Entity.objects.get(code=people.entity)
    issued = issue_token(reporter, name="robot", entity=place, scope=ApiToken.Scope.REPORT, life=timedelta(days=1))
    assert "robot" in text(administrator, "people:tokens")
    address = reverse("people:revoke_token", args=[issued.token.pk])
    answer = as_person(people.other).post(address)
    assert (answer.status_code, token_of(issued.secret)) == (400, issued.token)
    administrator.post(address)
    assert token_of(issued.secret) is None
    assert "revocado" in text(administrator, "people:tokens")


def test_an_invitation_that_was_not_sent_says_so(
    administrator: Client, people: People, settings: pytest.FixtureRequest
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    place = str(Entity.objects.get(code=people.entity).pk)
    given = {"email": "mar@rios.example", "name": "Mar", "role": "auditor", "place": place, "language": "es"}
    page = administrator.post(reverse("people:invite"), given).content.decode()
    assert "quedó registrada, pero no se pudo enviar su correo" in page
    assert "no enviada" in text(administrator, "people:home")
    assert Invitation.objects.get().sent_at is None
    assert not mail.outbox


@pytest.mark.parametrize("name", ["people:deactivate", "people:reactivate", "people:unlock", "people:give_role"])
def test_what_changes_something_is_not_done_by_a_link(administrator: Client, people: People, name: str) -> None:
    assert administrator.get(reverse(name, args=[people.other.pk])).status_code == 405


def test_a_lockout_is_lifted_where_there_is_one(administrator: Client, people: People, settings: Any) -> None:
    page = reverse("people:person", args=[people[Role.LEAD].pk])
    unlock = reverse("people:unlock", args=[people[Role.LEAD].pk])
    assert unlock not in administrator.get(page).content.decode()
    thief = Client()
    for _attempt in range(settings.AXES_FAILURE_LIMIT):
        thief.post(reverse("account_login"), {"login": people[Role.LEAD].email, "password": "wrong"})
    assert unlock in administrator.get(page).content.decode()
    administrator.post(unlock)
    assert unlock not in administrator.get(page).content.decode()
