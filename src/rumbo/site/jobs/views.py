"""How far is the work that somebody asked for, and what came of it?"""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from rumbo.apps.jobs import services
from rumbo.apps.jobs.models import Job
from rumbo.apps.jobs.selectors import job_of, jobs_of, result_file
from rumbo.core.language import _, language
from rumbo.site.persons import person_of

#: A page without scripts asks again after so many seconds.
SECONDS = 3


def jobs(request: HttpRequest) -> HttpResponse:
    """The jobs that the person may follow, newest first."""
    found = [(one, kind_name(one.kind), one.sentence(language())) for one in jobs_of(person_of(request), limit=50)]
    return render(request, "jobs/home.html", {"jobs": found})


def job(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the name of the hole in the address
    """One job: its progress while it lasts, then what came of it."""
    found = _job(request, id)
    context = {
        "job": found,
        "kind": kind_name(found.kind),
        "sentence": found.sentence(language()),
        "problems": found.problems(language()),
        "seconds": SECONDS,
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "jobs/_progress.html" if part else "jobs/job.html", context)


@require_POST
def again(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """Start a job again that came to nothing."""
    return redirect("jobs:job", id=services.again(_job(request, id), person_of(request)).pk)


def file(request: HttpRequest, id: UUID, name: str) -> HttpResponseBase:  # noqa: A002
    """A file that came of a job."""
    place = result_file(_job(request, id), name)
    if place is None:
        raise Http404
    return FileResponse(place.open("rb"), as_attachment=True, filename=name)


def kind_name(kind: str) -> str:
    """What a kind of job does, for its title."""
    return {
        "report": _("Print a report"),
        "issue": _("Issue a report"),
        "workbook": _("Read a workbook"),
        "indicators": _("Compute the indicators"),
        "verification": _("Check the ledger"),
    }.get(kind, kind)


def _job(request: HttpRequest, number: UUID) -> Job:
    found = job_of(number, person_of(request))
    if found is None:
        raise Http404
    return found
