"""How templates of the room name roles, outcomes, doors, changes and scopes."""

import re

from django import template
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from rumbo.apps.accounts.models import AccessChange, ApiToken, Membership, Role, SignIn
from rumbo.apps.accounts.words import role_name
from rumbo.site.people import words
from rumbo.site.people.browsers import browser_name
from rumbo.site.people.places import Place

register = template.Library()


@register.filter
def role(value: str) -> str:
    """The name of a role."""
    return role_name(Role(value))


@register.filter
def outcome(value: str) -> str:
    """How an attempt to sign in ended."""
    return words.outcome_name(SignIn.Outcome(value))


@register.filter
def method(value: str) -> str:
    """By which door."""
    return words.method_name(SignIn.Method(value))


@register.filter
def change(value: str) -> str:
    """What was changed in a person's access."""
    return words.change_name(AccessChange.What(value))


@register.filter
def scope(value: str) -> str:
    """What a program may do with a token."""
    return words.scope_name(ApiToken.Scope(value))


@register.filter
def breakable(address: str) -> SafeString:
    """An electronic address that a narrow column breaks after its signs, not within a word."""
    pieces = re.split(r"(?<=[@._-])", address)
    return format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces if piece))


@register.filter
def browser(value: str) -> str:
    """How a browser is called."""
    return browser_name(value)


@register.filter
def place(held: Membership) -> str:
    """Where a role is held: the unit and its entity, or the entity whole."""
    return Place(held.entity, held.unit).name


@register.inclusion_tag("people/_rules.html")
def password_rules() -> dict[str, list[str]]:
    """What a new password must be like."""
    return {"rules": password_validators_help_texts()}
