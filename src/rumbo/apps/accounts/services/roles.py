"""How roles are given and taken; each change is added to the history with who made it, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from rumbo.apps.accounts.models import AccessChange, Entity, Membership, Person, Role, Unit
from rumbo.apps.accounts.services.checking import (
    check_administers,
    check_administrator_left,
    check_not_oneself,
    lock_administrators,
)
from rumbo.apps.accounts.services.people import system_person
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _


@dataclass(frozen=True, slots=True)
class RoleIn:
    """A role in an entity, or in one unit of it only."""

    role: Role
    entity: Entity
    unit: Unit | None = None


@transaction.atomic
def grant(
    person: Person, role: Role, entity: Entity, unit: Unit | None = None, *, by: Person | None = None, reason: str = ""
) -> Membership:
    """Give a person a role in an entity; giving it twice changes nothing. Asks for no role: see :func:`change_roles`.

    Args:
        person: who is given the role.
        role: the role.
        entity: where it holds.
        unit: where it holds only in one unit of the entity.
        by: who gives it; the command line unless named.
        reason: kept in the history.
    """
    membership, made = Membership.objects.get_or_create(person=person, role=role, entity=entity, unit=unit)
    if made:
        _remember(AccessChange.What.ROLE_GIVEN, person, RoleIn(role, entity, unit), by or system_person(), reason)
    return membership


@transaction.atomic
def change_roles(
    person: Person, *, give: Iterable[RoleIn] = (), take: Iterable[RoleIn] = (), actor: Person, reason: str
) -> None:
    """Give and take roles in one step; what is held already, or not held, changes nothing.

    Args:
        person: whose roles change.
        give: roles to give.
        take: roles to take.
        actor: an administrator of every policy concerned, not the person.
        reason: kept in the history.

    Raises:
        InputError: a unit of another entity, or an entity that the policy no longer names.
        AccessError: the actor's roles do not allow it, the actor is the person, or no administrator would be left.
    """
    given, taken = tuple(give), tuple(take)
    check_role_places(given)
    check_not_oneself(person, actor)
    check_administers(actor, {each.entity.policy for each in (*given, *taken)})
    administered = {each.entity.policy for each in taken if each.role == Role.ADMINISTRATOR}
    lock_administrators(administered)
    for each in given:
        grant(person, each.role, each.entity, each.unit, by=actor, reason=reason)
    for each in taken:
        held = Membership.objects.filter(person=person, role=each.role, entity=each.entity, unit=each.unit)
        if held.delete()[0]:
            _remember(AccessChange.What.ROLE_TAKEN, person, each, actor, reason)
    check_administrator_left(administered)


def check_role_places(roles: Iterable[RoleIn]) -> None:
    """Refuse roles in places where nobody can hold one.

    Raises:
        InputError: a unit of another entity, or an entity that the policy no longer names.
    """
    problems = []
    for each in roles:
        if each.unit is not None and each.unit.entity_id != each.entity.pk:
            what = _("The unit “{unit}” is not one of {entity}.").format(unit=each.unit, entity=each.entity)
            problems.append(Problem(what, each.entity.code, _("Choose a unit of that entity.")))
        if not each.entity.in_force:
            what = _("The policy no longer names {entity}.").format(entity=each.entity)
            problems.append(Problem(what, each.entity.code, _("Choose an entity of the policy.")))
    if problems:
        raise InputError(*problems)


def _remember(what: AccessChange.What, person: Person, place: RoleIn, by: Person, reason: str) -> None:
    AccessChange(
        person=person,
        what=what,
        role=place.role,
        entity=place.entity,
        unit=place.unit,
        reason=reason.strip(),
        made_by=by,
    ).save()
