"""``rumbo report``: print the annual monitoring report, issue it, list the issued ones."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.arguments import DEFAULT_METHOD, Approved, AsOf, MethodName, Year
from rumbo.cli.output import DEFAULT_POLICY, AsJson, PolicyCode, console, print_json, print_table
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _, language
from rumbo.core.observations import State

if TYPE_CHECKING:
    from rumbo.apps.ledger.printing import Printing

Folder = Annotated[Path, typer.Argument(metavar="OUT-DIR", help=_("Folder for the files; made where it is missing."))]
Formats = Annotated[str, typer.Option("--format", help=_("Formats with commas between: pdf, xlsx, html, json, csv."))]
Issue = Annotated[bool, typer.Option("--issue", help=_("Give the report its number and record it in the ledger."))]
Signed = Annotated[bool, typer.Option("--signed", help=_("With --issue: only what both offices have signed."))]
ALL_FORMATS = "pdf,xlsx,html,json,csv"
By = Annotated[str, typer.Option("--by", help=_("Name or e-mail of who issues it."), metavar="NAME")]


def _write_schema(folder: Path | None) -> None:
    """Write the schema and stop: it is the same for every year and policy."""
    if folder is None:
        return
    from rumbo.core.reporting.canonical import write_schema

    typer.echo(str(write_schema(folder)))
    raise typer.Exit


Schema = Annotated[
    Path | None,
    typer.Option(
        help=_("Folder for the JSON Schema of the JSON format; it is written and no report is printed."),
        metavar="DIR",
        callback=_write_schema,
        is_eager=True,
    ),
]


def report(
    year: Year,
    folder: Folder,
    *,
    formats: Formats = ALL_FORMATS,
    policy: PolicyCode = DEFAULT_POLICY,
    as_of: AsOf = "",
    method: MethodName = DEFAULT_METHOD,
    approved: Approved = False,
    issue: Issue = False,
    signed: Signed = False,
    by: By = "",
    schema: Schema = None,  # noqa: ARG001 - its callback writes it before anything else is asked for
    as_json: AsJson = False,
) -> None:
    """Print the annual monitoring report of a year."""
    from rumbo.core.monitoring.method import load_method
    from rumbo.core.policy.loader import find
    from rumbo.core.reporting.formats import parse_formats
    from rumbo.site.setup import ensure_ready

    if signed and not issue:
        raise InputError(Problem(_("Only a report that is issued is signed."), "--signed", _("Add --issue.")))
    chosen = parse_formats(formats)
    ensure_ready()
    from rumbo.apps.ledger import printing, selectors
    from rumbo.cli.acting import acting

    found, judge = find(policy), load_method(method)
    if issue:
        printed = printing.issue(
            found,
            year,
            method=judge,
            formats=chosen,
            folder=folder,
            actor=acting(by),
            language=language(),
            require_sign_offs=signed,
        )
    else:
        printed = printing.print_report(
            found,
            year,
            method=judge,
            formats=chosen,
            folder=folder,
            as_of=selectors.parse_as_of(as_of, found.code) if as_of else None,
            counted_from=State.VALIDATED if approved else State.SUBMITTED,
            language=language(),
        )
    print_json(_document(printed)) if as_json else _show(printed)


def reports(*, policy: PolicyCode = DEFAULT_POLICY, as_json: AsJson = False) -> None:
    """List the reports that were issued."""
    from rumbo.core.policy.loader import find
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.apps.ledger import selectors
    from rumbo.core.reporting.labels import moment

    issued = selectors.issued_reports(find(policy).code)
    if as_json:
        print_json([dataclasses.asdict(one) for one in issued])
        return
    print_table(
        (_("Number"), _("Shows the ledger as of"), _("Issued"), _("Issued by"), _("Fingerprint")),
        [(i.number, i.as_of.isoformat(), moment(i.issued_at), i.issued_by, i.content_sha256[:16]) for i in issued],
    )


def _document(printed: Printing) -> dict[str, object]:
    return {
        "policy": printed.report.policy_code,
        "year": printed.report.year,
        "as_of": printed.report.as_of,
        "status": printed.report.status,
        "number": printed.report.number,
        "simulated": printed.report.simulated,
        "files": [{"path": str(f.path), "format": f.format, "sha256": f.sha256} for f in printed.files],
        "differences": [str(problem) for problem in printed.differences],
    }


def _show(printed: Printing) -> None:
    say, told = console().print, printed.report
    if printed.issued:
        say(_("Report {number}, as of {moment}.").format(number=told.number, moment=told.as_of.isoformat()))
    for file in printed.files:
        say(f"{file.path}  sha256 {file.sha256[:16]}", soft_wrap=True)
    for problem in printed.differences:
        say(str(problem))
    if printed.differences:
        say(_("Made anew it would differ; these are the files kept since it was issued."))
