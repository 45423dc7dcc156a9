"""Issued reports: what is recorded, what is refused, and whether a re-print is the same."""

from datetime import timedelta

import pytest
from tests.apps.invented import Cast, invented_cast, invented_policy, value
from tests.apps.ledger.issued import FILES, issue, later_head, report
from tests.apps.ledger.tampering import tampered

from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.selectors import head, issued_reports, parse_as_of
from rumbo.apps.ledger.services import issue_report, record_values, reprint_problems
from rumbo.core.errors import InputError
from rumbo.core.observations import Origin
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.canonical import fingerprint


def test_what_a_report_was_made_from_is_recorded(policy: Policy, people: Cast) -> None:
    record_values(policy, [value()], origin=Origin.REPORTED, actor=people.reporter)
    seen = head()
    made = report(policy)
    recorded = issue_report(made, FILES, actor=people.planning)
    assert (recorded.number, recorded.policy, recorded.year, recorded.as_of) == (
        "2026-01",
        "water-2030",
        2026,
        made.as_of,
    )
    assert (recorded.ledger_sequence, recorded.ledger_hash) == (seen.sequence, seen.row_hash)
    assert (recorded.language, recorded.method, recorded.method_sha256) == ("es", "test", "d" * 64)
    assert (recorded.policy_sha256, recorded.content_sha256) == ("c" * 64, fingerprint(made))
    assert (recorded.files, recorded.issued_by) == (FILES, "Olga")
    assert issued_reports("water-2030", 2026) == (recorded,)
    assert head().sequence == recorded.sequence == seen.sequence + 1


def test_a_report_from_an_empty_ledger_is_legitimate(policy: Policy, people: Cast) -> None:
    assert issue(policy, people.planning).ledger_sequence == 0


def test_numbers_count_within_policy_and_year(policy: Policy, people: Cast) -> None:
    assert [issue(policy, people.planning).number for _ in range(2)] == ["2026-01", "2026-02"]
    other = invented_policy("air-2030")
    assert issue(other, invented_cast(other).planning).number == "2026-01"


def test_a_number_means_the_moment_of_its_report(policy: Policy, people: Cast) -> None:
    first = issue(policy, people.planning)
    assert parse_as_of("2026-01") == first.as_of
    other = invented_policy("air-2030")
    second = issue(other, invented_cast(other).planning)
    with pytest.raises(InputError) as refused:
        parse_as_of("2026-01")
    assert str(refused.value) == (
        "Several policies have issued a report 2026-01: air-2030, water-2030. Name the policy."
    )
    assert parse_as_of("2026-01", "air-2030") == second.as_of
    with pytest.raises(InputError, match=r"No report 2026-07 was issued\. List the issued reports\."):
        parse_as_of("2026-07")


def test_only_the_planning_office_issues(policy: Policy, people: Cast) -> None:
    with pytest.raises(LedgerError, match="Issuing a report asks for the role planning office"):
        issue(policy, people.lead)


def test_a_report_that_is_not_ready_is_refused(policy: Policy, people: Cast) -> None:
    unready = report(policy, status="provisional", number=None)
    with pytest.raises(InputError) as refused:
        issue_report(unready, {}, actor=people.planning)
    assert [p.what for p in refused.value.problems] == [
        "Only a report marked as issued, with its number, can be issued.",
        "No printed file was given.",
    ]
    with pytest.raises(InputError, match=r"a\.pdf: “abc” is no SHA-256\. Give 64 hexadecimal digits\."):
        issue_report(report(policy), {"a.pdf": "abc"}, actor=people.planning)


def test_a_number_that_is_not_the_next_is_refused(policy: Policy, people: Cast) -> None:
    with pytest.raises(LedgerError, match="The report has the number 2026-05; 2026-01 was expected"):
        issue_report(report(policy, number="2026-05"), FILES, actor=people.planning)


def test_a_report_that_missed_an_entry_is_refused(policy: Policy, people: Cast) -> None:
    made = report(policy)
    record_values(policy, [value()], origin=Origin.REPORTED, actor=people.reporter)
    late = made.model_copy(update={"as_of": head().recorded_at})
    with pytest.raises(LedgerError, match="has seen the ledger until entry 0; until its moment it has 2"):
        issue_report(late, FILES, actor=people.planning)
    assert issue_report(made, FILES, actor=people.planning).ledger_sequence == 0


def test_a_report_that_saw_what_is_not_there_is_refused(policy: Policy, people: Cast) -> None:
    with pytest.raises(LedgerError, match="has seen the ledger until entry 999"):
        issue_report(later_head(report(policy)), FILES, actor=people.planning)


def test_a_report_of_tomorrow_is_refused(policy: Policy, people: Cast) -> None:
    made = report(policy)
    with pytest.raises(LedgerError, match="The report shows a moment that is still to come"):
        issue_report(made.model_copy(update={"as_of": made.as_of + timedelta(days=1)}), FILES, actor=people.planning)


def test_nothing_is_issued_from_a_ledger_with_faults(policy: Policy, people: Cast) -> None:
    record_values(policy, [value()], origin=Origin.REPORTED, actor=people.reporter)
    tampered("UPDATE ledger_revision SET value = '99'")
    with pytest.raises(LedgerError) as refused:
        issue(policy, people.planning)
    assert refused.value.problems[0].what == "The ledger has faults, so no report is issued from it."
    assert "ledger_revision 1 (water-2030 OP1-I1 2026 1)" in str(refused.value)
    assert issued_reports() == ()


def test_a_report_printed_again_is_compared(policy: Policy, people: Cast) -> None:
    made = report(policy)
    issued = issue_report(made, FILES, actor=people.planning)
    assert reprint_problems(issued, made, FILES) == ()
    assert reprint_problems(issued, made, {**FILES, "report.html": "e" * 64}) == ()
    other = made.model_copy(update={"with_data": 2})
    assert [p.what for p in reprint_problems(issued, other, {"report.pdf": "e" * 64})] == [
        "The content of the report is not the one that was issued.",
        "The file “report.pdf” is not the one that was issued.",
    ]


def test_reports_are_listed_as_of_a_moment(policy: Policy, people: Cast) -> None:
    first = issue(policy, people.planning)
    second = issue(policy, people.planning)
    assert issued_reports(as_of=first.issued_at) == (first,)
    assert issued_reports() == (first, second)
    assert issued_reports("water-2030", 2027) == ()
