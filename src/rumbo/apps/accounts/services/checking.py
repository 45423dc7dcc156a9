"""What the register of people refuses: an actor who may not, a policy left without anyone to keep it."""

from collections.abc import Iterable

from rumbo.apps.accounts.errors import AccessError
from rumbo.apps.accounts.models import Membership, Person, Role
from rumbo.apps.accounts.selectors import powers
from rumbo.core.errors import Problem
from rumbo.core.language import _

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


def check_administers(actor: Person, policies: Iterable[str]) -> None:
    """Refuse an actor who is not an administrator of every one of the policies; of any, where none is named.

    Raises:
        AccessError: naming the policies that the actor does not administer.
    """
    named = set(policies)
    foreign = sorted(code for code in named if not powers(actor, code).any_of(ADMINISTRATORS, ""))
    if foreign or not (named or is_administrator(actor)):
        raise AccessError(
            Problem(
                _("Only an administrator changes people and their roles."),
                ", ".join(foreign),
                _("Ask someone who holds it."),
            )
        )


def is_administrator(person: Person) -> bool:
    """Whether the person is an administrator of any policy, or the command line."""
    held = Membership.objects.filter(person=person, role=Role.ADMINISTRATOR)
    return person.is_active and (person.is_system or held.exists())


def check_not_oneself(person: Person, actor: Person) -> None:
    """Refuse whoever changes their own access: a second person always looks.

    Raises:
        AccessError: the person is the actor.
    """
    if person == actor:
        raise AccessError(
            Problem(_("Nobody changes their own roles."), person.email, _("Ask another administrator to do it."))
        )


def lock_administrators(policies: Iterable[str]) -> None:
    """Let no two transactions take administrators away at once; call it before the change."""
    held = Membership.objects.filter(role=Role.ADMINISTRATOR, entity__policy__in=set(policies))
    list(held.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def check_administrator_left(policies: Iterable[str]) -> None:
    """Refuse a change after which a policy has no active administrator; call it after the change, in its transaction.

    Raises:
        AccessError: naming the policies.
    """
    left = set(
        Membership.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True).values_list(
            "entity__policy", flat=True
        )
    )
    if bare := sorted(set(policies) - left):
        raise AccessError(
            Problem(
                _("The last administrator cannot be taken away."),
                ", ".join(bare),
                _("Give someone else that role first."),
            )
        )
