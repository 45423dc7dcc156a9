"""One case of an alert, or one recommendation: what it says, what was promised, what happened, what to do."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from rumbo.apps.following.reach import Matter, Reach
from rumbo.apps.following.records import CaseRecord
from rumbo.apps.following.words import alert_title
from rumbo.core.errors import Problem
from rumbo.core.language import LANGUAGES, speaking
from rumbo.site.following.acting import answered
from rumbo.site.following.alerts import alert_of
from rumbo.site.following.asked import Moment, case_asked, moment_of, reach_of, recommendation_asked
from rumbo.site.following.matrix import commitment_rows
from rumbo.site.following.steps import Step, Steps
from rumbo.site.following.subjects import alert_is_simulated, entity_name, subject
from rumbo.site.following.timeline import story_of_matter
from rumbo.site.permissions import READERS
from rumbo.site.persons import roles_of
from rumbo.site.work.asked import reported_values


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, number: int) -> HttpResponse:
    """An alert that was taken up."""
    record, moment = case_asked(request, number), moment_of(request)
    key, alert = record.key, alert_of(record.key.year, moment, record.key)
    context = {
        "case": record,
        "title": alert_title(key.alert),
        "subject": subject(key.subject),
        "alert": alert,
        "words": alert if alert and _unchanged(record, moment) else record,
        "simulated": alert_is_simulated(key, reported_values(key.year)),
        "reviews": READERS.allows(roles_of(request.user), signed_in=True),
    }
    return _answer(request, record, "following/case.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation(request: HttpRequest, number: int) -> HttpResponse:
    """A recommendation of an evaluation."""
    record = recommendation_asked(request, number)
    return _answer(request, record, "following/recommendation.html", {"recommendation": record})


def _unchanged(record: CaseRecord, moment: Moment) -> bool:
    """Whether the alert says in some language what it said when it was taken up; readers then read it in theirs."""
    for spoken in LANGUAGES:
        with speaking(spoken):
            alert = alert_of(record.key.year, moment, record.key)
        if alert and alert.message == record.message:
            return True
    return False


def _answer(request: HttpRequest, record: Matter, template: str, context: dict[str, Any]) -> HttpResponse:
    moment, reach = moment_of(request), reach_of(request)
    context |= _surroundings(record, moment, reach)

    def page(steps: Sequence[Step], problems: tuple[Problem, ...] = (), status: int = HTTPStatus.OK) -> HttpResponse:
        return render(request, template, {**context, "steps": steps, "problems": problems}, status=status)

    steps = Steps(request, reach).of_matter(record) if moment.as_of is None else ()
    return answered(request, steps, page) if request.method == "POST" else page(steps)


def _surroundings(record: Matter, moment: Moment, reach: Reach) -> dict[str, Any]:
    rows = commitment_rows([record], moment, reach)
    return {
        "matter": record,
        "entity": entity_name(record.entity),
        "rows": rows,
        "story": story_of_matter(record, (row.commitment for row in rows)),
        "shown": moment.view,
    }
