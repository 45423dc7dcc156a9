"""The pages of issuing: what there is to issue, the preview of a year, and the steps to publication."""

from collections import Counter
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from rumbo.apps.accounts.models import Role
from rumbo.apps.jobs.services import start
from rumbo.apps.ledger import selectors, services
from rumbo.apps.ledger.evidence import read_evidence
from rumbo.apps.ledger.records import IssuedReportRecord
from rumbo.apps.ledger.signing import SIGNERS, sign_off
from rumbo.core.errors import RumboError
from rumbo.core.exchange.differences import columns, rows, summary
from rumbo.core.language import _, language
from rumbo.core.observations import Evidence, State
from rumbo.site import shown
from rumbo.site.downloads import download
from rumbo.site.issuing.next_step import next_step
from rumbo.site.issuing.preview import issued_reports, preview_of
from rumbo.site.persons import person_of, roles_of
from rumbo.site.policy_shown import method, policy, policy_source

#: Rows of differences that the page shows before it points to the whole list.
_FIRST = 25


def home(request: HttpRequest) -> HttpResponse:
    """The years of the policy that hold values, and every report that was issued."""
    held = Counter(year for _code, year in selectors.observations(policy().code))
    approved = Counter(year for _code, year in selectors.observations(policy().code, counted_from=State.VALIDATED))
    years = [(year, approved[year], held[year]) for year in sorted(held, reverse=True)]
    context = {"years": years, "issued": issued_reports(), "plans": Role.PLANNING in roles_of(request.user)}
    return render(request, "issuing/home.html", context)


def of_year(
    request: HttpRequest, year: int, status: int = HTTPStatus.OK, error: RumboError | None = None
) -> HttpResponse:
    """What would be issued of a year, who signed it, and what was issued before."""
    seen, held, issued = preview_of(year), roles_of(request.user), issued_reports(year)
    own_office = next((office for office, role in SIGNERS.items() if role in held), None)
    context = {
        "year": year,
        "next": next_step(year, seen, issued[0] if issued else None, own_office),
        "preview": seen,
        "report": seen.report,
        "simulated": seen.report.simulated,
        "issued": issued,
        "own_office": own_office,
        "plans": Role.PLANNING in held,
        "summary": summary(seen.since) if seen.since else "",
        "columns": columns(),
        "rows": rows(seen.since)[:_FIRST] if seen.since else (),
        "problems": error.problems if error else (),
    }
    return render(request, "issuing/year.html", context, status=status)


@require_POST
def sign(request: HttpRequest, year: int) -> HttpResponse:
    """Sign what the page showed, in the name of the person's office."""
    held = roles_of(request.user)
    asked = request.POST.get("office", "")
    office = next((one for one, role in SIGNERS.items() if role in held and one.value == asked), None)
    if office is None:
        raise Http404
    try:
        sign_off(
            policy(),
            year,
            method=method(),
            office=office,
            actor=person_of(request),
            language=language(),
            seen_content=request.POST.get("content", ""),
        )
    except RumboError as error:
        return of_year(request, year, HTTPStatus.CONFLICT, error)
    messages.success(request, _("You signed the report of {year}.").format(year=year))
    return redirect("issuing:year", year=year)


@require_POST
def preview(request: HttpRequest, year: int) -> HttpResponse:
    """Print what would be issued, in the background.

    Raises:
        InputError: the year is none of the policy.
    """
    asked = {
        "policy": policy_source(),
        "year": shown.of_year(year).year,
        "approved": True,
        "method": method().name,
        "language": language(),
    }
    return redirect("jobs:job", id=start("report", asked, person_of(request)).pk)


@require_POST
def issue(request: HttpRequest, year: int) -> HttpResponse:
    """Issue what both offices signed, in the background."""
    seen = preview_of(year)
    if not seen.ready:
        messages.error(request, _("Both offices sign before the report is issued."))
        return redirect("issuing:year", year=year)
    if not seen.news:
        messages.error(request, _("Nothing has changed since the last report of {year} was issued.").format(year=year))
        return redirect("issuing:year", year=year)
    asked = {
        "policy": policy_source(),
        "year": year,
        "method": method().name,
        "language": language(),
        "signed": True,
    }
    return redirect("jobs:job", id=start("issue", asked, person_of(request)).pk)


@require_POST
def publish(request: HttpRequest, number: str) -> HttpResponse:
    """Make an issued report public, and with it the values that it counts."""
    issued = _issued(number)
    try:
        services.publish(policy(), number, actor=person_of(request))
    except RumboError as error:
        return of_year(request, issued.year, HTTPStatus.UNPROCESSABLE_ENTITY, error)
    messages.success(
        request, _("The report {number} is public, and so are the values it counts.").format(number=number)
    )
    return redirect("issuing:year", year=issued.year)


def file(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """A file of an issued report, published or not, as it was kept."""
    issued = _issued(number)
    if name not in issued.files:
        raise Http404
    return download(read_evidence(Evidence(name, issued.files[name], 0)), name)


def _issued(number: str) -> IssuedReportRecord:
    found = next((one for one in selectors.issued_reports(policy().code) if one.number == number), None)
    if found is None:
        raise Http404
    return found
