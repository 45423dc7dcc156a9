"""How roles are called in front of people."""

from rumbo.apps.accounts.models import Role
from rumbo.core.language import _


def role_name(role: Role) -> str:
    """The name of a role in the language in force."""
    return {
        Role.ENTITY_REPORTER: _("entity reporter"),
        Role.ENTITY_HEAD: _("entity head"),
        Role.LEAD: _("lead directorate"),
        Role.PLANNING: _("planning office"),
        Role.AUDITOR: _("auditor"),
        Role.ADMINISTRATOR: _("administrator"),
    }[role]


def role_names(roles: frozenset[Role]) -> str:
    """Several roles, joined by "or"."""
    return _(" or ").join(role_name(role) for role in Role if role in roles)
