"""How are the checks of the lake shown? A line each, and below the table what warns or fails, with where to look."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from rumbo.cli.output import console, number, print_table
from rumbo.core.language import _
from rumbo.core.numbers import written

if TYPE_CHECKING:
    from rumbo.core.customs.checks import Finding

_WORST_FIRST = ("fail", "warn", "no_data", "pass")


def show_findings(findings: "Sequence[Finding]") -> None:
    """Show what the checks found, worst first."""
    ordered = sorted(findings, key=lambda each: _WORST_FIRST.index(each.status))
    columns = (_("Check of the lake"), _("Result"), _("Figure"), _("Unit"), _("Warns above"), _("Fails above"))
    print_table(columns, [_row(each) for each in ordered])
    for each in ordered:
        if each.status in ("fail", "warn"):
            console().print(f"{each.title}: {each.sentence}", markup=False)
            for example in each.examples:
                console().print(f"  - {example}", markup=False)


def status_name(status: str) -> str:
    """How a check came out, in a word."""
    return {"pass": _("pass"), "warn": _("warning"), "fail": _("fail"), "no_data": _("no data")}[status]


def finding_document(finding: "Finding") -> dict[str, object]:
    """A finding as JSON."""
    return {
        "check": finding.check,
        "title": finding.title,
        "status": finding.status,
        "figure": number(finding.figure),
        "unit": finding.unit,
        "warn_above": number(finding.warn_above),
        "fail_above": number(finding.fail_above),
        "sentence": finding.sentence,
        "examples": finding.examples,
    }


def _row(finding: "Finding") -> tuple[object, ...]:
    limits = (_limit(finding.warn_above), _limit(finding.fail_above))
    return finding.title, status_name(finding.status), _figure(finding), _unit(finding.unit), *limits


def _figure(finding: "Finding") -> str | None:
    """A count as such, a share or a multiple with two decimals."""
    if finding.figure is None:
        return None
    return written(finding.figure, 0 if finding.unit in ("lines", "files") else 2)


def _limit(limit: Decimal | None) -> str | None:
    return None if limit is None else written(limit)


def _unit(unit: str) -> str:
    return {"lines": _("lines"), "files": _("files"), "times": _("times"), "%": "%"}[unit]
