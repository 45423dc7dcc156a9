"""Recommendations of an evaluation: written down, followed like a case, seen by whom they concern."""

from datetime import timedelta

import pytest
from tests.site.conftest import as_person
from tests.site.filling import page
from tests.site.following.conftest import step

from rumbo.apps.accounts.models import Role
from rumbo.apps.following.models import Progress
from rumbo.apps.following.selectors import recommendation, recommendations
from rumbo.apps.following.services import commit

LIST, ONE = "following:recommendations", "following:recommendation"
TYPED = {
    "report": "Evaluation 2025",
    "number": "1",
    "text": "Measure <rural> areas",
    "entity": "GRA/Laboratorio Regional",
}


def write(client, **typed):
    given = {**TYPED, **typed}
    return client.post(page(LIST), {f"recommend-{name}": value for name, value in given.items()})


@pytest.fixture
def lead(as_role):
    return as_role(Role.LEAD)


@pytest.fixture
def written(lead, policy_site):
    assert write(lead).status_code == 302
    return recommendations(policy_site)[0]


def test_the_list_begins_empty_and_says_what_it_is_for(lead, as_role, policy_site):
    assert "Aún no se ha registrado ninguna recomendación" in lead.get(page(LIST)).content.decode()
    assert "Registrar una recomendación" in lead.get(page(LIST)).content.decode()
    assert "Registrar una recomendación" not in as_role(Role.AUDITOR).get(page(LIST)).content.decode()


def test_the_lead_writes_one_down(lead, written):
    assert (written.entity, written.unit, written.number, written.due) == ("GRA", "Laboratorio Regional", "1", None)
    assert "Measure &lt;rural&gt; areas" in lead.get(page(LIST)).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"number": ""}, {"text": " "}, {"entity": "MAR"}, {"due": "soon"}, {"report": "x" * 201}]
)
def test_a_wrong_one_is_told_and_kept(lead, policy_site, wrong):
    answer = write(lead, **wrong)
    assert answer.status_code == 422
    assert 'class="problems"' in answer.content.decode()
    assert recommendations(policy_site) == ()


def test_a_number_is_given_once(lead, written, policy_site):
    answer = write(lead, text="Something else")
    assert answer.status_code == 422
    assert "El informe ya tiene una recomendación 1" in answer.content.decode()
    assert "Something else" in answer.content.decode()
    assert recommendations(policy_site) == (written,)


@pytest.mark.parametrize("role", [Role.ENTITY_REPORTER, Role.ENTITY_HEAD, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_write_none_down(as_role, policy_site, role):
    assert write(as_role(role)).status_code == 403
    assert recommendations(policy_site) == ()


def test_it_is_followed_like_a_case(lead, as_role, written, people, policy_site, today):
    reporter, later = as_role(Role.ENTITY_REPORTER), today + timedelta(days=200)
    assert step(lead, ONE, written.id, "assign", owner=people[Role.ENTITY_HEAD].pk).status_code == 302
    assert step(reporter, ONE, written.id, "follow", remark="Begun").status_code == 302
    assert step(reporter, ONE, written.id, "move", new_due=later.isoformat(), remark="Planned").status_code == 302
    typed = {"text": "Buy probes", "entity": "GRA", "due": later.isoformat()}
    assert step(lead, ONE, written.id, "commit", **typed).status_code == 302
    assert step(lead, ONE, written.id, "close", progress="done", remark="x").status_code == 422
    now = recommendation(policy_site, written.id)
    assert (now.progress, now.due, now.owner_id) == (Progress.IN_PROGRESS, later, people[Role.ENTITY_HEAD].pk)
    step(lead, "following:commitment", now.commitments[0].id, "settle", progress="done", remark="Bought")
    assert step(lead, ONE, written.id, "close", progress="done", remark="All done").status_code == 302
    assert step(lead, ONE, written.id, "reopen", remark="Not all").status_code == 302
    shown = lead.get(page(ONE, number=written.id)).content.decode()
    for said in ("Begun", "Planned", "Buy probes", "All done", "Not all", "Recomendación registrada"):
        assert said in shown


def test_nobody_reaches_another_entity_s(written, people, policy_site, today):
    other = as_person(people.other)
    assert other.get(page(ONE, number=written.id)).status_code == 404
    assert step(other, ONE, written.id, "follow", remark="x").status_code == 404
    assert written.text not in other.get(page(LIST)).content.decode()
    commit(
        policy_site,
        recommendation_id=written.id,
        text="Help",
        entity=people.other_entity,
        due=today,
        actor=people[Role.LEAD],
    )
    assert other.get(page(ONE, number=written.id)).status_code == 200


@pytest.mark.parametrize(("question", "found"), [("?estado=open", 1), ("?estado=done", 0), ("?entidad=EPS-SUR", 0)])
def test_filters(lead, written, question, found):
    assert len(lead.get(page(LIST) + question).context["rows"]) == found


def test_an_auditor_sees_the_past(as_role, written):
    auditor = as_role(Role.AUDITOR)
    assert auditor.get(page(LIST) + "?al=2020-01-01").context["rows"] == []
    assert auditor.get(page(ONE, number=written.id) + "?al=2020-01-01").status_code == 404
