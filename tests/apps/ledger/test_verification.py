"""Tampering by someone who takes the triggers away first is found, and what was touched is named."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from tests.apps.invented import Cast, part, value
from tests.apps.ledger.issued import issue
from tests.apps.ledger.tampering import tampered

from rumbo.apps.ledger.canonical import fingerprint
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.evidence import place_of, read_evidence
from rumbo.apps.ledger.models import Revision, Transition
from rumbo.apps.ledger.records import LedgerHead
from rumbo.apps.ledger.selectors import head, verify
from rumbo.apps.ledger.services import advance_all, record_values, store_evidence
from rumbo.apps.ledger.verification import FaultKind
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Policy

Found = list[tuple[FaultKind, str, int | None, str]]


@pytest.fixture(autouse=True)
def _torn_rows_are_rolled_back(db: None) -> Iterator[None]:
    yield
    connection.needs_rollback = True


@pytest.fixture(autouse=True)
def _a_ledger(policy: Policy, people: Cast, _torn_rows_are_rolled_back: None) -> None:
    """Entries: 1 revision OP1-I1, 2 its evidence, 3 step, 4 revision OP1-I3, 5 evidence, 6 step, 7 and 8 steps."""
    act = store_evidence(b"signed", "act.pdf")
    values = [value(1, "12.5", parts=(part("Sur", "5"),), comment="ok"), value(3, "4")]
    record_values(policy, values, origin=Origin.REPORTED, actor=people.reporter, evidence=[act])
    advance_all(policy.code, 2026, State.CONSOLIDATED, people.lead)
    assert verify().sound


def faults() -> Found:
    return [(fault.kind, fault.table, fault.sequence, fault.subject) for fault in verify().faults]


FIRST = (FaultKind.ALTERED, "ledger_revision", 1, "water-2030 OP1-I1 2026 1")
#: The database refuses the last two beside a value; ``test_no_data.py`` changes them where there is none.
LEFT_OUT = {"sequence", "recorded_by_id", "no_data_reason", "expected_on"}
COLUMNS = [f.column for f in Revision._meta.concrete_fields if f.column not in LEFT_OUT]
NUMBERS = {"year": "2027", "number": "7", "recorded_at": "'2020-01-01 00:00:00+00'", "value": "'12.50'"}


@pytest.mark.parametrize("column", COLUMNS)
def test_any_changed_column_is_found_and_its_row_named(column: str) -> None:
    tampered(f"UPDATE ledger_revision SET {column} = {NUMBERS.get(column, chr(39) + 'x' + chr(39))} WHERE sequence = 1")
    found = faults()
    assert found[0][:3] == FIRST[:3]
    assert {fault[2] for fault in found} <= {1, 2}  # a changed instant also puts the next entry out of order


def test_a_change_that_reads_alike_is_found() -> None:
    tampered("UPDATE ledger_revision SET parts = parts || ' ' WHERE sequence = 1")
    assert faults() == [FIRST]


def test_what_differs_is_told() -> None:
    stored = Revision.objects.get(sequence=1).row_hash
    tampered("UPDATE ledger_revision SET value = '13' WHERE sequence = 1")
    row = Revision.objects.get(sequence=1)
    computed = fingerprint("ledger_revision", row.content(), row.previous_hash)
    [fault] = verify().faults
    assert fault.primary_key == 1
    assert str(fault.problem()) == (
        "ledger_revision 1 (water-2030 OP1-I1 2026 1): The content was altered: "
        f"it hashes to {computed[:12]}, and {stored[:12]} was recorded with it."
    )


def test_a_row_with_its_hash_computed_anew_is_named() -> None:
    tampered("UPDATE ledger_revision SET value = '13' WHERE sequence = 4")
    row = Revision.objects.get(sequence=4)
    computed = fingerprint("ledger_revision", row.content(), row.previous_hash)
    tampered(f"UPDATE ledger_revision SET row_hash = '{computed}' WHERE sequence = 4")
    assert faults() == [(FaultKind.REWRITTEN, "ledger_revision", 4, "water-2030 OP1-I3 2026 1")]


def test_the_last_row_with_its_hash_computed_anew_is_named() -> None:
    tampered("UPDATE ledger_transition SET comment = 'x' WHERE sequence = 8")
    row = Transition.objects.get(sequence=8)
    computed = fingerprint("ledger_transition", row.content(), row.previous_hash)
    tampered(f"UPDATE ledger_transition SET row_hash = '{computed}' WHERE sequence = 8")
    assert faults() == [(FaultKind.REWRITTEN, "ledger_transition", 8, "water-2030 OP1-I3 2026 1")]


def test_a_step_of_another_revision_is_found() -> None:
    tampered("UPDATE ledger_transition SET revision_id = 4 WHERE sequence = 7")
    assert faults()[0][:3] == (FaultKind.ALTERED, "ledger_transition", 7)


def test_deleted_rows_are_found() -> None:
    tampered("DELETE FROM ledger_transition WHERE sequence IN (6, 7)")
    assert faults() == [(FaultKind.MISSING, "ledger", 6, "")]
    assert verify().faults[0].what == "Entries 6 to 7 are missing."


def test_a_truncated_end_is_found() -> None:
    tampered("DELETE FROM ledger_transition WHERE sequence = 8")
    assert faults() == [(FaultKind.TRUNCATED, "ledger", 8, "")]
    assert verify().faults[0].what == "Entry 8 is missing."


def test_reordered_rows_are_found() -> None:
    tampered(
        "UPDATE ledger_transition SET sequence = 99 WHERE sequence = 7",
        "UPDATE ledger_transition SET sequence = 7 WHERE sequence = 8",
        "UPDATE ledger_transition SET sequence = 8 WHERE sequence = 99",
    )
    kinds = {(kind, sequence) for kind, _table, sequence, _subject in faults()}
    assert kinds == {(FaultKind.ALTERED, 7), (FaultKind.ALTERED, 8), (FaultKind.DISORDER, 8)}


def test_a_row_under_a_number_already_used_is_found() -> None:
    tampered("UPDATE ledger_transition SET sequence = 4 WHERE sequence = 8")
    kinds = {(kind, table) for kind, table, sequence, _subject in faults() if sequence == 4}
    assert (FaultKind.REPEATED, "ledger_transition") in kinds


def test_a_row_past_the_end_is_found() -> None:
    tampered("UPDATE ledger_transition SET sequence = 20 WHERE sequence = 8")
    assert [fault[:3] for fault in faults()] == [
        (FaultKind.TRUNCATED, "ledger", 8),
        (FaultKind.STRAY, "ledger_transition", 20),
    ]


def test_a_head_turned_back_leaves_the_rows_beyond_it() -> None:
    before = Transition.objects.get(sequence=7)
    tampered(f"UPDATE ledger_chainhead SET sequence = 7, row_hash = '{before.row_hash}'")
    assert [fault[:3] for fault in faults()] == [(FaultKind.STRAY, "ledger_transition", 8)]


def test_an_end_rewritten_with_its_head_is_found_by_what_a_printed_report_has_seen() -> None:
    seen = head()
    before = Transition.objects.get(sequence=7)
    tampered(
        "DELETE FROM ledger_transition WHERE sequence = 8",
        f"UPDATE ledger_chainhead SET sequence = 7, row_hash = '{before.row_hash}'",
    )
    assert verify().sound
    [fault] = verify([seen]).faults
    assert (fault.kind, fault.sequence) == (FaultKind.REWRITTEN, 8)
    assert fault.what == f"Entry 8 was seen with the hash {seen.row_hash[:12]}; it has it no more."


def test_what_was_seen_and_is_still_there_is_no_fault() -> None:
    assert verify([head(), LedgerHead(0, "0" * 64, None)]).sound


def test_a_report_issued_from_another_ledger_is_named(policy: Policy, people: Cast) -> None:
    issue(policy, people.planning)
    tampered("UPDATE ledger_transition SET row_hash = 'x' WHERE sequence = 8")
    assert (FaultKind.REPORT, "ledger_issuedreport", 9, "water-2030 2026-01") in faults()
    assert verify().faults[-1].what.startswith("The report was made from a ledger whose entry 8 had the hash ")


def test_a_file_of_a_report_that_is_missing_or_altered_is_named(policy: Policy, people: Cast) -> None:
    files = issue(policy, people.planning).files
    kept, lost = (place_of(files[name]) for name in ("report.pdf", "report.json"))
    assert verify().sound
    kept.chmod(0o600)
    kept.write_bytes(b"another %PDF")
    lost.unlink()
    assert [(fault.kind, fault.subject) for fault in verify().faults] == [
        (FaultKind.REPORT_FILE, "water-2030 2026-01 report.json"),
        (FaultKind.REPORT_FILE, "water-2030 2026-01 report.pdf"),
    ]
    gone, changed = (str(fault.problem()) for fault in verify().faults)
    assert "The file “report.json” of the report 2026-01 is missing" in gone
    assert "The file “report.pdf” of the report 2026-01 is not what was issued" in changed


def test_a_record_of_files_that_makes_no_sense_is_a_fault_of_its_row(policy: Policy, people: Cast) -> None:
    issue(policy, people.planning)
    tampered("UPDATE ledger_issuedreport SET files = '[1]'")
    assert {kind for kind, *_rest in faults()} == {FaultKind.ALTERED}


def test_evidence_that_is_missing_or_altered_is_named_once() -> None:
    act = store_evidence(b"signed", "act.pdf")
    place = place_of(act.sha256)
    assert read_evidence(act) == b"signed"
    place.chmod(0o600)
    place.write_bytes(b"forged")
    assert faults() == [(FaultKind.EVIDENCE, "ledger_evidencefile", 2, "water-2030 OP1-I1 2026 1")]
    assert verify().faults[0].what == "The evidence file “act.pdf” is not what was stored: its hash has changed."
    with pytest.raises(LedgerError, match="its hash has changed"):
        read_evidence(act)
    place.unlink()
    assert verify().faults[0].what == "The evidence file “act.pdf” is missing."
    with pytest.raises(LedgerError, match="is missing"):
        read_evidence(act)
    assert str(place).startswith(str(settings.EVIDENCE_ROOT))


def test_a_missing_trigger_is_named() -> None:
    tampered(put_back=False)
    found = faults()
    assert {fault[0] for fault in found} == {FaultKind.UNGUARDED}
    assert "ledger_revision" in {fault[1] for fault in found}
    assert "The trigger ledger_revision_no_update, which protects the table, is missing or switched off." in {
        fault.what for fault in verify().faults
    }


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL can switch a trigger off")
def test_a_trigger_switched_off_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_revision DISABLE TRIGGER ledger_revision_no_update")
    assert [fault[:2] for fault in faults()] == [(FaultKind.UNGUARDED, "ledger_revision")]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite alone keeps any text in a column of instants")
@pytest.mark.parametrize("column", ["recorded_at", "year", "parts", "value", "lineage"])
@pytest.mark.parametrize("nonsense", ["'nonsense'", "'2026-13-45 99:00:00'", "x'00ff'"])
def test_a_row_that_makes_no_sense_is_named(column: str, nonsense: str) -> None:
    tampered(f"UPDATE ledger_revision SET {column} = {nonsense} WHERE sequence = 1")
    assert faults()[0][:3] == FIRST[:3] or FaultKind.UNREADABLE in {fault.kind for fault in verify().faults}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite alone keeps texts that are not UTF-8")
def test_a_table_that_cannot_be_read_is_named() -> None:
    tampered("UPDATE ledger_revision SET comment = CAST(x'c3' AS TEXT) WHERE sequence = 1")
    assert (FaultKind.UNREADABLE, "ledger_revision", None, "") in faults()


def test_a_table_that_is_gone_is_named() -> None:
    tampered("DROP TABLE ledger_campaigndue", put_back=False)
    if connection.vendor == "sqlite":
        assert (FaultKind.UNREADABLE, "ledger_campaigndue", None, "") in faults()


def test_an_empty_end_is_where_the_ledger_begins() -> None:
    assert head(datetime(2000, 1, 1, tzinfo=UTC)) == LedgerHead(0, "0" * 64, None)


def test_a_ledger_without_its_head_is_told_and_takes_nothing_more(policy: Policy, people: Cast) -> None:
    tampered("DELETE FROM ledger_chainhead")
    assert [(f.kind, f.table, f.what) for f in verify().faults] == [
        (FaultKind.TRUNCATED, "ledger_chainhead", "The head of the ledger is missing.")
    ]
    with pytest.raises(LedgerError, match=r"ledger_chainhead: The head of the ledger is missing\. Restore it"):
        record_values(policy, [value(1, "9")], origin=Origin.REPORTED, actor=people.reporter)


def test_a_second_head_changes_nothing(policy: Policy, people: Cast) -> None:
    tampered("INSERT INTO ledger_chainhead (id, sequence, row_hash) VALUES (2, 0, 'x')")
    record_values(policy, [value(1, "9")], origin=Origin.REPORTED, actor=people.reporter)
    assert verify().sound
    assert head().sequence == 10
