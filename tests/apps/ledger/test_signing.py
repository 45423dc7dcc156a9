"""Two offices sign what will be issued; a later value voids what was signed, and it says so."""

import dataclasses
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.apps.invented import Cast, value
from tests.apps.ledger.tampering import tampered

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger import printing
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import Office, SignOff
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import head, log, verify
from rumbo.apps.ledger.services import (
    advance_all,
    open_campaign,
    publish,
    record_values,
    return_value,
    store_evidence,
)
from rumbo.apps.ledger.signing import check_signed, content_sha256, sign_off, sign_offs, unsigned
from rumbo.apps.ledger.standing import LedgerStanding, standing_at
from rumbo.apps.ledger.workflow import APPROVED
from rumbo.core.language import speaking
from rumbo.core.monitoring.method import load_method
from rumbo.core.observations import NewValue, Origin, State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.formats import Format

METHOD = load_method("ceplan-2024")


def approve(policy: Policy, people: Cast, *values: NewValue) -> None:
    """Record values and take them until they are validated."""
    record_values(policy, values, origin=Origin.REPORTED, actor=people.lead)
    advance_all(policy.code, 2026, State.CONSOLIDATED, people.lead)
    advance_all(policy.code, 2026, State.VALIDATED, people.planning)


def approved(policy: Policy, as_of: datetime | None = None) -> LedgerStanding:
    return standing_at(policy, 2026, method=METHOD, as_of=as_of, counted_from=APPROVED)


def sign(policy: Policy, office: Office, actor: Person, seen: str = "") -> object:
    return sign_off(policy, 2026, method=METHOD, office=office, actor=actor, seen_content=seen)


def sign_both(policy: Policy, people: Cast) -> None:
    sign(policy, Office.LEAD, people.lead)
    sign(policy, Office.PLANNING, people.planning)


@pytest.fixture(autouse=True)
def _an_approved_value(policy: Policy, people: Cast) -> None:
    approve(policy, people, value(1, "12.5"))


def test_what_an_office_signed_is_recorded(policy: Policy, people: Cast) -> None:
    content = content_sha256(approved(policy).standing)
    signed = sign(policy, Office.LEAD, people.lead, content)
    [record] = sign_offs(policy, 2026, method=METHOD)
    assert record == signed
    assert (record.office, record.signed_by, record.holds, record.changed, record.why) == (
        Office.LEAD,
        "Luis",
        True,
        (),
        "",
    )
    assert (record.content_sha256, record.sequence, record.language) == (content, head().sequence, "es")
    assert unsigned(approved(policy).standing) == (Office.PLANNING,)
    assert (log(1)[0].what, log(1)[0].subject) == ("Signed for this office: lead directorate", "water-2030 2026")
    assert verify().sound


def test_signing_again_what_is_signed_writes_nothing(policy: Policy, people: Cast) -> None:
    sign_both(policy, people)
    end = head()
    sign_both(policy, people)
    assert head() == end
    assert unsigned(approved(policy).standing) == ()


@pytest.mark.parametrize("office", Office)
def test_each_office_signs_for_itself(policy: Policy, people: Cast, office: Office) -> None:
    may = {Office.LEAD: people.lead, Office.PLANNING: people.planning}[office]
    for person in people.by_role().values():
        if person == may:
            continue
        with pytest.raises(LedgerError, match="Signing for this office asks for the role"):
            sign(policy, office, person)
    assert SignOff.objects.count() == 0
    sign(policy, office, may)
    assert SignOff.objects.count() == 1


def test_a_later_value_voids_what_was_signed_and_names_it(policy: Policy, people: Cast) -> None:
    sign_both(policy, people)
    record_values(policy, [value(3, "7")], origin=Origin.REPORTED, actor=people.reporter)
    assert all(record.holds for record in sign_offs(policy, 2026, method=METHOD)), "not approved yet, so not issued"
    approve(policy, people, value(3, "7"), value(1, "13", reason="counted again"))
    records = sign_offs(policy, 2026, method=METHOD)
    assert [(record.holds, record.changed) for record in records] == [(False, ("OP1-I1", "OP1-I3"))] * 2
    assert records[0].why == "Values changed since it was signed: OP1-I1, OP1-I3."
    assert unsigned(approved(policy).standing) == (Office.LEAD, Office.PLANNING)
    sign(policy, Office.LEAD, people.lead)
    assert [record.holds for record in sign_offs(policy, 2026, method=METHOD)] == [False, False, True]


