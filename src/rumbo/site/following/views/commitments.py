"""The matrix of commitments, its files and its reminders; one commitment with its history."""

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumbo.apps.following.models import Progress
from rumbo.apps.following.records import CaseRecord
from rumbo.apps.following.services import RemindedOf, remind
from rumbo.apps.following.services.reminding import DAYS_BEFORE
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.reporting.labels import simulated_mark
from rumbo.site.downloads import download
from rumbo.site.following.acting import answered
from rumbo.site.following.addresses import commitment_page
from rumbo.site.following.asked import commitment_asked, moment_of, reach_of
from rumbo.site.following.matrix import GOING, Matrix, MatrixFilters, commitment_rows, matrix
from rumbo.site.following.matrix_files import csv_bytes, workbook_bytes
from rumbo.site.following.steps import Step, Steps
from rumbo.site.following.timeline import story_of_commitment
from rumbo.site.following.words import state_told
from rumbo.site.mails_told import tell_mails
from rumbo.site.persons import person_of
from rumbo.site.policy_shown import policy
from rumbo.site.work.asked import ENTITY

#: How an address asks for a state, and for what is overdue.
STATE, OVERDUE = "estado", "vencidos"


@require_safe
def commitments(request: HttpRequest) -> HttpResponse:
    """What was promised, by whom, until when, how far it is: made to be printed for a meeting."""
    moment, found = moment_of(request), _matrix(request)
    context = {
        "matrix": found,
        "filters": _filters(request),
        "states": [(GOING, _("not ended")), *((state.value, state_told(state.value)) for state in Progress)],
        "day": moment.day,
        "days_before": DAYS_BEFORE,
        "reminds": reach_of(request).leads and moment.as_of is None,
        "shown": moment.view,
        "simulated": found.simulated,
    }
    return render(request, "following/commitments.html", context)


@require_safe
def file(request: HttpRequest, form: str) -> HttpResponse:
    """The matrix as it is shown, for a spreadsheet."""
    if form not in {"csv", "xlsx"}:
        raise Http404(form)
    found, day = _matrix(request), moment_of(request).day
    content = csv_bytes(found.rows) if form == "csv" else workbook_bytes(found.rows, day)
    mark = [simulated_mark()] if found.simulated else []
    name = "_".join(["compromisos", policy().code, day.isoformat(), *mark])
    return download(content, f"{name}.{form}")


@require_POST
def remind_all(request: HttpRequest) -> HttpResponse:
    """Write to those who answer for what is overdue or due soon."""
    done = remind(
        policy(),
        actor=person_of(request),
        address_of=lambda spoken, number: request.build_absolute_uri(commitment_page(spoken, number)),
    )
    _tell(request, done)
    return redirect("following:commitments")


@require_http_methods(["GET", "HEAD", "POST"])
def commitment(request: HttpRequest, number: int) -> HttpResponse:
    """One commitment: what was promised, what happened, what to do."""
    promised, answers = commitment_asked(request, number)
    moment, reach = moment_of(request), reach_of(request)
    row = next(row for row in commitment_rows([answers], moment, reach) if row.commitment.id == number)
    context = {
        "row": row,
        "commitment": promised,
        "matter": answers if reach.matter(answers) else None,
        "about": "following:case" if isinstance(answers, CaseRecord) else "following:recommendation",
        "story": story_of_commitment(promised),
        "shown": moment.view,
        "simulated": row.simulated,
    }

    def page(steps: Sequence[Step], problems: tuple[Problem, ...] = (), status: int = HTTPStatus.OK) -> HttpResponse:
        told = {**context, "steps": steps, "problems": problems}
        return render(request, "following/commitment.html", told, status=status)

    steps = Steps(request, reach).of_commitment(promised) if moment.as_of is None else ()
    return answered(request, steps, page) if request.method == "POST" else page(steps)


def _matrix(request: HttpRequest) -> Matrix:
    return matrix(moment_of(request), reach_of(request), _filters(request))


def _filters(request: HttpRequest) -> MatrixFilters:
    asked = request.GET
    return MatrixFilters(asked.get(ENTITY, ""), asked.get(STATE, ""), overdue=bool(asked.get(OVERDUE)))


def _tell(request: HttpRequest, done: RemindedOf) -> None:
    tell_mails(request, sent=done.sent, already=done.already, failed=done.failed)
    if done.unanswered:
        told = _("Nobody answers for these commitments: {numbers}. Put someone in charge, or invite someone.")
        messages.warning(request, told.format(numbers=", ".join(str(one.id) for one in done.unanswered)))
    if not any((done.sent, done.already, done.failed, done.unanswered)):
        messages.success(request, _("Nothing is overdue or due soon; nobody was written to."))
