"""How the project fits django-allauth to itself: words, mails, who may come in, how secrets are kept."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

from rumbo.apps.accounts.models import Person, SignIn
from rumbo.apps.accounts.services import accept_verified
from rumbo.core.language import speaking
from rumbo.site.people import log, refusals, sealing, second_factor, words
from rumbo.site.people.single_sign_on import verified_address
from rumbo.site.permissions import TABLE
from rumbo.site.persons import person_of, roles_of

#: Where one begins after signing in: the first of these that is open.
_FIRST_ROOMS = ("work:home", "review:queue", "people:home", "people:self")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in with address and password, by invited people only."""

    @property
    def error_messages(self) -> dict[str, str]:
        """What can be wrong in a form, in the reader's language."""
        return words.form_errors()

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's form
        """Nobody makes an account for themselves."""
        return False

    def pre_login(self, request: HttpRequest, user: Person, **told: Any) -> HttpResponse | None:
        """Let nobody in who was deactivated, nor the command line; a refusal is logged."""
        if user.is_system or not user.is_active:
            log.write(request, SignIn.Outcome.REFUSED, person=user)
            closed: HttpResponse = self.respond_user_inactive(request, user)
            return closed
        return super().pre_login(request, user, **told)  # type: ignore[no-any-return]

    def is_reauthentication_required(self, *, app: str, **told: Any) -> bool:
        """Ask for the password once more before what matters, but not minutes after it was typed to come in."""
        records = get_authentication_records(self.request, self.request.user)
        if any(time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **told))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first room that is open to the person, in the person's language."""
        person = person_of(request)
        held = roles_of(person)
        with override(person.language):
            rooms = (name for name in _FIRST_ROOMS if name in TABLE and TABLE[name].allows(held, signed_in=True))
            return reverse(next(rooms))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's form
        """Back to the person's own page."""
        return reverse("people:self")

    def add_message(  # noqa: PLR0917 - allauth's form
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002 - allauth's form
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say in our own words what was done; what has no words is not worth saying."""
        if said := message or words.done(message_template or ""):
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail the person, in the person's language, what happened at the door or the link that was asked for."""
        person = Person.objects.filter(email=email).first()
        with speaking("en" if person and person.language == "en" else "es"):
            mail = words.mail(template_prefix, context)
        send_mail(mail.subject, mail.text, self.get_from_email(), [email])


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Codes of an application; their seeds are sealed in the database."""

    @property
    def error_messages(self) -> dict[str, str]:
        """What can be wrong in a form, in the reader's language."""
        return words.form_errors()

    def encrypt(self, text: str) -> str:
        """Seal a seed."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed seed."""
        return sealing.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a second factor keeps it; an administrator takes a lost one away."""
        return not second_factor.is_required(authenticator.user)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The provider says who someone is; whether they may come in is said here alone."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 - allauth's form
        """Nobody makes an account for themselves."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Match the verified address with a person or an open invitation.

        Raises:
            ImmediateHttpResponse: the page that says why not.
        """
        address = verified_address(sociallogin)
        if not address:
            raise ImmediateHttpResponse(refusals.unverified(request))
        if sociallogin.is_existing:
            return
        person = Person.objects.filter(email=address, is_system=False).first() or accept_verified(address)
        if person is None:
            raise ImmediateHttpResponse(refusals.unknown(request, address))
        sociallogin.connect(request, person)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_told: Any) -> None:  # noqa: ARG002 - allauth's form
        """Log what did not come to an end at the provider."""
        log.write(request, SignIn.Outcome.REFUSED, method=SignIn.Method.SINGLE_SIGN_ON)
