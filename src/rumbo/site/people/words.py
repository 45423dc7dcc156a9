"""What is said to people at the door: what is wrong in a form, what was done, and the mails."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from rumbo.apps.accounts.models import AccessChange, ApiToken, SignIn
from rumbo.core.language import _
from rumbo.core.reporting import labels


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail of plain text."""

    subject: str
    text: str


def form_errors() -> dict[str, str]:
    """What can be wrong in a form of django-allauth, by its name for it."""
    wrong_code = _("The code is not right. Type the one that the application shows now, or a recovery code.")
    too_many = _("Too many attempts. Wait a few minutes and try again.")
    return {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("The address or the password is not right."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": wrong_code,
        "invalid_login": _("The address or the password is not right."),
        "invalid_or_expired_key": _("This link no longer holds."),
        "invalid_password_reset": _("This link no longer holds."),
        "too_many_login_attempts": too_many,
        "rate_limited": too_many,
        "same_as_current": _("Choose a password other than the present one."),
        "cannot_delete_authenticator": _("Your role asks for a second step when signing in; it cannot be taken away."),
        "cannot_generate_recovery_codes": _("Set up the second step first."),
    }


def done(message: str) -> str:
    """What is said after something was done, by django-allauth's name for the message; empty where nothing is."""
    return {
        "account/messages/logged_out.txt": _("You are signed out."),
        "account/messages/password_changed.txt": _("Your password is changed."),
        "account/messages/password_set.txt": _("Your password is set."),
        "mfa/messages/totp_activated.txt": _("The second step is set up."),
        "mfa/messages/totp_deactivated.txt": _("The second step is taken away."),
        "mfa/messages/recovery_codes_generated.txt": _("New recovery codes are ready. Keep them in a safe place."),
    }.get(message, "")


def mail(name: str, told: dict[str, Any]) -> Mail:
    """A mail of django-allauth in our own words, by its name for it."""
    if name == "account/email/password_reset_key":
        return Mail(
            _("Choose a new password for Rumbo"),
            _(
                "Someone asked for a new password for your account in Rumbo. Open this address to choose it; it opens "
                "once:\n{address}\n\nIf it was not you, you need not do anything."
            ).format(address=told["password_reset_url"]),
        )
    text = _(
        "{what}\n\nWhen: {when}\nFrom: {where}\nBrowser: {browser}\n\n"
        "If it was not you, change your password at once and tell an administrator."
    )
    return Mail(
        _("Something changed in your account in Rumbo"),
        text.format(
            what=_changes().get(name, _("The settings of your account changed.")),
            when=labels.day_and_hour(told.get("timestamp") or timezone.now()),
            where=told.get("ip", "—"),
            browser=told.get("user_agent", "—"),
        ),
    )


def _changes() -> dict[str, str]:
    return {
        "account/email/password_changed": _("Your password is changed."),
        "account/email/password_reset": _("Your password is changed."),
        "account/email/password_set": _("Your password is set."),
        "mfa/email/totp_activated": _("The second step is set up."),
        "mfa/email/totp_deactivated": _("The second step is taken away."),
        "mfa/email/recovery_codes_generated": _("New recovery codes are ready. Keep them in a safe place."),
        "socialaccount/email/account_connected": _("You can now sign in with your institution's sign-in."),
    }


def outcome_name(outcome: SignIn.Outcome) -> str:
    """How an attempt to sign in ended."""
    return {
        SignIn.Outcome.SIGNED_IN: _("signed in"),
        SignIn.Outcome.SIGNED_OUT: _("signed out"),
        SignIn.Outcome.WRONG_PASSWORD: _("wrong password"),
        SignIn.Outcome.WRONG_CODE: _("wrong code"),
        SignIn.Outcome.LOCKED_OUT: _("locked out"),
        SignIn.Outcome.REFUSED: _("refused"),
    }[outcome]


def method_name(method: SignIn.Method) -> str:
    """By which door."""
    return {
        SignIn.Method.PASSWORD: _("password"),
        SignIn.Method.SINGLE_SIGN_ON: _("institution's sign-in"),
    }[method]


def change_name(what: AccessChange.What) -> str:
    """What was changed in a person's access."""
    return {
        AccessChange.What.ROLE_GIVEN: _("role given"),
        AccessChange.What.ROLE_TAKEN: _("role taken"),
        AccessChange.What.DEACTIVATED: _("account closed"),
        AccessChange.What.REACTIVATED: _("account opened again"),
        AccessChange.What.SECOND_FACTOR_REMOVED: _("second step taken away"),
    }[what]


def scope_name(scope: ApiToken.Scope) -> str:
    """What a program may do with a token."""
    return {ApiToken.Scope.READ: _("only read"), ApiToken.Scope.REPORT: _("read and report")}[scope]
