"""``rumbo values``: what was obtained, from the form that goes out to the value that is published."""

from __future__ import annotations

import difflib
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.arguments import DEFAULT_METHOD, AsOf, MethodName
from rumbo.cli.output import DEFAULT_POLICY, AsJson, PolicyCode, console, print_json, print_table
from rumbo.cli.spoken import Commands
from rumbo.core.errors import InputError, Problem, UnknownCodeError
from rumbo.core.intake.doubts import Thresholds
from rumbo.core.intake.figures import Convention
from rumbo.core.language import _
from rumbo.core.monitoring.method import load_method
from rumbo.core.numbers import written
from rumbo.core.observations import Observation, Origin, State
from rumbo.core.policy.loader import find
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.labels import day_and_hour, origin_name, state_name
from rumbo.core.whole_files import place_whole

if TYPE_CHECKING:
    from rumbo.cli.values_import import Imported
    from rumbo.core.intake.read import Intake

app = Commands(help=_("What was obtained: forms, their import, and the way to publication."))

Year = Annotated[int, typer.Option("--year", help=_("The year that the values speak of."), min=1900, max=2200)]
By = Annotated[
    str, typer.Option("--by", help=_("In whose name: e-mail or full name of a person; the command line without it."))
]
Codes = Annotated[list[str] | None, typer.Argument(help=_("Codes of indicators; all of the year without any."))]


class Step(StrEnum):
    """A state to which values are advanced."""

    CONSOLIDATED = "consolidated"
    VALIDATED = "validated"
    PUBLISHED = "published"


@app.command(help=_("Write the form of a year as an Excel workbook."))
def template(
    out: Annotated[Path, typer.Argument(help=_("The workbook to write."), metavar="OUT.xlsx")],
    *,
    year: Year,
    entity: Annotated[str, typer.Option("--entity", help=_("Code of the entity; all without it."))] = "",
    policy: PolicyCode = DEFAULT_POLICY,
    overwrite: Annotated[bool, typer.Option("--overwrite", help=_("Replace a form that was filled."))] = False,
) -> None:
    """Write the form; a file that somebody may have filled is not replaced without being told to."""
    from rumbo.core.intake.template import write_template

    chosen, observations = _ready(policy)
    form = write_template(chosen, year, observations, entity or None)
    _write(out, form, overwrite=overwrite)
    console().print(_("Written: {path}").format(path=out))


@app.command("import", help=_("Record the values of a form or CSV: all of them or, with any bad cell, none."))
def import_(
    file: Annotated[Path, typer.Argument(help=_("The form (.xlsx) or a CSV."))],
    *,
    year: Year,
    policy: PolicyCode = DEFAULT_POLICY,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Say what would happen and store nothing."))] = False,
    by: By = "",
    decimal: Annotated[
        Convention | None, typer.Option("--decimal", help=_("Decimal sign, where the file does not tell it."))
    ] = None,
    simulated: Annotated[bool, typer.Option("--simulated", help=_("The values are invented for a show."))] = False,
    method: MethodName = DEFAULT_METHOD,
    as_json: AsJson = False,
) -> None:
    """Import a form. Exit code 2, and nothing stored, where any cell is bad."""
    from rumbo.core.intake.read import read_values

    limits = load_method(method).alerts
    thresholds = Thresholds(limits.jump_factor, limits.over_compliance_pct)
    chosen, observations = _ready(policy)
    intake = read_values(file, chosen, year, decimal=decimal, observations=observations, thresholds=thresholds)
    from rumbo.cli.acting import acting
    from rumbo.cli.values_import import record

    origin = Origin.SIMULATED if simulated else Origin.REPORTED
    imported = record(chosen, intake, file, origin=origin, actor=acting(by), dry_run=dry_run)
    _tell(intake, imported, dry_run=dry_run, as_json=as_json)


@app.command("list", help=_("List the values that count."))
def list_(
    *,
    year: Annotated[int | None, typer.Option("--year", help=_("Only this year."))] = None,
    as_of: AsOf = "",
    policy: PolicyCode = DEFAULT_POLICY,
    as_json: AsJson = False,
) -> None:
    """List the values that count, as known at a moment."""
    chosen, observations = _ready(policy, as_of)
    order = {indicator.code: place for place, indicator in enumerate(chosen.indicators)}
    listed = [held for held in observations.values() if year in (None, held.year)]
    listed.sort(key=lambda held: (held.year, order.get(held.indicator, len(order))))
    if as_json:
        print_json([_entry(held) for held in listed])
        return
    columns = (_("Code"), _("Year"), _("Value"), _("Terms"), _("Origin"), _("State"), _("Revision"), _("Recorded"))
    print_table(columns, [_line(held) for held in listed])


