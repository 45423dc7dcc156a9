"""How the interface says no: ``application/problem+json`` (RFC 9457) with what, where and how to mend it."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from rumbo.apps.accounts.errors import AccessError
from rumbo.apps.ledger.errors import LedgerError
from rumbo.core.errors import Problem, RumboError, UnknownCodeError
from rumbo.core.language import _
from rumbo.core.statistics.patience import TooLongError
from rumbo.site.api.malformed import problems_of
from rumbo.site.api.parsing import UnreadableBodyError
from rumbo.site.trade.results import BusyError

MEDIA_TYPE = "application/problem+json"
_ANY = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
)


class Fault(Schema):
    """One thing that must be mended."""

    what: str
    where: str
    mend: str


class ProblemDocument(Schema):
    """Why a request was not answered."""

    type: str
    title: str
    status: int
    detail: str
    problems: list[Fault]


def documented(good: Any, *more: int) -> dict[int, Any]:
    """What an operation may answer, for its description: the good answer, and the problems that any may meet."""
    return {
        HTTPStatus.OK: good,
        HTTPStatus.NOT_MODIFIED: None,
        **dict.fromkeys((*_ANY, *more), ProblemDocument),
    }


def answer(
    status: int, title: str, problems: tuple[Problem, ...] = (), headers: Mapping[str, str] = MappingProxyType({})
) -> HttpResponse:
    """A problem document."""
    document = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": "; ".join(problem.what for problem in problems) or title,
        "problems": [{"what": p.what, "where": p.where, "mend": p.mend} for p in problems],
    }
    return JsonResponse(
        document,
        status=status,
        content_type=MEDIA_TYPE,
        headers=dict(headers),
        json_dumps_params={"ensure_ascii": False},
    )


def status_of(error: RumboError) -> int:
    """Which answer an error of the project is."""
    if isinstance(error, UnknownCodeError):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, AccessError):
        return HTTPStatus.FORBIDDEN
    if isinstance(error, TooLongError | BusyError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.CONFLICT if isinstance(error, LedgerError) else HTTPStatus.UNPROCESSABLE_ENTITY


def told(_request: HttpRequest, error: Any) -> HttpResponse:
    """An error of the project, with all its problems."""
    return answer(status_of(error), _("The request cannot be answered."), error.problems)


def handle_problems(api: NinjaAPI) -> None:
    """Let every error of the interface leave as a problem document."""
    api.add_exception_handler(RumboError, told)
    api.add_exception_handler(ValidationError, _malformed)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(Throttled, _too_many)
    api.add_exception_handler(AuthenticationError, _unknown_caller)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(RequestDataTooBig, body_too_large)
    api.add_exception_handler(RecursionError, _too_deep)


def _malformed(_request: HttpRequest, error: Any) -> HttpResponse:
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, _("The request is not as described."), problems_of(error.errors))


def _missing(_request: HttpRequest, _error: Any) -> HttpResponse:
    return answer(HTTPStatus.NOT_FOUND, _("There is nothing at this address."))


def _too_many(_request: HttpRequest, error: Any) -> HttpResponse:
    wait = str(int(error.wait or 60) + 1)
    return answer(HTTPStatus.TOO_MANY_REQUESTS, _("Too many requests; please wait."), headers={"Retry-After": wait})


def _unknown_caller(_request: HttpRequest, _error: Any) -> HttpResponse:
    problem = Problem(
        _("No valid token was given."), "Authorization", _("Send “Authorization: Bearer rumbo_…” with a valid token.")
    )
    return answer(
        HTTPStatus.UNAUTHORIZED, _("Sign in with a token."), (problem,), headers={"WWW-Authenticate": "Bearer"}
    )


def _refused(_request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(unread := error.__cause__, UnreadableBodyError):
        return answer(unread.status, _("The request cannot be read."), unread.problems)
    return answer(error.status_code, str(error))


def body_too_large(_request: HttpRequest, _error: Any = None) -> HttpResponse:
    """A request of which nothing was read."""
    problem = Problem(_("The request is too large."), mend=_("Send it in several pieces."))
    return answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, problem.what, (problem,))


def _too_deep(_request: HttpRequest, _error: Any) -> HttpResponse:
    return answer(HTTPStatus.BAD_REQUEST, _("The request is nested too deeply."))
