"""The alerts of a year: who sees which, what is done about each, taking one up."""

import pytest
from tests.site.conftest import as_person
from tests.site.filling import page
from tests.site.following.conftest import FOREIGN, OWN, alert_about

from rumbo.apps.accounts.models import Role, Unit
from rumbo.apps.accounts.services import grant
from rumbo.apps.following.models import Case
from rumbo.apps.following.selectors import cases
from rumbo.core.monitoring.records import Severity
from rumbo.core.observations import Origin

pytestmark = pytest.mark.usefixtures("low")


def shown(client, question="", prefix=""):
    answer = client.get(f"{prefix}{page('following:home')}?anio=2026{question}")
    assert answer.status_code == 200
    return answer


def rows(answer):
    return answer.context["alerts"].present


def subjects(answer):
    return {row.subject.code for row in rows(answer)}


def take(client, alert):
    given = {"alert": alert.code, "subject": alert.subject, "began": alert.began}
    return client.post(f"{page('following:take_up')}?anio=2026", given)


def test_the_worst_come_first_with_a_button_to_take_each_up(as_role):
    answer = shown(as_role(Role.LEAD))
    urgency = [list(Severity).index(row.severity) for row in rows(answer)]
    assert urgency == sorted(urgency)
    assert {OWN, FOREIGN} <= subjects(answer)
    assert "Tomar a cargo" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.ENTITY_REPORTER, Role.ENTITY_HEAD, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_read_and_take_nothing_up(as_role, role):
    client = as_role(role)
    assert "Tomar a cargo" not in shown(client).content.decode()
    assert take(client, alert_about(OWN)).status_code == 403
    assert not Case.objects.exists()


def test_an_entity_sees_what_concerns_it(as_role, people):
    assert OWN in subjects(shown(as_role(Role.ENTITY_REPORTER)))
    assert FOREIGN not in subjects(shown(as_role(Role.ENTITY_REPORTER)))
    assert subjects(shown(as_person(people.other))) == {FOREIGN}


def test_a_unit_sees_what_concerns_it(policy_site, people):
    unit = Unit.objects.get(entity__policy=policy_site.code, name="Oficina de Inversiones")
    person = type(people.other).objects.create_user("unit@example.invalid", "Unit")
    grant(person, Role.ENTITY_REPORTER, unit.entity, unit=unit)
    assert OWN not in subjects(shown(as_person(person)))


def test_whoever_takes_an_alert_up_is_in_charge_and_nobody_takes_it_twice(as_role, people, policy_site):
    first = take(as_role(Role.LEAD), alert_about(OWN))
    (case,) = cases(policy_site, 2026)
    assert first.url == page("following:case", number=case.id)
    assert (case.owner_id, case.entity) == (people[Role.LEAD].pk, people.entity)
    planning = as_role(Role.PLANNING)
    again = planning.get(take(planning, alert_about(OWN)).url)
    assert "Lead Person la tomó a su cargo antes" in again.content.decode()
    assert len(cases(policy_site, 2026)) == 1


def test_an_alert_that_holds_no_more_cannot_be_taken_up(as_role, bring):
    alert = alert_about(OWN)
    bring(OWN, 2026, "70")
    answer = take(as_role(Role.LEAD), alert)
    assert answer.status_code == 422
    assert "Esta alerta ya no se presenta" in answer.content.decode()


def test_a_case_whose_alert_holds_no_more_stands_apart(as_role, own, bring):
    bring(OWN, 2026, "70")
    answer = shown(as_role(Role.LEAD))
    assert [row.case.id for row in answer.context["alerts"].gone] == [own.id]
    assert own.id not in {row.case.id for row in rows(answer) if row.case}
    page_of_it = as_role(Role.LEAD).get(page("following:case", number=own.id)).content.decode()
    assert "La alerta ya no se presenta" in page_of_it


@pytest.mark.usefixtures("own", "promised")
@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("&estado=in_progress", {OWN}),
        ("&estado=done", set()),
        ("&entidad=EPS-SUR", {FOREIGN}),
        ("&regla=low_compliance&gravedad=high", {OWN, FOREIGN}),
        ("&regla=low_compliance&gravedad=low", set()),
    ],
)
def test_filters(as_role, question, kept):
    answer = shown(as_role(Role.LEAD), question)
    assert subjects(answer) == kept
    if not kept:
        assert "Mostrar todo" in answer.content.decode()


def test_commitments_and_dates_stand_in_the_list(as_role, promised):
    (row,) = [row for row in rows(shown(as_role(Role.LEAD))) if row.case]
    assert (row.next_due, row.overdue, len(row.commitments)) == (promised.due, 0, 1)


def test_simulated_values_are_marked(as_role, bring):
    assert "SIMULADO" not in shown(as_role(Role.LEAD)).content.decode()
    bring("OP2-I1", 2026, "9", origin=Origin.SIMULATED)
    answer = shown(as_role(Role.LEAD))
    assert answer.context["simulated"]
    assert {row.subject.code: row.simulated for row in rows(answer)}[OWN] is False


def test_the_queries_do_not_grow_with_the_alerts(as_role, bring, django_assert_max_num_queries):
    client = as_role(Role.LEAD)
    shown(client)
    with django_assert_max_num_queries(22):
        shown(client)


def test_english(as_role):
    answer = shown(as_role(Role.LEAD), prefix="/en")
    assert "Take it up" in answer.content.decode()
    assert "Tomar" not in answer.content.decode()


def test_a_reader_without_alerts_is_told_so(people):
    answer = as_person(people.other).get(f"{page('following:home')}?anio=2024")
    assert "Ninguna alerta de este año le concierne" in answer.content.decode()
