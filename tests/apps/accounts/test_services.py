"""Entities mirror the policy; people hold roles where they were given them."""

import pytest
from django.db import IntegrityError, transaction
from tests.apps.invented import Cast, invented_policy

from rumbo.apps.accounts.models import Entity, Membership, Person, Role, Unit
from rumbo.apps.accounts.selectors import Powers, powers
from rumbo.apps.accounts.services import grant, register_entities, system_person
from rumbo.core.policy.models import Policy


@pytest.mark.django_db
def test_entities_and_units_are_mirrored_once(policy: Policy) -> None:
    first = register_entities(policy)
    assert (first.added, first.changed, first.retired, first.units_added) == (("AGUA", "RIOS"), (), (), 4)
    assert set(Unit.objects.values_list("entity__code", "name")) == {
        ("AGUA", "Lead office"),
        ("AGUA", "Planning office"),
        ("AGUA", "Statistics"),
        ("RIOS", "Statistics"),
    }
    assert register_entities(policy).nothing
    assert str(Entity.objects.get(code="RIOS")) == "River authority"


@pytest.mark.django_db
def test_an_entity_is_renamed_retired_and_taken_up_again(policy: Policy) -> None:
    register_entities(policy)
    agua, rios = policy.entities
    renamed = policy.model_copy(update={"entities": (agua.model_copy(update={"name": "Water ministry"}),)})
    done = register_entities(renamed)
    assert (done.changed, done.retired) == (("AGUA",), ("RIOS",))
    assert not Entity.objects.get(code="RIOS").in_force
    assert register_entities(renamed).nothing
    assert register_entities(policy.model_copy(update={"entities": (agua, rios)})).changed == ("AGUA", "RIOS")
    assert Entity.objects.get(code="RIOS").in_force


@pytest.mark.django_db
def test_policies_have_entities_of_their_own(policy: Policy) -> None:
    register_entities(policy)
    register_entities(invented_policy("air-2030"))
    assert Entity.objects.filter(code="AGUA").count() == 2


def test_the_real_policy_is_mirrored(db: None, pnmce: Policy) -> None:
    assert len(register_entities(pnmce).added) == len(pnmce.entities)
    assert register_entities(pnmce).nothing


def test_a_role_is_given_once(people: Cast) -> None:
    entity, unit = Entity.objects.get(code="AGUA"), Unit.objects.get(name="Lead office")
    assert grant(people.lead, Role.LEAD, entity) == grant(people.lead, Role.LEAD, entity)
    assert grant(people.lead, Role.LEAD, entity, unit) == grant(people.lead, Role.LEAD, entity, unit)
    for where in (None, unit):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(person=people.lead, role=Role.LEAD, entity=entity, unit=where)


def test_roles_of_an_entity_reach_only_that_entity(people: Cast) -> None:
    held = powers(people.reporter, "water-2030")
    assert held.any_of(frozenset({Role.ENTITY_REPORTER}), "AGUA")
    assert not held.any_of(frozenset({Role.ENTITY_REPORTER}), "RIOS")
    assert powers(people.lead, "water-2030").any_of(frozenset({Role.LEAD}), "RIOS")
    assert powers(people.lead, "air-2030") == Powers(everything=False, held=frozenset())


def test_who_left_holds_nothing(people: Cast) -> None:
    people.lead.is_active = False
    assert powers(people.lead, "water-2030").held == frozenset()


def test_the_command_line_is_one_person_who_cannot_sign_in(system: Person) -> None:
    assert system_person() == system
    assert (str(system), system.is_system, system.has_usable_password()) == ("Command line", True, False)
    assert powers(system, "any").any_of(frozenset({Role.PLANNING}), "")


@pytest.mark.django_db
def test_an_address_is_taken_once_whatever_its_capitals() -> None:
    ana = Person.objects.create_user("Ana@Example.pe", "Ana", "a long password")
    assert (ana.email, ana.check_password("a long password")) == ("ana@example.pe", True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_user("ANA@example.pe", "Another Ana")
    assert Person.objects.create_superuser("root@example.pe", "Root").is_superuser
