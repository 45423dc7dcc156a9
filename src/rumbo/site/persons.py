"""Who is asking: the roles that the person of a request holds in the policy of the site."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.accounts.selectors import Powers, powers
from rumbo.site.policy_shown import policy

_KEPT = "_rumbo_powers"


def person_of(request: HttpRequest) -> Person:
    """The person who is signed in; the permission table lets nobody else reach a page that asks."""
    assert isinstance(request.user, Person)  # noqa: S101 - held by the permission table
    return request.user


def powers_of(user: AbstractBaseUser | AnonymousUser) -> Powers:
    """What a person may do in the policy of the site, read once a request; nothing for a visitor."""
    if not isinstance(user, Person):
        return Powers(everything=False, held=frozenset())
    kept: Powers | None = getattr(user, _KEPT, None)
    if kept is None:
        kept = powers(user, policy().code)
        setattr(user, _KEPT, kept)
    return kept


def roles_of(user: AbstractBaseUser | AnonymousUser) -> frozenset[Role]:
    """The roles of a person, wherever they are held."""
    found = powers_of(user)
    return frozenset({role for role, _entity in found.held} | {role for role, _entity, _unit in found.in_units})
