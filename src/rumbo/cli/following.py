"""``rumbo following``: reminders of what was promised, from the shell or once a day from the machine's own clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.output import DEFAULT_POLICY, AsJson, PolicyCode, console, print_json
from rumbo.cli.spoken import Commands
from rumbo.core.language import _
from rumbo.core.policy.loader import find

if TYPE_CHECKING:
    from rumbo.apps.following.services import RemindedOf

app = Commands(help=_("What was promised about alerts and recommendations."))

Days = Annotated[
    int, typer.Option("--days", help=_("Remind those whose due date is at most so many days ahead, or past."), min=0)
]


@app.command(help=_("Remind by mail those who answer for commitments that are overdue or due soon."))
def remind(*, days: Days = 14, policy: PolicyCode = DEFAULT_POLICY, as_json: AsJson = False) -> None:
    """Write to those who answer for commitments that are overdue or due soon; of each once a day at most."""
    chosen = find(policy)
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.apps.accounts.services import system_person
    from rumbo.apps.following.services import remind as write
    from rumbo.site.following.addresses import commitment_page, site_origin

    origin = site_origin()
    done = write(
        chosen,
        actor=system_person(),
        address_of=lambda spoken, number: f"{origin}{commitment_page(spoken, number)}",
        days=days,
    )
    _tell(done, as_json=as_json)
    if done.failed:
        raise typer.Exit(1)


def _tell(done: RemindedOf, *, as_json: bool) -> None:
    unanswered = [one.id for one in done.unanswered]
    if as_json:
        print_json({"sent": done.sent, "already": done.already, "failed": done.failed, "unanswered": unanswered})
        return
    told = (
        (_("Reminded: {names}"), done.sent),
        (_("Reminded today already: {names}"), done.already),
        (_("The mail could not be sent: {names}"), done.failed),
        (_("Nobody answers for the commitments: {names}"), [str(number) for number in unanswered]),
    )
    for sentence, names in told:
        if names:
            console().print(sentence.format(names=", ".join(names)), markup=False)
    if not any(names for _sentence, names in told):
        console().print(_("Nothing is overdue or due soon; nobody was written to."), markup=False)
