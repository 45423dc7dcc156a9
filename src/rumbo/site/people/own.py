"""A person's own page: name and language, password, second step, open sessions, tokens, last sign-ins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rumbo.apps.accounts import reading
from rumbo.apps.accounts import services as register
from rumbo.apps.accounts.models import ApiToken
from rumbo.core.errors import RumboError
from rumbo.core.language import _, speaking
from rumbo.site.people import second_factor, sessions
from rumbo.site.people.people_forms import OwnForm, TokenForm
from rumbo.site.persons import person_of
from rumbo.site.policy_shown import policy

_LAST = 10


@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """The page, and its form of name and language."""
    person = person_of(request)
    form = OwnForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        register.describe(person, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        with override(person.language), speaking("en" if person.language == "en" else "es"):
            messages.success(request, _("Your data are saved."))
            return redirect(reverse("people:self"))
    return TemplateResponse(
        request,
        "people/self.html",
        {
            "form": form,
            "roles": reading.roles_of(person),
            "second_factor": second_factor.is_there(person),
            "second_factor_required": second_factor.is_required(person),
            "sessions": sessions.open_sessions(person),
            "session_key": request.session.session_key,
            "tokens": reading.tokens_of(person),
            "sign_ins": reading.sign_ins_of(person)[:_LAST],
        },
    )


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions."""
    sessions.end_one(person_of(request), pk)
    messages.success(request, _("The session has ended."))
    return redirect("people:self")


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    sessions.end_all(person_of(request), but=request.session.session_key)
    messages.success(request, _("Every other session has ended."))
    return redirect("people:self")


@never_cache
def new_token(request: HttpRequest) -> HttpResponse:
    """The form of a token; its secret is shown once, in the answer to the form."""
    person = person_of(request)
    form = TokenForm(person, policy().code, request.POST if request.method == "POST" else None)
    if form.is_valid():
        place, given = form.cleaned_data["place"], form.cleaned_data
        try:
            issued = register.issue_token(
                person,
                name=given["name"],
                entity=place.entity,
                unit=place.unit,
                scope=ApiToken.Scope(given["scope"]),
                life=form.life,
            )
        except RumboError as refused:
            return TemplateResponse(request, "people/token.html", {"form": form, "problems": refused.problems})
        return TemplateResponse(request, "people/token_made.html", {"issued": issued})
    return TemplateResponse(request, "people/token.html", {"form": form})
