"""Who can sign in to look around? One invented person a role, with a password made for this workspace."""

import secrets
from dataclasses import dataclass

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant
from rumbo.core.language import _
from rumbo.core.policy.models import Policy

#: Ends the address of every invented person; no mail reaches it.
DOMAIN = "demostracion.invalid"


@dataclass(frozen=True, slots=True)
class Guest:
    """An invented person with what is needed to sign in."""

    email: str
    role: Role
    entity: str


def invite_guests(policy: Policy) -> tuple[tuple[Guest, ...], str]:
    """Make one person a role, or take those that are there, and give them all a new password.

    Returns:
        The people, and the password that all of them share. It is told once and kept only as a hash.
    """
    password = "-".join(secrets.token_hex(2) for _piece in range(4))
    return tuple(_guest(policy, role, mailbox, entity, password) for role, mailbox, entity in _cast(policy)), password


def person_of(policy: Policy, mailbox: str, name: str, role: Role, entity: str | None) -> Person:
    """An invented person who holds a role in an entity of the policy; in its first one where none is named."""
    email = f"{mailbox}@{DOMAIN}"
    person = Person.objects.filter(email=email).first() or Person.objects.create_user(email, name)
    of = Entity.objects.filter(policy=policy.code)
    if place := of.filter(code=entity).first() or of.order_by("code").first():
        grant(person, role, place)
    return person


def _guest(policy: Policy, role: Role, mailbox: str, entity: str | None, password: str) -> Guest:
    person = person_of(policy, mailbox, _names()[role], role, entity)
    person.set_password(password)
    person.save()
    return Guest(person.email, role, entity or "")


def _cast(policy: Policy) -> tuple[tuple[Role, str, str | None], ...]:
    """Every role, its mailbox and its entity; those who report belong to the entity that reports most."""
    reporting = [policy.reporting_entity(indicator.code) for indicator in policy.indicators]
    lead, planning = policy.lead_unit.entity, policy.planning_unit.entity
    others = [code for code in reporting if code and code != lead] or [code for code in reporting if code]
    busiest = max(sorted(set(others)), key=others.count, default=None)
    return (
        (Role.ENTITY_REPORTER, "reporta", busiest),
        (Role.ENTITY_HEAD, "titular", busiest),
        (Role.LEAD, "seguimiento", lead),
        (Role.PLANNING, "planeamiento", planning),
        (Role.AUDITOR, "auditoria", planning),
        (Role.ADMINISTRATOR, "administracion", planning),
    )


def _names() -> dict[Role, str]:
    return {
        Role.ENTITY_REPORTER: _("Reporting officer (simulated)"),
        Role.ENTITY_HEAD: _("Head of the entity (simulated)"),
        Role.LEAD: _("Monitoring officer (simulated)"),
        Role.PLANNING: _("Planning officer (simulated)"),
        Role.AUDITOR: _("Auditor (simulated)"),
        Role.ADMINISTRATOR: _("Administrator (simulated)"),
    }
