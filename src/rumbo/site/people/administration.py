"""Pages of the administrators: who is in, with which roles, who is invited, who tried, which programs act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from rumbo.apps.accounts import reading
from rumbo.apps.accounts import services as register
from rumbo.apps.accounts.models import ApiToken, Invitation, Membership, Person, Role
from rumbo.core.errors import RumboError
from rumbo.core.language import Language, _
from rumbo.site.people import lockout, second_factor
from rumbo.site.people.people_forms import GiveRoleForm, InviteForm, LogSearched, Searched
from rumbo.site.persons import person_of
from rumbo.site.policy_shown import policy

_A_PAGE = 50
_LAST = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everyone, with roles, and the invitations that wait."""
    form = Searched(request.GET, policy().code)
    asked = form.cleaned_data if form.is_valid() else {}
    role = Role(asked["role"]) if asked.get("role") else None
    found = reading.people(asked.get("q", ""), role, asked.get("entity", ""))
    return render(
        request,
        "people/home.html",
        {"form": form, "page": _page(request, found), "invitations": reading.waiting_invitations(policy().code)},
    )


def invite(request: HttpRequest) -> HttpResponse:
    """The form of an invitation."""
    form = InviteForm(policy().code, request.POST if request.method == "POST" else None)
    problems: tuple[Any, ...] = ()
    if form.is_valid():
        role, place = form.chosen
        given = form.cleaned_data
        spoken: Language = "en" if given["language"] == "en" else "es"
        try:
            register.invite(
                given["email"],
                given["name"],
                register.RoleIn(role, place.entity, place.unit),
                actor=person_of(request),
                address_of=_link(request, spoken),
                language=spoken,
            )
        except RumboError as refused:
            problems = refused.problems
        else:
            messages.success(request, _("The invitation to {email} is sent.").format(email=given["email"]))
            return redirect("people:home")
    return TemplateResponse(request, "people/invite.html", {"form": form, "problems": problems})


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail an invitation anew."""
    invitation = get_object_or_404(Invitation, pk=pk)
    spoken: Language = "en" if invitation.language == "en" else "es"
    return _after(
        request,
        lambda: register.send_again(invitation, actor=person_of(request), address_of=_link(request, spoken)),
        _("The invitation to {email} is sent.").format(email=invitation.email),
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation, pk=pk)
    done = _("The invitation to {email} is withdrawn.").format(email=invitation.email)
    return _after(request, lambda: register.withdraw(invitation, actor=person_of(request)), done)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles, what changed and who changed it, tokens, sign-ins."""
    return _person_page(request, _someone(pk), GiveRoleForm(policy().code))


@require_POST
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role."""
    someone, form = _someone(pk), GiveRoleForm(policy().code, request.POST)
    if not form.is_valid():
        return _person_page(request, someone, form)
    role, place = form.chosen
    given = register.RoleIn(role, place.entity, place.unit)
    return _after(
        request,
        lambda: register.change_roles(
            someone, give=[given], actor=person_of(request), reason=form.cleaned_data["reason"]
        ),
        _("The role is given."),
        someone,
    )


@require_POST
def take_role(request: HttpRequest, pk: int, held: int) -> HttpResponse:
    """Take a role."""
    someone = _someone(pk)
    membership = get_object_or_404(Membership.objects.select_related("entity", "unit"), pk=held, person=someone)
    taken = register.RoleIn(Role(membership.role), membership.entity, membership.unit)
    return _after(
        request,
        lambda: register.change_roles(someone, take=[taken], actor=person_of(request), reason=_reason(request)),
        _("The role is taken."),
        someone,
    )


@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a person's account."""
    someone = _someone(pk)
    return _after(
        request,
        lambda: register.deactivate(someone, actor=person_of(request), reason=_reason(request)),
        _("The account is closed; open sessions and tokens have ended."),
        someone,
    )


@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    someone = _someone(pk)
    return _after(
        request,
        lambda: register.reactivate(someone, actor=person_of(request), reason=_reason(request)),
        _("The account is open again."),
        someone,
    )


@require_POST
def remove_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a lost second step away; the person sets up another one."""
    someone = _someone(pk)
    return _after(
        request,
        lambda: register.remove_second_factor(
            someone, actor=person_of(request), reason=_reason(request), remove=second_factor.remove
        ),
        _("The second step is taken away."),
        someone,
    )


@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person who was locked out try again at once."""
    someone = _someone(pk)
    return _after(request, lambda: lockout.open_again(someone), _("The person can try again at once."), someone)


@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    """The log of sign-ins."""
    form = LogSearched(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = reading.sign_ins(asked.get("q", ""), asked.get("outcome", ""))
    return render(request, "people/sign_ins.html", {"form": form, "page": _page(request, found)})


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """Every token of the policy."""
    return render(request, "people/tokens.html", {"page": _page(request, reading.tokens(policy().code))})


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token: its person or an administrator does."""
    token = get_object_or_404(ApiToken.objects.select_related("person", "entity"), pk=pk)
    own = token.person == person_of(request)
    register.revoke_token(token, actor=person_of(request))
    messages.success(request, _("The token no longer opens anything."))
    return redirect("people:self" if own else "people:tokens")


def _person_page(request: HttpRequest, someone: Person, form: GiveRoleForm) -> HttpResponse:
    return TemplateResponse(
        request,
        "people/person.html",
        {
            "someone": someone,
            "form": form,
            "oneself": someone == request.user,
            "roles": reading.roles_of(someone),
            "history": reading.history_of(someone)[:_LAST],
            "tokens": reading.tokens_of(someone),
            "sign_ins": reading.sign_ins_of(someone)[:_LAST],
            "second_factor": second_factor.is_there(someone),
            "locked_out": lockout.is_shut_out(someone),
        },
    )


def _someone(pk: int) -> Person:
    return get_object_or_404(Person, pk=pk, is_system=False)


def _page(request: HttpRequest, found: QuerySet[Any]) -> Any:
    return Paginator(found, _A_PAGE).get_page(request.GET.get("p"))


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").replace("\0", "")


def _link(request: HttpRequest, spoken: Language) -> Callable[[str], str]:
    def address(secret: str) -> str:
        with override(spoken):
            return request.build_absolute_uri(reverse("people:join", args=[secret]))

    return address


def _after(request: HttpRequest, act: Callable[[], object], done: str, someone: Person | None = None) -> HttpResponse:
    """Do something, say how it ended, and go back to where it was asked for."""
    try:
        act()
    except RumboError as refused:
        for problem in refused.problems:
            messages.error(request, f"{problem.what} {problem.mend}".strip())
    else:
        messages.success(request, done)
    return redirect("people:person", someone.pk) if someone else redirect("people:home")
