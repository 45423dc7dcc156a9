"""``rumbo demo``: the whole job on example values: the real report as it stands, then one from simulated values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.arguments import DEFAULT_METHOD
from rumbo.cli.output import DEFAULT_POLICY, PolicyCode, console
from rumbo.core.language import _
from rumbo.core.workspace import workspace

if TYPE_CHECKING:
    from rumbo.apps.ledger.printing import Printing

Year = Annotated[int, typer.Option("--year", help=_("The year judged."))]
_YEAR = 2026
_OPENED_FIRST = (".pdf", ".html", ".xlsx")


def demo(*, policy: PolicyCode = DEFAULT_POLICY, year: Year = _YEAR) -> None:
    """Print the real report of a year as it stands, then one from a full year of simulated values."""
    from rumbo.core.monitoring.method import load_method
    from rumbo.core.policy.loader import find
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.apps.accounts.words import role_name
    from rumbo.apps.ledger.demonstration import demonstrate  # needs Django, started above

    found, say = find(policy), console().print
    say(f"[bold]{found.title}[/bold]")
    counts = _("{objectives} objectives, {services} services, {indicators} indicators.")
    say(counts.format(objectives=len(found.objectives), services=len(found.services), indicators=len(found.indicators)))
    shown = demonstrate(found, year, method=load_method(DEFAULT_METHOD), folder=workspace().reports)
    say("\n" + _("1. The real report of {year}, as it stands:").format(year=year))
    _tell(shown.real)
    say("\n" + _("2. The same report from a year of SIMULATED values, marked on every page and in every file:"))
    _tell(shown.simulated)
    say("\n" + _("3. The workbook in which the units report:"))
    say(f"   {shown.workbook}", soft_wrap=True)
    say("\n" + _("4. The site, with that year published: start it, open it, and sign in as any of these."))
    say("   .venv/bin/rumbo serve        http://localhost:8000/")
    for guest in shown.guests:
        say(f"   {guest.email:<32} {role_name(guest.role)}, {guest.entity}")
    say("   " + _("Password of all of them: {password}").format(password=shown.password))
    say("   " + _("The administrator is asked to set up a second step first, with an application that makes codes."))
    say("\n" + _("Look further:"))
    for command in (f"status {year}", f"explain OP3-I1 {year}", "policy check", "statistics list"):
        say(f"   .venv/bin/rumbo {command}")


def _tell(printed: Printing) -> None:
    """Name the files that a reader opens first."""
    told = printed.report
    counted = _("{with_data} of {due} indicators with data").format(with_data=told.with_data, due=told.due)
    console().print(f"   {counted}")
    for file in printed.files:
        if file.path.suffix in _OPENED_FIRST:
            console().print(f"   {file.path}", soft_wrap=True)
