"""``rumbo remind``: the reminders that go out by themselves, once a day from the machine's own clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.output import DEFAULT_POLICY, AsJson, PolicyCode, console, print_json
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.policy.loader import find

if TYPE_CHECKING:
    from rumbo.apps.reminders.services import Reminded
    from rumbo.core.language import Language
    from rumbo.core.policy.models import Policy

Year = Annotated[int, typer.Argument(help=_("The year that the values speak of."), min=1900, max=2200)]
Days = Annotated[
    int, typer.Option("--days", help=_("Remind those whose due date is at most so many days ahead, or past."), min=0)
]


def remind(year: Year, *, days: Days = 7, policy: PolicyCode = DEFAULT_POLICY, as_json: AsJson = False) -> None:
    """Write to everybody whose entity owes values that are due soon or late; nobody twice on one day."""
    chosen = find(policy)
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    done = _remind(chosen, year, days)
    if as_json:
        print_json(
            {
                "sent": done.sent,
                "already": done.already,
                "failed": done.failed,
                "without_people": done.without_people,
            }
        )
    else:
        _print(done)
    if done.failed:
        raise typer.Exit(1)


def _remind(chosen: Policy, year: int, days: int) -> Reminded:
    from rumbo.apps.accounts.services import system_person
    from rumbo.apps.reminders.services import remind_before
    from rumbo.core.reporting.labels import local

    today = local(datetime.now(UTC)).date()
    return remind_before(
        chosen, year, days, today=today, actor=system_person(), address_of=lambda spoken: _work_page(year, spoken)
    )


def _work_page(year: int, spoken: Language) -> str:
    """The whole address of the page of one's own work, in a language.

    Raises:
        InputError: the site's public address is not set, so that a mail could not lead anywhere.
    """
    from django.urls import reverse
    from django.utils.translation import override

    from rumbo.site.environment import site_address

    address = site_address()
    if address is None:
        what = _("The public address of the site is not set; a reminder could not lead to it.")
        raise InputError(Problem(what, "RUMBO_SITE_URL", _("Write for instance https://rumbo.example.")))
    with override(spoken):
        return f"{address.origin}{reverse('work:home')}?anio={year}"


def _print(done: Reminded) -> None:
    told = (
        (_("Reminded: {names}"), done.sent),
        (_("Reminded today already: {names}"), done.already),
        (_("The mail could not be sent: {names}"), done.failed),
        (_("Nobody reports for: {names}"), done.without_people),
    )
    for sentence, names in told:
        if names:
            console().print(sentence.format(names=", ".join(names)), markup=False)
    if not any(names for _sentence, names in told):
        console().print(_("Nothing is missing; nobody was written to."), markup=False)