@app.command(help=_("Take values one step further on their way to publication."))
def advance(
    codes: Codes = None,
    *,
    year: Year,
    to: Annotated[Step, typer.Option("--to", help=_("The state to reach."))],
    comment: Annotated[str, typer.Option("--comment", help=_("A remark for the log."))] = "",
    policy: PolicyCode = DEFAULT_POLICY,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Advance all values of a year that stand one step before, or those named: all of these or none."""
    chosen, _observations = _ready(policy)
    from rumbo.cli.values_steps import take_step

    state = State(to.value)
    named = tuple(_known(chosen, code) for code in codes or ())
    moved, left = take_step(chosen, year, state, named, by=by, comment=comment)
    if as_json:
        print_json({"state": state.value, "moved": moved, "left": left})
    else:
        told = _("{moved} values moved to “{state}”, {left} left where they stand.")
        console().print(told.format(moved=len(moved), state=state_name(state), left=len(left)))


@app.command("return", help=_("Send a value back to its reporter, with the reason."))
def return_(
    code: Annotated[str, typer.Argument(help=_("Code of the indicator."))],
    *,
    year: Year,
    reason: Annotated[str, typer.Option("--reason", help=_("What the reporter must mend."))],
    policy: PolicyCode = DEFAULT_POLICY,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Return a value."""
    chosen, _observations = _ready(policy)
    from rumbo.cli.values_steps import send_back

    known = _known(chosen, code)
    state = send_back(chosen, known, year, by=by, reason=reason)
    if as_json:
        print_json({"code": known, "year": year, "state": state.value})
    else:
        console().print(_("{code} {year} was returned.").format(code=known, year=year))


def _ready(policy: str, as_of: str = "") -> tuple[Policy, dict[tuple[str, int], Observation]]:
    """The policy, and what the ledger holds of it, the installation being made ready first."""
    from rumbo.site.setup import ensure_ready

    chosen = find(policy)
    ensure_ready()
    from rumbo.apps.ledger import selectors

    moment = selectors.parse_as_of(as_of, chosen.code) if as_of else None
    return chosen, selectors.observations(chosen.code, as_of=moment)


def _known(policy: Policy, code: str) -> str:
    codes = [indicator.code for indicator in policy.indicators]
    found = next((known for known in codes if known.casefold() == code.casefold()), None)
    if found is None:
        raise UnknownCodeError(code, difflib.get_close_matches(code.upper(), codes, n=3))
    return found


def _write(out: Path, form: bytes, *, overwrite: bool) -> None:
    """Write a file whole or not at all; one that holds something else is kept."""
    try:
        if not overwrite and out.exists() and out.read_bytes() not in (b"", form):
            what, mend = _("The file exists and may have been filled."), _("Choose another name, or say --overwrite.")
            raise InputError(Problem(what, str(out), mend))
        place_whole(out, form)
    except OSError as error:
        what = _("The file cannot be written: {reason}.").format(reason=error.strerror or error)
        raise InputError(Problem(what, str(out), _("Check the folder and its permissions."))) from error


def _tell(intake: Intake, imported: Imported, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "file": intake.name,
                "sha256": intake.sha256,
                "dry_run": dry_run,
                "recorded": imported.recorded,
                "unchanged": imported.unchanged,
                "warnings": [{"where": w.where, "what": w.what, "mend": w.mend} for w in intake.warnings],
            }
        )
        return
    for warning in intake.warnings:
        sys.stderr.write(f"{_('warning')}: {warning}\n")
    told = _("{recorded} recorded, {unchanged} unchanged.")
    if dry_run:
        told = _("Dry run, nothing stored: {recorded} would be recorded, {unchanged} unchanged.")
    console().print(told.format(recorded=len(imported.recorded), unchanged=len(imported.unchanged)))


def _entry(held: Observation) -> dict[str, object]:
    return {
        "code": held.indicator,
        "year": held.year,
        "value": held.value,
        "numerator": held.numerator,
        "denominator": held.denominator,
        "origin": held.origin,
        "state": held.state,
        "revision": held.revision,
        "recorded_at": held.recorded_at,
        "recorded_by": held.recorded_by,
        "entity": held.entity,
        "comment": held.comment,
        "reason": held.reason,
        "no_data_reason": held.no_data_reason,
        "expected_on": held.expected_on,
        "parts": [{field: getattr(part, field) for field in part.__slots__} for part in held.parts],
        "evidence": [{field: getattr(file, field) for field in file.__slots__} for file in held.evidence],
    }


def _line(held: Observation) -> tuple[object, ...]:
    terms = "" if held.numerator is None else f"{written(held.numerator)} / {written(held.denominator)}"
    value = written(held.value, 1 if held.numerator is not None else None, missing=_("no figure"))
    when = day_and_hour(held.recorded_at)
    return (
        held.indicator,
        held.year,
        value,
        terms,
        origin_name(held.origin),
        state_name(held.state),
        held.revision,
        when,
    )
