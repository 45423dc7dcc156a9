"""What every page knows: the policy, the person and the rooms open to that person, the view that is shown."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject

import rumbo
from rumbo.core.language import _, language
from rumbo.site.design_tokens import design_tokens
from rumbo.site.permissions import TABLE
from rumbo.site.persons import roles_of
from rumbo.site.policy_shown import policy


@dataclass(frozen=True, slots=True)
class Room:
    """A door in the navigation: its words, its address, and whether the reader stands in it."""

    title: str
    address: str
    here: bool


def site(request: HttpRequest) -> dict[str, Any]:
    """The context of every page. What costs a query is asked for only where a template uses it."""
    spoken = language()
    return {
        "policy": SimpleLazyObject(policy),
        "language": spoken,
        "other_language": "es" if spoken == "en" else "en",
        "other_address": translate_url(request.get_full_path(), "es" if spoken == "en" else "en"),
        "public_rooms": _rooms(request, _public_doors()),
        "own_rooms": SimpleLazyObject(lambda: _rooms(request, _own_doors())),
        "version": rumbo.__version__,
        "tokens_mark": design_tokens().mark,
    }


def _public_doors() -> tuple[tuple[str, str], ...]:
    return (
        ("public:objectives", _("Objectives")),
        ("public:indicators", _("Indicators")),
        ("trade:explorer", _("Trade")),
        ("public:reports", _("Published reports")),
        ("open_data:home", _("Data")),
        ("public:methodology", _("Methodology")),
    )


def _own_doors() -> tuple[tuple[str, str], ...]:
    return (
        ("work:home", _("My work")),
        ("review:queue", _("Review")),
        ("review:campaign", _("Campaign")),
        ("following:home", _("Alerts and commitments")),
        ("calendars:home", _("Due dates")),
        ("issuing:home", _("Issuing")),
        ("audit:home", _("Audit")),
        ("people:home", _("People")),
    )


def _rooms(request: HttpRequest, doors: tuple[tuple[str, str], ...]) -> list[Room]:
    # a request that was refused before anyone was asked, as one for another host, has nobody
    user = getattr(request, "user", None) or AnonymousUser()
    held, signed_in = roles_of(user), user.is_authenticated
    open_ones = [(reverse(name), title) for name, title in doors if TABLE[name].allows(held, signed_in=signed_in)]
    within = [address for address, _title in open_ones if request.path.startswith(address)]
    here = max(within, key=len, default="")
    return [Room(title, address, address == here) for address, title in open_ones]
