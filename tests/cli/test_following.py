"""``rumbo following remind``: what it says, what it needs, and that it writes once a day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant, register_entities, system_person
from rumbo.apps.following.services import commit, recommend
from rumbo.core.reporting.labels import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(tiny_policy):
    """A commitment of EPS-SUR, due in five days, and one of GRA, for which nobody answers."""
    register_entities(tiny_policy)
    person = Person.objects.create_user("ana@agua.example", "Ana")
    grant(person, Role.ENTITY_REPORTER, Entity.objects.get(policy=tiny_policy.code, code="EPS-SUR"))
    actor, due = system_person(), local(datetime.now(UTC)).date() + timedelta(days=5)
    one = recommend(tiny_policy, report="Evaluation", number="1", text="Measure", entity="GRA", actor=actor)
    return [
        commit(tiny_policy, recommendation_id=one.id, text="Probes", entity=entity, due=due, actor=actor)
        for entity in ("EPS-SUR", "GRA")
    ]


def test_it_writes_once_a_day(command, monkeypatch, promised):
    monkeypatch.setenv("RUMBO_SITE_URL", "https://rumbo.example")
    assert "nobody was written to" in command("following", "remind", "--days", 4).out
    first = command("following", "remind")
    assert first.code == 0
    assert "Reminded: Ana" in first.out
    assert f"Nobody answers for the commitments: {promised[1].id}" in first.out
    assert command("following", "remind", "--json").json == {
        "sent": [], "already": ["Ana"], "failed": [], "unanswered": [promised[1].id],
    }  # fmt: skip
    (message,) = mail.outbox
    assert f"https://rumbo.example/seguimiento/compromisos/{promised[0].id}/" in message.body


@pytest.mark.usefixtures("promised")
def test_without_an_address_it_writes_nothing(command, monkeypatch):
    monkeypatch.delenv("RUMBO_SITE_URL", raising=False)
    said = command("following", "remind")
    assert said.code == 2
    assert "RUMBO_SITE_URL" in said.err
    assert not mail.outbox


@pytest.mark.usefixtures("promised")
def test_a_mail_server_that_does_not_answer_is_told(command, monkeypatch, settings):
    monkeypatch.setenv("RUMBO_SITE_URL", "https://rumbo.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    said = command("following", "remind")
    assert said.code == 1
    assert "The mail could not be sent: Ana" in said.out
