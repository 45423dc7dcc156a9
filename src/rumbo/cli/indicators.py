"""``rumbo indicators``: the indicators that are computed, not reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.arguments import Year
from rumbo.cli.output import DEFAULT_POLICY, AsJson, PolicyCode, console, print_json, print_table
from rumbo.cli.spoken import Commands
from rumbo.core.language import _

if TYPE_CHECKING:
    from rumbo.apps.ledger.computing import Computed, Computing
    from rumbo.core.policy.models import Policy

app = Commands(help=_("The indicators that are computed from customs lines and tables."))

Version = Annotated[int | None, typer.Option("--version", help=_("Version of the lake; the latest by default."))]
Engine = Annotated[str, typer.Option("--engine", help=_("Engine that computes: duckdb or spark."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Compute and record nothing."))]


@app.callback()
def _group() -> None:
    """Group of commands."""


@app.command(help=_("Compute the indicators of a year and record them with their lineage."))
def compute(
    year: Year,
    *,
    policy: PolicyCode = DEFAULT_POLICY,
    version: Version = None,
    engine: Engine = "duckdb",
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Compute the indicators of a year and record them with their lineage."""
    from rumbo.core.customs.lake import Lake
    from rumbo.core.policy.loader import find
    from rumbo.core.workspace import workspace
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.apps.accounts.services import system_person
    from rumbo.apps.ledger.computing import compute_indicators

    found = find(policy)
    done = compute_indicators(
        found,
        year,
        lake=Lake(workspace().lake),
        actor=system_person(),
        version=version,
        engine=engine,
        dry_run=dry_run,
    )
    print_json(_document(done)) if as_json else _show(done, found, dry_run=dry_run)


def _document(done: Computing) -> dict[str, object]:
    return {
        "indicators": [_entry(computed) for computed in done.computed],
        "recorded": list(done.recorded),
        "unchanged": list(done.unchanged),
    }


def _entry(computed: Computed) -> dict[str, object]:
    value = computed.value
    return {
        "code": computed.indicator,
        "year": computed.year,
        "value": value.value if value else None,
        "numerator": value.numerator if value else None,
        "denominator": value.denominator if value else None,
        "state": "computed" if value else "no_data",
        "reason": computed.reason,
        "simulated": bool(computed.result and computed.result.simulated),
        "lineage": computed.result.lineage.document() if computed.result else None,
    }


def _show(done: Computing, policy: Policy, *, dry_run: bool) -> None:
    from rumbo.core.numbers import half_up, written
    from rumbo.core.reporting.labels import simulated_mark

    units = {indicator.code: indicator.unit for indicator in policy.indicators}
    print_table(
        (_("Code"), _("Value"), _("Unit"), _("What was done")),
        [
            (
                computed.indicator,
                written(half_up(computed.value.value, 3))
                if computed.value and computed.value.value is not None
                else None,
                units[computed.indicator],
                _what_was_done(computed, done, dry_run=dry_run),
            )
            for computed in done.computed
        ],
    )
    if any(computed.result and computed.result.simulated for computed in done.computed):
        console().print(f"[bold reverse] {simulated_mark()} [/bold reverse]")


def _what_was_done(computed: Computed, done: Computing, *, dry_run: bool) -> str:
    if computed.reason:
        return _("no data: {reason}").format(reason=computed.reason)
    if dry_run:
        return _("computed, not recorded")
    return _("recorded") if computed.indicator in done.recorded else _("as it was")
