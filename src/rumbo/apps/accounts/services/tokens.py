"""How a program is let in: tokens are issued, known again, revoked. None reaches further than its person."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from rumbo.apps.accounts.credentials import fingerprint, new_secret
from rumbo.apps.accounts.errors import AccessError
from rumbo.apps.accounts.models import ApiToken, Entity, Person, Role, Unit
from rumbo.apps.accounts.selectors import powers
from rumbo.apps.accounts.services.checking import check_administers
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _

PREFIX = "rumbo_"
#: How much of a secret is kept in the open, so that its owner knows it again.
_SHOWN = len(PREFIX) + 4
LONGEST_LIFE = timedelta(days=366)
_LAST_USE_EXACT_TO = timedelta(minutes=1)
_REPORTERS = frozenset({Role.ENTITY_REPORTER, Role.ENTITY_HEAD, Role.LEAD})


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A new token and its secret, which is nowhere kept and cannot be shown again."""

    token: ApiToken
    secret: str


def issue_token(
    person: Person, *, name: str, entity: Entity, unit: Unit | None = None, scope: ApiToken.Scope, life: timedelta
) -> IssuedToken:
    """Issue a token to a person, for themselves: nobody issues one in another's name.

    Args:
        person: for whom the program acts.
        name: what the person calls it.
        entity: the entity whose values the program may report.
        unit: where it may report only those of one unit.
        scope: read, or read and report.
        life: how long it holds, at most :data:`LONGEST_LIFE`.

    Raises:
        InputError: no name, a unit of another entity, or a life out of range.
        AccessError: the person is not active, or may not report for that entity.
    """
    problems = []
    if not name.strip():
        problems.append(Problem(_("The token has no name."), mend=_("Name the program that will use it.")))
    if unit is not None and unit.entity_id != entity.pk:
        what = _("The unit “{unit}” is not one of {entity}.").format(unit=unit, entity=entity)
        problems.append(Problem(what, entity.code, _("Choose a unit of that entity.")))
    if not timedelta() < life <= LONGEST_LIFE:
        what = _("A token holds from 1 to {most} days.").format(most=LONGEST_LIFE.days)
        problems.append(Problem(what, mend=_("Give a number of days in that range.")))
    if problems:
        raise InputError(*problems)
    _check_may_hold(person, entity, unit, scope)
    secret = new_secret(PREFIX)
    token = ApiToken.objects.create(
        name=name.strip(),
        person=person,
        entity=entity,
        unit=unit,
        scope=scope,
        secret_sha256=fingerprint(secret),
        beginning=secret[:_SHOWN],
        expires_at=timezone.now() + life,
    )
    return IssuedToken(token, secret)


def token_of(secret: str) -> ApiToken | None:
    """The token that a secret opens, with its person, entity and unit; ``None`` where it opens nothing (any more)."""
    if not secret.startswith(PREFIX):
        return None
    found = ApiToken.objects.select_related("person", "entity", "unit").filter(secret_sha256=fingerprint(secret))
    token = found.first()
    if token is None or not token.is_open():
        return None
    now = timezone.now()
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=now - _LAST_USE_EXACT_TO)
    if ApiToken.objects.filter(long_ago, pk=token.pk).update(last_used_at=now):
        token.last_used_at = now
    return token


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: Person) -> None:
    """End a token at once; revoking it twice changes nothing.

    Raises:
        AccessError: the actor is neither its person nor an administrator of its policy.
    """
    if actor != token.person:
        check_administers(actor, {token.entity.policy})
    revoke_all(ApiToken.objects.filter(pk=token.pk), actor)
    token.refresh_from_db()


def revoke_all(tokens: QuerySet[ApiToken], actor: Person) -> None:
    """End those of the tokens that are not revoked yet; asks for no role."""
    tokens.filter(revoked_at=None).update(revoked_at=timezone.now(), revoked_by=actor)


def _check_may_hold(person: Person, entity: Entity, unit: Unit | None, scope: ApiToken.Scope) -> None:
    if not person.is_active:
        raise AccessError(
            Problem(
                _("{name} is no longer active.").format(name=person), person.email, _("Reactivate the person first.")
            )
        )
    if scope == ApiToken.Scope.REPORT and not powers(person, entity.policy).any_of(
        _REPORTERS, entity.code, unit.name if unit else ""
    ):
        what = _("{name} may not report for {entity}.").format(name=person, entity=entity)
        raise AccessError(
            Problem(what, entity.code, _("Ask an administrator for the role, or issue a token that reads."))
        )
