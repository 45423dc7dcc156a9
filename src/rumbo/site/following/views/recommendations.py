"""The recommendations of the evaluations: what each says, to whom, how far it is; and writing one down."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rumbo.apps.following import selectors, services
from rumbo.apps.following.models import Progress
from rumbo.apps.following.reach import Reach
from rumbo.apps.following.records import ENDED, CommitmentRecord, RecommendationRecord
from rumbo.core.errors import Problem, RumboError
from rumbo.core.language import _
from rumbo.site.following.asked import Moment, moment_of, reach_of
from rumbo.site.following.choices import entity_and_unit
from rumbo.site.following.forms import RecommendForm
from rumbo.site.following.subjects import entity_name
from rumbo.site.following.words import state_told
from rumbo.site.persons import person_of
from rumbo.site.policy_shown import policy
from rumbo.site.work.asked import ENTITY

#: How an address asks for a state.
STATE = "estado"


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation with what the list says of it."""

    record: RecommendationRecord
    entity: str
    commitments: tuple[CommitmentRecord, ...]
    day: date

    @property
    def overdue(self) -> bool:
        """Whether its date is past and it has not ended."""
        return bool(self.record.due and self.record.due < self.day and self.record.progress not in ENDED)

    @property
    def kept(self) -> int:
        """How many of its commitments have ended."""
        return sum(one.progress in ENDED for one in self.commitments)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendations(request: HttpRequest) -> HttpResponse:
    """Every recommendation that concerns the reader; those who lead write further ones down."""
    reach = reach_of(request)
    if request.method != "POST":
        return _page(request, RecommendForm(policy()) if reach.leads else None)
    if not reach.leads:
        raise PermissionDenied
    form = RecommendForm(policy(), request.POST)
    if not form.is_valid():
        return _page(request, form, form.problems, HTTPStatus.UNPROCESSABLE_ENTITY)
    given = {**form.cleaned_data}
    entity, unit = entity_and_unit(given.pop("entity"))
    try:
        record = services.recommend(policy(), entity=entity, unit=unit, actor=person_of(request), **given)
    except RumboError as refused:
        form.tell(refused.problems)
        return _page(request, form, refused.problems, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("The recommendation was written down. Put someone in charge of it."))
    return redirect("following:recommendation", number=record.id)


def _page(
    request: HttpRequest,
    form: RecommendForm | None,
    problems: tuple[Problem, ...] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    moment, asked = moment_of(request), request.GET
    every = _rows(moment, reach_of(request))
    entity, state = asked.get(ENTITY, ""), asked.get(STATE, "")
    context = {
        "rows": [
            row
            for row in every
            if (not entity or row.record.entity == entity) and (not state or row.record.progress.value == state)
        ],
        "every": len(every),
        "going": sum(row.record.progress not in ENDED for row in every),
        "entities": sorted({(row.record.entity, row.entity) for row in every}),
        "states": [(one.value, state_told(one.value)) for one in Progress],
        "entity": entity,
        "state": state,
        "form": form if moment.as_of is None else None,
        "problems": problems,
        "shown": moment.view,
    }
    return render(request, "following/recommendations.html", context, status=status)


def _rows(moment: Moment, reach: Reach) -> list[RecommendationRow]:
    return [
        RecommendationRow(
            record,
            entity_name(record.entity),
            tuple(one for one in record.commitments if reach.commitment(one, record)),
            moment.day,
        )
        for record in selectors.recommendations(policy(), moment.as_of)
        if reach.matter(record)
    ]
