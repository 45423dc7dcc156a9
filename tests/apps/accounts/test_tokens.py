"""A token lets a program in for a person: known by its secret alone, until it ends or the person leaves."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.invented import Cast

from rumbo.apps.accounts.credentials import fingerprint, new_secret
from rumbo.apps.accounts.errors import AccessError
from rumbo.apps.accounts.models import ApiToken, Entity, Person, Role, Unit
from rumbo.apps.accounts.reading import tokens, tokens_of
from rumbo.apps.accounts.services import IssuedToken, RoleIn, change_roles, issue_token, revoke_token, token_of
from rumbo.core.errors import InputError
from rumbo.core.policy.models import Policy

DAY = timedelta(days=1)
Scope = ApiToken.Scope


def water(code: str = "AGUA") -> Entity:
    return Entity.objects.get(policy="water-2030", code=code)


def issued(person: Person, scope: Scope = Scope.REPORT, life: timedelta = DAY) -> IssuedToken:
    return issue_token(person, name=" robot ", entity=water(), scope=scope, life=life)


def test_a_secret_opens_its_token_and_is_kept_nowhere(people: Cast) -> None:
    made = issued(people.reporter)
    assert made.secret.startswith("rumbo_")
    token = token_of(made.secret)
    assert token == made.token
    assert (token.name, token.person, token.scope) == ("robot", people.reporter, Scope.REPORT)
    assert made.secret.startswith(token.beginning)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_apitoken")
        assert not any(made.secret[12:] in str(cell) for row in cursor.fetchall() for cell in row)
    assert list(tokens_of(people.reporter)) == list(tokens("water-2030")) == [token]
    assert not tokens_of(people.lead)


@pytest.mark.parametrize("secret", ["", "rumbo_", "rumbo_x", "x", "rumbo_\0", "rumbo_\ud800", "rumbo_" + "x" * 99_999])
def test_a_forged_secret_opens_nothing(people: Cast, secret: str) -> None:
    issued(people.reporter)
    assert token_of(secret) is None


def test_the_hash_of_a_secret_opens_nothing(people: Cast) -> None:
    made = issued(people.reporter)
    assert token_of("rumbo_" + made.token.secret_sha256) is None


def test_a_token_ends(people: Cast) -> None:
    made = issued(people.reporter)
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert token_of(made.secret) is None


def test_a_token_is_revoked_by_its_person_or_an_administrator(people: Cast) -> None:
    for actor in (people.reporter, people.administrator):
        made = issued(people.reporter)
        with pytest.raises(AccessError, match="Only an administrator"):
            revoke_token(made.token, actor=people.other_reporter)
        revoke_token(made.token, actor=actor)
        first = made.token.revoked_at
        revoke_token(made.token, actor=actor)
        assert (made.token.revoked_at, made.token.revoked_by) == (first, actor)
        assert token_of(made.secret) is None


def test_the_last_use_is_told_to_the_minute(people: Cast) -> None:
    made = issued(people.reporter)
    first = token_of(made.secret)
    again = token_of(made.secret)
    assert first is not None
    assert again is not None
    assert first.last_used_at == again.last_used_at
    ApiToken.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    later = token_of(made.secret)
    assert later is not None
    assert later.last_used_at is not None
    assert later.last_used_at >= first.last_used_at  # type: ignore[operator]


def test_only_who_reports_for_the_entity_gets_a_token_that_reports(people: Cast) -> None:
    assert issued(people.lead).token.scope == Scope.REPORT
    for person in (people.other_reporter, people.planning, people.auditor, people.administrator):
        with pytest.raises(AccessError, match="may not report for Water board"):
            issued(person)
        assert issued(person, Scope.READ).token.scope == Scope.READ


def test_who_reports_for_one_unit_gets_a_token_of_that_unit(people: Cast) -> None:
    unit = Unit.objects.get(entity__code="AGUA", name="Statistics")
    change_roles(
        people.reporter,
        give=[RoleIn(Role.ENTITY_REPORTER, water(), unit)],
        take=[RoleIn(Role.ENTITY_REPORTER, water())],
        actor=people.administrator,
        reason="",
    )
    with pytest.raises(AccessError, match="may not report"):
        issued(people.reporter)
    made = issue_token(people.reporter, name="r", entity=water(), unit=unit, scope=Scope.REPORT, life=DAY)
    assert made.token.unit == unit


def test_a_token_reaches_its_entity_and_unit_only(people: Cast, policy: Policy) -> None:
    whole = issued(people.reporter).token
    assert whole.reaches(policy, "OP1-I1")
    assert not whole.reaches(policy, "OP1-I2")
    for name, reached in (("Statistics", True), ("Lead office", False)):
        unit = Unit.objects.get(entity__code="AGUA", name=name)
        made = issue_token(people.reporter, name="r", entity=water(), unit=unit, scope=Scope.REPORT, life=DAY)
        assert made.token.reaches(policy, "OP1-I1") is reached
    assert not whole.reaches(policy.model_copy(update={"code": "air-2030"}), "OP1-I1")


def test_who_left_gets_no_token(people: Cast) -> None:
    people.reporter.is_active = False
    with pytest.raises(AccessError, match="no longer active"):
        issued(people.reporter, Scope.READ)


def test_what_a_token_lacks_is_said_at_once(people: Cast) -> None:
    foreign = Unit.objects.get(entity__code="RIOS")
    with pytest.raises(InputError) as refused:
        issue_token(people.reporter, name=" ", entity=water(), unit=foreign, scope=Scope.READ, life=timedelta(days=367))
    assert len(refused.value.problems) == 3
    with pytest.raises(InputError, match="from 1 to 366 days"):
        issued(people.reporter, life=timedelta())


@given(st.text(max_size=50), st.text(max_size=50))
def test_fingerprints_differ_where_secrets_do(one: str, other: str) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)
    assert len(fingerprint(one)) == 64
    assert new_secret() != new_secret()
