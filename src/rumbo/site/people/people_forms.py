"""The forms with which administrators keep people, and people their own page."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password

from rumbo.apps.accounts.models import SPOKEN, ApiToken, Invitation, Person, Role, SignIn
from rumbo.apps.accounts.services.tokens import LONGEST_LIFE
from rumbo.apps.accounts.words import role_name
from rumbo.core.language import _
from rumbo.site.long_choice import LongChoice
from rumbo.site.people import words
from rumbo.site.people.places import Place, PlaceField, places, places_of

_LONGEST_NAME = 200


class Searched(forms.Form):
    """Whom the list of people shows."""

    q = forms.CharField(required=False, max_length=_LONGEST_NAME)
    role = forms.ChoiceField(required=False)
    entity = forms.ChoiceField(required=False)

    def __init__(self, data: Any, policy: str) -> None:
        super().__init__(data)
        self.fields["q"].label = _("Name or address")
        self.fields["role"].label, self.fields["entity"].label = _("Role"), _("Entity")
        self.fields["role"].choices = [("", _("Any")), *_roles()]  # type: ignore[attr-defined]
        entities = {place.entity.code: place.entity.name for place in places(policy)}
        self.fields["entity"].choices = [("", _("Any")), *entities.items()]  # type: ignore[attr-defined]


class LogSearched(forms.Form):
    """Which sign-ins the log shows."""

    q = forms.CharField(required=False, max_length=_LONGEST_NAME)
    outcome = forms.ChoiceField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["q"].label, self.fields["outcome"].label = _("Address"), _("How it ended")
        named = [(outcome.value, words.outcome_name(outcome)) for outcome in SignIn.Outcome]
        self.fields["outcome"].choices = [("", _("Any")), *named]  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """A role in a place."""

    role = forms.ChoiceField()
    place = PlaceField(widget=LongChoice)

    def __init__(self, policy: str, data: Any = None) -> None:
        super().__init__(data)
        self.fields["role"].label, self.fields["place"].label = _("Role"), _("Where")
        self.fields["role"].choices = [("", "—"), *_roles()]  # type: ignore[attr-defined]
        self.fields["place"].offer(places(policy))  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[Role, Place]:
        """What was chosen, once the form is valid."""
        return Role(self.cleaned_data["role"]), self.cleaned_data["place"]


class GiveRoleForm(RoleForm):
    """A role to give to a person, and why."""

    reason = forms.CharField(required=False, max_length=500)

    def __init__(self, policy: str, data: Any = None) -> None:
        super().__init__(policy, data)
        self.fields["reason"].label = _("Reason")


class InviteForm(RoleForm):
    """Whom to invite, to what."""

    email = forms.EmailField(max_length=254)
    name = forms.CharField(max_length=_LONGEST_NAME)
    language = forms.ChoiceField(choices=SPOKEN)
    field_order = ("email", "name", "role", "place", "language")

    def __init__(self, policy: str, data: Any = None) -> None:
        super().__init__(policy, data)
        self.fields["email"].label, self.fields["name"].label = _("Electronic mail"), _("Name")
        self.fields["language"].label = _("Language")


class JoinForm(forms.Form):
    """How the invited person is called, and the password."""

    name = forms.CharField(max_length=_LONGEST_NAME)
    password = forms.CharField(
        strip=False, max_length=1000, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        strip=False, max_length=1000, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, invitation: Invitation, data: Any = None) -> None:
        super().__init__(data, initial={"name": invitation.name})
        self.invitation = invitation
        self.fields["name"].label, self.fields["password"].label = _("Your name"), _("Password")
        self.fields["again"].label = _("Password, once more")
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.rules = password_validators_help_texts()

    def clean(self) -> dict[str, Any]:
        """Check the password against the rules, and that it was typed twice alike."""
        given = super().clean() or self.cleaned_data
        if password := given.get("password"):
            try:
                validate_password(password, Person(email=self.invitation.email, name=given.get("name", "")))
            except forms.ValidationError as refused:
                self.add_error("password", refused)
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords differ."))
        return given


class OwnForm(forms.Form):
    """The person's name and language."""

    name = forms.CharField(max_length=_LONGEST_NAME)
    language = forms.ChoiceField(choices=SPOKEN)

    def __init__(self, person: Person, data: Any = None) -> None:
        super().__init__(data, initial={"name": person.name, "language": person.language})
        self.fields["name"].label, self.fields["language"].label = _("Name"), _("Language")
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class TokenForm(forms.Form):
    """A token to issue."""

    name = forms.CharField(max_length=100)
    place = PlaceField(widget=LongChoice)
    scope = forms.ChoiceField()
    days = forms.IntegerField(min_value=1, max_value=LONGEST_LIFE.days, initial=90)

    def __init__(self, person: Person, policy: str, data: Any = None) -> None:
        super().__init__(data)
        self.fields["name"].label, self.fields["place"].label = _("Program that will use it"), _("Where")
        self.fields["scope"].label, self.fields["days"].label = _("It may"), _("Days it holds")
        self.fields["scope"].choices = [(each.value, words.scope_name(each)) for each in ApiToken.Scope]  # type: ignore[attr-defined]
        self.fields["place"].offer(places_of(person, policy))  # type: ignore[attr-defined]

    @property
    def life(self) -> timedelta:
        """How long the token holds, once the form is valid."""
        return timedelta(days=self.cleaned_data["days"])


def _roles() -> list[tuple[str, str]]:
    return [(role.value, role_name(role)) for role in Role]
