"""Which roles a person holds, and where."""

from dataclasses import dataclass

from rumbo.apps.accounts.models import Membership, Person, Role
from rumbo.apps.accounts.units import reporting_unit, unit_key
from rumbo.core.policy.models import Policy


@dataclass(frozen=True, slots=True)
class Powers:
    """What a person may do in one policy, read once so that a batch of thousands asks the database nothing more.

    Attributes:
        everything: the command line of the installation, which is asked for no role.
        held: pairs of role and entity code.
        in_units: roles of an entity that reach only one of its units: role, entity code and the unit's key
            (:func:`~rumbo.apps.accounts.units.unit_key`).
    """

    everything: bool
    held: frozenset[tuple[Role, str]]
    in_units: frozenset[tuple[Role, str, str]] = frozenset()

    def any_of(self, roles: frozenset[Role], entity: str, unit: str = "") -> bool:
        """Whether one of the roles is held: those of an entity in that entity, the others anywhere in the policy.

        Args:
            roles: the roles that would do.
            entity: code of the entity that the matter belongs to.
            unit: name of the unit in it; without one, a role held in a single unit does not reach.
        """
        if self.everything:
            return True
        if any(role in roles and (role not in OF_AN_ENTITY or code == entity) for role, code in self.held):
            return True
        key = unit_key(unit)
        return bool(key) and any(role in roles and (code, name) == (entity, key) for role, code, name in self.in_units)

    def may_report(self, roles: frozenset[Role], policy: Policy, indicator: str) -> bool:
        """Whether one of the roles reaches the entity and the unit that report an indicator."""
        return self.any_of(roles, policy.reporting_entity(indicator) or "", reporting_unit(policy, indicator))


#: Roles that reach only as far as their own entity, or the one unit of it in which they are held.
OF_AN_ENTITY = frozenset({Role.ENTITY_REPORTER, Role.ENTITY_HEAD})


def powers(person: Person, policy_code: str) -> Powers:
    """The roles of a person in one policy; none for a person who is no longer active."""
    if not person.is_active or person.is_system:
        return Powers(everything=person.is_active and person.is_system, held=frozenset())
    held = Membership.objects.filter(person=person, entity__policy=policy_code)
    rows = [(Role(role), code, unit) for role, code, unit in held.values_list("role", "entity__code", "unit__name")]
    return Powers(
        everything=False,
        held=frozenset((role, code) for role, code, unit in rows if not unit or role not in OF_AN_ENTITY),
        in_units=frozenset((role, code, unit_key(unit)) for role, code, unit in rows if unit and role in OF_AN_ENTITY),
    )
