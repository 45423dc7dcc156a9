"""How someone becomes a person of the installation: by invitation only. The secret of the mailed link is not kept."""

from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from rumbo.apps.accounts.credentials import fingerprint, new_secret
from rumbo.apps.accounts.models import Invitation, Person, Role
from rumbo.apps.accounts.services.checking import check_administers
from rumbo.apps.accounts.services.roles import RoleIn, check_role_places, grant
from rumbo.apps.accounts.words import role_name
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import Language, _, speaking

#: How long an invitation waits.
LIFE = timedelta(days=7)
#: Turns the secret into the address of the page that accepts it.
AddressOf = Callable[[str], str]


def invite(
    email: str, name: str, place: RoleIn, *, actor: Person, address_of: AddressOf, language: Language = "es"
) -> Invitation:
    """Invite an address to a role and mail it the link. An open invitation of the address to that entity is replaced.

    Args:
        email: the address that will be the name to sign in with.
        name: how the person is called.
        place: the role, and where it will hold.
        actor: an administrator of the policy.
        address_of: makes the link of the mail.
        language: of the mail, and of the site for the person.

    Returns:
        The invitation, sent.

    Raises:
        InputError: no address, an address that already is a person's, a place where nobody can hold a role; or the
            mail could not be sent: the invitation is kept then, and :func:`send_again` sends it.
        AccessError: the actor's roles do not allow it.
    """
    address = email.strip().lower()
    check_administers(actor, {place.entity.policy})
    check_role_places([place])
    _check_address(address, name)
    secret = new_secret()
    with transaction.atomic():
        open_invitations().filter(email=address, entity=place.entity).update(withdrawn_at=timezone.now())
        invitation = Invitation.objects.create(
            email=address,
            name=name.strip(),
            language=language,
            role=place.role,
            entity=place.entity,
            unit=place.unit,
            invited_by=actor,
            secret_sha256=fingerprint(secret),
            expires_at=timezone.now() + LIFE,
        )
    _send(invitation, address_of(secret))
    return invitation


def send_again(invitation: Invitation, *, actor: Person, address_of: AddressOf) -> Invitation:
    """Mail an invitation anew with a new link and a new term; the link mailed before opens nothing any more.

    Raises:
        InputError: it was accepted or withdrawn, or the mail could not be sent.
        AccessError: the actor's roles do not allow it.
    """
    check_administers(actor, {invitation.entity.policy})
    secret = new_secret()
    renewed = open_invitations().filter(pk=invitation.pk)
    if not renewed.update(secret_sha256=fingerprint(secret), expires_at=timezone.now() + LIFE, sent_at=None):
        raise InputError(_closed(invitation.email))
    invitation.refresh_from_db()
    _send(invitation, address_of(secret))
    return invitation


def withdraw(invitation: Invitation, *, actor: Person) -> None:
    """Take an invitation back; its link opens nothing any more.

    Raises:
        InputError: it was accepted or withdrawn before.
        AccessError: the actor's roles do not allow it.
    """
    check_administers(actor, {invitation.entity.policy})
    if not open_invitations().filter(pk=invitation.pk).update(withdrawn_at=timezone.now()):
        raise InputError(_closed(invitation.email))
    invitation.refresh_from_db()


def invitation_of(secret: str) -> Invitation:
    """The invitation that a mailed link opens.

    Raises:
        InputError: no such invitation; accepted, withdrawn or expired.
    """
    found = Invitation.objects.select_related("entity", "unit").filter(secret_sha256=fingerprint(secret)).first()
    if found is None:
        raise InputError(
            Problem(_("There is no such invitation."), mend=_("Open the link exactly as it stands in the latest mail."))
        )
    if found.accepted_at is not None:
        raise InputError(Problem(_("This invitation was already accepted."), found.email, _("Sign in.")))
    if found.withdrawn_at is not None or found.expired():
        raise InputError(
            Problem(_("This invitation no longer holds."), found.email, _("Ask an administrator for a new one."))
        )
    return found


