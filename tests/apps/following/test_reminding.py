"""Reminders of commitments: who is written to, in which language, how often, and what is kept of it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from tests.apps.following.raised import alert
from tests.apps.invented import Cast

from rumbo.apps.accounts.models import Entity, Person, Role, Unit
from rumbo.apps.accounts.services import grant
from rumbo.apps.following.errors import FollowingError
from rumbo.apps.following.models import CommitmentReminder, Progress
from rumbo.apps.following.records import CaseRecord, CommitmentRecord
from rumbo.apps.following.selectors import reminders
from rumbo.apps.following.services import RemindedOf, commit, remind, settle, take_up
from rumbo.core.language import Language
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.labels import local


def address(spoken: Language, number: int) -> str:
    return f"https://rumbo.example/{spoken}/{number}"


@pytest.fixture
def today() -> date:
    return local(datetime.now(UTC)).date()


@pytest.fixture
def taken(policy: Policy, people: Cast) -> CaseRecord:
    return take_up(policy, alert(), actor=people.lead)


@pytest.fixture
def promise(policy: Policy, people: Cast, taken: CaseRecord, today: date) -> Any:
    """Promise something in so many days: ``promise(-3, person=people.auditor)``."""

    def promised(days: int, **more: Any) -> CommitmentRecord:
        due = today + timedelta(days=days)
        given = {"text": f"In {days} days", "entity": "AGUA", "case_id": taken.id, **more}
        return commit(policy, due=due, actor=people.lead, **given)

    return promised


def reminded(policy: Policy, people: Cast, days: int = 14) -> RemindedOf:
    return remind(policy, actor=people.lead, address_of=address, days=days)


def test_the_people_of_the_entity_are_reminded_in_one_mail_each(policy: Policy, people: Cast, promise: Any) -> None:
    late, soon, _far = promise(-3), promise(14), promise(15)
    assert reminded(policy, people) == RemindedOf(("Ana",), (), (), ())
    (message,) = mail.outbox
    assert message.to == [people.reporter.email]
    assert message.subject == "Water: 2 compromisos por cumplir"
    before, after = message.body.split("Estos compromisos están por vencer:")
    assert f"https://rumbo.example/es/{late.id}" in before
    assert f"https://rumbo.example/es/{soon.id}" in after
    assert "In 15 days" not in message.body


def test_the_reader_s_language_is_spoken(policy: Policy, people: Cast, promise: Any) -> None:
    Person.objects.filter(pk=people.reporter.pk).update(language="en")
    one = promise(0)
    reminded(policy, people)
    assert "These commitments are due soon:" in mail.outbox[0].body
    assert f"https://rumbo.example/en/{one.id}" in mail.outbox[0].body


def test_a_person_who_is_named_is_reminded_alone(policy: Policy, people: Cast, promise: Any) -> None:
    promise(1, person=people.other_reporter)
    assert reminded(policy, people).sent == ("Rosa",)


def test_where_the_named_person_left_the_entity_is_asked(policy: Policy, people: Cast, promise: Any) -> None:
    promise(1, person=people.other_reporter)
    Person.objects.filter(pk=people.other_reporter.pk).update(is_active=False)
    assert reminded(policy, people).sent == ("Ana",)


def test_a_unit_is_asked_for_its_own(policy: Policy, people: Cast, promise: Any) -> None:
    agua = Entity.objects.get(policy=policy.code, code="AGUA")
    person = Person.objects.create_user("pozo@water.example", "Pozo")
    grant(person, Role.ENTITY_HEAD, agua, unit=Unit.objects.get(entity=agua, name="Statistics"))
    promise(1)
    assert reminded(policy, people).sent == ("Ana",)
    promise(1, unit="Statistics")
    assert set(reminded(policy, people).sent) == {"Ana", "Pozo"}


def test_nobody_is_reminded_of_one_commitment_twice_on_one_day(policy: Policy, people: Cast, promise: Any) -> None:
    first = promise(1)
    reminded(policy, people)
    assert reminded(policy, people) == RemindedOf((), ("Ana",), (), ())
    second = promise(2)
    assert reminded(policy, people).sent == ("Ana",)
    assert str(second.id) in mail.outbox[1].body
    assert f"/{first.id}" not in mail.outbox[1].body.replace(f"/{second.id}", "")
    CommitmentReminder.objects.update(day=date(2026, 1, 1))
    assert reminded(policy, people).sent == ("Ana",)
    assert len(reminders([first.id])) == 2


def test_what_was_sent_is_kept(policy: Policy, people: Cast, promise: Any) -> None:
    one = promise(1)
    reminded(policy, people)
    (kept,) = reminders([one.id])
    assert (kept.commitment_id, kept.person, kept.email, kept.sent_by) == (one.id, "Ana", people.reporter.email, "Luis")
    assert reminders([one.id], as_of=kept.sent_at - timedelta(seconds=1)) == ()


def test_what_ended_and_what_nobody_answers_for(policy: Policy, people: Cast, promise: Any) -> None:
    done, orphan = promise(-1), promise(-1, entity="RIOS")
    settle(policy, done.id, Progress.DONE, actor=people.lead, remark="Done")
    Person.objects.filter(pk=people.other_reporter.pk).update(is_active=False)
    assert reminded(policy, people) == RemindedOf((), (), (), (orphan,))
    assert not mail.outbox


def test_a_mail_that_fails_is_told_and_tried_again(
    policy: Policy, people: Cast, promise: Any, settings: Any, tmp_path: Path
) -> None:
    promise(1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert reminded(policy, people).failed == ("Ana",)
    assert not CommitmentReminder.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert reminded(policy, people).sent == ("Ana",)


def test_only_those_who_lead_remind(policy: Policy, people: Cast, promise: Any, system: Person) -> None:
    promise(1)
    for person in (people.reporter, people.auditor, people.administrator):
        with pytest.raises(FollowingError):
            remind(policy, actor=person, address_of=address)
    assert not mail.outbox
    assert remind(policy, actor=system, address_of=address).sent == ("Ana",)
