"""A person's own page: name, language, tokens, last sign-ins."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.site.conftest import People, as_person
from tests.site.people.door import sign_in

from rumbo.apps.accounts.models import ApiToken, Entity, Person, Role
from rumbo.apps.accounts.services import RoleIn, change_roles, token_of


def test_name_and_language_are_saved_and_spoken(people: People) -> None:
    browser = as_person(people[Role.LEAD])
    answer = browser.post(reverse("people:self"), {"name": "  Luz  ", "language": "en"}, follow=True)
    assert "Your data are saved." in answer.content.decode()
    assert answer.request["PATH_INFO"].startswith("/en/")
    saved = Person.objects.get(pk=people[Role.LEAD].pk)
    assert (saved.name, saved.language) == ("Luz", "en")
    assert browser.post(reverse("people:self"), {"name": " ", "language": "xx"}).status_code == 422
    assert Person.objects.get(pk=saved.pk).name == "Luz"


def test_the_page_shows_the_own_sign_ins_only(people: People) -> None:
    sign_in(Client(headers={"user-agent": "Thief 1.0"}), people[Role.LEAD].email, "wrong")
    sign_in(Client(headers={"user-agent": "Elsewhere 2.0"}), people[Role.PLANNING].email, "wrong")
    page = as_person(people[Role.LEAD]).get(reverse("people:self")).content.decode()
    assert "Thief 1.0" in page
    assert "Elsewhere 2.0" not in page


def issue(browser: Client, people: People, **more: str) -> str:
    place = str(Entity.objects.get(code=people.entity).pk)
    given = {"name": "robot", "place": place, "scope": "report", "days": "30", **more}
    return str(browser.post(reverse("people:new_token"), given).content.decode())


def test_a_token_shows_its_secret_once(people: People) -> None:
    browser = as_person(people[Role.ENTITY_REPORTER])
    page = issue(browser, people)
    found = re.search(r"rumbo_[\w-]{43}", page)
    assert found
    assert token_of(found[0]) == ApiToken.objects.get()
    own = browser.get(reverse("people:self")).content.decode()
    assert "robot" in own
    assert found[0] not in own
    browser.post(reverse("people:revoke_token", args=[ApiToken.objects.get().pk]))
    assert token_of(found[0]) is None


def test_an_auditor_s_token_reads_only(people: People) -> None:
    browser = as_person(people[Role.AUDITOR])
    assert "no puede reportar por" in issue(browser, people)
    assert "rumbo_" in issue(browser, people, scope="read")


@pytest.mark.parametrize("more", [{"days": "0"}, {"days": "367"}, {"scope": "all"}, {"name": ""}, {"place": ""}])
def test_a_form_that_does_not_fit_issues_nothing(people: People, more: dict[str, str]) -> None:
    assert 'aria-invalid="true"' in issue(as_person(people[Role.ENTITY_REPORTER]), people, **more)
    assert not ApiToken.objects.exists()


def test_a_reporter_s_token_is_for_the_own_entity(people: People) -> None:
    foreign = str(Entity.objects.get(code=people.other_entity).pk)
    page = issue(as_person(people[Role.ENTITY_REPORTER]), people, place=foreign)
    assert 'aria-invalid="true"' in page
    assert not ApiToken.objects.exists()


def test_who_reports_for_a_unit_chooses_that_unit(people: People) -> None:
    entity = Entity.objects.get(code=people.entity)
    unit = entity.units.all()[0]
    change_roles(
        people[Role.ENTITY_REPORTER],
        give=[RoleIn(Role.ENTITY_REPORTER, entity, unit)],
        take=[RoleIn(Role.ENTITY_REPORTER, entity)],
        actor=people[Role.ADMINISTRATOR],
        reason="",
    )
    browser = as_person(people[Role.ENTITY_REPORTER])
    assert 'aria-invalid="true"' in issue(browser, people)
    assert "rumbo_" in issue(browser, people, place=f"{entity.pk}.{unit.pk}")
    assert ApiToken.objects.get().unit == unit


def test_secrets_are_not_kept_by_the_browser(people: People) -> None:
    browser = as_person(people[Role.ENTITY_REPORTER])
    assert "no-store" in browser.get(reverse("people:new_token"))["Cache-Control"]
