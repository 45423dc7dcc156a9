"""The queue of the lead directorate and of the planning office, and the step that takes its clean values on in bulk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rumbo.apps.accounts.models import Role
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _, ngettext
from rumbo.core.observations import Origin, State
from rumbo.site.persons import person_of, roles_of
from rumbo.site.policy_shown import policy
from rumbo.site.review.steps import advance_clean, next_state
from rumbo.site.review.waiting import QUEUES, Filters, queue
from rumbo.site.work.asked import ENTITY, working_year

#: How an address asks for a state, an objective, and for values with or without doubts.
STATE, OBJECTIVE, DOUBTS = "estado", "objetivo", "dudas"
_LEFT = "review_left"


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The values that wait for whoever asks."""
    year, roles = working_year(request), roles_of(request.user)
    state = _state(request.GET.get(STATE, ""), roles)
    filters = Filters(*(request.GET.get(name, "") for name in (ENTITY, OBJECTIVE, DOUBTS)))
    found = queue(policy(), year, state, filters)
    context = {
        "queue": found,
        "filters": filters,
        "queues": [(of, found.counts[of]) for of in QUEUES],
        "years": range(policy().baseline_year + 1, policy().horizon + 1),
        "objectives": policy().objectives,
        "to": next_state(state, roles),
        "left": request.session.pop(_LEFT, ()),
        "simulated": any(row.record.origin is Origin.SIMULATED for row in found.rows),
    }
    return render(request, "review/queue.html", context)


@require_POST
def advance(request: HttpRequest) -> HttpResponse:
    """Take the chosen values a step further; what is left is told on the queue with the reason."""
    year, before = working_year(request), _known_state(request.POST.get(STATE, ""))
    to = next_state(before, roles_of(request.user))
    chosen = [_chosen(text) for text in request.POST.getlist("value")]
    if to is None:
        raise InputError(Problem(_("Your role takes no step with these values."), mend=_("Ask someone who does.")))
    back = f"{reverse('review:queue')}?{request.POST.get('back', '')}"
    if not chosen:
        messages.warning(request, _("No value was chosen."))
        return redirect(back)
    done = advance_clean(policy(), year, chosen, before, to, actor=person_of(request))
    if done.moved:
        count = len(done.moved)
        told = (
            ngettext("{count} value was consolidated.", "{count} values were consolidated.", count)
            if to is State.CONSOLIDATED
            else ngettext("{count} value was validated.", "{count} values were validated.", count)
        )
        messages.success(request, told.format(count=count))
    if done.left:
        request.session[_LEFT] = [(left.code, left.why) for left in done.left]
    return redirect(back)


def _state(asked: str, roles: frozenset[Role]) -> State:
    """The state asked for, else the one that waits for the person's role."""
    if asked:
        return _known_state(asked)
    return State.CONSOLIDATED if Role.PLANNING in roles and Role.LEAD not in roles else State.SUBMITTED


def _known_state(asked: str) -> State:
    for state in QUEUES:
        if state.value == asked:
            return state
    what = _("There is no queue “{asked}”.").format(asked=asked)
    raise InputError(Problem(what, STATE, _("Choose one on the page.")))


def _chosen(text: str) -> tuple[str, int]:
    code, _colon, number = text.rpartition(":")
    if not code or not number.isdecimal() or len(number) > 6:  # noqa: PLR2004 - digits of a count of revisions
        raise InputError(Problem(_("The form is not complete."), mend=_("Go back, reload the page and send it again.")))
    return code, int(number)
