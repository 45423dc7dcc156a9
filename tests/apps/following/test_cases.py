"""An alert is taken up once, followed by entries that only add up, and closed with a reason."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.apps.following.raised import alert
from tests.apps.invented import Cast, invented_cast, invented_policy

from rumbo.apps.following.errors import FollowingError
from rumbo.apps.following.models import ADDED, Case, Entry, Progress
from rumbo.apps.following.records import CaseRecord
from rumbo.apps.following.selectors import case, case_of, cases, commitments, public_cases
from rumbo.apps.following.services import (
    assign,
    close,
    commit,
    follow_up,
    make_public,
    recommend,
    reopen,
    settle,
    take_up,
    take_up_several,
    unsettle,
)
from rumbo.apps.ledger.guards import REFUSAL
from rumbo.apps.ledger.services import store_evidence
from rumbo.core.errors import InputError
from rumbo.core.policy.models import Policy

DUE = date(2027, 6, 30)


@pytest.fixture
def taken(policy: Policy, people: Cast) -> CaseRecord:
    """The case of a low value of AGUA's indicator."""
    return take_up(policy, alert(), actor=people.lead)


def test_an_alert_is_taken_up_once(policy: Policy, people: Cast, taken: CaseRecord) -> None:
    again = take_up(policy, alert(), actor=people.planning, owner=people.auditor)
    assert again == taken
    assert (taken.key, taken.progress, taken.public, taken.owner) == (
        ("water-2030", 2026, "low_compliance", "OP1-I1", "2026"),
        Progress.OPEN,
        False,
        "",
    )
    assert (taken.entity, taken.unit, taken.begun_by) == ("AGUA", "Statistics", "Luis")
    assert cases(policy, 2026) == (taken,) == (case(policy, taken.id),)
    assert case_of(policy, alert()) == taken
    assert case_of(policy, alert(began="2025")) is None
    assert cases(policy, 2027) == ()


def test_the_entity_concerned_is_the_one_that_the_policy_names(policy: Policy, people: Cast) -> None:
    rios = take_up(policy, alert("OP1-I2"), actor=people.lead)
    whole = take_up(policy, alert("water-2030", "simulated"), actor=people.lead)
    named = take_up(policy, alert("OP1-I1", "jump"), actor=people.lead, entity="RIOS")
    assert [(c.entity, c.unit) for c in (rios, whole, named)] == [
        ("RIOS", "Statistics"),
        ("AGUA", "Lead office"),
        ("RIOS", ""),
    ]
    with pytest.raises(InputError, match="There is no “MAR”"):
        take_up(policy, alert("OP1-I3"), actor=people.lead, entity="MAR")


def test_the_present_state_is_the_sum_of_the_entries(policy: Policy, people: Cast, taken: CaseRecord) -> None:
    assign(policy, taken.id, people.reporter, actor=people.lead, remark="yours")
    promised = commit(policy, case_id=taken.id, text="Mend the pipe", entity="AGUA", due=DUE, actor=people.lead)
    note = store_evidence(b"minutes", "minutes.pdf")
    entry = follow_up(
        policy,
        commitment_id=promised.id,
        actor=people.reporter,
        remark="Rain delayed it",
        evidence=note,
        new_due=date(2027, 9, 30),
    )
    assert (entry.by, entry.progress, entry.due, entry.evidence) == (
        "Ana",
        Progress.IN_PROGRESS,
        date(2027, 9, 30),
        note,
    )
    now = case(policy, taken.id)
    assert now is not None
    assert (now.progress, now.owner, now.owner_id) == (Progress.IN_PROGRESS, "Ana", people.reporter.pk)
    [mended] = now.commitments
    assert (mended.promised_due, mended.due, mended.times_moved) == (DUE, date(2027, 9, 30), 1)
    assert [e.remark for e in mended.history] == ["", "Rain delayed it"]
    settle(policy, promised.id, Progress.DONE, actor=people.planning, remark="Seen")
    closed = close(policy, taken.id, Progress.DONE, actor=people.lead, remark="It runs")
    assert (closed.progress, closed.commitments[0].progress) == (Progress.DONE, Progress.DONE)
    assert [e.progress for e in closed.history if e.progress] == [
        Progress.OPEN,
        Progress.IN_PROGRESS,
        Progress.DONE,
    ]


