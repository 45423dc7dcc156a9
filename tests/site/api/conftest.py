"""The interface with a program that calls it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from rumbo.apps.accounts.models import ApiToken, Entity, Person, Role
from rumbo.apps.accounts.services import issue_token
from rumbo.site.api.interface import api


@dataclass(frozen=True)
class Program:
    """A program with or without a token."""

    client: Client
    secret: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.secret}"} if self.secret else {}

    def get(self, address: str, **headers: str) -> HttpResponse:
        return self.client.get(f"/api/v1/{address}", headers={**self.headers, **headers})

    def post(self, address: str, sent: Any, kind: str = "application/json") -> HttpResponse:
        body = sent if isinstance(sent, str | bytes) else json.dumps(sent)
        return self.client.post(f"/api/v1/{address}", body, content_type=kind, headers=self.headers)


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the test of the limit meets it."""
    for limit in api.throttle:
        monkeypatch.setattr(limit, "num_requests", 1_000_000)


@pytest.fixture
def visitor(policy_site: Any) -> Program:
    return Program(Client())


@pytest.fixture
def token(people: Any) -> Callable[..., Program]:
    """A program with a token: ``token(Role.ENTITY_REPORTER, scope=…)``."""

    def made(who: Role | Person = Role.ENTITY_REPORTER, scope: str = ApiToken.Scope.REPORT, code: str = "") -> Program:
        person = people[who] if isinstance(who, Role) else who
        entity = Entity.objects.get(code=code or people.entity)
        issued = issue_token(person, name="register of wells", entity=entity, scope=scope, life=timedelta(days=30))
        return Program(Client(), issued.secret)

    return made
