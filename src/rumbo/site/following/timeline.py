"""What happened, newest first? The entries of a matter and those of the commitments about it, as one story."""

from collections.abc import Iterable
from dataclasses import dataclass

from rumbo.apps.following.reach import Matter
from rumbo.apps.following.records import CaseRecord, CommitmentRecord, EntryRecord
from rumbo.core.language import _
from rumbo.site.following.words import deeds


@dataclass(frozen=True, slots=True)
class Event:
    """One entry, ready to be shown.

    Attributes:
        entry: the entry.
        deeds: what it did, in a few words each.
        commitment: the commitment that it is about; ``None`` where it is about the matter itself.
        route: the route of the evidence of what it is about.
        number: key of what it is about.
    """

    entry: EntryRecord
    deeds: tuple[str, ...]
    commitment: CommitmentRecord | None
    route: str
    number: int


def story_of_matter(record: Matter, promised: Iterable[CommitmentRecord]) -> tuple[Event, ...]:
    """The history of a case or a recommendation with that of some of its commitments, newest first."""
    if isinstance(record, CaseRecord):
        events = _events(record.history, _("Alert taken up"), "following:case_evidence", record.id)
    else:
        route = "following:recommendation_evidence"
        events = _events(record.history, _("Recommendation written down"), route, record.id)
    for one in promised:
        events += _of_commitment(one, one)
    return tuple(sorted(events, key=lambda event: event.entry.id, reverse=True))


def story_of_commitment(promised: CommitmentRecord) -> tuple[Event, ...]:
    """The history of a commitment, newest first."""
    return tuple(reversed(_of_commitment(promised, None)))


def _of_commitment(promised: CommitmentRecord, told: CommitmentRecord | None) -> list[Event]:
    route = "following:commitment_evidence"
    return _events(promised.history, _("Commitment written down"), route, promised.id, told)


def _events(
    history: tuple[EntryRecord, ...], begun: str, route: str, number: int, about: CommitmentRecord | None = None
) -> list[Event]:
    return [Event(one, deeds(one, begun if one is history[0] else ""), about, route, number) for one in history]
