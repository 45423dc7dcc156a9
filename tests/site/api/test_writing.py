"""How a program reports: within its token, checked like a form, all or nothing, twice is once."""

from dataclasses import replace

import pytest

from rumbo.apps.accounts.models import ApiToken, Role
from rumbo.apps.accounts.services import RoleIn, change_roles, deactivate, revoke_token
from rumbo.apps.ledger.models import Revision
from rumbo.core.observations import State

RATIO = {"indicator": "OP1-I1", "year": 2026, "numerator": "83", "denominator": "100"}
COUNT = {"indicator": "OP2-I1", "year": 2026, "value": 7}


def test_values_are_recorded_once(token, policy_site):
    program = token()
    first = program.post("values", {"values": [RATIO, COUNT]})
    assert first.json()["recorded"] == ["OP1-I1", "OP2-I1"], first.content
    again = program.post("values", {"values": [RATIO, COUNT]})
    assert again.json() == {**again.json(), "recorded": [], "unchanged": ["OP1-I1", "OP2-I1"]}
    assert Revision.objects.count() == 2
    revision = Revision.objects.get(indicator="OP1-I1")
    assert (revision.value, revision.source_name) == (83, "register of wells")
    assert revision.transitions.get().to_state == State.SUBMITTED


def test_a_dry_run_stores_nothing(token):
    answer = token().post("values", {"values": [RATIO], "dry_run": True})
    assert answer.status_code == 200
    assert not Revision.objects.exists()


def test_one_bad_value_keeps_all_out(token):
    bad = {"indicator": "OP2-I1", "year": 2026, "value": "seven"}
    answer = token().post("values", {"values": [RATIO, bad]})
    assert answer.status_code == 422
    assert [p["where"] for p in answer.json()["problems"]] == ["values.1.value"]
    assert not Revision.objects.exists()


def test_another_value_asks_for_its_reason(token):
    program = token()
    program.post("values", {"values": [RATIO]})
    changed = {**RATIO, "numerator": "84"}
    assert program.post("values", {"values": [changed]}).status_code == 422
    assert program.post("values", {"values": [{**changed, "reason": "A register was completed."}]}).status_code == 200
    assert Revision.objects.count() == 2


def test_a_token_reaches_its_entity_only(token, people, policy_site):
    foreign = next(i.code for i in policy_site.indicators if policy_site.reporting_entity(i.code) != people.entity)
    answer = token().post("values", {"values": [{"indicator": foreign, "year": 2026, "value": 1}]})
    assert answer.status_code == 403
    assert foreign in answer.json()["detail"]
    assert foreign not in token().get("me").json()["indicators"]


def test_a_token_never_reaches_further_than_its_person(token, people):
    program = token()
    membership = people[Role.ENTITY_REPORTER].memberships.get()
    change_roles(
        people[Role.ENTITY_REPORTER],
        take=[RoleIn(Role.ENTITY_REPORTER, membership.entity)],
        actor=people[Role.ADMINISTRATOR],
        reason="Moved.",
    )
    assert program.post("values", {"values": [RATIO]}).status_code in {403, 409}
    assert not Revision.objects.exists()


def test_a_token_that_reads_does_not_write(token):
    assert token(scope=ApiToken.Scope.READ).post("values", {"values": [RATIO]}).status_code == 403


@pytest.mark.parametrize("secret", ["", "rumbo_", "rumbo_x", "Bearer", "ñ"])
def test_no_token_no_entry(visitor, secret):
    assert replace(visitor, secret=secret).post("values", {"values": [RATIO]}).status_code == 401


def test_a_withdrawn_token_ends(token, people):
    program = token()
    revoke_token(ApiToken.objects.get(), actor=people[Role.ENTITY_REPORTER])
    assert program.post("values", {"values": [RATIO]}).status_code == 401


def test_a_person_who_left_takes_the_token_along(token, people):
    program = token()
    deactivate(people[Role.ENTITY_REPORTER], actor=people[Role.ADMINISTRATOR], reason="Left.")
    assert program.get("me").status_code == 401


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("{", "application/json"),
        ('{"values": NaN}', "application/json"),
        ("[" * 100_000, "application/json"),
        ('{"values": []}', "application/json"),
        ('{"values": [{"indicator": "OP1-I1", "year": 2026, "value": 1e400}]}', "application/json"),
        ("values=1", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00", "application/json"),
        ('{"values": "' + "x" * 6_000_000 + '"}', "application/json"),
    ],
    ids=["cut", "nan", "deep", "empty", "infinite", "form", "bytes", "huge"],
)
def test_what_is_no_request_is_refused(token, body, kind):
    answer = token().post("values", body, kind)
    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"
    assert not Revision.objects.exists()


NO_DATA = {"indicator": "OP2-I1", "year": 2026, "value": None, "no_data_reason": "No se realizó la encuesta."}


def test_that_there_is_no_figure_is_recorded_once_and_replaced_with_a_reason(token):
    program = token()
    told = {**NO_DATA, "expected_on": "2027-09-30"}
    assert program.post("values", {"values": [told]}).json()["recorded"] == ["OP2-I1"]
    assert program.post("values", {"values": [told]}).json()["unchanged"] == ["OP2-I1"]
    revision = Revision.objects.get()
    assert (revision.value, revision.no_data_reason, str(revision.expected_on)) == (
        None,
        "No se realizó la encuesta.",
        "2027-09-30",
    )
    assert program.post("values", {"values": [COUNT]}).status_code == 422
    assert program.post("values", {"values": [{**COUNT, "reason": "Ya hay encuesta."}]}).status_code == 200
    back = program.post("values", {"values": [{**NO_DATA, "expected_on": None}]})
    assert back.status_code == 422, "withdrawing a value asks for its reason too"


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        ({"no_data_reason": ""}, "values.0.value"),
        ({"value": 7}, "values.0.no_data_reason"),
        ({"no_data_reason": "", "expected_on": "2027-09-30"}, "values.0.no_data_reason"),
        ({"expected_on": "2027-02-30"}, "values.0.expected_on"),
        ({"expected_on": "soon"}, "values.0.expected_on"),
    ],
)
def test_no_figure_without_a_reason_or_beside_a_figure_is_refused(token, sent, where):
    answer = token().post("values", {"values": [{**NO_DATA, **sent}]})
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("application/problem+json")
    [problem] = answer.json()["problems"]
    assert where in problem["where"]
    assert problem["what"]
    assert not Revision.objects.exists()
