"""One value in review: everything of it to read, and the step that the reviewer takes."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rumbo.apps.desk.presence import left, opened, others
from rumbo.apps.ledger.records import RevisionRecord
from rumbo.core.errors import InputError, Problem, RumboError
from rumbo.core.language import _
from rumbo.core.observations import State
from rumbo.core.reporting.labels import state_name
from rumbo.site.permissions import REVIEWERS
from rumbo.site.persons import person_of, roles_of
from rumbo.site.policy_shown import policy
from rumbo.site.review.differences import changes
from rumbo.site.review.doubts import doubts_by_indicator
from rumbo.site.review.evidence_shown import shown_files
from rumbo.site.review.steps import MovedMeanwhileError, Seen, may_return, next_state, take_step
from rumbo.site.review.views.queue import STATE
from rumbo.site.shown import YEAR, Shown, standing_of
from rumbo.site.work.asked import Asked, known_value
from rumbo.site.work.shown_value import shown_value

_ADVANCE, _RETURN = "advance", "return"


@dataclass(frozen=True, slots=True)
class Retold:
    """What a refused step leaves on the page.

    Attributes:
        problems: why it was refused.
        moved: the value as somebody else left it meanwhile; ``None`` where nobody did.
        reason: what had been typed.
        status: of the answer.
    """

    problems: tuple[Problem, ...] = ()
    moved: RevisionRecord | None = None
    reason: str = ""
    status: int = HTTPStatus.OK


@require_safe
def value(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Everything of one value, and who else has it open."""
    return _page(request, known_value(code, year), Retold())


@require_safe
def presence(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Who else has the value open; asked every minute."""
    key, person = known_value(code, year).key, person_of(request)
    opened(key, person)
    return render(request, "review/_presence.html", {"visitors": others(key, person)})


@require_POST
def step(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Consolidate, validate or return the value, if it still stands as the page showed it."""
    asked, seen = known_value(code, year), _seen(request)
    to = _to(request.POST.get("action", ""), seen.state, request)
    reason, remark = request.POST.get("reason", ""), request.POST.get("remark", "")
    try:
        take_step(
            asked.key, seen, to, actor=person_of(request), remark=reason if to is State.RETURNED else remark.strip()
        )
    except MovedMeanwhileError as moved:
        return _page(request, asked, Retold((), moved.record, reason, HTTPStatus.CONFLICT))
    except RumboError as refused:
        return _page(request, asked, Retold(refused.problems, None, reason, HTTPStatus.UNPROCESSABLE_ENTITY))
    left(asked.key, person_of(request))
    messages.success(request, _("{code} is now “{state}”.").format(code=code, state=state_name(to)))
    return redirect(f"{reverse('review:queue')}?{urlencode({YEAR: year, STATE: seen.state.value})}")


def _page(request: HttpRequest, asked: Asked, retold: Retold) -> HttpResponse:
    around, roles = shown_value(request, asked), roles_of(request.user)
    standing = standing_of(Shown(asked.key.year, counted_from=State.SUBMITTED)).standing
    latest = around.latest
    context = {
        "around": around,
        "task": around.task,
        "indicator": asked.indicator,
        "simulated": any(point.simulated for point in around.series),
        "alerts": [alert for alert in standing.alerts if alert.subject == asked.indicator.code],
        "doubtful": bool(doubts_by_indicator(standing).get(asked.indicator.code)),
        "compliance": standing.judged[asked.indicator.code],
        "before": standing.observations.get((asked.indicator.code, asked.key.year - 1)),
        "changes": changes(policy(), asked.indicator, around.past),
        "files": shown_files(latest.evidence) if latest else (),
        "reviews": bool(REVIEWERS.roles & roles),
        "to": next_state(latest.state, roles) if latest else None,
        "may_return": bool(latest) and may_return(latest.state, roles) if latest else False,
        "problems": retold.problems,
        "moved": retold.moved,
        "reason": retold.reason,
    }
    return render(request, "review/value.html", context, status=retold.status)


def _seen(request: HttpRequest) -> Seen:
    number, state = request.POST.get("number", ""), request.POST.get("state", "")
    if not number.isdecimal() or len(number) > 6 or state not in {of.value for of in State}:  # noqa: PLR2004 - digits
        raise InputError(Problem(_("The form is not complete."), mend=_("Go back, reload the page and send it again.")))
    return Seen(int(number), State(state))


def _to(action: str, state: State, request: HttpRequest) -> State:
    """The state that a button leads to.

    Raises:
        InputError: the button is none of the page, or takes no step from this state.
    """
    if action == _RETURN:
        return State.RETURNED
    to = next_state(state, roles_of(request.user)) if action == _ADVANCE else None
    if to is None:
        raise InputError(Problem(_("Your role takes no step with these values."), mend=_("Ask someone who does.")))
    return to
