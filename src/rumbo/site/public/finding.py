"""What does a code in an address name? The element itself, its one true address, or the nearest that exist."""

from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from rumbo.core.errors import UnknownCodeError
from rumbo.core.policy.lookup import Kind, Named, look_up
from rumbo.core.policy.models import Entity, Guideline, Indicator, Objective, Service
from rumbo.site.policy_shown import policy
from rumbo.site.public.search import near_codes

#: The route that shows an element, by its kind; activities and causes are shown within other pages.
ROUTES: dict[Kind, str] = {
    "objective": "public:objective",
    "guideline": "public:guideline",
    "service": "public:service",
    "indicator": "public:indicator",
    "entity": "public:entity",
}


def find(kind: Kind, code: str) -> Named | None:
    """The element of a kind with this code; capitals and spaces do not matter. ``None`` where there is none."""
    try:
        found = look_up(policy(), code)
    except UnknownCodeError:
        return None
    return next((named for named in found if named.kind == kind), None)


def elsewhere(request: HttpRequest, kind: Kind, code: str, found: Named | None) -> HttpResponse:
    """The answer where an address is not the element's own: its one true address, or that there is no such element.

    Args:
        request: what was asked.
        kind: what the address says it is.
        code: the code as written in the address.
        found: what :func:`find` gave for it.
    """
    if found is None:
        return unknown(request, code)
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return HttpResponsePermanentRedirect(reverse(ROUTES[kind], args=[found.code]) + asked)


def unknown(request: HttpRequest, asked: str) -> HttpResponse:
    """The page of an address that leads nowhere, with what was probably meant."""
    context = {"asked": asked, "near": near_codes(asked)}
    return render(request, "public/unknown.html", context, status=HTTPStatus.NOT_FOUND)


def neighbours(named: Named) -> tuple[Named | None, Named | None]:
    """The elements of the same kind before and after one, in the order of the policy."""
    codes = _codes(named.kind)
    place = codes.index(named.code)
    before = find(named.kind, codes[place - 1]) if place else None
    return before, find(named.kind, codes[place + 1]) if place + 1 < len(codes) else None


def _codes(kind: Kind) -> list[str]:
    """The codes of a kind, in the order of the policy."""
    known = policy()
    of_kind: dict[Kind, Iterable[Objective | Guideline | Service | Indicator | Entity]] = {
        "objective": known.objectives,
        "guideline": known.guidelines,
        "service": [s for g in known.guidelines for s in known.services_of(g.code)],
        "indicator": known.indicators,
        "entity": known.entities,
    }
    return [record.code for record in of_kind[kind]]
