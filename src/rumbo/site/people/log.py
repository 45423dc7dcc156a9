"""How is each attempt to sign in, each leaving and each lockout written into the log of sign-ins?

Wrong codes of the second factor are told to Django as failed sign-ins, so that one count, kept in the database by
django-axes, locks out whoever guesses either.
"""

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.signals import authentication_failed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from rumbo.apps.accounts.models import AccessChange, Person, SignIn
from rumbo.apps.accounts.services import record_sign_in
from rumbo.site.people.lockout import address_tried
from rumbo.site.people.requests import browser, network_address
from rumbo.site.people.sessions import begin, end_all

Outcome, Method = SignIn.Outcome, SignIn.Method
#: Marks the credentials of a failed second factor.
SECOND_FACTOR = "second_factor"


def write(
    request: HttpRequest,
    outcome: SignIn.Outcome,
    *,
    email: str = "",
    person: Person | None = None,
    method: SignIn.Method = Method.PASSWORD,
) -> None:
    """Add a row to the log for a request."""
    record_sign_in(
        outcome,
        method=method,
        email=person.email if person else email,
        person=person,
        network_address=network_address(request),
        browser=browser(request),
    )


@receiver(user_logged_in)
def came_in(request: HttpRequest, user: Person, **told: Any) -> None:
    """Someone is in: the session begins to count."""
    write(request, Outcome.SIGNED_IN, person=user, method=_method(told))
    begin(request, user)


@receiver(user_logged_out)
def went_out(request: HttpRequest | None, user: Person | None, **_told: Any) -> None:
    """Someone left, or the session came to its limit."""
    if request is not None and user is not None:
        write(request, Outcome.SIGNED_OUT, person=user)


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_told: Any) -> None:
    """A wrong password or code. What a lockout stopped before it was looked at is logged as the lockout alone."""
    if request is None or getattr(request, "axes_failures_since_start", None) is None:
        return
    outcome = Outcome.WRONG_CODE if credentials.get(SECOND_FACTOR) else Outcome.WRONG_PASSWORD
    write(request, outcome, email=address_tried(request, credentials))


@receiver(user_locked_out)
def locked_out(request: HttpRequest, username: str, **_told: Any) -> None:
    """Too many failures, now or a while ago."""
    write(request, Outcome.LOCKED_OUT, email=username or "")


@receiver(authentication_failed)
def wrong_code(request: HttpRequest, user: Person, **_told: Any) -> None:
    """A wrong code counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"email": user.email, SECOND_FACTOR: True}, request=request)


@receiver(post_save, sender=AccessChange)
def access_changed(instance: AccessChange, **_told: Any) -> None:
    """Whoever is deactivated is out at once, on every machine."""
    if instance.what == AccessChange.What.DEACTIVATED:
        end_all(instance.person)


def _method(told: dict[str, Any]) -> SignIn.Method:
    return Method.SINGLE_SIGN_ON if told.get("sociallogin") else Method.PASSWORD
