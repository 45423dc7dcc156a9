"""A form that comes back with something to mend: every page of the room says so with the same status."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.site.conftest import People, as_person

from rumbo.apps.accounts.models import Entity, Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        "people:self",
        "people:new_token",
        "people:invite",
        "account_change_password",
        "account_reauthenticate",
    ],
)
def test_a_form_sent_empty_is_not_taken(people: People, name: str) -> None:
    browser = as_person(people[Role.ADMINISTRATOR])
    assert browser.get(reverse(name), follow=True).status_code == 200
    answer = browser.post(reverse(name), {})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_at_the_door_as_well(people: People, name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200
    assert Client().post(reverse(name), {}).status_code == 422


def test_what_a_service_refuses_counts_like_what_the_form_finds(people: People) -> None:
    taken = people[Role.LEAD].email
    given = {"email": taken, "name": "X", "role": "auditor", "place": _place(people), "language": "es"}
    answer = as_person(people[Role.ADMINISTRATOR]).post(reverse("people:invite"), given)
    assert answer.status_code == 422
    assert "ya corresponde a una persona registrada" in answer.content.decode()


def _place(people: People) -> str:
    return str(Entity.objects.get(code=people.entity).pk)
