"""Recommendations of an evaluation are followed like cases; present alerts are paired with what was taken up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.apps.following.raised import alert
from tests.apps.invented import Cast, value

from rumbo.apps.following.errors import FollowingError
from rumbo.apps.following.models import Progress
from rumbo.apps.following.records import RecommendationRecord
from rumbo.apps.following.selectors import followed_alerts, recommendation, recommendations
from rumbo.apps.following.services import (
    assign_recommendation,
    close_recommendation,
    commit,
    follow_up,
    recommend,
    reopen_recommendation,
    settle,
    take_up,
)
from rumbo.apps.following.words import alert_title, progress_name
from rumbo.apps.ledger.services import open_campaign, record_values
from rumbo.apps.ledger.standing import standing_at
from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.monitoring.method import load_method
from rumbo.core.observations import Origin
from rumbo.core.policy.models import Policy

METHOD = load_method("ceplan-2024")
DUE = date(2028, 12, 31)


def with_targets(policy: Policy) -> Policy:
    """The invented policy with a target for every indicator in 2026."""
    document = policy.model_dump()
    for indicator in document["objectives"][0]["indicators"]:
        indicator["targets"] = {2026: {"value": 10}}
    return Policy.model_validate(document)


@pytest.fixture
def wish(policy: Policy, people: Cast) -> RecommendationRecord:
    """The first recommendation of the evaluation of 2026."""
    return recommend(
        policy,
        report="Evaluation 2025-2026",
        number="1",
        text="Publish the register of wells",
        entity="RIOS",
        unit="Statistics",
        due=DUE,
        actor=people.lead,
    )


def test_a_recommendation_is_written_down_once(policy: Policy, people: Cast, wish: RecommendationRecord) -> None:
    assert (wish.progress, wish.due, wish.entity, wish.begun_by) == (Progress.OPEN, DUE, "RIOS", "Luis")
    assert recommendations(policy) == (wish,)
    assert recommendation(policy, wish.id) == wish
    assert recommendation(policy, wish.id, as_of=wish.begun_at - timedelta(seconds=1)) is None
    with pytest.raises(InputError, match="already has a recommendation 1"):
        recommend(policy, report=wish.report, number="1", text="x", entity="RIOS", actor=people.lead)
    other = recommend(policy, report="Evaluation 2027-2028", number="1", text="x", entity="RIOS", actor=people.lead)
    assert recommendations(policy) == (wish, other)


@pytest.mark.parametrize("wrong", [{"entity": "MAR"}, {"text": " "}, {"number": "1" * 21}, {"report": "x" * 201}])
def test_what_is_not_whole_is_not_written_down(policy: Policy, people: Cast, wrong: dict[str, str]) -> None:
    whole = {"report": "2026", "number": "1", "text": "x", "entity": "RIOS"}
    with pytest.raises(InputError):
        recommend(policy, **{**whole, **wrong}, actor=people.lead)
    assert recommendations(policy) == ()


def test_a_recommendation_is_followed_to_its_end(policy: Policy, people: Cast, wish: RecommendationRecord) -> None:
    assert assign_recommendation(policy, wish.id, people.other_reporter, actor=people.planning).owner == "Rosa"
    promised = commit(policy, recommendation_id=wish.id, text="A first list", entity="RIOS", due=DUE, actor=people.lead)
    later = date(2029, 3, 31)
    follow_up(policy, recommendation_id=wish.id, actor=people.other_reporter, remark="More wells", new_due=later)
    now = recommendation(policy, wish.id)
    assert now is not None
    assert (now.progress, now.due, now.commitments) == (Progress.IN_PROGRESS, later, (promised,))
    with pytest.raises(FollowingError, match="It has commitments that have not ended"):
        close_recommendation(policy, wish.id, Progress.DONE, actor=people.lead, remark="done")
    settle(policy, promised.id, Progress.DONE, actor=people.lead, remark="seen")
    with pytest.raises(InputError, match="It ends as done or as closed"):
        close_recommendation(policy, wish.id, Progress.OPEN, actor=people.lead, remark="done")
    done = close_recommendation(policy, wish.id, Progress.DONE, actor=people.lead, remark="published")
    assert (done.progress, done.history[-1].remark) == (Progress.DONE, "published")
    again = reopen_recommendation(policy, wish.id, actor=people.lead, remark="the page is gone")
    assert again.progress is Progress.IN_PROGRESS


def test_each_present_alert_stands_beside_its_case(policy: Policy, people: Cast) -> None:
    """Taken up in one language, known again in another; gone when it no longer fires."""
    due = datetime.now(UTC).date() - timedelta(days=5)
    programmed = with_targets(policy)
    open_campaign(programmed, 2026, opens=date(2026, 1, 1), due=due, actor=people.lead)
    with speaking("es"):
        raised = standing_at(programmed, 2026, method=METHOD).standing.alerts
    late = next(each for each in raised if (each.code, each.subject) == ("no_data", "OP1-I1"))
    case = take_up(programmed, late, actor=people.lead)
    assert (case.key.since, case.entity) == (due.isoformat(), "AGUA")
    stale = take_up(programmed, alert("OP1-I1", "jump"), actor=people.lead)
    with speaking("en"):
        found = followed_alerts(standing_at(programmed, 2026, method=METHOD).standing)
    assert [(each.alert.subject, each.case) for each in found.alerts if each.alert.code == "no_data"] == [
        ("OP1-I1", case),
        ("OP1-I2", None),
        ("OP1-I3", None),
        ("OP1-I4", None),
    ]
    assert found.gone == (stale,)
    record_values(programmed, [value(1, "10")], origin=Origin.REPORTED, actor=people.reporter)
    assert followed_alerts(standing_at(programmed, 2026, method=METHOD).standing).gone == (case, stale)


def test_states_and_alerts_have_names() -> None:
    assert [progress_name(each) for each in Progress] == ["open", "in progress", "done", "closed without action"]
    with speaking("es"):
        assert alert_title("no_data") == "Sin datos después del vencimiento"
    assert alert_title("of another time") == "of another time"
