"""How the annual report leaves the ledger: printed as it stands, issued for good, printed again to the byte."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.evidence import read_evidence
from rumbo.apps.ledger.records import IssuedReportRecord
from rumbo.apps.ledger.services import issue_report, store_evidence
from rumbo.apps.ledger.services.issuing import reprint_problems
from rumbo.apps.ledger.signing import check_signed
from rumbo.apps.ledger.standing import LedgerStanding, standing_at
from rumbo.core.errors import Problem
from rumbo.core.language import Language
from rumbo.core.monitoring.method import Method
from rumbo.core.observations import Evidence, State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.build import build_report
from rumbo.core.reporting.formats import Format
from rumbo.core.reporting.model import Report
from rumbo.core.reporting.render import PrintedFile, write_report
from rumbo.core.whole_files import place_whole

#: An issued report counts approved values only; what is still on its way is told, not counted.
ISSUED_FROM = State.VALIDATED


@dataclass(frozen=True, slots=True)
class Printing:
    """What was printed.

    Attributes:
        report: the report, the same in every file.
        files: the files, in the order of the formats.
        issued: the issued report that this is, or is a new print of; ``None`` for a provisional one.
        differences: what differed when an issued report was made anew, for instance by a later version of the software;
            the files are then the ones kept since it was issued.
    """

    report: Report
    files: tuple[PrintedFile, ...]
    issued: IssuedReportRecord | None = None
    differences: tuple[Problem, ...] = ()


def print_report(
    policy: Policy,
    year: int,
    *,
    method: Method,
    formats: Sequence[Format],
    folder: Path,
    as_of: datetime | None = None,
    counted_from: State = State.SUBMITTED,
    language: Language = "es",
) -> Printing:
    """Print the report of a year as it stands, or as it stood at a moment.

    As of the moment of an issued report, in its language and by its method, the print is that report again: it carries
    its number, counts what it counted, and is compared with what was recorded when it was issued. Where a file comes
    out differently, the one kept since then takes its place, so that an issued report is the same for ever.

    Raises:
        InputError: the policy does not cover the year.
        LedgerError: a file of an issued report comes out differently and the kept one is missing or altered.
    """
    issued = _issued_at(policy, year, method, as_of, language)
    counted = ISSUED_FROM if issued else counted_from
    seen = standing_at(policy, year, method=method, as_of=as_of, counted_from=counted)
    report = _report(seen, language, issued.number if issued else None)
    files = write_report(report, formats, folder)
    if issued is None:
        return Printing(report, files)
    differences = reprint_problems(issued, report, _hashes(files))
    return Printing(report, tuple(_as_issued(file, issued) for file in files), issued, differences)


def issue(
    policy: Policy,
    year: int,
    *,
    method: Method,
    formats: Sequence[Format],
    folder: Path,
    actor: Person,
    language: Language = "es",
    number: str = "",
    require_sign_offs: bool = False,
) -> Printing:
    """Print the report of a year with its number and record it in the ledger.

    Args:
        policy: the policy.
        year: the year judged.
        method: how to judge.
        formats: what to print.
        folder: where to; made where it is missing.
        actor: who issues it.
        language: of the report.
        number: the number that was agreed on; the next one without it. Whoever asks twice with one number issues once.
        require_sign_offs: issue only what both offices signed (:mod:`rumbo.apps.ledger.signing`).

    Raises:
        InputError: the policy does not cover the year.
        LedgerError: an office did not sign, and nothing is printed; or the ledger has faults, the actor may not issue,
            or the number is not the next one, and the files are printed and not issued.
    """
    seen = standing_at(policy, year, method=method, counted_from=ISSUED_FROM)
    if require_sign_offs:
        check_signed(seen.standing)
    report = _report(seen, language, number or selectors.next_report_number(policy.code, year))
    files = write_report(report, formats, folder)
    for file in files:
        store_evidence(file.path)
    return Printing(report, files, issue_report(report, _hashes(files), actor=actor))


def _report(seen: LedgerStanding, language: Language, number: str | None) -> Report:
    return build_report(
        seen.standing,
        seen.provenance,
        status="issued" if number else "provisional",
        number=number,
        language=language,
    )


def _issued_at(
    policy: Policy, year: int, method: Method, as_of: datetime | None, language: Language
) -> IssuedReportRecord | None:
    if as_of is None:
        return None
    for issued in selectors.issued_reports(policy.code, year):
        if (issued.as_of, issued.method, issued.language) == (as_of, method.name, language):
            return issued
    return None


def _as_issued(file: PrintedFile, issued: IssuedReportRecord) -> PrintedFile:
    """The printed file, replaced by the one kept since it was issued where the two differ."""
    sha256 = issued.files.get(file.path.name, file.sha256)
    if sha256 != file.sha256:
        place_whole(file.path, read_evidence(Evidence(file.path.name, sha256, 0)))
    return PrintedFile(file.path, sha256, file.format)


def _hashes(files: Sequence[PrintedFile]) -> dict[str, str]:
    return {file.path.name: file.sha256 for file in files}
