"""A draft is saved and never over what somebody else saved unseen."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.apps.invented import Cast, part, value

from rumbo.apps.accounts.models import Person
from rumbo.apps.desk.models import Draft
from rumbo.apps.desk.records import Conflict, DraftContent, Saved, TypedPart
from rumbo.apps.desk.selectors import content_of, draft_of, drafts, waiting_for_head
from rumbo.apps.desk.services import attach, detach, discard_draft, hand_back, save_draft, send_to_head
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import head, history
from rumbo.apps.ledger.services import record_values, store_evidence
from rumbo.core.errors import InputError, UnknownCodeError
from rumbo.core.intake.errors import IntakeError
from rumbo.core.observations import Evidence, Origin
from rumbo.core.policy.models import Policy

HALF = DraftContent(value="12,", comment="still counting", parts=(TypedPart("region", "Sur", value="?"),))


def save(policy: Policy, key: ObservationKey, content: DraftContent, actor: Person, seen: int) -> Saved:
    done = save_draft(policy, key, content, actor=actor, seen_version=seen)
    assert isinstance(done, Saved)
    return done


def test_what_was_typed_is_kept_right_or_wrong(policy: Policy, people: Cast, key: ObservationKey) -> None:
    draft = save(policy, key, HALF, people.reporter, 0).draft
    assert (draft.content, draft.version, draft.saved_by, draft.base_revision) == (HALF, 1, "Ana", 0)
    assert draft_of(key) == draft
    assert drafts(policy, 2026, people.reporter) == {"OP1-I1": draft}
    assert head().sequence == 0, "nothing reached the ledger"


TYPED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(texts=st.tuples(TYPED, TYPED, TYPED, TYPED, TYPED))
def test_whatever_was_typed_is_kept_to_the_sign(
    policy: Policy, people: Cast, key: ObservationKey, texts: tuple[str, str, str, str, str]
) -> None:
    value_, numerator, comment, reason, member = texts
    parts = (TypedPart("region", member, value=value_), TypedPart(member, "", denominator=numerator))
    typed = DraftContent(value=value_, numerator=numerator, comment=comment, reason=reason, parts=parts)
    held = draft_of(key)
    save(policy, key, typed, people.reporter, held.version if held else 0)
    kept = draft_of(key)
    assert kept is not None
    assert kept.content == typed


def test_the_same_saving_sent_twice_is_one(policy: Policy, people: Cast, key: ObservationKey) -> None:
    first = save(policy, key, HALF, people.reporter, 0)
    assert save(policy, key, HALF, people.reporter, 0) == first
    assert save(policy, key, HALF, people.lead, 1).draft.saved_by == "Ana", "nothing was changed"


def test_an_empty_form_can_be_saved(policy: Policy, people: Cast, key: ObservationKey) -> None:
    assert save(policy, key, DraftContent(), people.reporter, 0).draft.version == 1


def test_the_second_of_two_is_shown_both_and_nothing_is_lost(policy: Policy, people: Cast, key: ObservationKey) -> None:
    seen = save(policy, key, HALF, people.reporter, 0).draft.version
    save(policy, key, DraftContent(value="13"), people.lead, seen)
    mine = DraftContent(value="14")
    conflict = save_draft(policy, key, mine, actor=people.reporter, seen_version=seen)
    assert isinstance(conflict, Conflict)
    assert conflict.theirs is not None
    assert (conflict.mine, conflict.theirs.content, conflict.theirs.saved_by) == (
        mine,
        DraftContent(value="13"),
        "Luis",
    )
    assert draft_of(key) == conflict.theirs
    again = save(policy, key, mine, people.reporter, conflict.theirs.version)
    assert (again.draft.content, again.draft.version) == (mine, 3)


def test_a_draft_that_went_meanwhile_is_told(policy: Policy, people: Cast, key: ObservationKey) -> None:
    seen = save(policy, key, HALF, people.reporter, 0).draft.version
    assert discard_draft(policy, key, actor=people.lead, seen_version=seen) is None
    conflict = save_draft(policy, key, HALF, actor=people.reporter, seen_version=seen)
    assert conflict == Conflict(HALF, None, None)
    assert Draft.objects.count() == 0
    assert save(policy, key, HALF, people.reporter, 0).draft.version == 1


def test_nobody_discards_what_was_not_seen(policy: Policy, people: Cast, key: ObservationKey) -> None:
    save(policy, key, HALF, people.reporter, 0)
    save(policy, key, DraftContent(value="13"), people.lead, 1)
    refused = discard_draft(policy, key, actor=people.reporter, seen_version=1)
    assert refused is not None
    assert refused.theirs == draft_of(key)
    other = key._replace(year=2025)
    assert discard_draft(policy, other, actor=people.reporter, seen_version=7) is None


def test_files_count_as_no_saving(policy: Policy, people: Cast, key: ObservationKey) -> None:
    act, note = store_evidence(b"act", "act.pdf"), store_evidence(b"note", "note.pdf")
    assert attach(policy, key, act, actor=people.reporter).version == 0
    assert attach(policy, key, act, actor=people.lead).evidence == (act,)
    assert save(policy, key, HALF, people.reporter, 0).draft.evidence == (act,)
    attach(policy, key, note, actor=people.lead)
    assert save(policy, key, DraftContent(value="1"), people.reporter, 1).draft.evidence == (act, note)
    left = detach(policy, key, act.sha256, actor=people.reporter)
    assert left is not None
    assert (left.evidence, left.version) == ((note,), 2)
    assert detach(policy, key._replace(year=2025), act.sha256, actor=people.reporter) is None


def test_a_file_that_is_not_stored_is_not_attached(policy: Policy, people: Cast, key: ObservationKey) -> None:
    with pytest.raises(LedgerError, match="is missing"):
        attach(policy, key, Evidence("no.pdf", "0" * 64, 3), actor=people.reporter)
    assert Draft.objects.count() == 0


def test_a_correction_begins_with_what_is_recorded(policy: Policy, people: Cast, key: ObservationKey) -> None:
    act = store_evidence(b"act", "act.pdf")
    given = value(1, "12.50", comment="all wells", parts=(part("Sur", "5"),))
    record_values(policy, [given], origin=Origin.REPORTED, actor=people.reporter, evidence=[act])
    content = content_of(history(*key)[-1])
    assert content == DraftContent(value="12.5", comment="all wells", parts=(TypedPart("region", "Sur", "5"),))
    draft = save(policy, key, content, people.reporter, 0).draft
    assert (draft.base_revision, draft.evidence) == (1, (act,))


def test_who_drafts_over_a_newer_revision_is_told(policy: Policy, people: Cast, key: ObservationKey) -> None:
    save(policy, key, HALF, people.reporter, 0)
    record_values(policy, [value()], origin=Origin.REPORTED, actor=people.lead)
    told = save(policy, key, DraftContent(value="3"), people.reporter, 1)
    assert told.overtaken == history(*key)[-1]
    seen = save_draft(policy, key, DraftContent(value="4"), actor=people.reporter, seen_version=2, seen_revision=1)
    assert isinstance(seen, Saved)
    assert (seen.overtaken, seen.draft.base_revision) == (None, 1)


@pytest.mark.parametrize(
    "content",
    [
        DraftContent(value="x" * 201),
        DraftContent(comment="x" * 20_001),
        DraftContent(comment="nul\0"),
        DraftContent(parts=(TypedPart("region", "half \ud800"),)),
        DraftContent(parts=(TypedPart("region", "Sur"),) * 2_001),
    ],
    ids=["long figure", "long comment", "control sign", "half a sign", "many parts"],
)
def test_what_no_draft_can_hold_is_refused(
    policy: Policy, people: Cast, key: ObservationKey, content: DraftContent
) -> None:
    with pytest.raises(InputError):
        save_draft(policy, key, content, actor=people.reporter, seen_version=0)
    assert Draft.objects.count() == 0


def test_an_indicator_that_is_not_there_is_refused(policy: Policy, people: Cast, key: ObservationKey) -> None:
    for wrong in (key._replace(indicator="OP9-I9"), key._replace(policy="air-2030")):
        with pytest.raises(UnknownCodeError):
            save_draft(policy, wrong, HALF, actor=people.reporter, seen_version=0)


def test_a_draft_is_handed_to_the_head_and_back(
    policy: Policy, people: Cast, key: ObservationKey, head_of_agua: Person
) -> None:
    with pytest.raises(LedgerError, match=r"There is no draft of this value\. Save it first\."):
        send_to_head(policy, key, actor=people.reporter, seen_version=0)
    save(policy, key, HALF, people.reporter, 0)
    with pytest.raises(IntakeError) as refused:
        send_to_head(policy, key, actor=people.reporter, seen_version=1)
    assert "value" in {problem.where for problem in refused.value.problems}
    save(policy, key, DraftContent(value="12"), people.reporter, 1)
    assert isinstance(send_to_head(policy, key, actor=people.reporter, seen_version=1), Conflict)
    sent = send_to_head(policy, key, actor=people.reporter, seen_version=2)
    assert isinstance(sent, Saved)
    assert sent.draft.sent_by == "Ana"
    assert waiting_for_head(policy, 2026, head_of_agua) == {"OP1-I1": sent.draft}
    with pytest.raises(LedgerError, match="asks for the role entity head"):
        hand_back(policy, key, actor=people.reporter, remark="no")
    with pytest.raises(InputError, match="handed back with a remark"):
        hand_back(policy, key, actor=head_of_agua, remark=" ")
    back = hand_back(policy, key, actor=head_of_agua, remark="Count the wells again")
    assert (back.sent_at, back.remark, back.version) == (None, "Count the wells again", 2)
    with pytest.raises(LedgerError, match="was not handed to the head"):
        hand_back(policy, key, actor=head_of_agua, remark="again")
    assert waiting_for_head(policy, 2026, head_of_agua) == {}


def test_saving_again_takes_a_draft_back_from_the_head(policy: Policy, people: Cast, key: ObservationKey) -> None:
    save(policy, key, DraftContent(value="12"), people.reporter, 0)
    send_to_head(policy, key, actor=people.reporter, seen_version=1)
    assert save(policy, key, DraftContent(value="12"), people.reporter, 1).draft.sent_at, "nothing was changed"
    assert save(policy, key, DraftContent(value="13"), people.reporter, 1).draft.sent_at is None
