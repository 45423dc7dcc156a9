"""Whom the provider of identity names, but who may not come in; each refusal is logged."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rumbo.apps.accounts.models import SignIn
from rumbo.core.language import _
from rumbo.site.people.log import write


def unverified(request: HttpRequest) -> HttpResponse:
    """The provider does not vouch for the address."""
    told = _("Your institution's sign-in does not confirm your address. Ask its administrators to verify it.")
    return _page(request, told, "")


def unknown(request: HttpRequest, address: str) -> HttpResponse:
    """The address is nobody's, and nobody invited it."""
    told = _("{address} has no account here. Ask an administrator of Rumbo for an invitation.").format(address=address)
    return _page(request, told, address)


def _page(request: HttpRequest, told: str, address: str) -> HttpResponse:
    write(request, SignIn.Outcome.REFUSED, email=address, method=SignIn.Method.SINGLE_SIGN_ON)
    return render(request, "socialaccount/refused.html", {"told": told}, status=HTTPStatus.FORBIDDEN)
