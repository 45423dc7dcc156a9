"""The pages and the file of a person's dates."""

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rumbo.apps.accounts.models import Person
from rumbo.apps.calendars.dates import dates_of
from rumbo.apps.calendars.models import CalendarAddress
from rumbo.apps.calendars.services import close_address, open_address, reader_of
from rumbo.apps.calendars.writing import MEDIA_TYPE, calendar
from rumbo.core.language import _
from rumbo.core.reporting.labels import local
from rumbo.site.persons import person_of
from rumbo.site.policy_shown import policy


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """What is due, and how to have it in a calendar."""
    return _page(request)


@require_safe
@never_cache
def own_file(request: HttpRequest) -> HttpResponse:
    """The dates of who is signed in, as a file."""
    return _file(request, person_of(request))


@require_POST
@never_cache
def new_address(request: HttpRequest) -> HttpResponse:
    """Open a secret address and tell it, this once; the one before is closed."""
    secret = open_address(person_of(request))
    return _page(request, request.build_absolute_uri(reverse("calendars:subscription", args=[secret])))


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the secret address."""
    if close_address(person_of(request)):
        messages.success(request, _("The address of your calendar is closed; nobody reads it any more."))
    return redirect("calendars:home")


@require_safe
@never_cache
def read_by_program(request: HttpRequest, secret: str) -> HttpResponse:
    """The dates of the person whose secret this is, for a calendar program, which cannot sign in."""
    person = reader_of(secret)
    if person is None:
        raise Http404
    return _file(request, person)


def _page(request: HttpRequest, address: str = "") -> HttpResponse:
    person = person_of(request)
    today = local(datetime.now(UTC)).date()
    dates = dates_of(policy(), person)
    context = {
        "coming": [(due, (due.day - today).days) for due in dates if due.day >= today],
        "past": [due for due in reversed(dates) if due.day < today],
        "opened": CalendarAddress.objects.filter(person=person, closed_at=None).first(),
        "address": address,
    }
    return render(request, "calendars/home.html", context)


def _file(request: HttpRequest, person: Person) -> HttpResponse:
    page = request.build_absolute_uri(reverse("calendars:home"))
    answer = HttpResponse(calendar(policy(), dates_of(policy(), person), page), content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="rumbo-fechas.ics"'
    return answer
