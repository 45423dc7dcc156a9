"""How an invited person comes in for the first time: the page behind the mailed link."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from rumbo.apps.accounts.services import accept, invitation_of
from rumbo.core.language import _
from rumbo.site.people.people_forms import JoinForm


@never_cache
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """The form of name and password; whoever fills it in is signed in.

    Raises:
        InputError: the link opens nothing, or nothing any more; the page of the error says why.
    """
    invitation = invitation_of(secret)
    form = JoinForm(invitation, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return TemplateResponse(request, "people/join.html", {"form": form, "invitation": invitation})
    get_adapter().logout(request)
    person = accept(secret, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
    messages.success(request, _("Welcome, {name}.").format(name=person.name))
    record_authentication(request, person, method="password", email=person.email)
    answer: HttpResponse = perform_login(request, person)
    return answer