def test_any_moment_can_be_asked_for(policy: Policy, people: Cast, taken: CaseRecord) -> None:
    before = datetime.now(UTC)
    promised = commit(policy, case_id=taken.id, text="Mend it", entity="AGUA", due=DUE, actor=people.lead)
    between = datetime.now(UTC)
    settle(policy, promised.id, Progress.CLOSED, actor=people.lead, remark="No money")
    assert case(policy, taken.id, as_of=before) == taken
    assert case(policy, taken.id, as_of=taken.begun_at.replace(year=2020)) is None
    assert commitments(policy, as_of=before) == ()
    assert commitments(policy, as_of=between) == (promised,)
    assert commitments(policy)[0].progress is Progress.CLOSED


def test_what_has_ended_takes_nothing_more_until_it_is_taken_up_again(
    policy: Policy, people: Cast, taken: CaseRecord
) -> None:
    promised = commit(policy, case_id=taken.id, text="Mend it", entity="AGUA", due=DUE, actor=people.lead)
    with pytest.raises(FollowingError, match=r"It has commitments that have not ended: 1\. Settle them first\."):
        close(policy, taken.id, Progress.DONE, actor=people.lead, remark="done")
    settle(policy, promised.id, Progress.DONE, actor=people.lead, remark="done")
    with pytest.raises(FollowingError, match="It has ended already"):
        follow_up(policy, commitment_id=promised.id, actor=people.reporter, remark="more")
    close(policy, taken.id, Progress.CLOSED, actor=people.lead, remark="nothing to do")
    for refused in (
        lambda: close(policy, taken.id, Progress.DONE, actor=people.lead, remark="again"),
        lambda: assign(policy, taken.id, people.lead, actor=people.lead),
        lambda: follow_up(policy, case_id=taken.id, actor=people.reporter, remark="more"),
        lambda: commit(policy, case_id=taken.id, text="x", entity="AGUA", due=DUE, actor=people.lead),
        lambda: unsettle(policy, promised.id, actor=people.lead, remark="not done"),
    ):
        with pytest.raises(FollowingError, match="It has ended already"):
            refused()
    assert reopen(policy, taken.id, actor=people.lead, remark="it leaks").progress is Progress.IN_PROGRESS
    with pytest.raises(FollowingError, match="It has not ended"):
        reopen(policy, taken.id, actor=people.lead, remark="again")
    assert unsettle(policy, promised.id, actor=people.lead, remark="not done").progress is Progress.IN_PROGRESS


def test_the_planning_office_makes_an_alert_public_and_takes_it_back(
    policy: Policy, people: Cast, taken: CaseRecord
) -> None:
    assert public_cases(policy) == ()
    shown = make_public(policy, taken.id, actor=people.planning)
    assert make_public(policy, taken.id, actor=people.planning) == shown
    assert (shown.public, shown.public_since) == (True, shown.history[-1].at)
    assert public_cases(policy, 2026) == (shown,)
    assert public_cases(policy, 2025) == ()
    hidden = make_public(policy, taken.id, actor=people.planning, public=False, remark="by mistake")
    assert (hidden.public, hidden.public_since) == (False, None)
    assert public_cases(policy) == ()


