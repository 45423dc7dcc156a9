"""Who needs a second factor, and how is nothing else open until it is there?"""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa import app_settings as totp_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from rumbo.apps.accounts.models import Membership, Person
from rumbo.core.language import _

#: What stays open: the way to the second factor, the way out, and what pages are made of.
_OPEN = frozenset({"mfa_activate_totp", "account_reauthenticate", "account_logout"})
#: Where the codes used lately are kept in the data of an authenticator.
_USED = "used"
_OPEN_ROOMS = ("operation:", "public:", "open_data:", "trade:")


def is_required(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the person holds, in any policy, a role that must have a second factor."""
    if not isinstance(user, Person) or not settings.SECOND_FACTOR_ROLES:
        return False
    return Membership.objects.filter(person=user, role__in=settings.SECOND_FACTOR_ROLES).exists()


def is_there(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the person has set up an application that makes codes."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP]))


def spend(authenticator: Authenticator, code: str) -> bool:
    """Use a code up; whether it was unused so far.

    django-allauth remembers used codes in the memory of one process and for one step only; they hold for longer, and
    there are several processes, so they are remembered in the database for as long as they hold.
    """
    now = time.time()
    holds = (2 * settings.MFA_TOTP_TOLERANCE + 1) * totp_settings.TOTP_PERIOD
    with transaction.atomic():
        locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        used = {each: at for each, at in locked.data.get(_USED, {}).items() if now - at < holds}
        if code in used:
            return False
        locked.data[_USED] = {**used, code: now}
        locked.save(update_fields=["data"])
    return True


def remove(person: Person) -> bool:
    """Take a lost second factor away, recovery codes included; whether there was one."""
    return bool(Authenticator.objects.filter(user=person).delete()[0])


class SecondFactor:
    """Leads whoever lacks a required second factor to the page that sets it up."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the person is asked about once the route is known."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let the page be made, or lead away from it."""
        if not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _OPEN or name.startswith(_OPEN_ROOMS):
            return None
        if not is_required(request.user) or is_there(request.user):
            return None
        messages.info(request, _("Your role asks for a second step when signing in. Set it up to go on."))
        return redirect("mfa_activate_totp")
