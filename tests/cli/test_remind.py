"""``rumbo remind``: what it says, what it needs, and that it writes once a day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant, register_entities, system_person
from rumbo.apps.ledger.services import open_campaign
from rumbo.core.reporting.labels import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(tiny_policy):
    register_entities(tiny_policy)
    today = local(datetime.now(UTC)).date()
    person = Person.objects.create_user("ana@agua.example", "Ana")
    grant(person, Role.ENTITY_REPORTER, Entity.objects.get(policy=tiny_policy.code, code="EPS-SUR"))
    open_campaign(tiny_policy, 2026, opens=today, due=today + timedelta(days=5), actor=system_person())


@pytest.mark.usefixtures("campaign")
def test_it_writes_once_a_day(command, monkeypatch):
    monkeypatch.setenv("RUMBO_SITE_URL", "https://rumbo.example")
    assert not command("remind", 2026, "--days", 4, "--json").json["sent"]
    first = command("remind", 2026)
    assert first.code == 0
    assert "Reminded: Ana" in first.out
    assert "Nobody reports for: GRA" in first.out
    assert command("remind", 2026, "--json").json == {
        "sent": [], "already": ["Ana"], "failed": [], "without_people": ["GRA"],
    }  # fmt: skip
    (message,) = mail.outbox
    assert "https://rumbo.example/trabajo/?anio=2026" in message.body


@pytest.mark.usefixtures("campaign")
def test_without_an_address_it_writes_nothing(command, monkeypatch):
    monkeypatch.delenv("RUMBO_SITE_URL", raising=False)
    said = command("remind", 2026)
    assert said.code == 2
    assert "RUMBO_SITE_URL" in said.err
    assert not mail.outbox


@pytest.mark.usefixtures("campaign")
def test_without_a_campaign_it_says_so(command, monkeypatch):
    monkeypatch.setenv("RUMBO_SITE_URL", "https://rumbo.example")
    said = command("remind", 2027)
    assert said.code == 2
    assert "No campaign of 2027 is open" in said.err
