"""Who can be chosen in a form: people who work on the policy, entities with their units."""

from collections.abc import Sequence

from rumbo.apps.accounts.models import Membership, Unit
from rumbo.apps.accounts.units import unit_key
from rumbo.apps.following.access import FOLLOWERS
from rumbo.core.language import _
from rumbo.core.policy.models import Policy

Grouped = list[tuple[str, list[tuple[str, str]]]]
"""Choices below the name of their group: value and what is read."""
_BETWEEN = "/"


def people_grouped(policy: Policy) -> Grouped:
    """Those who may follow something up, each once, below the first of their entities. One query."""
    held = Membership.objects.filter(entity__policy=policy.code, role__in=FOLLOWERS, person__is_active=True)
    found: dict[str, dict[str, str]] = {}
    seen: set[int] = set()
    for one in held.select_related("person", "entity").order_by("entity__name", "person__name"):
        if one.person_id not in seen:
            seen.add(one.person_id)
            found.setdefault(one.entity.name, {})[str(one.person_id)] = one.person.name
    return [(entity, list(people.items())) for entity, people in found.items()]


def units_grouped(policy: Policy) -> Grouped:
    """The entities, each as a whole and unit by unit. One query."""
    units: dict[str, list[tuple[str, str]]] = {}
    for unit in Unit.objects.filter(entity__policy=policy.code).select_related("entity").order_by("name"):
        units.setdefault(unit.entity.code, []).append((unit_value(unit.entity.code, unit.name), unit.name))
    return [
        (entity.name, [(entity.code, _("{name}, as a whole").format(name=entity.name)), *units.get(entity.code, [])])
        for entity in policy.entities
    ]


def unit_value(entity: str, unit: str) -> str:
    """How an entity and its unit stand in a form."""
    return f"{entity}{_BETWEEN}{unit}" if unit else entity


def entity_and_unit(value: str) -> tuple[str, str]:
    """The code of the entity and the name of the unit of a choice."""
    entity, _sign, unit = value.partition(_BETWEEN)
    return entity, unit


def chosen_unit(choices: Sequence[tuple[str, Sequence[tuple[str, str]]]], entity: str, unit: str) -> str:
    """The choice that means an entity and its unit, however the unit is printed; the whole entity without one."""
    asked = (entity, unit_key(unit))
    for _group, listed in choices:
        for value, _read in listed:
            known, its_unit = entity_and_unit(value)
            if (known, unit_key(its_unit)) == asked:
                return value
    return entity
