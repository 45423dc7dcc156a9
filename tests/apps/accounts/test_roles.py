"""Roles are given and taken by an administrator, never by oneself; the history keeps every change."""

from datetime import timedelta

import pytest
from tests.apps.invented import Cast, invented_policy

from rumbo.apps.accounts.errors import AccessError
from rumbo.apps.accounts.models import AccessChange, ApiToken, Entity, Membership, Person, Role, Unit
from rumbo.apps.accounts.reading import history_of, roles_of
from rumbo.apps.accounts.reading import people as everyone
from rumbo.apps.accounts.services import (
    RoleIn,
    change_roles,
    deactivate,
    grant,
    issue_token,
    reactivate,
    register_entities,
    token_of,
)
from rumbo.core.errors import InputError

What = AccessChange.What


def water(code: str = "AGUA") -> Entity:
    return Entity.objects.get(policy="water-2030", code=code)


def test_the_history_says_who_gave_and_who_took(people: Cast) -> None:
    head, reporter = RoleIn(Role.ENTITY_HEAD, water("RIOS")), RoleIn(Role.ENTITY_REPORTER, water())
    change_roles(people.reporter, give=[head], take=[reporter], actor=people.administrator, reason=" moved ")
    assert [(held.role, held.entity.code) for held in roles_of(people.reporter)] == [(Role.ENTITY_HEAD, "RIOS")]
    taken, given, first = history_of(people.reporter)
    assert (taken.what, taken.role, taken.entity, taken.made_by, taken.reason) == (
        What.ROLE_TAKEN,
        Role.ENTITY_REPORTER,
        water(),
        people.administrator,
        "moved",
    )
    assert (given.what, given.role, given.entity) == (What.ROLE_GIVEN, Role.ENTITY_HEAD, water("RIOS"))
    assert (first.what, first.made_by.is_system) == (What.ROLE_GIVEN, True)


def test_what_is_held_or_not_held_already_changes_nothing(people: Cast) -> None:
    before = history_of(people.lead).count()
    change_roles(
        people.lead,
        give=[RoleIn(Role.LEAD, water())],
        take=[RoleIn(Role.PLANNING, water())],
        actor=people.administrator,
        reason="",
    )
    assert history_of(people.lead).count() == before


def test_a_role_in_a_unit_is_another_than_in_the_entity(people: Cast) -> None:
    unit = Unit.objects.get(entity__code="AGUA", name="Statistics")
    change_roles(
        people.reporter,
        give=[RoleIn(Role.ENTITY_REPORTER, water(), unit)],
        take=[RoleIn(Role.ENTITY_REPORTER, water())],
        actor=people.administrator,
        reason="",
    )
    assert [held.unit for held in roles_of(people.reporter)] == [unit]


def test_the_history_is_never_changed(people: Cast) -> None:
    row = history_of(people.lead)[0]
    row.reason = "another"
    with pytest.raises(AccessError, match="never changed"):
        row.save()
    with pytest.raises(AccessError, match="never deleted"):
        row.delete()


def test_only_an_administrator_changes_roles(people: Cast) -> None:
    for role, actor in people.by_role().items():
        if role == Role.ADMINISTRATOR:
            continue
        with pytest.raises(AccessError, match="Only an administrator"):
            change_roles(people.other_reporter, give=[RoleIn(Role.LEAD, water())], actor=actor, reason="")
        with pytest.raises(AccessError, match="Only an administrator"):
            deactivate(people.other_reporter, actor=actor, reason="")
        with pytest.raises(AccessError, match="Only an administrator"):
            reactivate(people.other_reporter, actor=actor, reason="")


def test_an_administrator_reaches_only_the_own_policy(people: Cast) -> None:
    air = invented_policy("air-2030")
    register_entities(air)
    place = Entity.objects.get(policy="air-2030", code="AGUA")
    with pytest.raises(AccessError, match="air-2030"):
        change_roles(people.lead, give=[RoleIn(Role.LEAD, place)], actor=people.administrator, reason="")
    grant(people.lead, Role.LEAD, place)
    with pytest.raises(AccessError, match="air-2030"):
        deactivate(people.lead, actor=people.administrator, reason="")


def test_nobody_changes_their_own_access(people: Cast) -> None:
    for attempt in (
        lambda: change_roles(
            people.administrator, give=[RoleIn(Role.PLANNING, water())], actor=people.administrator, reason=""
        ),
        lambda: deactivate(people.administrator, actor=people.administrator, reason=""),
    ):
        with pytest.raises(AccessError, match="their own roles"):
            attempt()


def test_places_that_do_not_fit_are_refused(people: Cast) -> None:
    wrong = RoleIn(Role.ENTITY_REPORTER, water("RIOS"), Unit.objects.get(name="Lead office"))
    with pytest.raises(InputError, match="not one of River authority"):
        change_roles(people.reporter, give=[wrong], actor=people.administrator, reason="")


def test_the_last_administrator_stays(people: Cast, system: Person) -> None:
    administrator = RoleIn(Role.ADMINISTRATOR, water())
    for attempt in (
        lambda: change_roles(people.administrator, take=[administrator], actor=system, reason=""),
        lambda: deactivate(people.administrator, actor=system, reason=""),
    ):
        with pytest.raises(AccessError, match="last administrator"):
            attempt()
        assert Membership.objects.filter(role=Role.ADMINISTRATOR).count() == 1
        assert Person.objects.get(pk=people.administrator.pk).is_active
    change_roles(people.auditor, give=[administrator], actor=people.administrator, reason="")
    deactivate(people.administrator, actor=people.auditor, reason="left")
    with pytest.raises(AccessError, match="last administrator"):
        change_roles(people.auditor, take=[administrator], actor=system, reason="")


def test_who_leaves_loses_the_tokens_and_keeps_the_roles(people: Cast) -> None:
    issued = issue_token(
        people.reporter, name="robot", entity=water(), scope=ApiToken.Scope.REPORT, life=timedelta(days=1)
    )
    deactivate(people.reporter, actor=people.administrator, reason="left")
    deactivate(people.reporter, actor=people.administrator, reason="left again")
    assert token_of(issued.secret) is None
    assert [row.reason for row in history_of(people.reporter) if row.what == What.DEACTIVATED] == ["left"]
    reactivate(people.reporter, actor=people.administrator, reason="came back")
    reactivate(people.reporter, actor=people.administrator, reason="twice")
    assert history_of(people.reporter)[0].reason == "came back"
    assert token_of(issued.secret) is None
    assert [held.role for held in roles_of(people.reporter)] == [Role.ENTITY_REPORTER]


def test_someone_without_roles_is_changed_by_any_administrator(people: Cast) -> None:
    nobody = Person.objects.create_user("nobody@rios.example", "Nobody")
    with pytest.raises(AccessError, match="Only an administrator"):
        deactivate(nobody, actor=people.lead, reason="")
    deactivate(nobody, actor=people.administrator, reason="")
    assert not nobody.is_active


def test_people_are_found_by_name_role_and_entity(people: Cast, system: Person) -> None:
    assert system not in everyone()
    assert [person.name for person in everyone("OSA")] == ["Rosa"]
    assert [person.name for person in everyone("water-2030")] == ["Ana", "Eva", "Juan", "Luis", "Olga", "Rosa"]
    assert [person.name for person in everyone(role=Role.ENTITY_REPORTER, entity="RIOS")] == ["Rosa"]
    (rosa,) = everyone("rosa")
    assert [held.role for held in rosa.roles_held] == [Role.ENTITY_REPORTER]
