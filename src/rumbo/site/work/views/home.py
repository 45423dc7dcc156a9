"""What is due, from whom, until when; what was returned and why; what was begun; what was submitted."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rumbo.apps.reminders.words import days_told
from rumbo.core.observations import Origin
from rumbo.core.reporting.labels import local
from rumbo.site.following.due import due_for
from rumbo.site.persons import person_of, powers_of
from rumbo.site.policy_shown import policy
from rumbo.site.work.agenda import agenda
from rumbo.site.work.asked import ENTITY, working_year

#: Commitments that the page names; the matrix has them all.
FIRST_PROMISES = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The page with which a reporter begins the day."""
    year, today = working_year(request), local(datetime.now(UTC)).date()
    entity = request.GET.get(ENTITY, "")
    found = agenda(policy(), year, person_of(request), powers_of(request.user), today=today, entity=entity)
    records = (task.record for group in found.groups for task in group.tasks)
    context = {
        "agenda": found,
        "entity": entity,
        "years": range(policy().baseline_year + 1, policy().horizon + 1),
        "promised": [(due, days_told(due.days)) for due in due_for(person_of(request))[:FIRST_PROMISES]],
        "simulated": any(record.origin is Origin.SIMULATED for record in records if record),
    }
    return render(request, "work/home.html", context)
