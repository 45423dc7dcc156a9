"""The queue: what waits for whom, what is known of it, and the clean ones taken on together."""

import pytest
from tests.site.filling import page

from rumbo.apps.accounts.models import Role
from rumbo.apps.ledger.selectors import history, latest_of_year
from rumbo.apps.ledger.services import advance
from rumbo.core.observations import State
from rumbo.site.review.doubts import DOUBTFUL


def queue(client, question="", prefix=""):
    answer = client.get(f"{prefix}{page('review:queue')}?anio=2026{question}")
    assert answer.status_code == 200
    return answer


def codes(answer):
    return [row.indicator.code for row in answer.context["queue"].rows]


@pytest.fixture
def waiting(bring, attach_to):
    """Two clean values and one far from last year's, submitted; another one consolidated."""
    for code, figure in (("OP2-I1", "5"), ("S2.1.1-Q1", "8"), ("OP1-I2", "400")):
        attach_to(bring(code, 2026, figure))
    attach_to(bring("S1.1.1-C1", 2026, "120", to=State.CONSOLIDATED))


@pytest.mark.usefixtures("waiting")
def test_each_office_sees_what_waits_for_it(as_role):
    assert codes(queue(as_role(Role.LEAD))) == ["OP1-I2", "OP2-I1", "S2.1.1-Q1"]
    assert codes(queue(as_role(Role.PLANNING))) == ["S1.1.1-C1"]
    assert codes(queue(as_role(Role.PLANNING), "&estado=submitted")) == ["OP1-I2", "OP2-I1", "S2.1.1-Q1"]


@pytest.mark.usefixtures("waiting")
def test_a_value_stands_beside_last_year_s_and_the_target(as_role, bring):
    bring("OP2-I1", 2025, "7")
    row = next(r for r in queue(as_role(Role.LEAD)).context["queue"].rows if r.indicator.code == "OP2-I1")
    assert (row.record.value, row.before.value, row.compliance.target, row.days) == (5, 7, 5, 0)
    assert len(row.record.evidence) == 1


@pytest.mark.usefixtures("waiting")
def test_what_is_unusual_is_flagged_by_its_rule(as_role):
    doubtful = {r.indicator.code: {a.code for a in r.doubts} for r in queue(as_role(Role.LEAD)).context["queue"].rows}
    assert doubtful["OP2-I1"] == set()
    assert "jump" in doubtful["OP1-I2"]
    assert doubtful["OP1-I2"] <= DOUBTFUL


def test_a_value_without_evidence_is_not_clean(as_role, bring):
    bring("OP2-I1", 2026, "5")
    (row,) = queue(as_role(Role.LEAD)).context["queue"].rows
    assert [alert.code for alert in row.doubts] == ["evidence_missing"]


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("&dudas=con", ["OP1-I2"]),
        ("&dudas=sin", ["OP2-I1", "S2.1.1-Q1"]),
        ("&objetivo=OP1", ["OP1-I2"]),
        ("&entidad=EPS-SUR", []),
        ("&entidad=GRA&objetivo=OP2&dudas=sin", ["OP2-I1", "S2.1.1-Q1"]),
    ],
)
def test_filters(as_role, question, expected):
    assert codes(queue(as_role(Role.LEAD), question)) == expected


def bulk(client, *values, state="submitted"):
    return client.post(
        page("review:advance") + "?anio=2026", {"estado": state, "value": values, "back": "anio=2026"}, follow=True
    )


@pytest.mark.usefixtures("waiting")
def test_the_clean_ones_go_on_together_and_the_rest_is_told(as_role, policy_site):
    answer = bulk(as_role(Role.LEAD), "OP2-I1:1", "OP1-I2:1", "S2.1.1-Q1:1")
    states = {code: record.state for code, record in latest_of_year(policy_site.code, 2026).items()}
    assert states["OP2-I1"] is states["S2.1.1-Q1"] is State.CONSOLIDATED
    assert states["OP1-I2"] is State.SUBMITTED
    text = answer.content.decode()
    assert "Se consolidaron 2 valores." in text
    assert "Tiene dudas: ábralo y decida." in text
    again = queue(as_role(Role.LEAD)).content.decode()
    assert "Tiene dudas: ábralo y decida." not in again, "told once"


@pytest.mark.usefixtures("waiting")
def test_what_moved_meanwhile_is_left_and_told(as_role, people, policy_site, bring):
    key = history(policy_site.code, "OP2-I1", 2026)[0].key
    advance(key, State.CONSOLIDATED, actor=people[Role.LEAD])
    bring("S2.1.1-Q1", 2026, "8.5")
    answer = bulk(as_role(Role.LEAD), "OP2-I1:1", "S2.1.1-Q1:1")
    text = answer.content.decode()
    assert "Ya está «Consolidado», por Lead Person." in text
    assert "Mientras tanto fue reemplazado por la revisión 2." in text
    assert latest_of_year(policy_site.code, 2026)["S2.1.1-Q1"].state is State.SUBMITTED


@pytest.mark.usefixtures("waiting")
def test_the_planning_office_validates(as_role, policy_site):
    bulk(as_role(Role.PLANNING), "S1.1.1-C1:1", state="consolidated")
    assert latest_of_year(policy_site.code, 2026)["S1.1.1-C1"].state is State.VALIDATED


@pytest.mark.usefixtures("waiting")
def test_the_planning_office_does_not_consolidate(as_role, policy_site):
    assert bulk(as_role(Role.PLANNING), "OP2-I1:1").status_code == 400
    assert latest_of_year(policy_site.code, 2026)["OP2-I1"].state is State.SUBMITTED


@pytest.mark.parametrize("value", ["OP2-I1", "OP2-I1:x", ":1", "OP2-I1:" + "9" * 40])
def test_an_altered_form_is_refused(as_role, value):
    assert bulk(as_role(Role.LEAD), value).status_code == 400


def test_an_unknown_code_is_left(as_role):
    assert "No hay ningún valor registrado" in bulk(as_role(Role.LEAD), "NO-SUCH:1").content.decode()


def test_nothing_chosen(as_role):
    assert "No se eligió ningún valor" in bulk(as_role(Role.LEAD)).content.decode()


def test_a_state_that_is_no_queue_is_told(as_role):
    assert as_role(Role.LEAD).get(page("review:queue"), {"estado": "draft"}).status_code == 400


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_read_without_a_form(as_role, role):
    answer = queue(as_role(role))
    assert codes(answer)
    assert 'type="checkbox"' not in answer.content.decode()
    assert bulk(as_role(role), "OP2-I1:1").status_code == 403


def test_an_empty_queue_says_what_will_come(as_role):
    assert "Aquí no hay nada pendiente" in queue(as_role(Role.LEAD)).content.decode()


@pytest.mark.usefixtures("waiting")
def test_english_too(as_role):
    assert "3 values wait to be consolidated" in queue(as_role(Role.LEAD), prefix="/en").content.decode()
