"""Which values of a campaign are missing, entity by entity, and who is to be asked for each?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from rumbo.apps.accounts.models import Membership, Person
from rumbo.apps.accounts.selectors import OF_AN_ENTITY, powers
from rumbo.apps.ledger.records import CampaignRecord, RevisionRecord
from rumbo.core.observations import State
from rumbo.core.policy.models import Indicator, Policy

#: A value in one of these states is still owed.
OWED = frozenset({State.DRAFT, State.RETURNED})


@dataclass(frozen=True, slots=True)
class Asked:
    """A person who is to be reminded.

    Attributes:
        person: the person.
        entities: codes of the entities concerned.
        missing: the indicators that the person may report and that are missing.
        due: the first due date among them.
    """

    person: Person
    entities: tuple[str, ...]
    missing: tuple[Indicator, ...]
    due: date


def asked_for(policy: Policy, year: int) -> dict[str, tuple[Indicator, ...]]:
    """The indicators that each entity must type for a year, by entity code: those with a target and not computed."""
    found: dict[str, tuple[Indicator, ...]] = {}
    for indicator in policy.indicators:
        entity = policy.reporting_entity(indicator.code)
        if entity and indicator.target(year) is not None and not indicator.computed:
            found[entity] = (*found.get(entity, ()), indicator)
    return found


def missing_values(
    policy: Policy, campaign: CampaignRecord, records: Mapping[str, RevisionRecord]
) -> dict[str, tuple[Indicator, ...]]:
    """The indicators of a campaign without a value on its way, by entity code."""
    owed = {
        entity: tuple(i for i in indicators if i.code not in records or records[i.code].state in OWED)
        for entity, indicators in asked_for(policy, campaign.year).items()
        if entity in campaign.due_dates
    }
    return {entity: indicators for entity, indicators in owed.items() if indicators}


def people_to_ask(
    policy: Policy, campaign: CampaignRecord, missing: Mapping[str, tuple[Indicator, ...]], entities: Collection[str]
) -> list[Asked]:
    """The reporters and heads of some entities, each with what they in particular can still report."""
    held = Membership.objects.filter(
        entity__policy=policy.code, entity__code__in=[*entities], role__in=OF_AN_ENTITY, person__is_active=True
    )
    people = {membership.person_id: membership.person for membership in held.select_related("person").order_by("pk")}
    found = []
    for person in people.values():
        reach = powers(person, policy.code)
        mine = {
            entity: [i for i in missing[entity] if reach.may_report(OF_AN_ENTITY, policy, i.code)]
            for entity in entities
            if entity in missing
        }
        own = {entity: indicators for entity, indicators in mine.items() if indicators}
        if own:
            due = min(campaign.due_dates[entity] for entity in own)
            found.append(Asked(person, tuple(own), tuple(i for of in own.values() for i in of), due))
    return found