@transaction.atomic
def accept(secret: str, *, name: str, password: str) -> Person:
    """Make the invited person, with the roles of every open invitation of the address.

    Args:
        secret: of the mailed link.
        name: how the person wants to be called.
        password: as the person chose it; the form has checked it against the rules.

    Raises:
        InputError: no such invitation; accepted, withdrawn or expired; or no name.
    """
    invitation = invitation_of(secret)
    if not name.strip():
        raise InputError(Problem(_("There is no name."), mend=_("Say how you are called.")))
    return _join(invitation.email, name, password)


@transaction.atomic
def accept_verified(email: str) -> Person | None:
    """Make the invited person whose address a provider of single sign-on vouches for; no password is set.

    Returns:
        The person, or ``None`` where no invitation of the address is open.
    """
    address = email.strip().lower()
    waiting = open_invitations().filter(email=address, expires_at__gt=timezone.now()).first()
    return _join(address, waiting.name, None) if waiting else None


def open_invitations() -> QuerySet[Invitation]:
    """Invitations neither accepted nor withdrawn; some may have expired."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None)


def _join(email: str, name: str, password: str | None) -> Person:
    """Make the person under a lock on the invitations, so that a link opened twice at once makes one."""
    waiting = open_invitations().filter(email=email, expires_at__gt=timezone.now())
    held = list(waiting.select_for_update(of=("self",)).select_related("entity", "unit", "invited_by"))
    if not held or Person.objects.filter(email=email).exists():
        raise InputError(_closed(email))
    person = Person.objects.create_user(email, name.strip(), password, language=held[0].language)
    for invitation in held:
        grant(person, Role(invitation.role), invitation.entity, invitation.unit, by=invitation.invited_by)
    Invitation.objects.filter(pk__in=[each.pk for each in held]).update(accepted_at=timezone.now(), accepted_by=person)
    return person


def _send(invitation: Invitation, address: str) -> None:
    """Mail the link outside of any transaction, so that a slow mail server holds no lock."""
    with speaking("en" if invitation.language == "en" else "es"):
        subject = _("You are invited to Rumbo")
        text = _(
            "{name}:\n\n{inviter} invites you to follow the trade policy in Rumbo, as {role} of {entity}.\n\n"
            "Open this address to choose your password; it holds until {until} and opens once:\n{address}\n\n"
            "If you did not expect this mail, you need not do anything."
        ).format(
            name=invitation.name,
            inviter=invitation.invited_by,
            role=role_name(Role(invitation.role)),
            entity=invitation.entity,
            until=timezone.localdate(invitation.expires_at),
            address=address,
        )
    try:
        send_mail(subject, text, None, [invitation.email])
    except (SMTPException, OSError) as refused:
        what = _("The invitation of {email} is kept, but its mail could not be sent: {reason}")
        raise InputError(
            Problem(
                what.format(email=invitation.email, reason=refused),
                invitation.email,
                _("Send it again once the mail server answers."),
            )
        ) from refused
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["sent_at"])


def _check_address(address: str, name: str) -> None:
    problems = []
    try:
        validate_email(address)
    except ValidationError:
        what = _("“{email}” is not an address of electronic mail.").format(email=address)
        problems.append(Problem(what, mend=_("Write it as name@entity.gob.pe.")))
    if Person.objects.filter(email=address).exists():
        what = _("{email} already belongs to a person.").format(email=address)
        problems.append(Problem(what, mend=_("Change the roles of that person instead.")))
    if not name.strip():
        problems.append(Problem(_("There is no name."), mend=_("Say how the person is called.")))
    if problems:
        raise InputError(*problems)


def _closed(email: str) -> Problem:
    return Problem(
        _("This invitation no longer holds."), email, _("Invite the address anew, unless it already signs in.")
    )
