"""The forms of the door: django-allauth's, with our own labels, and with the lockout before the second factor."""

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms

from rumbo.core.language import _
from rumbo.site.people.lockout import is_locked_out
from rumbo.site.people.second_factor import spend


class _Labelled(forms.Form):
    """Says the labels in the reader's language, and shows no text inside the fields that vanishes when one types."""

    def labels(self) -> dict[str, str]:
        """Field to label."""
        raise NotImplementedError

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, label in self.labels().items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)


class _TwiceTheSame(_Labelled):
    """A new password, typed twice."""

    def labels(self) -> dict[str, str]:
        """Field to label."""
        return {"password1": _("New password"), "password2": _("New password, once more")}

    def clean(self) -> dict[str, Any] | None:
        """Refuse two that differ, in our own words."""
        first, again = (self.data.get(self.add_prefix(name)) for name in ("password1", "password2"))
        cleaned: dict[str, Any] | None = super().clean()
        if first and again and first != again:
            self.errors.pop("password2", None)
            self.add_error("password2", _("The two passwords differ."))
        return cleaned


class SignInForm(_Labelled, account.LoginForm):  # type: ignore[misc]
    """Address and password."""

    def labels(self) -> dict[str, str]:
        """Field to label."""
        return {"login": _("Electronic mail"), "password": _("Password")}


class PasswordAgainForm(_Labelled, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def labels(self) -> dict[str, str]:
        """Field to label."""
        return {"password": _("Password")}


class PasswordChangeForm(_TwiceTheSame, account.ChangePasswordForm):  # type: ignore[misc]
    """Another password."""

    def labels(self) -> dict[str, str]:
        """Field to label."""
        return {"oldpassword": _("Present password"), **super().labels()}


class PasswordSetForm(_TwiceTheSame, account.SetPasswordForm):  # type: ignore[misc]
    """A first password, for who came by single sign-on."""


class PasswordForgottenForm(_Labelled, account.ResetPasswordForm):  # type: ignore[misc]
    """Where to mail the link for a new password."""

    def labels(self) -> dict[str, str]:
        """Field to label."""
        return {"email": _("Electronic mail")}


class PasswordRenewForm(_TwiceTheSame, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, after the link."""


class _Code(_Labelled):
    """A code of the second factor; not even looked at while the person is locked out."""

    def labels(self) -> dict[str, str]:
        """Field to label."""
        return {"code": _("Code")}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class _Counted(_Code):
    def clean_code(self) -> str:
        """Check the code.

        Raises:
            ValidationError: wrong, or the person is locked out; the answer is then the page that says so.
        """
        if is_locked_out(context.request, self.user):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Too many attempts. Wait a few minutes and try again."))
        code = str(super().clean_code())  # type: ignore[misc]
        used: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if used.type == Authenticator.Type.TOTP and not spend(used, normalize_user_code(code)):
            self._emit_authentication_failed(used)  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(_Counted, second.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class SecondFactorAgainForm(_Counted, second.ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before something that matters."""


class SecondFactorStartForm(_Code, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an application that is being set up."""

    def clean_code(self) -> str:
        """Check the code; there are no recovery codes yet.

        Raises:
            ValidationError: wrong, or too many attempts.
        """
        try:
            return str(super().clean_code())
        except forms.ValidationError as refused:
            if refused.code != "incorrect_code":
                raise
            raise forms.ValidationError(
                _("The code is not right. Type the one that the application shows now.")
            ) from None
