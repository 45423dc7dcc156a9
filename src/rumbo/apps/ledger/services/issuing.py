"""How a report is issued: recorded with everything it was made from, so that it can be printed again and compared."""

import re
from collections.abc import Iterator, Mapping

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.selectors import powers
from rumbo.apps.accounts.words import role_names
from rumbo.apps.ledger.chain import Chain, recording
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import IssuedReport
from rumbo.apps.ledger.reading.moments import head
from rumbo.apps.ledger.reading.reports import next_report_number, report_record
from rumbo.apps.ledger.records import IssuedReportRecord
from rumbo.apps.ledger.services.checking import check_text
from rumbo.apps.ledger.verification import verify
from rumbo.apps.ledger.workflow import ISSUERS
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.model import Report

_SHA256 = re.compile(r"[0-9a-f]{64}")


def issue_report(report: Report, files: Mapping[str, str], *, actor: Person) -> IssuedReportRecord:
    """Record that a report was issued.

    Args:
        report: the report as printed, with ``status="issued"`` and the number that
            :func:`~rumbo.apps.ledger.selectors.next_report_number` gave.
        files: name of each printed file to its SHA-256.
        actor: who issues it.

    Raises:
        InputError: the report is not marked as issued, or a file has no SHA-256.
        LedgerError: the ledger has faults; the number is taken; the ledger holds entries until the report's moment that
            the report has not seen; the actor's roles do not allow it. Nothing is recorded then.
    """
    check_text(*files)
    if problems := list(_unfit(report, files)):
        raise InputError(*problems)
    _check_power(actor, report.policy_code)
    if faults := verify().faults:
        raise LedgerError(
            Problem(_("The ledger has faults, so no report is issued from it."), mend=_("Restore it from a backup.")),
            *(fault.problem() for fault in faults),
        )
    with recording(actor) as chain:
        _check_moment(chain, report)
        row = chain.add(_row(report, files))
    return report_record(row)


def reprint_problems(issued: IssuedReportRecord, report: Report, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """What differs between a report that was issued and the same report printed again; nothing when they agree.

    Args:
        issued: the report as recorded.
        report: the report made again, as of the same moment.
        files: files printed again, name to SHA-256; those that were not printed at the time are not compared.
    """
    problems = []
    if fingerprint(report) != issued.content_sha256:
        problems.append(Problem(_("The content of the report is not the one that was issued."), issued.number))
    for name, sha256 in files.items():
        if issued.files.get(name, sha256) != sha256:
            problems.append(
                Problem(_("The file “{name}” is not the one that was issued.").format(name=name), issued.number)
            )
    return tuple(problems)


def _unfit(report: Report, files: Mapping[str, str]) -> Iterator[Problem]:
    if report.status != "issued" or not report.number:
        yield Problem(
            _("Only a report marked as issued, with its number, can be issued."),
            report.number or "",
            _("Make it with the next number."),
        )
    if not files:
        yield Problem(_("No printed file was given."), report.number or "", _("Print the report first."))
    for name, sha256 in files.items():
        if not _SHA256.fullmatch(sha256):
            yield Problem(_("“{found}” is no SHA-256.").format(found=sha256), name, _("Give 64 hexadecimal digits."))


def _check_power(actor: Person, policy_code: str) -> None:
    if not powers(actor, policy_code).any_of(ISSUERS, ""):
        raise LedgerError(
            Problem(
                _("Issuing a report asks for the role {roles}.").format(roles=role_names(ISSUERS)),
                policy_code,
                _("Ask someone who holds it."),
            )
        )


def _check_moment(chain: Chain, report: Report) -> None:
    again = _("Make the report again and issue that one.")
    number = next_report_number(report.policy_code, report.year)
    if report.number != number:
        raise LedgerError(
            Problem(
                _("The report has the number {given}; {expected} was expected.").format(
                    given=report.number, expected=number
                ),
                report.policy_code,
                again,
            )
        )
    if report.as_of > chain.opened_at:
        raise LedgerError(Problem(_("The report shows a moment that is still to come."), number, again))
    then, seen = head(report.as_of), report.provenance
    if (then.sequence, then.row_hash) != (seen.ledger_sequence, seen.ledger_hash):
        raise LedgerError(
            Problem(
                _("The report has seen the ledger until entry {seen}; until its moment it has {entries}.").format(
                    seen=seen.ledger_sequence, entries=then.sequence
                ),
                number,
                again,
            )
        )


def _row(report: Report, files: Mapping[str, str]) -> IssuedReport:
    return IssuedReport(
        number=report.number or "",
        policy=report.policy_code,
        year=report.year,
        as_of=report.as_of,
        ledger_sequence=report.provenance.ledger_sequence,
        ledger_hash=report.provenance.ledger_hash,
        language=report.language,
        method=report.method.name,
        method_sha256=report.provenance.method_sha256,
        policy_sha256=report.provenance.policy_sha256,
        content_sha256=fingerprint(report),
        files=dict(files),
    )
