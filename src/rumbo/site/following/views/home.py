"""The alerts of a year as the office sees them, each with what is done about it; taking them up, one or several."""

from collections.abc import Collection, Iterable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rumbo.apps.accounts.models import Person
from rumbo.apps.following.records import AlertKey, CaseRecord, TakenUp
from rumbo.apps.following.services import take_up, take_up_several
from rumbo.core.errors import Problem
from rumbo.core.language import _, ngettext
from rumbo.core.monitoring.records import Severity
from rumbo.site.following.alerts import STATES, Alerts, Filters, alert_of, alerts_by_key, alerts_of, key_chosen
from rumbo.site.following.asked import moment_of, reach_of
from rumbo.site.following.choices import people_grouped
from rumbo.site.following.forms import TakeForm
from rumbo.site.following.subjects import entity_name
from rumbo.site.following.words import state_told
from rumbo.site.persons import person_of
from rumbo.site.policy_shown import policy
from rumbo.site.work.asked import ENTITY, working_year

#: How an address asks for a severity, a state, a rule and an objective.
SEVERITY, STATE, RULE, OBJECTIVE = "gravedad", "estado", "regla", "objetivo"
#: How a form names alerts that are taken up together: each by its box, or those of every page by one box.
CHOSEN, EVERY = "chosen", "every"
#: How it asks for a page of a long list, and how many alerts a page shows.
PAGE, A_PAGE = "p", 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The alerts of a year, worst first, and the cases whose alert holds no more."""
    return _page(request)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take up an alert; whoever takes it up is in charge until somebody else is."""
    year, person = working_year(request), person_of(request)
    names = ("alert", "subject", "began")
    key = AlertKey(policy().code, year, *(request.POST.get(name, "") for name in names))
    alert = alert_of(year, moment_of(request), key)
    if alert is None:
        gone = Problem(_("This alert holds no more."), key.subject, _("Look at the list as it stands now."))
        return _page(request, (gone,))
    case = take_up(policy(), alert, actor=person, owner=person)
    if case.owner_id == person.pk:
        messages.success(request, _("The alert is in your charge. Put someone else in charge here if need be."))
    else:
        messages.warning(request, _("{name} took it up before.").format(name=case.begun_by))
    return redirect("following:case", number=case.id)


@require_POST
def take_several(request: HttpRequest) -> HttpResponse:
    """Take up the alerts that were ticked, all or none, in the charge of one person."""
    year, person = working_year(request), person_of(request)
    form = TakeForm(people_grouped(policy()), request.POST)
    ticked = " ".join((*request.POST.getlist(CHOSEN), *request.POST.getlist(EVERY))).split()
    keys = tuple(dict.fromkeys(key_chosen(year, choice) for choice in ticked))
    present = alerts_by_key(year, moment_of(request))
    problems = (*(() if form.is_valid() else form.problems), *_not_to_be_taken(keys, present))
    if problems:
        return _page(request, problems, form, ticked)
    owner = Person.objects.get(pk=form.cleaned_data["owner"])
    found = [present[key] for key in keys]
    _tell(
        request, owner, take_up_several(policy(), found, actor=person, owner=owner, remark=form.cleaned_data["remark"])
    )
    return redirect(f"{reverse('following:home')}?{request.GET.urlencode()}")


def _not_to_be_taken(keys: Collection[AlertKey], present: Collection[AlertKey]) -> Iterable[Problem]:
    if not keys:
        yield Problem(_("No alert was chosen."), mend=_("Tick the alerts that you take up."))
    for key in keys:
        if key not in present:
            mend = _("None was taken up. Look at the list as it stands now and send it again.")
            yield Problem(_("This alert holds no more."), key.subject, mend)


def _tell(request: HttpRequest, owner: Person, done: TakenUp) -> None:
    if done.taken:
        count = len(done.taken)
        told = ngettext(
            "{count} alert was taken up. In charge: {name}.", "{count} alerts were taken up. In charge: {name}.", count
        )
        messages.success(request, told.format(count=count, name=owner.name))
    if done.before:
        count = len(done.before)
        told = ngettext(
            "{count} alert had been taken up before and stays as it was ({which}).",
            "{count} alerts had been taken up before and stay as they were ({which}).",
            count,
        )
        messages.warning(request, told.format(count=count, which=_by_owner(done.before)))


def _by_owner(cases: Iterable[CaseRecord]) -> str:
    """What cases speak of, below the name of whoever is in charge."""
    of: dict[str, list[str]] = {}
    for case in cases:
        of.setdefault(case.owner or _("nobody in charge"), []).append(case.key.subject)
    return "; ".join(f"{owner}: {', '.join(subjects)}" for owner, subjects in of.items())


def _page(
    request: HttpRequest,
    problems: tuple[Problem, ...] = (),
    form: TakeForm | None = None,
    ticked: Collection[str] = (),
) -> HttpResponse:
    """The list; where something must be mended, with what was typed and ticked."""
    # Shown again in the answer to a form, its links lead to the list and not to the form's own address.
    request.path = reverse("following:home")
    year, moment, reach = working_year(request), moment_of(request), reach_of(request)
    asked = request.GET
    filters = Filters(*(asked.get(name, "") for name in (ENTITY, SEVERITY, STATE, RULE, OBJECTIVE)))
    found = alerts_of(year, moment, reach, filters)
    context = {
        "year": year,
        "years": range(policy().baseline_year + 1, policy().horizon + 1),
        "alerts": found,
        "page": Paginator(found.present, A_PAGE).get_page(asked.get(PAGE)),
        "filters": filters,
        "entities": [(code, entity_name(code)) for code in found.entities],
        "severities": tuple(Severity),
        "objectives": policy().objectives,
        "states": [(state, state_told(state)) for state in STATES],
        "shown": moment.view,
        "simulated": found.simulated,
        "problems": problems,
    }
    if reach.leads and moment.as_of is None:
        context |= {"takes": True, **_taking(request, found, form, ticked)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "following/home.html", context, status=status)


def _taking(request: HttpRequest, found: Alerts, form: TakeForm | None, ticked: Collection[str]) -> dict[str, Any]:
    """The form that takes up several, where there is something to take up."""
    if not found.not_taken:
        return {}
    if form is None:
        form = TakeForm(people_grouped(policy()), initial={"owner": person_of(request).pk})
    every = " ".join(row.choice for row in found.not_taken)
    return {"take_form": form, "every": every, "ticked": ticked, "every_ticked": every in request.POST.getlist(EVERY)}
