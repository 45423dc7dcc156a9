"""How people are reminded of what they promised: each in the own language, of one commitment once a day at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.following.access import require_leader
from rumbo.apps.following.answering import people_answering
from rumbo.apps.following.mail import AddressOf, message
from rumbo.apps.following.models import CommitmentReminder
from rumbo.apps.following.records import ENDED, CommitmentRecord
from rumbo.apps.following.selectors import commitments
from rumbo.core.language import Language
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.labels import local

#: Who promised is reminded from so many days before the date on.
DAYS_BEFORE = 14


@dataclass(frozen=True, slots=True)
class RemindedOf:
    """What came of it.

    Attributes:
        sent: names of those who were written to.
        already: names of those who had been reminded of all of it the same day.
        failed: names of those to whom the mail could not be sent.
        unanswered: the commitments that nobody answers for.
    """

    sent: tuple[str, ...]
    already: tuple[str, ...]
    failed: tuple[str, ...]
    unanswered: tuple[CommitmentRecord, ...]


def remind(policy: Policy, *, actor: Person, address_of: AddressOf, days: int = DAYS_BEFORE) -> RemindedOf:
    """Write to those who answer for commitments that are overdue or due within some days.

    Args:
        policy: the policy.
        actor: who reminds.
        address_of: the address of a commitment's page, in a language.
        days: how many days ahead a date may lie.

    Raises:
        FollowingError: the actor's roles do not allow it.
    """
    require_leader(actor, policy)
    today = local(datetime.now(UTC)).date()
    due = [one for one in commitments(policy) if one.progress not in ENDED and (one.due - today).days <= days]
    people = people_answering(policy, due)
    came: dict[str, list[str]] = {"sent": [], "already": [], "failed": []}
    for person, own in people.items():
        outcome = _write(policy, person, own, actor=actor, address_of=address_of, today=today)
        came[outcome].append(person.name)
    reached = {one.id for own in people.values() for one in own}
    return RemindedOf(
        sent=tuple(came["sent"]),
        already=tuple(came["already"]),
        failed=tuple(came["failed"]),
        unanswered=tuple(one for one in due if one.id not in reached),
    )


def _write(
    policy: Policy,
    person: Person,
    promised: Sequence[CommitmentRecord],
    *,
    actor: Person,
    address_of: AddressOf,
    today: date,
) -> str:
    """Note the reminders, then send the mail; outside of any transaction, so that a slow mail server holds no lock.

    The notes come first: whoever presses at the same time finds them and does not write again.
    """
    notes = [note for one in promised if (note := _noted(one, person, actor, today))]
    if not notes:
        return "already"
    fresh = {note.commitment_id for note in notes}
    spoken: Language = "en" if person.language == "en" else "es"
    listed = [one for one in promised if one.id in fresh]
    subject, text = message(policy, person.name, listed, spoken, address_of, today=today)
    try:
        EmailMessage(subject, text, to=[person.email]).send()
    except (SMTPException, OSError):
        CommitmentReminder.objects.filter(pk__in=[note.pk for note in notes]).delete()
        return "failed"
    return "sent"


def _noted(promised: CommitmentRecord, person: Person, actor: Person, today: date) -> CommitmentReminder | None:
    """The note of a reminder; ``None`` where the person was reminded of it the same day."""
    try:
        with transaction.atomic():
            return CommitmentReminder.objects.create(
                commitment_id=promised.id,
                person=person,
                email=person.email,
                day=today,
                due=promised.due,
                sent_by=actor,
            )
    except IntegrityError:
        return None
