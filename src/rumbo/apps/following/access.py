"""Who may follow: take up and close, add to it, read it, make it public."""

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.accounts.selectors import powers
from rumbo.apps.accounts.units import reporting_unit
from rumbo.apps.accounts.words import role_names
from rumbo.apps.following.errors import FollowingError
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Policy

#: Who takes up, assigns and closes.
LEADERS = frozenset({Role.LEAD, Role.PLANNING})
#: Who makes an alert public.
PUBLISHERS = frozenset({Role.PLANNING})
#: Who adds what was done: those of the entity concerned, and those who lead.
FOLLOWERS = LEADERS | {Role.ENTITY_REPORTER, Role.ENTITY_HEAD}
#: Who reads everything.
READERS = LEADERS | {Role.AUDITOR, Role.ADMINISTRATOR}


def may_lead(person: Person, policy: Policy) -> bool:
    """Whether a person may take up, assign and close."""
    return powers(person, policy.code).any_of(LEADERS, "")


def may_publish(person: Person, policy: Policy) -> bool:
    """Whether a person may make an alert public."""
    return powers(person, policy.code).any_of(PUBLISHERS, "")


def may_follow_up(person: Person, policy: Policy, entity: str, unit: str = "") -> bool:
    """Whether a person may add to what concerns an entity and its unit."""
    return powers(person, policy.code).any_of(FOLLOWERS, entity, unit)


def may_read(person: Person, policy: Policy, entity: str, unit: str = "") -> bool:
    """Whether a person may read what concerns an entity and its unit."""
    return powers(person, policy.code).any_of(FOLLOWERS | READERS, entity, unit)


def concerned(policy: Policy, subject: str) -> tuple[str, str]:
    """Entity and unit that an alert's subject concerns: an indicator's reporter, a service's provider, else the lead's.

    Either is empty where the policy names none.
    """
    if any(indicator.code == subject for indicator in policy.indicators):
        return policy.reporting_entity(subject) or "", reporting_unit(policy, subject)
    service = next((service for service in policy.services if service.code == subject), None)
    responsible = service.provider if service else policy.lead_unit
    return (responsible.entity or "", responsible.unit) if responsible else ("", "")


def require_leader(person: Person, policy: Policy) -> None:
    """Refuse who may not take up, assign or close.

    Raises:
        FollowingError: none of the person's roles allows it.
    """
    _require(may_lead(person, policy), LEADERS, policy.code)


def require_publisher(person: Person, policy: Policy) -> None:
    """Refuse who may not make an alert public.

    Raises:
        FollowingError: none of the person's roles allows it.
    """
    _require(may_publish(person, policy), PUBLISHERS, policy.code)


def require_follower(person: Person, policy: Policy, concerned_ones: list[tuple[str, str]]) -> None:
    """Refuse who belongs neither to those who lead nor to one of the entities and units concerned.

    Raises:
        FollowingError: none of the person's roles reaches.
    """
    held = powers(person, policy.code)
    reached = any(held.any_of(FOLLOWERS, entity, unit) for entity, unit in concerned_ones)
    _require(reached, FOLLOWERS, ", ".join(sorted({entity for entity, _unit in concerned_ones})))


def _require(allowed: bool, roles: frozenset[Role], where: str) -> None:  # noqa: FBT001 - the outcome of the question
    if not allowed:
        raise FollowingError(
            Problem(
                _("This asks for the role {roles}.").format(roles=role_names(roles)),
                where,
                _("Ask someone who holds it."),
            )
        )
