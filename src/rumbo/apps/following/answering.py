"""Whom does one ask about a commitment? The person named; where nobody is, the people of its entity and unit."""

from collections.abc import Iterable, Mapping

from rumbo.apps.accounts.models import Membership, Person
from rumbo.apps.accounts.selectors import OF_AN_ENTITY, powers
from rumbo.apps.following.records import CommitmentRecord
from rumbo.core.policy.models import Policy


def people_answering(
    policy: Policy, promised: Iterable[CommitmentRecord]
) -> Mapping[Person, tuple[CommitmentRecord, ...]]:
    """Each person who answers for some of the commitments, with those; one who left is asked no more.

    A commitment whose named person left is asked of its entity and unit, as if nobody had been named.
    """
    listed = list(promised)
    named = {person.pk: person for person in Person.objects.filter(pk__in=_names(listed), is_active=True)}
    found: dict[Person, list[CommitmentRecord]] = {person: [] for person in named.values()}
    open_ones = []
    for one in listed:
        if one.person_id in named:
            found[named[one.person_id]].append(one)
        else:
            open_ones.append(one)
    for person in _people_of(policy, {one.entity for one in open_ones}):
        held = powers(person, policy.code)
        own = [one for one in open_ones if held.any_of(OF_AN_ENTITY, one.entity, one.unit)]
        found.setdefault(person, []).extend(own)
    return {person: tuple(own) for person, own in found.items() if own}


def _names(promised: Iterable[CommitmentRecord]) -> set[int]:
    return {one.person_id for one in promised if one.person_id is not None}


def _people_of(policy: Policy, entities: set[str]) -> list[Person]:
    held = Membership.objects.filter(
        entity__policy=policy.code, entity__code__in=entities, role__in=OF_AN_ENTITY, person__is_active=True
    )
    people = {membership.person_id: membership.person for membership in held.select_related("person").order_by("pk")}
    return list(people.values())
