"""``rumbo demo``: the whole job on example values: the real report as it stands, then one from simulated values."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.arguments import DEFAULT_METHOD
from rumbo.cli.output import DEFAULT_POLICY, PolicyCode, console
from rumbo.core.errors import InputError, Problem
from rumbo.core.intake.template import write_template
from rumbo.core.language import _, language
from rumbo.core.monitoring.method import load_method
from rumbo.core.policy.loader import find
from rumbo.core.reporting.formats import Format
from rumbo.core.reporting.labels import local
from rumbo.core.workspace import workspace

if TYPE_CHECKING:
    from rumbo.apps.ledger.printing import Printing
    from rumbo.core.policy.models import Policy

Year = Annotated[int, typer.Option("--year", help=_("The year judged."))]
_YEAR = 2026


def demo(*, policy: PolicyCode = DEFAULT_POLICY, year: Year = _YEAR) -> None:
    """Print the real report of a year as it stands, then one from a full year of simulated values."""
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    found, say, folder = find(policy), console().print, workspace().reports
    moment = _moment_before_the_simulation(found)
    say(f"[bold]{found.title}[/bold]")
    counts = _("{objectives} objectives, {services} services, {indicators} indicators.")
    say(counts.format(objectives=len(found.objectives), services=len(found.services), indicators=len(found.indicators)))
    say("\n" + _("1. The real report of {year}: nothing has been reported yet.").format(year=year))
    _tell(_print(found, year, folder / _("real"), moment))
    if not moment:
        _simulate(found, year)
    say("\n" + _("2. The same report from a year of SIMULATED values, marked on every page and in every file."))
    _tell(_print(found, year, folder / _("simulated")))
    say("\n" + _("3. The workbook in which the units report:"))
    say(f"   {_workbook(found, year, folder)}", soft_wrap=True)
    say("\n" + _("Look further:"))
    for command in (f"status {year}", f"explain OP1-I1 {year}", "policy check", "ledger verify"):
        say(f"   .venv/bin/rumbo {command}")


def _moment_before_the_simulation(policy: Policy) -> datetime | None:
    """The moment before the first simulated value, when the demonstration ran before; ``None`` for a new workspace.

    Raises:
        InputError: the ledger holds real values, which must never be mixed with simulated ones.
    """
    from rumbo.apps.ledger.demonstration.workspace import before_simulation, holds_real_values

    if holds_real_values(policy.code):
        what = _("The ledger in {home} holds real values.").format(home=workspace().home)
        mend = _("Set RUMBO_HOME to another folder for the demonstration.")
        raise InputError(Problem(what, mend=mend))
    return before_simulation(policy.code)


def _simulate(policy: Policy, year: int) -> None:
    from rumbo.apps.ledger.demonstration import simulate_year

    simulate_year(policy, year, today=local(datetime.now(UTC)).date())


def _print(policy: Policy, year: int, folder: Path, as_of: datetime | None = None) -> Printing:
    from rumbo.apps.ledger.printing import print_report

    method = load_method(DEFAULT_METHOD)
    return print_report(
        policy, year, method=method, formats=tuple(Format), folder=folder, as_of=as_of, language=language()
    )


def _tell(printed: Printing) -> None:
    """Name the files that a reader opens first."""
    told = printed.report
    counted = _("{with_data} of {due} indicators with data").format(with_data=told.with_data, due=told.due)
    console().print(f"   {counted}")
    for file in printed.files:
        if file.format in (Format.PDF, Format.HTML, Format.XLSX):
            console().print(f"   {file.path}", soft_wrap=True)


def _workbook(policy: Policy, year: int, folder: Path) -> Path:
    from rumbo.apps.ledger.selectors import observations

    path = folder / _("template-{policy}-{year}.xlsx").format(policy=policy.code, year=year)
    path.write_bytes(write_template(policy, year, observations(policy.code)))
    return path
