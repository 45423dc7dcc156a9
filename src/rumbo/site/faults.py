"""Which page does a reader get when something is not there, not allowed, not usable or broken?"""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from rumbo.core.errors import Problem, RumboError
from rumbo.core.language import _
from rumbo.site.api.problems import answer, body_too_large

#: Programs are answered with a problem document instead of a page.
_API = "/api/"


def unusable(request: HttpRequest, error: RumboError, status: int = HTTPStatus.BAD_REQUEST) -> HttpResponse:
    """What cannot be used, with every problem: what, where, how to mend it."""
    return _page(request, status, _("This cannot be done"), problems=error.problems)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing lives at this address."""
    if request.path.startswith(_API):
        return answer(HTTPStatus.NOT_FOUND, _("There is nothing at this address."))
    return _page(request, HTTPStatus.NOT_FOUND, _("This page does not exist"), _("Search, or go on from the start."))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page exists, for others."""
    told = _("Your roles do not open this page. If your work asks for it, an administrator can give you the role.")
    return _page(request, HTTPStatus.FORBIDDEN, _("This page is not open to you"), told)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request is not one that a page of the site makes."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    told = _("The request cannot be read. Go back, reload the page and try again.")
    if isinstance(exception, DisallowedHost):
        told = _("The site does not answer under this name. Open it at the address that your institution gave you.")
    if request.path.startswith(_API):
        return answer(HTTPStatus.BAD_REQUEST, told)
    return _page(request, HTTPStatus.BAD_REQUEST, _("This cannot be done"), told)


def too_large(request: HttpRequest) -> HttpResponse:
    """The request holds more than any page sends; nothing of it was kept."""
    if request.path.startswith(_API):
        return body_too_large(request)
    told = _("You sent more at once than this page takes, and nothing was stored. Send fewer files, or shorter texts.")
    return _page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("This is too large"), told)


def other_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """The address is there, but not for this method: mostly a form's address that was opened as a page."""
    if request.path.startswith(_API):
        told = _("This address takes {allowed} alone.").format(allowed=allowed)
        found = answer(HTTPStatus.METHOD_NOT_ALLOWED, told)
    else:
        told = _("This address only takes what a form of the site sends. Go on from the start and use its buttons.")
        found = _page(request, HTTPStatus.METHOD_NOT_ALLOWED, _("This cannot be done"), told)
    found.headers["Allow"] = allowed
    return found


def forged_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of this session."""
    told = _("The form does not belong to your session, which may have ended. Reload the page and send it again.")
    return _page(request, HTTPStatus.FORBIDDEN, _("The form was not accepted"), told)


def broken(_request: HttpRequest) -> HttpResponse:
    """An error of ours. The page stands alone: whatever broke must not break it too."""
    return HttpResponse(render_to_string("site/broken.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(
    request: HttpRequest, status: int, title: str, told: str = "", problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    context: dict[str, Any] = {"title": title, "told": told, "problems": problems}
    return render(request, "site/fault.html", context, status=status)
