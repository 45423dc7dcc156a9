"""A draft enters the ledger once, however often it is sent, and never over what was not seen."""

from uuid import UUID, uuid4

import pytest
from tests.apps.invented import Cast, part, value

from rumbo.apps.accounts.models import Person
from rumbo.apps.desk.models import Draft, Submission
from rumbo.apps.desk.records import Conflict, DraftContent, Saved, Submitted, TypedPart
from rumbo.apps.desk.selectors import draft_of
from rumbo.apps.desk.services import attach, save_draft, submit_draft
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import head, history, verify
from rumbo.apps.ledger.services import record_values, return_value, store_evidence
from rumbo.core.intake.errors import IntakeError
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Policy

TWELVE = DraftContent(value="12.5", comment="all wells")


def submit(
    policy: Policy, key: ObservationKey, content: DraftContent, actor: Person, seen: int = 0, form: UUID | None = None
) -> Submitted | Conflict:
    return submit_draft(policy, key, content, actor=actor, submission_id=form or uuid4(), seen_version=seen)


def test_what_was_typed_stands_in_the_ledger_and_the_draft_is_gone(
    policy: Policy, people: Cast, key: ObservationKey
) -> None:
    act = store_evidence(b"act", "act.pdf")
    attach(policy, key, act, actor=people.reporter)
    typed = DraftContent(value="12,5", comment=" all wells ", parts=())
    done = submit(policy, key, typed, people.reporter)
    assert isinstance(done, Submitted)
    [revision] = history(*key)
    assert (done.revision_sequence, done.revision_number, done.recorded, done.repeated) == (
        revision.sequence,
        1,
        True,
        False,
    )
    assert (str(revision.value), revision.comment, revision.state) == ("12.5", "all wells", State.SUBMITTED)
    assert (revision.evidence, revision.entity, revision.recorded_by) == ((act,), "AGUA", "Ana")
    assert draft_of(key) is None
    assert verify().sound


def test_the_same_submission_sent_again_is_recorded_once_and_answered_the_same(
    policy: Policy, people: Cast, key: ObservationKey
) -> None:
    form = uuid4()
    save_draft(policy, key, DraftContent(value="1"), actor=people.reporter, seen_version=0)
    first = submit(policy, key, TWELVE, people.reporter, 1, form)
    assert isinstance(first, Submitted)
    end = head()
    for _ in range(3):
        again = submit(policy, key, TWELVE, people.reporter, 1, form)
        assert isinstance(again, Submitted)
        assert again.repeated
        assert (again.revision_sequence, again.revision_number, again.recorded) == (first.revision_sequence, 1, True)
    assert (head(), Draft.objects.count(), Submission.objects.count()) == (end, 0, 1)


def test_an_answer_leaves_a_draft_begun_since_alone(policy: Policy, people: Cast, key: ObservationKey) -> None:
    form = uuid4()
    submit(policy, key, TWELVE, people.reporter, 0, form)
    begun = save_draft(policy, key, DraftContent(value="13"), actor=people.lead, seen_version=0)
    assert isinstance(begun, Saved)
    again = submit(policy, key, TWELVE, people.reporter, 0, form)
    assert isinstance(again, Submitted)
    assert draft_of(key) == begun.draft


def test_a_form_serves_one_person_and_one_value(policy: Policy, people: Cast, key: ObservationKey) -> None:
    form = uuid4()
    submit(policy, key, TWELVE, people.reporter, 0, form)
    for person, other in ((people.lead, key), (people.reporter, key._replace(year=2025))):
        with pytest.raises(LedgerError, match="already used for another submission"):
            submit(policy, other, TWELVE, person, 0, form)


def test_a_bad_figure_stays_a_draft_and_every_problem_names_its_field(
    policy: Policy, people: Cast, key: ObservationKey
) -> None:
    wrong = DraftContent(value="=1+1", comment="x" * 5001, parts=(TypedPart("region", "Sur", value="abc"),))
    with pytest.raises(IntakeError) as refused:
        submit(policy, key, wrong, people.reporter)
    assert {problem.where for problem in refused.value.problems} == {"value", "parts.0.value"}
    kept = draft_of(key)
    assert kept is not None
    assert (kept.content, kept.version) == (wrong, 1)
    assert head().sequence == 0
    assert isinstance(submit(policy, key, TWELVE, people.reporter, 1), Submitted)


