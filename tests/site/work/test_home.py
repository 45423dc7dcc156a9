"""What waits for a person, until when, in which group; and what no other entity sees."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.site.conftest import as_person
from tests.site.filling import page, sent

from rumbo.apps.accounts.models import Entity, Role, Unit
from rumbo.apps.accounts.services import grant
from rumbo.apps.following.services import commit, recommend
from rumbo.apps.ledger.services import move_due_date, open_campaign, return_value
from rumbo.core.observations import State
from rumbo.core.reporting.labels import local


@pytest.fixture
def today():
    return local(datetime.now(UTC)).date()


@pytest.fixture
def campaign(policy_site, people, today):
    return open_campaign(
        policy_site, 2026, opens=today - timedelta(days=9), due=today + timedelta(days=9), actor=people[Role.LEAD]
    )


def home(client, question="", prefix=""):
    answer = client.get(f"{prefix}{page('work:home')}{question}")
    assert answer.status_code == 200
    return answer


def groups(answer):
    return {
        group.urgency.value: [task.indicator.code for task in group.tasks] for group in answer.context["agenda"].groups
    }


def test_everything_due_is_listed_with_the_days_left(as_role, campaign):
    answer = home(as_role(Role.ENTITY_REPORTER))
    assert groups(answer)["due"] == [
        "OP1-I1", "OP1-I2", "OP2-I1", "S1.1.1-Q1", "S1.1.1-C1", "S2.1.1-Q1", "S2.1.1-C1",
    ]  # fmt: skip
    assert "faltan 9 días" in answer.content.decode()
    assert "Tiene 7 valores pendientes" in answer.content.decode()


def test_an_entity_sees_its_own_values_only(people, campaign):
    assert groups(home(as_person(people.other))) == {"due": ["S1.1.2-Q1"]}


def test_a_unit_sees_its_own_values_only(people, policy_site, campaign):
    entity = Entity.objects.get(policy=policy_site.code, code=people.entity)
    unit = Unit.objects.get(entity=entity, name="Laboratorio Regional")
    person = type(people.other).objects.create_user("lab@example.invalid", "Lab")
    grant(person, Role.ENTITY_REPORTER, entity, unit)
    assert groups(home(as_person(person))) == {"due": ["S2.1.1-Q1", "S2.1.1-C1"]}


def test_the_lead_sees_all_entities_and_chooses_one(as_role, people, campaign):
    client = as_role(Role.LEAD)
    assert len(groups(home(client))["due"]) == 8
    assert groups(home(client, f"?entidad={people.other_entity}")) == {"due": ["S1.1.2-Q1"]}


def test_what_is_late_comes_before_what_is_due(as_role, people, policy_site, campaign, today):
    move_due_date(
        policy_site, 2026, people.entity, today - timedelta(days=3), actor=people[Role.LEAD], reason="A flood."
    )
    answer = home(as_role(Role.ENTITY_REPORTER))
    assert set(groups(answer)) == {"late"}
    assert "3 días de retraso" in answer.content.decode()


def test_a_returned_value_comes_first_with_its_reason_in_full(as_role, people, bring, campaign):
    key = bring("OP2-I1", 2026, "6")
    reason = "The register of <b>May</b> is missing.\nSend it as evidence."
    return_value(key, actor=people[Role.LEAD], reason=reason)
    shown = home(as_role(Role.ENTITY_REPORTER)).content.decode()
    assert shown.index("OP2-I1") < shown.index("OP1-I1")
    assert "The register of &lt;b&gt;May&lt;/b&gt; is missing.<br>Send it as evidence." in shown


def test_where_the_rest_stands(as_role, bring, campaign):
    bring("OP2-I1", 2026, "6")
    bring("S2.1.1-Q1", 2026, "9", to=State.VALIDATED)
    client = as_role(Role.ENTITY_REPORTER)
    sent(client, "OP1-I2", "save", value="15")
    answer = home(client)
    assert groups(answer)["review"] == ["OP2-I1"]
    assert groups(answer)["done"] == ["S2.1.1-Q1"]
    assert groups(answer)["due"][0] == "OP1-I2", "what was begun comes first among what is due"
    assert "guardado por" in answer.content.decode()


def test_a_year_without_expected_values_asks_for_nothing(as_role, policy_site):
    answer = home(as_role(Role.ENTITY_REPORTER), "?anio=2027")
    assert set(groups(answer)) == {"not_asked"}
    assert "No tiene nada pendiente" in answer.content.decode()


def test_nobody_reports_nothing_is_told_so(people, policy_site):
    policy_site_entity = Entity.objects.create(policy=policy_site.code, code="NEW", name="New")
    person = type(people.other).objects.create_user("new@example.invalid", "New")
    grant(person, Role.ENTITY_REPORTER, policy_site_entity)
    assert "No se le pide ningún valor" in home(as_person(person)).content.decode()


def test_english_too(as_role, campaign):
    shown = home(as_role(Role.ENTITY_REPORTER), prefix="/en").content.decode()
    assert "7 values wait for you" in shown
    assert "9 days left" in shown


@pytest.mark.parametrize("year", ["1999", "x", "2999"])
def test_a_wrong_year_is_told(as_role, policy_site, year):
    answer = as_role(Role.ENTITY_REPORTER).get(page("work:home"), {"anio": year})
    assert answer.status_code == 400
    assert year in answer.content.decode()


def test_commitments_stand_beside_the_values(as_role, people, policy_site, today):
    lead, entity, due = people[Role.LEAD], people.entity, today + timedelta(days=3)
    told = recommend(policy_site, report="Informe 2025", number="1", text="Medir más.", entity=entity, actor=lead)
    commit(policy_site, recommendation_id=told.id, text="Completar el registro.", entity=entity, due=due, actor=lead)
    assert "Completar el registro." in home(as_role(Role.ENTITY_HEAD)).content.decode()
    assert "Compromisos por cumplir" not in home(as_person(people.other)).content.decode()
