"""Who is locked out, and until when? The count is kept by django-axes, in the database."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rumbo.apps.accounts.models import Person
from rumbo.site.people.requests import network_address


def address_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The address that somebody tries to come in with, however it was typed."""
    told = credentials or {}
    given = told.get("email") or told.get("username") or request.POST.get("login") or ""
    return str(given).strip().lower()


def is_locked_out(request: HttpRequest, person: Person) -> bool:
    """Whether the person is locked out from where the request comes; the answer is then the page that says so."""
    locked = not AxesProxyHandler.is_allowed(request, _credentials(person))
    if locked:
        request.axes_locked_out = True  # type: ignore[attr-defined]
        request.axes_credentials = _credentials(person)  # type: ignore[attr-defined]
    return locked


def is_shut_out(person: Person) -> bool:
    """Whether the person is locked out somewhere at this moment; an administrator asks."""
    reached = AccessAttempt.objects.filter(
        username=person.email,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME,
    )
    return bool(reached.exists())


def open_again(person: Person) -> None:
    """Forget the failures of a person everywhere; an administrator does this."""
    AxesProxyHandler.reset_attempts(username=person.email)


def answer(request: HttpRequest, _original: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """The page that says that the door is closed, until when, and what to do."""
    context = {
        "attempts": settings.AXES_FAILURE_LIMIT,
        "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
        "until": _until(request, address_tried(request, credentials)),
    }
    return render(request, "account/locked.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)


def _until(request: HttpRequest, address: str) -> datetime | None:
    tried = AccessAttempt.objects.filter(username=address, ip_address=network_address(request))
    last: datetime | None = tried.aggregate(last=Max("attempt_time"))["last"]
    return last + settings.AXES_COOLOFF_TIME if last else None


def _credentials(person: Person) -> dict[str, Any]:
    return {"email": person.email}