def test_commitments_are_listed_by_entity_and_by_date(policy: Policy, people: Cast, taken: CaseRecord) -> None:
    def promise(entity: str, due: date) -> int:
        return commit(policy, case_id=taken.id, text="x", entity=entity, due=due, actor=people.lead).id

    late, early, other = promise("AGUA", DUE), promise("AGUA", date(2027, 1, 31)), promise("RIOS", DUE)
    assert [c.id for c in commitments(policy)] == [early, late, other]
    assert [c.id for c in commitments(policy, "AGUA")] == [early, late]
    assert [c.id for c in commitments(policy, overdue_on=DUE)] == [early]
    assert [c.id for c in commitments(policy, overdue_on=date(2027, 7, 1))] == [early, late, other]
    settle(policy, early, Progress.DONE, actor=people.lead, remark="done")
    assert [c.id for c in commitments(policy, overdue_on=DUE)] == []


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001, "nul\0"])
def test_texts_that_cannot_stand_are_refused(policy: Policy, people: Cast, taken: CaseRecord, text: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(InputError):
        follow_up(policy, case_id=taken.id, actor=people.reporter, remark=text)
    with pytest.raises(InputError):
        commit(policy, case_id=taken.id, text=text, entity="AGUA", due=DUE, actor=people.lead)
    assert Entry.objects.count() == before


def test_a_remark_is_about_one_thing(policy: Policy, people: Cast, taken: CaseRecord) -> None:
    with pytest.raises(InputError, match="A remark is about one thing"):
        follow_up(policy, actor=people.lead, remark="x")
    with pytest.raises(InputError, match="A remark is about one thing"):
        follow_up(policy, actor=people.lead, remark="x", case_id=1, commitment_id=1)
    with pytest.raises(InputError, match="A case has no date"):
        follow_up(policy, actor=people.lead, remark="x", case_id=taken.id, new_due=DUE)
    with pytest.raises(InputError, match="either a case or a recommendation"):
        commit(policy, text="x", entity="AGUA", due=DUE, actor=people.lead)


def test_a_case_of_another_policy_is_not_found(policy: Policy, people: Cast, taken: CaseRecord) -> None:
    other = invented_policy("air-2030")
    lead = invented_cast(other).lead
    assert case(other, taken.id) is None
    with pytest.raises(FollowingError, match="is not followed here"):
        close(other, taken.id, Progress.DONE, actor=lead, remark="x")
    with pytest.raises(FollowingError, match="is not followed here"):
        close(policy, 999, Progress.DONE, actor=people.lead, remark="x")


@pytest.mark.parametrize("kind", ADDED, ids=lambda kind: kind.__name__)
def test_nothing_that_was_added_is_changed_or_deleted(
    policy: Policy, people: Cast, taken: CaseRecord, kind: type[Case]
) -> None:
    recommend(policy, report="2026", number="1", text="Do", entity="AGUA", actor=people.lead)
    commit(policy, case_id=taken.id, text="x", entity="AGUA", due=DUE, actor=people.lead)
    row = kind.objects.first()
    with pytest.raises(FollowingError, match="never changed"):
        row.save()
    with pytest.raises(FollowingError, match="never deleted"):
        row.delete()
    table = kind._meta.db_table
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_many_cases_are_read_in_four_queries(
    policy: Policy, people: Cast, taken: CaseRecord, django_assert_num_queries: Any
) -> None:
    for subject in ("OP1-I2", "OP1-I3"):
        case_id = take_up(policy, alert(subject), actor=people.lead, owner=people.lead).id
        commit(policy, case_id=case_id, text="x", entity="AGUA", due=DUE, actor=people.lead, person=people.reporter)
    with django_assert_num_queries(4):
        assert len(cases(policy, 2026)) == 3


def test_several_alerts_are_taken_up_in_one_step(policy: Policy, people: Cast, taken: CaseRecord) -> None:
    alerts = [alert(), alert("OP1-I2"), alert("OP1-I3"), alert("OP1-I2")]
    done = take_up_several(policy, alerts, actor=people.planning, owner=people.reporter, remark=" Together ")
    assert done.before == (taken,)
    assert [(c.key.subject, c.owner, c.begun_by) for c in done.taken] == [
        ("OP1-I2", people.reporter.name, people.planning.name),
        ("OP1-I3", people.reporter.name, people.planning.name),
    ]
    assert [entry.remark for record in done.taken for entry in record.history] == ["Together", "Together"]
    again = take_up_several(policy, alerts, actor=people.lead, owner=people.lead)
    assert (again.taken, again.before) == ((), cases(policy, 2026))


def test_several_alerts_are_taken_up_or_none(policy: Policy, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    alerts = [alert(), alert("OP1-I2")]
    with pytest.raises(FollowingError, match="This asks for the role"):
        take_up_several(policy, alerts, actor=people.reporter, owner=people.reporter)
    kept = Entry.save

    def full_at_the_second(entry: Entry, *args: Any, **kwargs: Any) -> None:
        if Entry.objects.exists():
            raise DatabaseError("disk full")
        kept(entry, *args, **kwargs)

    monkeypatch.setattr(Entry, "save", full_at_the_second)
    with pytest.raises(DatabaseError, match="disk full"):
        take_up_several(policy, alerts, actor=people.lead, owner=people.lead)
    assert cases(policy) == ()
    assert not Case.objects.exists()
