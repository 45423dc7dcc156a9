"""How the entities and units of a policy come into the installation."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from rumbo.apps.accounts.models import Entity, Unit
from rumbo.core.policy.models import Policy, Responsible


@dataclass(frozen=True, slots=True)
class Registration:
    """What :func:`register_entities` did: codes of entities added, renamed, retired or taken up again."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    units_added: int

    @property
    def nothing(self) -> bool:
        """Whether all of it was already there."""
        return not (self.added or self.changed or self.retired or self.units_added)


@transaction.atomic
def register_entities(policy: Policy) -> Registration:
    """Mirror a policy's entities and the units it names; doing it twice changes nothing.

    An entity that the policy no longer names is retired, never deleted: people and values point to it.

    Args:
        policy: the loaded policy.

    Returns:
        What was added, changed and retired.
    """
    known = {entity.code: entity for entity in Entity.objects.filter(policy=policy.code)}
    named = {entity.code: entity.name for entity in policy.entities}
    added = [Entity(policy=policy.code, code=code, name=name) for code, name in named.items() if code not in known]
    Entity.objects.bulk_create(added)
    changed = []
    for code, entity in known.items():
        if code in named and (entity.name, entity.in_force) != (named[code], True):
            entity.name, entity.in_force = named[code], True
            changed.append(entity)
    retired = [entity for code, entity in known.items() if code not in named and entity.in_force]
    for entity in retired:
        entity.in_force = False
    Entity.objects.bulk_update([*changed, *retired], ["name", "in_force"])
    return Registration(
        added=tuple(entity.code for entity in added),
        changed=tuple(entity.code for entity in changed),
        retired=tuple(entity.code for entity in retired),
        units_added=_register_units(policy),
    )


def _register_units(policy: Policy) -> int:
    entities = {entity.code: entity for entity in Entity.objects.filter(policy=policy.code)}
    known = set(Unit.objects.filter(entity__policy=policy.code).values_list("entity__code", "name"))
    named = {(r.entity, r.unit) for r in _responsibles(policy) if r.entity in entities}
    missing = sorted(named - known, key=str)
    Unit.objects.bulk_create(Unit(entity=entities[code], name=name) for code, name in missing if code)
    return len(missing)


def _responsibles(policy: Policy) -> Iterator[Responsible]:
    yield policy.lead_unit
    yield policy.planning_unit
    yield from (objective.responsible for objective in policy.objectives)
    yield from (service.provider for service in policy.services if service.provider)
    for indicator in policy.indicators:
        yield from (r for r in (indicator.responsible_data, indicator.responsible_service) if r)