def test_nothing_is_submitted_without_a_value(policy: Policy, people: Cast, key: ObservationKey) -> None:
    for empty in (DraftContent(), DraftContent(value="s/d", comment="no data yet")):
        with pytest.raises(IntakeError, match="There is no value to submit"):
            submit(policy, key, empty, people.reporter, 0 if draft_of(key) is None else 1)
    assert history(*key) == ()


def test_a_correction_asks_for_a_reason(policy: Policy, people: Cast, key: ObservationKey) -> None:
    submit(policy, key, TWELVE, people.reporter)
    with pytest.raises(IntakeError) as refused:
        submit(policy, key, DraftContent(value="13"), people.reporter)
    assert [(p.where, p.what) for p in refused.value.problems] == [
        ("reason", "The value replaces revision 1; a reason was expected.")
    ]
    done = submit(policy, key, DraftContent(value="13", reason="counted again"), people.reporter, 1)
    assert isinstance(done, Submitted)
    assert [(r.number, r.reason) for r in history(*key)] == [(1, ""), (2, "counted again")]


def test_a_returned_value_is_submitted_again_even_where_only_its_evidence_is_new(
    policy: Policy, people: Cast, key: ObservationKey
) -> None:
    submit(policy, key, TWELVE, people.reporter)
    return_value(key, actor=people.lead, reason="where is the act?")
    act = store_evidence(b"act", "act.pdf")
    attach(policy, key, act, actor=people.reporter)
    same = DraftContent(value="12.5", comment="all wells", reason="the act is attached")
    done = submit(policy, key, same, people.reporter)
    assert isinstance(done, Submitted)
    assert (done.recorded, done.revision_number) == (True, 2)
    assert [(r.state, r.evidence) for r in history(*key)] == [(State.RETURNED, ()), (State.SUBMITTED, (act,))]


def test_what_the_ledger_already_holds_is_answered_and_not_recorded(
    policy: Policy, people: Cast, key: ObservationKey
) -> None:
    submit(policy, key, TWELVE, people.reporter)
    same = DraftContent(value="12.50", comment="all wells", reason="sent from another form")
    done = submit(policy, key, same, people.reporter)
    assert isinstance(done, Submitted)
    assert (done.recorded, done.revision_number) == (False, 1)
    assert len(history(*key)) == 1


def test_nobody_submits_over_a_draft_that_was_not_seen(policy: Policy, people: Cast, key: ObservationKey) -> None:
    save_draft(policy, key, DraftContent(value="1"), actor=people.lead, seen_version=0)
    conflict = submit(policy, key, TWELVE, people.reporter)
    assert isinstance(conflict, Conflict)
    assert conflict.theirs == draft_of(key)
    assert conflict.mine == TWELVE
    assert history(*key) == ()


def test_nobody_submits_over_a_revision_that_was_not_seen(policy: Policy, people: Cast, key: ObservationKey) -> None:
    save_draft(policy, key, TWELVE, actor=people.reporter, seen_version=0)
    record_values(policy, [value(1, "9", parts=(part("Sur", "9"),))], origin=Origin.REPORTED, actor=people.lead)
    conflict = submit(policy, key, TWELVE, people.reporter, 1)
    assert isinstance(conflict, Conflict)
    assert conflict.revision == history(*key)[-1]
    assert len(history(*key)) == 1
    mended = DraftContent(value="12.5", reason="the letter was wrong")
    done = submit_draft(
        policy, key, mended, actor=people.reporter, submission_id=uuid4(), seen_version=1, seen_revision=1
    )
    assert isinstance(done, Submitted)
    assert done.revision_number == 2


def test_where_the_head_submits_the_reporter_may_not(
    policy: Policy, people: Cast, key: ObservationKey, head_of_agua: Person, settings: object
) -> None:
    settings.REPORTERS_SUBMIT = False  # type: ignore[attr-defined]
    save_draft(policy, key, TWELVE, actor=people.reporter, seen_version=0)
    with pytest.raises(LedgerError, match="asks for the role entity head or lead directorate"):
        submit(policy, key, TWELVE, people.reporter, 1)
    with pytest.raises(LedgerError, match="asks for the role entity head or lead directorate"):
        record_values(policy, [value()], origin=Origin.REPORTED, actor=people.reporter)
    assert history(*key) == ()
    assert isinstance(submit(policy, key, TWELVE, head_of_agua, 1), Submitted)
