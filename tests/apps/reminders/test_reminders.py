"""Reminders: who is written to of what, in which language, and nobody twice on one day."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant, register_entities, system_person
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import move_due_date, open_campaign, record_values, return_value
from rumbo.apps.reminders.selectors import reminders
from rumbo.apps.reminders.services import remind, remind_before
from rumbo.core.errors import InputError
from rumbo.core.observations import NewValue, Origin
from rumbo.core.reporting.labels import local

pytestmark = pytest.mark.django_db
YEAR = 2026
ONE = Decimal(1)


def address(spoken):
    return f"https://rumbo.example/{spoken}"


@pytest.fixture
def today():
    return local(datetime.now(UTC)).date()


@pytest.fixture
def someone(tiny_policy):
    register_entities(tiny_policy)

    def made(name, entity="GRA", role=Role.ENTITY_REPORTER, unit=""):
        person = Person.objects.create_user(f"{name}@agua.example", name)
        place = Entity.objects.get(policy=tiny_policy.code, code=entity)
        grant(person, role, place, place.units.get(name=unit) if unit else None)
        return person

    return made


@pytest.fixture
def campaign(tiny_policy, someone, today):
    return open_campaign(
        tiny_policy, YEAR, opens=today - timedelta(days=9), due=today + timedelta(days=10), actor=system_person()
    )


@pytest.mark.usefixtures("campaign")
def test_each_is_asked_for_what_that_person_can_report(tiny_policy, someone):
    someone("ana")
    someone("luz", unit="Laboratorio Regional")
    done = remind(tiny_policy, YEAR, ["GRA"], actor=system_person(), address_of=address)
    assert done.sent == ("ana", "luz")
    body = {message.to[0]: message.body for message in mail.outbox}
    assert "S2.1.1-Q1" in body["luz@agua.example"]
    assert "OP1-I2" not in body["luz@agua.example"]
    assert "OP1-I2" in body["ana@agua.example"]
    assert "https://rumbo.example/es" in body["ana@agua.example"]


@pytest.mark.usefixtures("campaign")
def test_one_mail_for_somebody_of_two_entities(tiny_policy, someone, today):
    person = someone("ana")
    grant(person, Role.ENTITY_REPORTER, Entity.objects.get(policy=tiny_policy.code, code="EPS-SUR"))
    move_due_date(tiny_policy, YEAR, "EPS-SUR", today + timedelta(days=2), actor=system_person(), reason="Earlier.")
    remind(tiny_policy, YEAR, ["GRA", "EPS-SUR"], actor=system_person(), address_of=address)
    (message,) = mail.outbox
    assert "S1.1.2-Q1" in message.body
    assert "faltan 2 días" in message.body, "the first of the two dates"
    (kept,) = reminders(tiny_policy.code, YEAR)
    assert (kept.entities, len(kept.missing), kept.due) == (("GRA", "EPS-SUR"), 8, today + timedelta(days=2))


@pytest.mark.usefixtures("campaign")
def test_a_returned_value_is_still_owed_and_a_submitted_one_is_not(tiny_policy, someone):
    someone("ana", "EPS-SUR")
    key = ObservationKey(tiny_policy.code, "S1.1.2-Q1", YEAR)
    value = NewValue("S1.1.2-Q1", YEAR, 16 * ONE, 16 * ONE, ONE)
    record_values(tiny_policy, [value], origin=Origin.REPORTED, actor=system_person())
    assert not remind(tiny_policy, YEAR, ["EPS-SUR"], actor=system_person(), address_of=address).sent
    return_value(key, actor=system_person(), reason="No evidence.")
    assert remind(tiny_policy, YEAR, ["EPS-SUR"], actor=system_person(), address_of=address).sent == ("ana",)


@pytest.mark.usefixtures("campaign")
def test_only_those_whose_date_is_near_are_reminded_by_themselves(tiny_policy, someone, today):
    someone("ana")
    someone("eva", "EPS-SUR")
    move_due_date(tiny_policy, YEAR, "EPS-SUR", today - timedelta(days=2), actor=system_person(), reason="Earlier.")

    def sent(days):
        done = remind_before(tiny_policy, YEAR, days, today=today, actor=system_person(), address_of=address)
        return done.sent, done.already

    assert sent(7) == (("eva",), ())
    assert sent(10) == (("ana",), ("eva",))
    assert sent(10) == ((), ("ana", "eva"))


@pytest.mark.usefixtures("campaign")
def test_whoever_left_is_not_written_to(tiny_policy, someone):
    person = someone("ana", "EPS-SUR")
    person.is_active = False
    person.save()
    done = remind(tiny_policy, YEAR, ["EPS-SUR"], actor=system_person(), address_of=address)
    assert (done.sent, done.without_people) == ((), ("EPS-SUR",))


@pytest.mark.usefixtures("campaign")
def test_a_reporter_reminds_nobody(tiny_policy, someone):
    with pytest.raises(LedgerError, match="lead directorate"):
        remind(tiny_policy, YEAR, ["GRA"], actor=someone("ana"), address_of=address)
    assert not mail.outbox


def test_without_a_campaign_nothing_is_due(tiny_policy, someone):
    someone("ana")
    with pytest.raises(InputError):
        remind(tiny_policy, YEAR, ["GRA"], actor=system_person(), address_of=address)
