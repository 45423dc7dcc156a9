"""Which commitments wait for a person? Those the person answers for and that have not ended, the first due first."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.urls import reverse

from rumbo.apps.accounts.models import Person
from rumbo.apps.following.reach import Reach
from rumbo.apps.following.records import ENDED, CommitmentRecord
from rumbo.apps.following.selectors import commitments
from rumbo.core.reporting.labels import local
from rumbo.site.persons import powers_of
from rumbo.site.policy_shown import policy


@dataclass(frozen=True, slots=True)
class DueCommitment:
    """A commitment that waits for a person.

    Attributes:
        commitment: what was promised; its text and its date.
        address: of its page.
        days: days that are left, below zero where the date is past.
    """

    commitment: CommitmentRecord
    address: str
    days: int


def due_for(person: Person) -> tuple[DueCommitment, ...]:
    """What a person promised, or the person's unit where nobody is named, and that has not ended. Three queries."""
    today, reach = local(datetime.now(UTC)).date(), Reach(person.pk, powers_of(person))
    return tuple(
        DueCommitment(one, reverse("following:commitment", args=[one.id]), (one.due - today).days)
        for one in commitments(policy())
        if one.progress not in ENDED and reach.answers(one)
    )
