"""Someone becomes a person by an invitation only: once, in time, with the link that was mailed."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone
from tests.apps.invented import Cast

from rumbo.apps.accounts.errors import AccessError
from rumbo.apps.accounts.models import AccessChange, Entity, Invitation, Person, Role, Unit
from rumbo.apps.accounts.reading import waiting_invitations
from rumbo.apps.accounts.services import (
    RoleIn,
    accept,
    accept_verified,
    deactivate,
    invitation_of,
    invite,
    register_entities,
    send_again,
    withdraw,
)
from rumbo.core.errors import InputError
from rumbo.core.policy.models import Policy

PASSWORD = "ocho llamas en la puna"


def link(secret: str) -> str:
    return f"https://rumbo.example/invitacion/{secret}"


def secret_in(mail: EmailMessage) -> str:
    found = re.search(r"/invitacion/(\S+)", str(mail.body))
    assert found
    return found[1]


def reporter_of(code: str = "RIOS", unit: str = "") -> RoleIn:
    entity = Entity.objects.get(policy="water-2030", code=code)
    return RoleIn(Role.ENTITY_REPORTER, entity, entity.units.get(name=unit) if unit else None)


def invited(people: Cast, email: str = "Mar@Rios.example", **more: Any) -> Invitation:
    return invite(email, "Mar", more.pop("place", reporter_of()), actor=people.administrator, address_of=link, **more)


def test_an_invited_person_comes_in_with_the_role(people: Cast, mailoutbox: list[EmailMessage]) -> None:
    invitation = invited(people, place=reporter_of(unit="Statistics"), language="en")
    (mail,) = mailoutbox
    assert mail.to == ["mar@rios.example"]
    assert "as entity reporter of River authority" in mail.body
    person = accept(secret_in(mail), name="  María del Mar ", password=PASSWORD)
    assert (person.name, person.email, person.language) == ("María del Mar", "mar@rios.example", "en")
    assert person.check_password(PASSWORD)
    held = person.memberships.get()
    assert (held.role, held.entity.code, held.unit) == (
        Role.ENTITY_REPORTER,
        "RIOS",
        Unit.objects.get(entity__code="RIOS", name="Statistics"),
    )
    change = person.access_changes.get()
    assert (change.what, change.made_by) == (AccessChange.What.ROLE_GIVEN, people.administrator)
    invitation.refresh_from_db()
    assert invitation.accepted_by == person


def test_the_mail_speaks_the_language_of_the_invited(people: Cast, mailoutbox: list[EmailMessage]) -> None:
    invited(people)
    assert mailoutbox[0].subject == "Se le invita a Rumbo"
    assert "responsable del reporte de la entidad de River authority" in mailoutbox[0].body


def test_the_secret_is_nowhere_in_the_database(people: Cast, mailoutbox: list[EmailMessage]) -> None:
    invitation = invited(people)
    secret = secret_in(mailoutbox[0])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_invitation")
        assert not any(secret in str(cell) for row in cursor.fetchall() for cell in row)
    assert invitation_of(secret) == invitation


@pytest.mark.parametrize("forged", ["", "x", "\0", "\ud800", "A" * 10_000])
def test_a_forged_link_opens_nothing(people: Cast, forged: str) -> None:
    invited(people)
    with pytest.raises(InputError, match="no such invitation"):
        accept(forged, name="Mar", password=PASSWORD)
    assert not Person.objects.filter(email="mar@rios.example").exists()


def test_a_link_opens_once(people: Cast, mailoutbox: list[EmailMessage]) -> None:
    invited(people)
    accept(secret_in(mailoutbox[0]), name="Mar", password=PASSWORD)
    with pytest.raises(InputError, match="already accepted"):
        accept(secret_in(mailoutbox[0]), name="Someone else", password="another password")
    assert Person.objects.get(email="mar@rios.example").check_password(PASSWORD)


def test_a_link_expires(people: Cast, mailoutbox: list[EmailMessage]) -> None:
    invitation = invited(people)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(InputError, match="no longer holds"):
        accept(secret_in(mailoutbox[0]), name="Mar", password=PASSWORD)
    assert accept_verified("mar@rios.example") is None
    send_again(invitation, actor=people.administrator, address_of=link)
    with pytest.raises(InputError, match="no such"):
        invitation_of(secret_in(mailoutbox[0]))
    assert accept(secret_in(mailoutbox[1]), name="Mar", password=PASSWORD)


def test_a_withdrawn_invitation_opens_nothing(people: Cast, mailoutbox: list[EmailMessage]) -> None:
    invitation = invited(people)
    withdraw(invitation, actor=people.administrator)
    with pytest.raises(InputError, match="no longer holds"):
        accept(secret_in(mailoutbox[0]), name="Mar", password=PASSWORD)
    assert accept_verified("mar@rios.example") is None
    for again in (
        lambda: withdraw(invitation, actor=people.administrator),
        lambda: send_again(invitation, actor=people.administrator, address_of=link),
    ):
        with pytest.raises(InputError, match="no longer holds"):
            again()


def test_a_new_invitation_replaces_the_open_one(people: Cast, mailoutbox: list[EmailMessage]) -> None:
    invited(people)
    newer = invited(people)
    assert list(waiting_invitations("water-2030")) == [newer]
    with pytest.raises(InputError, match="no longer holds"):
        invitation_of(secret_in(mailoutbox[0]))


def test_one_acceptance_takes_every_open_invitation(people: Cast, mailoutbox: list[EmailMessage]) -> None:
    invited(people)
    invited(people, place=reporter_of("AGUA"))
    person = accept(secret_in(mailoutbox[0]), name="Mar", password=PASSWORD)
    assert set(person.memberships.values_list("entity__code", flat=True)) == {"AGUA", "RIOS"}
    with pytest.raises(InputError, match="already accepted"):
        invitation_of(secret_in(mailoutbox[1]))


def test_single_sign_on_takes_an_invitation_without_a_password(people: Cast) -> None:
    invited(people)
    assert accept_verified("stranger@rios.example") is None
    person = accept_verified("MAR@rios.example")
    assert person is not None
    assert (person.name, person.has_usable_password()) == ("Mar", False)
    assert accept_verified("mar@rios.example") is None


def test_only_an_administrator_of_the_policy_invites(people: Cast, mailoutbox: list[EmailMessage]) -> None:
    invitation = invited(people)
    for role, actor in people.by_role().items():
        if role == Role.ADMINISTRATOR:
            continue
        for attempt in (
            lambda who=actor: invite("x@rios.example", "X", reporter_of(), actor=who, address_of=link),
            lambda who=actor: send_again(invitation, actor=who, address_of=link),
            lambda who=actor: withdraw(invitation, actor=who),
        ):
            with pytest.raises(AccessError, match="Only an administrator"):
                attempt()
    assert len(mailoutbox) == 1


def test_what_cannot_be_invited_is_said_at_once(people: Cast) -> None:
    with pytest.raises(InputError) as refused:
        invite(" nobody ", " ", reporter_of(), actor=people.administrator, address_of=link)
    assert len(refused.value.problems) == 2
    with pytest.raises(InputError, match="already belongs"):
        invited(people, email=people.lead.email.upper())
    deactivate(people.lead, actor=people.administrator, reason="left")
    with pytest.raises(InputError, match="already belongs"):
        invited(people, email=people.lead.email)
    foreign = RoleIn(Role.ENTITY_REPORTER, Entity.objects.get(code="RIOS"), Unit.objects.get(name="Lead office"))
    with pytest.raises(InputError, match="not one of"):
        invited(people, place=foreign)
    assert not Invitation.objects.exists()


def test_nobody_is_invited_to_an_entity_that_the_policy_dropped(people: Cast, policy: Policy) -> None:
    register_entities(policy.model_copy(update={"entities": policy.entities[:1]}))
    with pytest.raises(InputError, match="no longer names River"):
        invited(people)


def test_an_invitation_stays_where_the_mail_server_does_not_answer(people: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(InputError, match="is kept, but its mail could not be sent"):
        invited(people)
    (kept,) = waiting_invitations("water-2030")
    assert kept.sent_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_again(kept, actor=people.administrator, address_of=link).sent_at is not None
