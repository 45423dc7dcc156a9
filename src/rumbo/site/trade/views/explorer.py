"""The pages of the explorer: what there is, one statistic with its result, its files."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from rumbo.core.errors import InputError, UnknownCodeError
from rumbo.core.statistics.patience import TooLongError
from rumbo.core.statistics.registry import Statistic, statistic
from rumbo.core.tables import MissingTableError
from rumbo.site.permissions import READERS
from rumbo.site.persons import roles_of
from rumbo.site.trade.answering import lake_page
from rumbo.site.trade.asked import DESCENDING, INTERNAL, SORT, VIEW, read_address
from rumbo.site.trade.catalogue import grouped, looked_for, readable
from rumbo.site.trade.files import FORMS, file_name, in_order
from rumbo.site.trade.form import form_of
from rumbo.site.trade.results import BusyError, result_of
from rumbo.site.trade.showing import shown_result
from rumbo.site.trade.source import latest, reads_lines, years_with_lines


@lake_page
def explorer(request: HttpRequest) -> HttpResponse:
    """Every statistic by the question that it answers, or those that hold the words looked for."""
    words = request.GET.get("q", "")[:200]
    listed = readable(complete=_reads_all(request))
    found = looked_for(words, listed) if words else listed
    lake = latest()
    context = {
        "words": words,
        "groups": grouped(found),
        "count": len(found),
        "lake": lake,
        "years": years_with_lines() if lake else (),
        "simulated": bool(lake and lake.simulated),
    }
    return render(request, "trade/explorer.html", context)


@lake_page
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One statistic: its form, and what it comes to."""
    found, complete = _statistic(name), _complete(request)
    _refuse_internal(found, complete=complete)
    context: dict[str, Any] = {
        "found": found,
        "complete": complete,
        "may_complete": _reads_all(request),
        "needs_lake": reads_lines(found) and latest() is None,
    }
    years = years_with_lines()
    try:
        asked = read_address(found, request.GET, complete=complete)
    except InputError as refused:
        form = form_of(found, request.GET, {}, years=years, complete=complete)
        context |= {"form": form, "problems": refused.problems}
        return render(request, "trade/statistic.html", context, status=HTTPStatus.BAD_REQUEST)
    context["form"] = form_of(found, request.GET, asked.parameters, years=years, complete=complete)
    if context["needs_lake"]:
        return render(request, "trade/statistic.html", context)
    try:
        context |= shown_result(asked, result_of(asked), request.GET)
    except MissingTableError as missing:
        context["missing"] = missing.problems
    except (BusyError, TooLongError) as late:
        context["late"] = late.problems
        return _wait(render(request, "trade/statistic.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE), late)
    except InputError as refused:
        context["problems"] = refused.problems
        return render(request, "trade/statistic.html", context, status=HTTPStatus.BAD_REQUEST)
    return render(request, "trade/statistic.html", context)


@lake_page
def file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """A result as a file: every row of what the page shows, in its order.

    Raises:
        InputError: what is asked cannot be answered; the page of the error says why.
    """
    found, complete = _statistic(name), _complete(request)
    if form not in FORMS or (form == "svg" and found.header.chart is None):
        raise Http404(form)
    _refuse_internal(found, complete=complete)
    asked = read_address(found, request.GET, complete=complete)
    descending = request.GET.get(DESCENDING) == "desc"
    result = in_order(result_of(asked), request.GET.get(SORT, ""), descending=descending)
    answer = HttpResponse(FORMS[form].write(result), content_type=FORMS[form].media_type)
    named = file_name(result, form, complete=complete)
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=named) or ""
    return answer


def _statistic(name: str) -> Statistic:
    try:
        return statistic(name)
    except UnknownCodeError as unknown:
        raise Http404(name) from unknown


def _reads_all(request: HttpRequest) -> bool:
    return READERS.allows(roles_of(request.user), signed_in=request.user.is_authenticated)


def _complete(request: HttpRequest) -> bool:
    """Whether figures are asked for as they are.

    Raises:
        PermissionDenied: by somebody who does not read everything.
    """
    if request.GET.get(VIEW, "") != INTERNAL:
        return False
    if not _reads_all(request):
        raise PermissionDenied
    return True


def _refuse_internal(found: Statistic, *, complete: bool) -> None:
    """What tells of single firms is shown to those alone who ask for the figures as they are.

    Raises:
        PermissionDenied: it was asked for otherwise.
    """
    if found.header.publication == "internal" and not complete:
        raise PermissionDenied


def _wait(answer: HttpResponse, late: InputError) -> HttpResponse:
    answer.headers["Retry-After"] = "5" if isinstance(late, BusyError) else "600"
    return answer
