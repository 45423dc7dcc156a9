"""What the administrators' pages and a person's own page show: people, invitations, changes, tokens and sign-ins."""

from django.db.models import Prefetch, Q, QuerySet

from rumbo.apps.accounts.models import AccessChange, ApiToken, Invitation, Membership, Person, Role, SignIn
from rumbo.apps.accounts.services.invitations import open_invitations


def people(search: str = "", role: Role | None = None, entity: str = "") -> QuerySet[Person]:
    """Everyone who was ever let in, with the roles held now (``roles_held``), by name; not the command line.

    Args:
        search: a part of the name or the address.
        role: only who holds this role.
        entity: code of an entity; only who holds a role there.
    """
    held = Membership.objects.select_related("entity", "unit").order_by("entity__code", "role")
    found = Person.objects.filter(is_system=False).prefetch_related(
        Prefetch("memberships", queryset=held, to_attr="roles_held")
    )
    if search:
        found = found.filter(Q(name__icontains=search) | Q(email__icontains=search))
    if role or entity:
        asked = Membership.objects.filter(
            **({"role": role} if role else {}), **({"entity__code": entity} if entity else {})
        )
        found = found.filter(pk__in=asked.values("person"))
    return found.order_by("name", "pk")


def roles_of(person: Person) -> QuerySet[Membership]:
    """The roles a person holds now, by policy, entity and unit."""
    return person.memberships.select_related("entity", "unit").order_by("entity__policy", "entity__code", "role")


def waiting_invitations(policy: str) -> QuerySet[Invitation]:
    """Invitations to a policy that were neither accepted nor withdrawn, newest first; some may have expired."""
    return open_invitations().filter(entity__policy=policy).select_related("entity", "unit", "invited_by")


def history_of(person: Person) -> QuerySet[AccessChange]:
    """Every change of what a person may do, newest first."""
    return person.access_changes.select_related("entity", "unit", "made_by")


def access_changes(policy: str) -> QuerySet[AccessChange]:
    """Every change of what anybody may do, newest first: those of a policy, and those of an account as a whole."""
    found = AccessChange.objects.filter(Q(entity__policy=policy) | Q(entity=None))
    return found.select_related("person", "entity", "unit", "made_by").order_by("-made_at", "-pk")


def sign_ins(search: str = "", outcome: str = "") -> QuerySet[SignIn]:
    """The log of sign-ins, newest first.

    Args:
        search: a part of the address.
        outcome: only attempts that ended so.
    """
    found = SignIn.objects.select_related("person").filter(email__icontains=search)
    return found.filter(outcome=outcome) if outcome else found


def sign_ins_of(person: Person) -> QuerySet[SignIn]:
    """The part of the log that a person may see: their own, newest first."""
    return person.sign_ins.all()


def tokens(policy: str) -> QuerySet[ApiToken]:
    """Every token of a policy, newest first."""
    return ApiToken.objects.filter(entity__policy=policy).select_related("person", "entity", "unit")


def tokens_of(person: Person) -> QuerySet[ApiToken]:
    """A person's tokens, newest first."""
    return person.api_tokens.select_related("person", "entity", "unit")
