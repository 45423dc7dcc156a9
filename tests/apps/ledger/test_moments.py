"""Which moment a text means, and what was known then."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.apps.invented import Cast, invented_policy, value

from rumbo.apps.ledger.selectors import head, history, observations, parse_as_of
from rumbo.apps.ledger.services import advance, record_values, store_evidence
from rumbo.core.errors import InputError
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Policy


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20", datetime(2026, 11, 21, 4, 59, 59, 999999, UTC)),
        (" 2026-11-20T10:00:00-05:00 ", datetime(2026, 11, 20, 15, 0, tzinfo=UTC)),
        ("2026-11-20T10:00", datetime(2026, 11, 20, 15, 0, tzinfo=UTC)),
        ("2026-11-20T10:00:00Z", datetime(2026, 11, 20, 10, 0, tzinfo=UTC)),
        ("2026-11-20T10:00:00.123456+00:00", datetime(2026, 11, 20, 10, 0, 0, 123456, UTC)),
    ],
)
def test_a_text_means_a_moment(text: str, moment: datetime) -> None:
    assert parse_as_of(text) == moment


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["", "yesterday", "20/11/2026", "2026-02-30", "2026-13-01T00:00", "9999-12-31T23:59-20:00"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_as_of(text)
    assert str(refused.value) == (
        f"“{text}” is no moment. "
        "Give a date (2026-12-31), an instant (2026-12-31T18:00) or the number of an issued report."
    )


def test_every_past_moment_can_be_asked_again(policy: Policy, people: Cast) -> None:
    for figure in ("1", "2", "3"):
        record_values(policy, [value(1, figure)], origin=Origin.REPORTED, actor=people.reporter)
    advance(history("water-2030", "OP1-I1", 2026)[0].key, State.CONSOLIDATED, actor=people.lead)
    told = history("water-2030", "OP1-I1", 2026)
    for revision in told:
        submitted = revision.transitions[0].at
        assert observations("water-2030", as_of=submitted)["OP1-I1", 2026].value == revision.value
        before = observations("water-2030", as_of=revision.recorded_at)
        assert ("OP1-I1", 2026) not in before or before["OP1-I1", 2026].revision == revision.number - 1
    last = told[2].transitions
    assert observations("water-2030", as_of=last[0].at)["OP1-I1", 2026].state is State.SUBMITTED
    assert observations("water-2030", as_of=last[1].at)["OP1-I1", 2026].state is State.CONSOLIDATED
    assert len(history("water-2030", "OP1-I1", 2026, as_of=told[1].recorded_at)) == 2
    assert observations("water-2030", as_of=told[0].recorded_at - timedelta(days=1)) == {}
    assert history("water-2030", "OP1-I1", 2026, as_of=datetime(2000, 1, 1, tzinfo=UTC)) == ()


def test_the_head_is_where_the_ledger_stood(policy: Policy, people: Cast) -> None:
    assert (head().sequence, head().recorded_at) == (0, None)
    record_values(policy, [value(1)], origin=Origin.REPORTED, actor=people.reporter)
    first = head()
    assert first.recorded_at
    record_values(policy, [value(3)], origin=Origin.REPORTED, actor=people.reporter)
    assert head(first.recorded_at) == first
    assert head(first.recorded_at - timedelta(microseconds=1)).sequence == 1
    assert head(datetime(2199, 1, 1, tzinfo=UTC)) == head()
    assert head().sequence == 4


def test_policies_do_not_mix(policy: Policy, people: Cast) -> None:
    record_values(policy, [value(1)], origin=Origin.REPORTED, actor=people.reporter)
    assert observations(invented_policy("air-2030").code) == {}


@pytest.mark.parametrize("revisions", [1, 6])
def test_the_number_of_queries_is_constant(
    policy: Policy, people: Cast, revisions: int, django_assert_num_queries: object
) -> None:
    act = store_evidence(b"signed", "act.pdf")
    for n in range(revisions):
        values = [value(i, str(n), year=year) for i in (1, 3) for year in (2025, 2026)]
        record_values(policy, values, origin=Origin.REPORTED, actor=people.reporter, evidence=[act])
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(observations("water-2030")) == 4
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(history("water-2030", "OP1-I1", 2026)) == revisions
