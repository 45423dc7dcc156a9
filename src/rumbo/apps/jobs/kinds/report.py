"""Printing the annual report, and issuing it once."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field

from rumbo.apps.jobs.kinds.contract import Kind, Outcome, Parameters, Work
from rumbo.apps.ledger import printing, selectors
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.evidence import read_evidence
from rumbo.apps.ledger.models import IssuedReport
from rumbo.apps.ledger.reading.reports import report_record
from rumbo.apps.ledger.records import IssuedReportRecord
from rumbo.core.errors import Problem
from rumbo.core.language import Language, _, language
from rumbo.core.monitoring.method import load_method
from rumbo.core.observations import Evidence, State
from rumbo.core.policy.loader import find
from rumbo.core.reporting.formats import Format, parse_formats
from rumbo.core.reporting.labels import moment
from rumbo.core.whole_files import place_whole

_METHOD = "ceplan-2024"
_ALL = ",".join(Format)


class ReportAsked(Parameters):
    """Which report is printed, as the command ``rumbo report`` takes it."""

    policy: str
    year: int
    formats: str = _ALL
    as_of: str = ""
    approved: bool = False
    method: str = _METHOD
    language: Language = Field(default_factory=language)


class IssueAsked(Parameters):
    """Which report is issued; the number that it will have is settled when it is asked for."""

    policy: str
    year: int
    formats: str = _ALL
    method: str = _METHOD
    language: Language = Field(default_factory=language)
    number: str = ""
    signed: bool = False
    """Issue only what both offices signed."""


def _checked(asked: ReportAsked) -> ReportAsked:
    parse_formats(asked.formats)
    return asked


def _numbered(asked: IssueAsked) -> IssueAsked:
    parse_formats(asked.formats)
    policy = find(asked.policy).code
    return asked.model_copy(update={"number": asked.number or selectors.next_report_number(policy, asked.year)})


def _print(work: Work[ReportAsked]) -> Outcome:
    asked = work.asked
    work.tell(5, _("The report of {year} is being printed.").format(year=asked.year))
    policy = find(asked.policy)
    printed = printing.print_report(
        policy,
        asked.year,
        method=load_method(asked.method),
        formats=parse_formats(asked.formats),
        folder=work.results,
        as_of=selectors.parse_as_of(asked.as_of, policy.code) if asked.as_of else None,
        counted_from=State.VALIDATED if asked.approved else State.SUBMITTED,
        language=asked.language,
    )
    told = printed.report
    data = {
        "number": told.number,
        "status": told.status,
        "simulated": told.simulated,
        "differences": [str(problem) for problem in printed.differences],
    }
    sentence = _("The report of {year} is printed.").format(year=asked.year)
    return Outcome(sentence, tuple(file.path.name for file in printed.files), data)


def _issue(work: Work[IssueAsked]) -> Outcome:
    asked, policy = work.asked, find(work.asked.policy)
    if issued := _issued(policy.code, asked.number, work):
        return _outcome(issued, _handed_out(issued, work.results))
    work.tell(5, _("The report {number} is being printed and issued.").format(number=asked.number))
    printed = printing.issue(
        policy,
        asked.year,
        method=load_method(asked.method),
        formats=parse_formats(asked.formats),
        folder=work.results,
        actor=work.actor,
        language=asked.language,
        number=asked.number,
        require_sign_offs=asked.signed,
    )
    issued = printed.issued
    if issued is None:
        raise LookupError(asked.number)
    return _outcome(issued, [file.path.name for file in printed.files])


def _issued(policy_code: str, number: str, work: Work[IssueAsked]) -> IssuedReportRecord | None:
    """The report of this number, where this request has issued it already.

    Raises:
        LedgerError: somebody else issued one of this number.
    """
    row = IssuedReport.objects.filter(policy=policy_code, number=number).first()
    if row is None:
        return None
    if row.recorded_by_id != work.actor.pk:
        what = _("The report {number} was issued by {name} meanwhile.").format(number=number, name=row.recorded_by_name)
        raise LedgerError(Problem(what, policy_code, _("Look at it before you issue another.")))
    return report_record(row)


def _handed_out(issued: IssuedReportRecord, folder: Path) -> list[str]:
    """The files of an issued report, as they were kept."""
    for name, sha256 in issued.files.items():
        place_whole(folder / name, read_evidence(Evidence(name, sha256, 0)))
    return list(issued.files)


def _outcome(issued: IssuedReportRecord, names: Sequence[str]) -> Outcome:
    told = _("The report {number} was issued on {moment}.")
    data = {"number": issued.number, "sequence": issued.sequence}
    return Outcome(told.format(number=issued.number, moment=moment(issued.issued_at)), tuple(names), data)


REPORT = Kind(ReportAsked, _print, _checked)
ISSUE = Kind(IssueAsked, _issue, _numbered)
