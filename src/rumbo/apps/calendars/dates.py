"""Which dates concern a person? The campaigns and commitments of their entities, or of all that their role reaches."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.selectors import OF_AN_ENTITY, powers
from rumbo.apps.following.records import ENDED
from rumbo.apps.following.selectors import commitments
from rumbo.apps.ledger.selectors import campaign, campaign_years
from rumbo.core.language import _, ngettext
from rumbo.core.policy.models import Policy


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day by which something is due.

    Attributes:
        key: what it is, the same as long as it is about the same thing.
        day: the day.
        title: what is due, in a few words.
        told: more about it.
        changed: when it was last said; for programs that compare.
    """

    key: str
    day: date
    title: str
    told: str
    changed: datetime


def dates_of(policy: Policy, person: Person) -> tuple[DueDate, ...]:
    """The dates that concern a person, the first one first; none for who has no role in the policy."""
    reach = _reach(policy, person)
    if reach is not None and not reach:
        return ()
    return tuple(sorted((*_campaigns(policy, reach), *_commitments(policy, reach)), key=lambda d: (d.day, d.key)))


def _reach(policy: Policy, person: Person) -> frozenset[str] | None:
    """Codes of the entities whose dates a person sees; ``None`` for all of them."""
    found = powers(person, policy.code)
    if found.everything or any(role not in OF_AN_ENTITY for role, _entity in found.held):
        return None
    return frozenset({entity for _role, entity in found.held} | {entity for _role, entity, _unit in found.in_units})


def _campaigns(policy: Policy, reach: frozenset[str] | None) -> Iterator[DueDate]:
    """Due dates of the campaigns; entities with the same one stand together."""
    for year in campaign_years(policy.code):
        found = campaign(policy.code, year)
        if found is None:
            continue
        by_day: dict[date, list[str]] = defaultdict(list)
        for entity, due in found.due_dates.items():
            if reach is None or entity in reach:
                by_day[due].append(entity)
        for due, entities in by_day.items():
            listed = ", ".join(sorted(entities))
            named = listed if len(entities) == 1 else _entities(len(entities))
            yield DueDate(
                key=f"campaign/{policy.code}/{year}/{listed}",
                day=due,
                title=_("The report of {year} is due: {entities}").format(year=year, entities=named),
                told=_("Last day to report the values of {year}: {entities}.").format(year=year, entities=listed),
                changed=_midnight(found.opens),
            )


def _commitments(policy: Policy, reach: frozenset[str] | None) -> Iterator[DueDate]:
    """Due dates of the commitments that have not ended."""
    for record in commitments(policy):
        if record.progress in ENDED or (reach is not None and record.entity not in reach):
            continue
        yield DueDate(
            key=f"commitment/{policy.code}/{record.id}",
            day=record.due,
            title=_("Commitment of {entity} is due").format(entity=record.entity),
            told=record.text,
            changed=max([record.begun_at, *(entry.at for entry in record.history)]),
        )


def _entities(count: int) -> str:
    return ngettext("{count} entity", "{count} entities", count).format(count=count)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
