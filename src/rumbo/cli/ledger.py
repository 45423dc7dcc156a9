"""``rumbo ledger``: is the ledger sound, and what was done last."""

import dataclasses
from typing import Annotated

import typer

from rumbo.cli.output import AsJson, console, print_json, print_table
from rumbo.cli.spoken import Commands
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _, ngettext
from rumbo.core.numbers import written

app = Commands(help=_("The ledger: what was recorded, by whom, and whether it is sound."))

Seen = Annotated[
    list[str] | None,
    typer.Option(
        "--seen",
        metavar="NUMBER:HASH",
        help=_("An entry's number and hash as a printed report shows them; may be given several times."),
    ),
]
Limit = Annotated[int, typer.Option("--limit", min=1, help=_("How many entries to show."))]


@app.command(help=_("Check every entry, evidence file and issued report (exit code 1 where something is wrong)."))
def verify(*, seen: Seen = None, as_json: AsJson = False) -> None:
    """Check every entry, evidence file and issued report; exit code 1 names what is wrong."""
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.apps.ledger import selectors

    outcome = selectors.verify([selectors.LedgerHead(*_known(text), None) for text in seen or ()])
    if as_json:
        print_json(
            {
                "sound": outcome.sound,
                "entries": outcome.entries,
                "head": dataclasses.asdict(outcome.head),
                "faults": [dataclasses.asdict(fault) for fault in outcome.faults],
            }
        )
    elif outcome.sound:
        _say_sound(outcome.entries, outcome.head.row_hash)
    else:
        told = ngettext("The ledger has {count} fault:", "The ledger has {count} faults:", len(outcome.faults))
        console().print(told.format(count=len(outcome.faults)))
        for fault in outcome.faults:
            console().print(f"- {fault.problem()}", markup=False)
    raise typer.Exit(0 if outcome.sound else 1)


@app.command(help=_("Show the last entries, newest first."))
def log(*, limit: Limit = 20, as_json: AsJson = False) -> None:
    """Show the last entries, newest first."""
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.apps.ledger import selectors
    from rumbo.core.reporting.labels import moment

    entries = selectors.log(limit)
    if as_json:
        print_json([dataclasses.asdict(entry) for entry in entries])
        return
    print_table(
        (_("Entry"), _("When"), _("Who"), _("What"), _("About"), _("Hash")),
        [(e.sequence, moment(e.recorded_at), e.recorded_by, e.what, e.subject, e.row_hash[:12]) for e in entries],
    )


def _known(text: str) -> tuple[int, str]:
    number, colon, row_hash = text.partition(":")
    if not (number.isdecimal() and colon and row_hash):
        raise InputError(
            Problem(
                _("“{text}” is no entry; a number and a hash with a colon between were expected.").format(text=text),
                "--seen",
                _("Copy them from the report's data annex."),
            )
        )
    return int(number), row_hash.lower()


def _say_sound(entries: int, row_hash: str) -> None:
    if entries:
        told = _("The ledger is sound: {count} entries; the last one has the hash {hash}.")
        console().print(told.format(count=written(entries), hash=row_hash))
    else:
        console().print(_("The ledger is sound: it is empty."))
