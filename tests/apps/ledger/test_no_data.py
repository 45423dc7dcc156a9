"""That there is no figure, and why, is recorded like a value: it moves, it is replaced and chained, it never counts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from tests.apps.invented import Cast, part, value
from tests.apps.ledger.tampering import tampered

from rumbo.apps.ledger.models import ChainHead, Revision
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import head, history, log, observations, verify
from rumbo.apps.ledger.services import advance, record_values, return_value
from rumbo.apps.ledger.signing import content_sha256
from rumbo.apps.ledger.standing import standing_at
from rumbo.apps.ledger.verification import FaultKind
from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.monitoring.method import load_method
from rumbo.core.observations import NewValue, Origin, State
from rumbo.core.policy.models import Policy

KEY = ObservationKey("water-2030", "OP1-I1", 2026)
REASON = "The survey of wells was not carried out."
NONE = NewValue("OP1-I1", 2026, None, no_data_reason=REASON, expected_on=date(2027, 9, 30))


def record(policy: Policy, people: Cast, new: NewValue) -> object:
    return record_values(policy, [new], origin=Origin.REPORTED, actor=people.reporter)


def test_it_goes_the_whole_way_and_a_value_takes_its_place(policy: Policy, people: Cast) -> None:
    record(policy, people, NONE)
    for state, actor in (
        (State.CONSOLIDATED, people.lead),
        (State.VALIDATED, people.planning),
        (State.PUBLISHED, people.planning),
    ):
        advance(KEY, state, actor=actor)
    before = head()
    seen = observations("water-2030", counted_from=State.PUBLISHED)["OP1-I1", 2026]
    assert (seen.value, seen.numerator, seen.denominator) == (None, None, None)
    assert (seen.no_data_reason, seen.expected_on, seen.revision) == (REASON, date(2027, 9, 30), 1)

    record(policy, people, replace(value(), reason="The survey is there."))
    first, second = history(*KEY)
    assert (first.value, first.no_data_reason, first.state) == (None, REASON, State.PUBLISHED)
    assert (str(second.value), second.no_data_reason, second.expected_on) == ("12.5", "", None)
    assert observations("water-2030")["OP1-I1", 2026].approved_before is None
    assert before.recorded_at
    then = observations("water-2030", as_of=before.recorded_at)["OP1-I1", 2026]
    assert (then.value, then.no_data_reason) == (None, REASON)
    assert verify().sound


def test_it_is_returned_and_reported_again(policy: Policy, people: Cast) -> None:
    record(policy, people, NONE)
    return_value(KEY, actor=people.lead, reason="Say which survey.")
    assert observations("water-2030") == {}
    record(policy, people, replace(NONE, no_data_reason="The survey of wells 2026 had no budget.", reason="As asked."))
    assert [r.state for r in history(*KEY)] == [State.RETURNED, State.SUBMITTED]


def test_recording_it_twice_records_it_once_and_another_reason_or_date_is_a_revision(
    policy: Policy, people: Cast
) -> None:
    record(policy, people, NONE)
    record(policy, people, replace(NONE))
    assert Revision.objects.count() == 1
    record(policy, people, replace(NONE, expected_on=date(2027, 10, 31)))
    record(policy, people, replace(NONE, expected_on=date(2027, 10, 31), no_data_reason="Another one."))
    assert [r.number for r in history(*KEY)] == [1, 2, 3]


def test_a_withdrawn_value_is_told_with_what_was_approved(policy: Policy, people: Cast) -> None:
    record(policy, people, value())
    advance(KEY, State.CONSOLIDATED, actor=people.lead)
    advance(KEY, State.VALIDATED, actor=people.planning)
    record(policy, people, replace(NONE, reason="It was the figure of another river."))
    seen = observations("water-2030")["OP1-I1", 2026]
    assert (seen.value, str(seen.approved_before)) == (None, "12.5")
    standing = standing_at(policy, 2026, method=load_method("ceplan-2024")).standing
    [alert] = [alert for alert in standing.alerts if alert.code == "revised_after_approval"]
    assert REASON in alert.message
    assert str(observations("water-2030", counted_from=State.VALIDATED)["OP1-I1", 2026].value) == "12.5"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (NewValue("OP1-I1", 2026, None), "neither a value nor the reason"),
        (replace(NONE, no_data_reason="  "), "neither a value nor the reason"),
        (replace(value(), no_data_reason=REASON), "one of the two"),
        (replace(NONE, numerator=value().value), "one of the two"),
        (replace(NONE, parts=(part("Norte", "1"),)), "one of the two"),
        (replace(value(), expected_on=date(2027, 1, 1)), "expected was given beside a value"),
        (replace(NONE, expected_on=date(9999, 1, 1)), "out of range"),
        (replace(NONE, no_data_reason="a\0b"), "cannot be stored"),
    ],
)
def test_a_value_or_a_reason_and_never_both(policy: Policy, people: Cast, wrong: NewValue, told: str) -> None:
    with speaking("en"), pytest.raises(InputError, match=told):
        record(policy, people, wrong)
    assert Revision.objects.count() == 0


@pytest.mark.parametrize(
    "columns",
    [
        {"value": None, "no_data_reason": None},
        {"value": None, "no_data_reason": ""},
        {"value": None, "no_data_reason": "why", "numerator": "1"},
        {"value": "1", "no_data_reason": "why"},
        {"value": "1", "expected_on": date(2027, 1, 1)},
    ],
)
def test_the_database_itself_holds_a_value_or_a_reason(
    policy: Policy, people: Cast, columns: dict[str, object]
) -> None:
    record(policy, people, value())
    fields = [f.column for f in Revision._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(fields)} FROM ledger_revision")
        row = dict(zip(fields, cursor.fetchone(), strict=True))
    row |= {"sequence": 99, "number": 2, **columns}
    holes = ", ".join(["%s"] * len(row))
    with pytest.raises(DatabaseError, match="value_or_reason"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO ledger_revision ({', '.join(row)}) VALUES ({holes})", list(row.values()))


@pytest.mark.parametrize("changed", ["no_data_reason = 'another'", "expected_on = '2030-01-01'", "expected_on = NULL"])
def test_a_reason_or_a_date_that_is_tampered_with_is_found(policy: Policy, people: Cast, changed: str) -> None:
    record(policy, people, NONE)
    tampered(f"UPDATE ledger_revision SET {changed}")
    assert [(fault.kind, fault.sequence) for fault in verify().faults] == [(FaultKind.ALTERED, 1)]
    connection.needs_rollback = True


def test_a_value_hashes_as_it_always_did(policy: Policy, people: Cast) -> None:
    record(policy, people, value())
    held = {name for name, content in Revision.objects.get().content().items() if content is not None}
    assert not held & {"no_data_reason", "expected_on"}


def test_what_was_signed_of_a_value_is_what_was_signed_before(policy: Policy, people: Cast) -> None:
    record(policy, people, value())
    method = load_method("ceplan-2024")
    standing = standing_at(policy, 2026, method=method).standing
    with_value = content_sha256(standing)
    record(policy, people, replace(NONE, reason="withdrawn"))
    withdrawn = content_sha256(standing_at(policy, 2026, method=method).standing)
    record(policy, people, replace(NONE, expected_on=None, reason="no day is known"))
    assert len({with_value, withdrawn, content_sha256(standing_at(policy, 2026, method=method).standing)}) == 3


def test_the_log_tells_the_reason(policy: Policy, people: Cast) -> None:
    record(policy, people, NONE)
    with speaking("en"):
        assert any(REASON in entry.what for entry in log())
    assert ChainHead.objects.get().recorded_at <= datetime.now(UTC)
