"""How a person is described, leaves the installation and comes back, and in whose name the command line acts."""

from collections.abc import Callable

from django.db import transaction

from rumbo.apps.accounts.models import AccessChange, ApiToken, Membership, Person, Role
from rumbo.apps.accounts.services.checking import (
    check_administers,
    check_administrator_left,
    check_not_oneself,
    lock_administrators,
)
from rumbo.apps.accounts.services.tokens import revoke_all
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import Language, _

COMMAND_LINE = "linea-de-ordenes@sistema.invalid"


def system_person() -> Person:
    """The person in whose name the command line records; made the first time."""
    person, _made = Person.objects.get_or_create(
        email=COMMAND_LINE, defaults={"name": _("Command line"), "is_system": True, "password": "!"}
    )
    return person


@transaction.atomic
def deactivate(person: Person, *, actor: Person, reason: str) -> None:
    """Let a person in no longer: sign-in, open sessions and tokens end; what the person recorded stays.

    The roles are kept, so that :func:`reactivate` gives them back. Doing it twice changes nothing.

    Args:
        person: who leaves.
        actor: an administrator of every policy in which the person holds a role.
        reason: kept in the history.

    Raises:
        AccessError: the actor's roles do not allow it, the actor is the person, or no administrator would be left.
    """
    held = Membership.objects.filter(person=person)
    check_not_oneself(person, actor)
    check_administers(actor, set(held.values_list("entity__policy", flat=True)))
    administered = set(held.filter(role=Role.ADMINISTRATOR).values_list("entity__policy", flat=True))
    lock_administrators(administered)
    if not Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        return
    revoke_all(ApiToken.objects.filter(person=person), actor)
    check_administrator_left(administered)
    AccessChange(person=person, what=AccessChange.What.DEACTIVATED, reason=reason.strip(), made_by=actor).save()
    person.is_active = False


@transaction.atomic
def reactivate(person: Person, *, actor: Person, reason: str) -> None:
    """Let a person in again, with the roles held before. Tokens stay revoked. Doing it twice changes nothing.

    Raises:
        AccessError: the actor's roles do not allow it, or the actor is the person.
    """
    check_not_oneself(person, actor)
    check_administers(actor, set(Membership.objects.filter(person=person).values_list("entity__policy", flat=True)))
    if not Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        return
    AccessChange(person=person, what=AccessChange.What.REACTIVATED, reason=reason.strip(), made_by=actor).save()
    person.is_active = True


@transaction.atomic
def remove_second_factor(person: Person, *, actor: Person, reason: str, remove: Callable[[Person], bool]) -> None:
    """Take a lost second factor away, so that the person can set up another one; without one nothing changes.

    Args:
        person: whose second factor is lost.
        actor: an administrator of every policy in which the person holds a role.
        reason: kept in the history.
        remove: takes it away where it is kept, and says whether there was one.

    Raises:
        AccessError: the actor's roles do not allow it, or the actor is the person.
    """
    check_not_oneself(person, actor)
    check_administers(actor, set(Membership.objects.filter(person=person).values_list("entity__policy", flat=True)))
    if remove(person):
        what = AccessChange.What.SECOND_FACTOR_REMOVED
        AccessChange(person=person, what=what, reason=reason.strip(), made_by=actor).save()


def describe(person: Person, *, name: str, language: Language) -> None:
    """Change how a person is called and spoken to.

    Raises:
        InputError: no name.
    """
    if not name.strip():
        raise InputError(Problem(_("There is no name."), mend=_("Say how you are called.")))
    person.name, person.language = name.strip(), language
    person.save(update_fields=["name", "language"])
