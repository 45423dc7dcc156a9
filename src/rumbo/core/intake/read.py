"""Reading a form that came back: all of it or nothing.

A file is read whole and checked whole. If one cell is wrong, every wrong cell is named with its address, what was
found, what was expected and how to mend it, and nothing is handed on.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rumbo.core.errors import Problem
from rumbo.core.intake.cells import Sheets
from rumbo.core.intake.check import Check
from rumbo.core.intake.csv_file import read_csv
from rumbo.core.intake.doubts import Thresholds
from rumbo.core.intake.errors import IntakeError
from rumbo.core.intake.figures import Convention
from rumbo.core.intake.guard import contents, is_workbook
from rumbo.core.intake.workbook import read_workbook
from rumbo.core.language import _
from rumbo.core.observations import NewValue, Observations
from rumbo.core.policy.models import Policy


@dataclass(frozen=True, slots=True)
class Intake:
    """What a file reports, checked against the policy and not yet recorded.

    Attributes:
        name: name of the file.
        sha256: hash of its bytes.
        values: the values, in the order of the file; a blank row reports nothing.
        evidence: names of evidence files by indicator code, to be looked up beside the file.
        warnings: what was accepted and is worth a second look.
        entity: code of the entity that the form was made for; empty where it says none.
    """

    name: str
    sha256: str
    values: tuple[NewValue, ...]
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    entity: str = ""


def read_values(
    source: Path | bytes,
    policy: Policy,
    year: int,
    *,
    name: str = "",
    decimal: Convention | None = None,
    observations: Observations | None = None,
    thresholds: Thresholds | None = None,
) -> Intake:
    """Read the values that a form or a CSV reports.

    Args:
        source: the file, or its bytes.
        policy: the policy whose indicators are reported.
        year: the year they are reported for.
        name: name of the file in messages; the path's own name where left out.
        decimal: the decimal sign, where the file's own numbers do not tell it.
        observations: what the ledger holds, so that jumps and approved values are noticed.
        thresholds: when a doubt is raised.

    Returns:
        The values with evidence names and warnings.

    Raises:
        IntakeError: where anything is wrong; it names every bad cell.
    """
    name = name or (source.name if isinstance(source, Path) else "file")
    data, sheets = _opened(source, name)
    check = Check(policy, year, observations or {}, thresholds or Thresholds(), decimal)
    problems = [*_check_control(sheets, policy, year), *sheets.problems]
    checked = check.run(sheets.rows)
    problems += check.findings.problems
    if problems:
        raise IntakeError(*problems)
    warnings = (*sheets.warnings, *_about_edition(sheets, policy), *check.findings.warnings)
    return Intake(
        name,
        hashlib.sha256(data).hexdigest(),
        tuple(checked.values),
        checked.evidence,
        warnings,
        sheets.control.get("entity", ""),
    )


def _opened(source: Path | bytes, name: str) -> tuple[bytes, Sheets]:
    """The bytes of the file and the rows in it; a refusal of the whole file says which file."""
    try:
        data = contents(source)
        return data, read_workbook(data) if is_workbook(data) else read_csv(data, name)
    except IntakeError as error:
        raise IntakeError(*(replace(problem, where=problem.where or name) for problem in error.problems)) from error


def _check_control(sheets: Sheets, policy: Policy, year: int) -> list[Problem]:
    """What the form says of itself against what it is imported as."""
    problems = []
    of_year, of_policy = sheets.control.get("year"), sheets.control.get("policy")
    if of_year is not None and of_year != str(year):
        what = _("The form was made for {found}; values of {year} were expected.").format(found=of_year, year=year)
        mend = _("Import it for {found}, or fill the form of {year}.").format(found=of_year, year=year)
        problems.append(Problem(what, sheets.control_places["year"], mend))
    if of_policy is not None and of_policy != policy.code:
        what = _("The form was made for the policy “{found}”; “{policy}” was expected.")
        mend = _("Choose that policy, or use the form of this one.")
        found = what.format(found=of_policy, policy=policy.code)
        problems.append(Problem(found, sheets.control_places["policy"], mend))
    return problems


def _about_edition(sheets: Sheets, policy: Policy) -> list[Problem]:
    of_edition = sheets.control.get("sha256")
    if not of_edition or not policy.sha256 or of_edition == policy.sha256:
        return []
    what = _("The form was made from another state of the policy's data.")
    mend = _("Check that definitions and targets did not change since.")
    return [Problem(what, sheets.control_places["sha256"], mend)]