def test_a_value_that_is_returned_voids_what_was_signed(policy: Policy, people: Cast) -> None:
    sign_both(policy, people)
    return_value(ObservationKey("water-2030", "OP1-I1", 2026), actor=people.planning, reason="check it")
    assert {record.changed for record in sign_offs(policy, 2026, method=METHOD)} == {("OP1-I1",)}


def test_evidence_that_came_later_voids_what_was_signed(policy: Policy, people: Cast) -> None:
    sign_both(policy, people)
    act = store_evidence(b"act", "act.pdf")
    record_values(policy, [value(1, "12.5")], origin=Origin.REPORTED, actor=people.lead, evidence=[act])
    assert {record.changed for record in sign_offs(policy, 2026, method=METHOD)} == {("OP1-I1",)}


def test_another_method_or_a_new_alert_voids_what_was_signed(policy: Policy, people: Cast) -> None:
    sign_both(policy, people)
    records = sign_offs(policy, 2026, method=METHOD.model_copy(update={"sha256": "e" * 64}))
    assert [(record.holds, record.changed) for record in records] == [(False, ())] * 2
    assert records[0].why == "The policy, the method, the due dates or the alerts changed since it was signed."
    today = datetime.now(UTC).date()
    open_campaign(policy, 2026, opens=date(2026, 1, 1), due=today - timedelta(days=30), actor=people.lead)
    programmed = policy.model_copy(update={"sha256": "f" * 64})
    assert [record.holds for record in sign_offs(programmed, 2026, method=METHOD)] == [False, False]


def test_time_and_signing_itself_void_nothing(policy: Policy, people: Cast) -> None:
    """Days that a value is late count on, and the end of the ledger moves: neither is content."""
    today = datetime.now(UTC).date()
    open_campaign(policy, 2026, opens=date(2026, 1, 1), due=today - timedelta(days=30), actor=people.lead)
    now = approved(policy).standing
    later = dataclasses.replace(now, as_of=now.as_of + timedelta(days=9))
    assert content_sha256(now) == content_sha256(later)
    with speaking("en"):
        english = content_sha256(approved(policy).standing)
    with speaking("es"):
        assert content_sha256(approved(policy).standing) == english
    sign_both(policy, people)
    assert content_sha256(approved(policy).standing) == english


def test_nobody_signs_what_was_not_shown(policy: Policy, people: Cast) -> None:
    seen = content_sha256(approved(policy).standing)
    approve(policy, people, value(3, "7"))
    with pytest.raises(LedgerError, match="The values changed since they were shown; nothing was signed"):
        sign(policy, Office.LEAD, people.lead, seen)
    assert SignOff.objects.count() == 0


def issue(policy: Policy, people: Cast, folder: Path) -> printing.Printing:
    return printing.issue(
        policy,
        2026,
        method=METHOD,
        formats=[Format.JSON],
        folder=folder,
        actor=people.planning,
        require_sign_offs=True,
    )


def test_nothing_is_issued_unsigned(policy: Policy, people: Cast, tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as refused:
        issue(policy, people, tmp_path)
    assert [problem.what for problem in refused.value.problems] == [
        "What would be issued was not signed by this office: lead directorate.",
        "What would be issued was not signed by this office: planning office.",
    ]
    assert list(tmp_path.iterdir()) == []
    sign_both(policy, people)
    check_signed(approved(policy).standing)
    first = issue(policy, people, tmp_path)
    assert first.issued is not None
    assert first.issued.number == "2026-01"
    approve(policy, people, value(3, "7"))
    with pytest.raises(LedgerError, match=r"lead directorate\. Values changed since it was signed: OP1-I3\."):
        issue(policy, people, tmp_path)


def test_publishing_voids_no_signature(policy: Policy, people: Cast, tmp_path: Path) -> None:
    sign_both(policy, people)
    issue(policy, people, tmp_path)
    publish(policy, "2026-01", actor=people.planning)
    assert unsigned(approved(policy).standing) == ()


@pytest.mark.parametrize("column", ["office", "content_sha256", "method", "language", "recorded_by_name"])
def test_a_changed_signature_is_found(policy: Policy, people: Cast, column: str) -> None:
    sign(policy, Office.LEAD, people.lead)
    tampered(f"UPDATE ledger_signoff SET {column} = 'x'")
    [fault] = verify().faults
    assert (fault.table, fault.sequence, fault.subject) == ("ledger_signoff", head().sequence, "water-2030 2026")
