"""How a form asks for a place in the policy: an entity whole, or one of its units."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms

from rumbo.apps.accounts.models import Entity, Membership, Person, Unit
from rumbo.apps.accounts.selectors import OF_AN_ENTITY
from rumbo.core.language import _

Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Place:
    """An entity, or one unit of it."""

    entity: Entity
    unit: Unit | None = None

    @property
    def name(self) -> str:
        """How it is called: the entity, or the unit and its entity."""
        if self.unit is None:
            return self.entity.name
        return _("{unit}, {entity}").format(unit=self.unit.name, entity=self.entity.name)

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.entity.pk}.{self.unit.pk}" if self.unit else str(self.entity.pk)


def places(policy: str) -> list[Place]:
    """Every entity that the policy names, each followed by its units."""
    found = Entity.objects.filter(policy=policy, in_force=True).prefetch_related("units").order_by("name")
    return [
        place for entity in found for place in (Place(entity), *(Place(entity, unit) for unit in entity.units.all()))
    ]


def places_of(person: Person, policy: str) -> list[Place]:
    """Where a person holds a role: anywhere with a role that reaches the whole policy, else the own places."""
    held = list(
        Membership.objects.filter(person=person, entity__policy=policy, entity__in_force=True).select_related(
            "entity", "unit"
        )
    )
    if any(each.role not in OF_AN_ENTITY for each in held):
        return places(policy)
    return list({place.key: place for place in (Place(each.entity, each.unit) for each in held)}.values())


class PlaceField(forms.TypedChoiceField):
    """A choice of places, grouped by entity."""

    def offer(self, offered: Iterable[Place]) -> None:
        """Set what may be chosen."""
        self._offered = {place.key: place for place in offered}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, place in self._offered.items():
            groups.setdefault(place.entity.name, []).append((key, place.name))
        self.choices = [("", "—"), *groups.items()]
        self.coerce = self._offered.__getitem__
