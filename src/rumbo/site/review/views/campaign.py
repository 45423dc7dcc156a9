"""The campaign board: who has reported, until when the others have, and what the offices do about it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from rumbo.apps.ledger.services import move_due_date, open_campaign
from rumbo.apps.reminders.services import Reminded, remind
from rumbo.core.errors import InputError, Problem, RumboError
from rumbo.core.language import Language, _
from rumbo.core.reporting.labels import local
from rumbo.site.mails_told import tell_mails
from rumbo.site.permissions import REVIEWERS
from rumbo.site.persons import person_of, roles_of
from rumbo.site.policy_shown import policy
from rumbo.site.review.board import Board, Stage, board, stage_name
from rumbo.site.review.forms import CampaignForm, DueForm
from rumbo.site.shown import YEAR
from rumbo.site.work.asked import working_year

#: A campaign is proposed to last so long.
_USUAL = timedelta(days=60)


@require_safe
def campaign(request: HttpRequest) -> HttpResponse:
    """Entities by states, percent in, days left, moved dates, reminders."""
    return _page(request)


@require_POST
def open_or_change(request: HttpRequest) -> HttpResponse:
    """Open the campaign of a year, or change its common dates."""
    year, form = working_year(request), CampaignForm(request.POST)
    return _done(
        request,
        lambda: open_campaign(policy(), year, actor=person_of(request), **form.cleaned_data),
        _("The campaign of {year} is open.").format(year=year),
        opening=form,
    )


@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Move the due date of one entity."""
    year, form = working_year(request), DueForm(policy().entities, request.POST)
    return _done(
        request,
        lambda: move_due_date(policy(), year, actor=person_of(request), **form.cleaned_data),
        _("The due date was moved."),
        moving=form,
    )


@require_POST
def remind_chosen(request: HttpRequest) -> HttpResponse:
    """Write to the people of the chosen entities about what is missing."""
    year, chosen = working_year(request), request.POST.getlist("entity")
    known = {entity.code for entity in policy().entities}
    if not chosen or not known.issuperset(chosen):
        raise InputError(Problem(_("No entity was chosen."), mend=_("Choose the entities to be reminded.")))
    done = remind(
        policy(), year, chosen, actor=person_of(request), address_of=lambda spoken: work_page(request, year, spoken)
    )
    _tell(request, done)
    return redirect(f"{reverse('review:campaign')}?{YEAR}={year}")


def work_page(request: HttpRequest, year: int, spoken: Language) -> str:
    """The whole address of the page of one's own work, in a language."""
    with override(spoken):
        return request.build_absolute_uri(f"{reverse('work:home')}?{YEAR}={year}")


def _done(
    request: HttpRequest,
    act: Callable[[], object],
    said: str,
    *,
    opening: CampaignForm | None = None,
    moving: DueForm | None = None,
) -> HttpResponse:
    """Act on a form that is right, and go back to the board; a wrong one is shown again with everything typed."""
    form = opening or moving
    if form is None or not form.is_valid():
        return _page(request, opening=opening, moving=moving, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        act()
    except RumboError as refused:
        return _page(request, refused.problems, opening, moving, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, said)
    return redirect(f"{reverse('review:campaign')}?{YEAR}={working_year(request)}")


def _page(
    request: HttpRequest,
    problems: tuple[Problem, ...] = (),
    opening: CampaignForm | None = None,
    moving: DueForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    year, today = working_year(request), local(datetime.now(UTC)).date()
    found = board(policy(), year, today=today)
    context = {
        "board": found,
        "years": range(policy().baseline_year + 1, policy().horizon + 1),
        "columns": [stage_name(stage) for stage in Stage],
        "problems": problems,
        "opening": opening or CampaignForm(initial=_proposed(found, today)),
        "moving": moving or DueForm(tuple(line.entity for line in found.lines)),
        "reviews": bool(REVIEWERS.roles & roles_of(request.user)),
    }
    return render(request, "review/campaign.html", context, status=status)


def _proposed(found: Board, today: date) -> dict[str, date]:
    if found.campaign:
        return {"opens": found.campaign.opens, "due": found.campaign.due}
    return {"opens": today, "due": today + _USUAL}


def _tell(request: HttpRequest, done: Reminded) -> None:
    tell_mails(request, sent=done.sent, already=done.already, failed=done.failed)
    if done.without_people:
        told = _("Nobody reports for: {entities}. An administrator can invite someone.")
        messages.warning(request, told.format(entities=", ".join(done.without_people)))
    if not any((done.sent, done.already, done.failed, done.without_people)):
        messages.success(request, _("Nothing is missing from the chosen entities; nobody was written to."))
