"""The one command, ``rumbo``: it parses, calls and prints; the work is done elsewhere.

Exit codes: 0 done, 1 a check found something, 2 the input is unusable and nothing was stored.
"""

import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

import rumbo
from rumbo.cli import (
    backup,
    customs,
    demo,
    explain,
    following,
    indicators,
    init,
    ledger,
    people,
    policy,
    remind,
    report,
    serve,
    statistics,
    status,
    tables,
    values,
    worker,
)
from rumbo.cli.output import complain
from rumbo.cli.spoken import Commands, complain_of_use
from rumbo.core.errors import RumboError
from rumbo.core.language import _

app = Commands(
    name="rumbo",
    help=_("Follow a public policy from what was promised to what was obtained."),
    pretty_exceptions_enable=False,
)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - as typer calls it
    if asked:
        typer.echo(f"rumbo {rumbo.__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool, typer.Option("--version", help=_("Print the version and stop."), is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """What stands before every command."""


app.command("init", help=_("Make the workspace and its database, and register the policy's entities."))(init.init)
app.command(
    "demo", help=_("Print the real report of a year as it stands, then one from a full year of simulated values.")
)(demo.demo)
app.command("status", help=_("Show compliance, index, coverage and alerts of a year."))(status.status)
app.command("report", help=_("Print the annual monitoring report of a year."))(report.report)
app.command("reports", help=_("List the reports that were issued."))(report.reports)
app.command(
    "explain",
    help=_("Say where a number comes from: sheet, inputs, judgement, people, history, and the sum done again."),
)(explain.explain)
app.command("serve", help=_("Serve the site: pages, interface and background work, until told to stop."))(serve.serve)
app.command("worker", help=_("Do the long work that pages ask for, until told to stop."))(worker.worker)
app.command("remind", help=_("Write to those who owe values that are due soon or late, once a day at most."))(
    remind.remind
)
app.command("backup", help=_("Put the whole installation into one file, while it is at work."))(backup.backup)
app.command("restore", help=_("Make the installation of a backup, in an empty workspace and an empty database."))(
    backup.restore
)
app.add_typer(customs.app, name="customs")
app.add_typer(people.app, name="people")
app.add_typer(policy.app, name="policy")
app.add_typer(following.app, name="following")
app.add_typer(ledger.app, name="ledger")
app.add_typer(indicators.app, name="indicators")
app.add_typer(statistics.app, name="statistics")
app.add_typer(tables.app, name="tables")
app.add_typer(values.app, name="values")


def main() -> None:
    """Run the command line; every known error becomes clear lines on stderr and exit code 2."""
    try:
        outcome = app(standalone_mode=False)
    except RumboError as error:
        complain(error)
        sys.exit(2)
    except TyperException as error:
        complain_of_use(error)
        sys.exit(2)
    sys.exit(outcome if isinstance(outcome, int) else 0)
