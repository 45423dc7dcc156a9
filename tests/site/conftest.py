"""What the tests of the site share: the water plan as its policy, people of every role, values on their way."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant, register_entities
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import advance, record_values
from rumbo.core.observations import NewValue, Origin, State
from rumbo.core.policy.models import Policy

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

#: The steps of a value, and who takes each.
_STEPS = ((State.CONSOLIDATED, Role.LEAD), (State.VALIDATED, Role.PLANNING), (State.PUBLISHED, Role.PLANNING))


@pytest.fixture(autouse=True)
def _installation_of_its_own(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Evidence, mail, lake and reports of a test lie in its own folder; no second factor; passwords are hashed fast.

    Nothing is left of the language in which another test asked last.
    """
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path / "home"))
    for folder in ("home/evidence", "home/reports", "home/cache"):
        (tmp_path / folder).mkdir(parents=True)
    settings.EVIDENCE_ROOT = tmp_path / "home" / "evidence"
    settings.EMAIL_FILE_PATH = tmp_path / "home" / "mail"
    settings.SECOND_FACTOR_ROLES = frozenset()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def policy_site(db: None, monkeypatch: pytest.MonkeyPatch, tiny_policy_folder: Path, tiny_policy: Policy) -> Policy:
    """The invented water plan as the policy of the site, its entities registered, its ledger empty."""
    monkeypatch.setenv("RUMBO_POLICY", str(tiny_policy_folder))
    register_entities(tiny_policy)
    return tiny_policy


@dataclass(frozen=True)
class People:
    """One person a role; the reporter and the head belong to the same entity, ``other`` reports for another one."""

    by_role: dict[Role, Person]
    other: Person
    entity: str
    other_entity: str

    def __getitem__(self, role: Role) -> Person:
        return self.by_role[role]


@pytest.fixture
def people(policy_site: Policy) -> People:
    """People of every role in the water plan."""
    first, second = (Entity.objects.get(policy=policy_site.code, code=e.code) for e in policy_site.entities[:2])
    made = {role: _person(role.value, role, first) for role in Role}
    return People(made, _person("other", Role.ENTITY_REPORTER, second), first.code, second.code)


@pytest.fixture
def as_role(people: People) -> Callable[[Role | None], Client]:
    """A browser signed in as the person of a role; not signed in with ``None``."""

    def signed_in(role: Role | None) -> Client:
        return as_person(people[role]) if role else Client()

    return signed_in


def as_person(person: Person) -> Client:
    """A browser signed in as a person."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


Bring = Callable[..., ObservationKey]


@pytest.fixture
def bring(policy_site: Policy, people: People) -> Bring:
    """Record a value and take it to a state: ``bring("OP1-I1", 2026, "12.5", to=State.PUBLISHED)``.

    Without a figure (``""``) it takes the reason why there is none.
    """

    def brought(
        code: str,
        year: int,
        figure: str,
        *,
        to: State = State.SUBMITTED,
        origin: Origin = Origin.REPORTED,
        no_data_reason: str = "",
    ) -> ObservationKey:
        measure = policy_site.indicator(code).measure
        terms: dict[str, Decimal] = {}
        if figure and measure.reported_as != "value":
            terms = {"numerator": Decimal(figure) / measure.scale, "denominator": Decimal(1)}
        obtained = Decimal(figure) if figure else None
        value = NewValue(code, year, obtained, **terms, no_data_reason=no_data_reason)
        record_values(policy_site, [value], origin=origin, actor=people[Role.LEAD], submit=to is not State.DRAFT)
        key = ObservationKey(policy_site.code, code, year)
        for state, role in _STEPS:
            if to in {State.DRAFT, State.SUBMITTED}:
                break
            advance(key, state, actor=people[role])
            if state is to:
                break
        return key

    return brought


def _person(name: str, role: Role, entity: Entity) -> Person:
    person = Person.objects.create_user(f"{name}@example.invalid", f"{name.title()} Person", "correct-horse-battery")
    grant(person, role, entity)
    return person
