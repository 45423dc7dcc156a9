"""Every route x every role: who gets in is what the table says, and every route stands in it."""

import re
import uuid
from http import HTTPStatus

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.urls import get_resolver, reverse

from rumbo.apps.accounts.models import Role
from rumbo.site.permissions import TABLE
from rumbo.site.routes import route_names, routes

#: What fills the holes of an address, by the hole's name. What is not there is filled with a plausible text.
EXAMPLES = {"year": "2026", "id": str(uuid.UUID(int=7)), "pk": "1", "sequence": "1", "version": "1"}
METHODS = ("get", "post")


HOLE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


def address(route):
    """An address that leads to the route."""
    kinds = {"int": "1", "uuid": str(uuid.UUID(int=7))}
    return "/" + HOLE.sub(lambda hole: EXAMPLES.get(hole["name"], kinds.get(hole["kind"], "x")), route.address)


ROUTES = {route.name: address(route) for route in routes(get_resolver())}


def test_the_table_names_every_route_and_no_other():
    assert {*TABLE} == route_names()
    assert not [m for m in run_checks() if str(m.id).startswith("rumbo.")]


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_who_gets_in(role, as_role):
    client: Client = as_role(role)
    held = {role} if role else set()
    for name, where in sorted(ROUTES.items()):
        if "^" in where or "\\" in where:
            continue  # told by a regular expression; tested by its own room
        allowed = TABLE[name].allows(held, signed_in=role is not None)
        for method in METHODS:
            if name == "account_logout" and method == "post":
                continue
            answer = getattr(client, method)(where)
            told = f"{role} {method} {name} {where}: {answer.status_code}"
            if allowed:
                assert not _sent_to_sign_in(answer), told
            elif role is None:
                assert _sent_to_sign_in(answer), told
            else:
                assert answer.status_code == HTTPStatus.FORBIDDEN, told
            assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, told


def _sent_to_sign_in(answer):
    return answer.status_code == HTTPStatus.FOUND and answer["Location"].startswith(f"{reverse('account_login')}?next=")
