"""What anyone may read through the interface."""

import pytest

from rumbo.core.observations import Origin, State
from rumbo.site.api.interface import api


@pytest.mark.parametrize(
    ("list_", "count"), [("objectives", 2), ("guidelines", 3), ("services", 3), ("indicators", 8), ("entities", 2)]
)
def test_the_policy_is_told_whole(visitor, list_, count):
    told = visitor.get(list_).json()
    assert told["count"] == len(told["items"]) == count


def test_a_list_is_cut_and_names_its_neighbours(visitor):
    answer = visitor.get("indicators?limit=3&offset=3")
    assert [item["code"] for item in answer.json()["items"]] == [
        item["code"] for item in visitor.get("indicators").json()["items"]
    ][3:6]
    assert 'limit=3&offset=6>; rel="next"' in answer["Link"]
    assert 'limit=3&offset=0>; rel="prev"' in answer["Link"]
    assert "Link" not in visitor.get("indicators")


def test_indicators_are_chosen(visitor):
    chosen = visitor.get("indicators?objective=OP2&kind=objective").json()["items"]
    assert chosen
    assert {item["objective"] for item in chosen} == {"OP2"}
    assert visitor.get("indicators?objective=OP9").status_code == 404


def test_a_sheet_has_its_targets_as_numbers(visitor, policy_site):
    indicator = policy_site.indicators[0]
    sheet = visitor.get(f"indicators/{indicator.code.lower()}").json()
    assert sheet["code"] == indicator.code
    assert {t["year"]: t["value"] for t in sheet["targets"]} == {
        year: float(target.value) if target.value is not None else None for year, target in indicator.targets.items()
    }


def test_only_published_values_are_told(visitor, bring, policy_site):
    first, second = policy_site.indicators[0].code, policy_site.indicators[1].code
    bring(first, 2026, "41.5", to=State.PUBLISHED, origin=Origin.SIMULATED)
    bring(second, 2026, "93", to=State.VALIDATED)
    values = visitor.get("values").json()["items"]
    assert [(v["indicator"], v["value"], v["simulated"]) for v in values] == [(first, 41.5, True)]
    assert visitor.get(f"values?indicator={second}").json() == {"items": [], "count": 0}


def test_no_value_is_null_not_zero(visitor, policy_site):
    told = visitor.get("status/2026").json()
    assert {row["value"] for row in told["indicators"]} == {None}
    assert told["management"]["value"] is None
    assert told["management"]["with_data"] == 0


def test_an_unchanged_answer_is_not_sent_again(visitor, bring, policy_site):
    first = visitor.get("status/2026")
    tag = first["ETag"]
    again = visitor.get("status/2026", **{"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    bring(policy_site.indicators[0].code, 2026, "41.5", to=State.PUBLISHED)
    changed = visitor.get("status/2026", **{"if-none-match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag


@pytest.mark.parametrize(
    ("address", "status"),
    [("indicators/OP9-I9", 404), ("status/1800", 422), ("indicators?limit=0", 422), ("nothing", 404), ("me", 401)],
)
def test_a_no_is_a_problem_document(visitor, address, status):
    answer = visitor.get(address)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_sentences_come_in_the_language_asked_for(visitor):
    assert "año" in visitor.get("status/1800").json()["detail"]
    assert "year" in visitor.get("status/1800?lang=en").json()["detail"]


def test_too_many_requests_are_told_to_wait(visitor, monkeypatch):
    for limit in api.throttle:
        monkeypatch.setattr(limit, "num_requests", 3)
    answers = [visitor.get("policy") for _time in range(4)]
    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_interface_is_described_for_people(visitor, prefix):
    page = visitor.client.get(f"{prefix}/interfaz/")
    assert page.status_code == 200
    assert b"/api/v1/indicators/{code}" in page.content
