"""Which roles a person holds, and where."""

from dataclasses import dataclass

from rumbo.apps.accounts.models import Membership, Person, Role


@dataclass(frozen=True, slots=True)
class Powers:
    """What a person may do in one policy, read once so that a batch of thousands asks the database nothing more.

    Attributes:
        everything: the command line of the installation, which is asked for no role.
        held: pairs of role and entity code.
    """

    everything: bool
    held: frozenset[tuple[Role, str]]

    def any_of(self, roles: frozenset[Role], entity: str) -> bool:
        """Whether one of the roles is held: those of an entity in that entity, the others anywhere in the policy."""
        if self.everything:
            return True
        return any(role in roles and (role not in OF_AN_ENTITY or code == entity) for role, code in self.held)


#: Roles that reach only as far as their own entity.
OF_AN_ENTITY = frozenset({Role.ENTITY_REPORTER, Role.ENTITY_HEAD})


def powers(person: Person, policy_code: str) -> Powers:
    """The roles of a person in one policy; none for a person who is no longer active."""
    if not person.is_active:
        return Powers(everything=False, held=frozenset())
    held = Membership.objects.filter(person=person, entity__policy=policy_code).values_list("role", "entity__code")
    return Powers(
        everything=person.is_system, held=frozenset() if person.is_system else frozenset((Role(r), e) for r, e in held)
    )
