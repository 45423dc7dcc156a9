"""How people are reminded: each in the own language, of what that person can report, once a day at most."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.selectors import powers
from rumbo.apps.accounts.words import role_names
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.records import CampaignRecord
from rumbo.apps.ledger.selectors import campaign, latest_of_year
from rumbo.apps.ledger.workflow import CAMPAIGNERS
from rumbo.apps.reminders.mail import message
from rumbo.apps.reminders.missing import Asked, missing_values, people_to_ask
from rumbo.apps.reminders.models import Reminder
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import Language, _
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.labels import local

#: Gives the address of a person's work page in a language.
AddressOf = Callable[[Language], str]


class _Outcome(StrEnum):
    SENT = "sent"
    ALREADY = "already"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of it.

    Attributes:
        sent: names of those who were written to.
        already: names of those who had been reminded the same day.
        failed: names of those to whom the mail could not be sent.
        without_people: codes of the entities with something missing and nobody to ask.
    """

    sent: tuple[str, ...]
    already: tuple[str, ...]
    failed: tuple[str, ...]
    without_people: tuple[str, ...]


def remind(policy: Policy, year: int, entities: Collection[str], *, actor: Person, address_of: AddressOf) -> Reminded:
    """Write to the reporters and heads of some entities about the values that are missing.

    Args:
        policy: the policy.
        year: the year of the campaign.
        entities: codes of the entities; those with nothing missing are passed over.
        actor: who reminds.
        address_of: the address of the work page, in a language.

    Raises:
        InputError: no campaign of the year is open.
        LedgerError: the actor's roles do not allow it.
    """
    asked = _campaign(policy, year)
    if not powers(actor, policy.code).any_of(CAMPAIGNERS, ""):
        what = _("Reminding asks for the role {roles}.").format(roles=role_names(CAMPAIGNERS))
        raise LedgerError(Problem(what, policy.code, _("Ask someone who holds it.")))
    missing = missing_values(policy, asked, latest_of_year(policy.code, year))
    people = people_to_ask(policy, asked, missing, [entity for entity in entities if entity in missing])
    outcomes = [(one, _write(policy, year, one, actor, address_of)) for one in people]
    reached = {entity for one in people for entity in one.entities}
    return Reminded(
        sent=_names(outcomes, _Outcome.SENT),
        already=_names(outcomes, _Outcome.ALREADY),
        failed=_names(outcomes, _Outcome.FAILED),
        without_people=tuple(entity for entity in entities if entity in missing and entity not in reached),
    )


def remind_before(
    policy: Policy, year: int, days: int, *, today: date, actor: Person, address_of: AddressOf
) -> Reminded:
    """Remind every entity whose due date lies at most so many days ahead, or is past, and that owes something.

    Raises:
        InputError: no campaign of the year is open.
    """
    asked = _campaign(policy, year)
    near = [entity for entity, due in asked.due_dates.items() if (due - today).days <= days]
    return remind(policy, year, near, actor=actor, address_of=address_of)


def _names(outcomes: Sequence[tuple[Asked, _Outcome]], outcome: _Outcome) -> tuple[str, ...]:
    return tuple(one.person.name for one, found in outcomes if found is outcome)


def _campaign(policy: Policy, year: int) -> CampaignRecord:
    asked = campaign(policy.code, year)
    if asked is None:
        raise InputError(
            Problem(_("No campaign of {year} is open.").format(year=year), policy.code, _("Open it first."))
        )
    return asked


def _write(policy: Policy, year: int, asked: Asked, actor: Person, address_of: AddressOf) -> _Outcome:
    """Note the reminder, then send the mail; outside of any transaction, so that a slow server of mail holds no lock.

    The note comes first: whoever presses at the same time finds it and does not write again.
    """
    spoken: Language = "en" if asked.person.language == "en" else "es"
    today = local(datetime.now(UTC)).date()
    subject, text = message(policy, year, asked, spoken, address_of(spoken), today=today)
    try:
        with transaction.atomic():
            note = Reminder.objects.create(
                policy=policy.code,
                year=year,
                person=asked.person,
                email=asked.person.email,
                day=today,
                entities=list(asked.entities),
                missing=[indicator.code for indicator in asked.missing],
                due=asked.due,
                sent_by=actor,
            )
    except IntegrityError:
        return _Outcome.ALREADY
    try:
        EmailMessage(subject, text, to=[asked.person.email]).send()
    except (SMTPException, OSError):
        note.delete()
        return _Outcome.FAILED
    return _Outcome.SENT
