"""How long does a session last, how many may a person have, and how are they ended?"""

import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from rumbo.apps.accounts.models import Person
from rumbo.core.language import _

_BEGUN, _SEEN = "rumbo_begun", "rumbo_seen"
#: A sign of life is written at most this often, so that reading pages does not write at every click.
_SEEN_EXACT_TO_SECONDS = 60


class SessionLimits:
    """Ends a session that was idle too long or is too old, and says so; writes down signs of life."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the clock before the page is made."""
        if not request.user.is_authenticated:
            return self.answer(request)
        now = time.time()
        begun = request.session.setdefault(_BEGUN, now)
        seen = request.session.setdefault(_SEEN, now)
        if now - begun > settings.SESSION_LONGEST.total_seconds() or now - seen > settings.SESSION_IDLE.total_seconds():
            return _ended(request)
        if now - seen > _SEEN_EXACT_TO_SECONDS:
            request.session[_SEEN] = now
            UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
        return self.answer(request)


def begin(request: HttpRequest, person: Person) -> None:
    """Start the clock of a session, and end the person's oldest ones beyond the number allowed."""
    request.session[_BEGUN] = request.session[_SEEN] = time.time()
    newest_first = UserSession.objects.filter(user=person).order_by("-last_seen_at", "-pk")
    for session in newest_first[settings.SESSIONS_EACH :]:
        session.end()


def open_sessions(person: Person) -> list[UserSession]:
    """The sessions that are open, the one seen last first."""
    found: list[UserSession] = UserSession.objects.purge_and_list(person)
    return sorted(found, key=lambda session: (session.last_seen_at, session.pk), reverse=True)


def end_one(person: Person, key: int) -> None:
    """End one session of the person; what is not theirs is left alone."""
    for session in UserSession.objects.filter(user=person, pk=key):
        session.end()


def end_all(person: Person, *, but: str | None = None) -> None:
    """End every session of the person, all but the one named by its key."""
    for session in UserSession.objects.filter(user=person).exclude(session_key=but or ""):
        session.end()


def _ended(request: HttpRequest) -> HttpResponseBase:
    get_adapter().logout(request)
    messages.info(request, _("Your session has ended to protect your account. Please sign in again."))
    return redirect_to_login(request.get_full_path(), reverse("account_login"))
