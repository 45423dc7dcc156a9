"""``rumbo policy``: what was promised."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from rumbo.cli.output import DEFAULT_POLICY, AsJson, PolicyCode, complain, console, print_json, print_table
from rumbo.cli.policy_cards import card, document
from rumbo.cli.policy_check import as_severe_as
from rumbo.cli.policy_check import show as show_findings
from rumbo.cli.spoken import Commands
from rumbo.core.errors import RumboError
from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.policy import available, find
from rumbo.core.policy.coherence import Severity, rules
from rumbo.core.policy.coherence import check as check_coherence
from rumbo.core.policy.export import write_export
from rumbo.core.policy.listing import Summary, indicator_entries, summary
from rumbo.core.policy.lookup import look_up
from rumbo.core.policy.models import Policy
from rumbo.core.policy.schema import write_schemas
from rumbo.core.reporting.labels import direction_name, kind_name

app = Commands(help=_("What was promised."))

Folder = Annotated[
    Path, typer.Argument(help=_("Folder to write to; it is created where it is missing."), metavar="DIR")
]
Code = Annotated[str, typer.Argument(help=_("Any code of the policy: OP1, L1.1, S1.1.1, S1.1.1-Q1, AO 1.1.1, CD1 ..."))]


@app.command("list", help=_("List the policies that can be found."))
def list_(*, as_json: AsJson = False) -> None:
    """List the policies of the workspace and those that ship; a broken one is told on stderr (exit code 2)."""
    summaries, broken = _summaries()
    if as_json:
        print_json([each.model_dump(mode="json") for each in summaries])
    else:
        columns = [
            *(_("Code"), _("Title"), _("Objectives"), _("Guidelines")),
            *(_("Services"), _("Activities"), _("Indicators")),
        ]
        print_table(columns, [list(each.model_dump().values()) for each in summaries])
    for error in broken:
        complain(error)
    if broken:
        raise typer.Exit(2)


def _summaries() -> tuple[list[Summary], list[RumboError]]:
    summaries: list[Summary] = []
    broken: list[RumboError] = []
    for code in available():
        try:
            summaries.append(summary(find(code)))
        except RumboError as error:
            broken.append(error)
    return summaries, broken


@app.command(help=_("Show what a code names, with its lines in the source."))
def show(code: Code, *, policy: PolicyCode = DEFAULT_POLICY, as_json: AsJson = False) -> None:
    """Show any element of a policy as a card, or as one JSON document."""
    promised = find(policy)
    found = look_up(promised, code)
    if as_json:
        print_json(document(promised, found))
        return
    for named in found:
        console().print(card(promised, named), soft_wrap=False)


@app.command(help=_("List every indicator with its baseline and its targets."))
def indicators(*, policy: PolicyCode = DEFAULT_POLICY, as_json: AsJson = False) -> None:
    """List every indicator; the JSON holds all targets, the table the first and the last."""
    promised = find(policy)
    if as_json:
        print_json([entry.model_dump(mode="json") for entry in indicator_entries(promised)])
        return
    print_table(*_indicator_table(promised), title=promised.title)


def _indicator_table(policy: Policy) -> tuple[list[str], list[list[str]]]:
    first, last = policy.target_years[0], policy.target_years[-1]
    columns = [
        *(_("Code"), _("Kind"), _("Indicator"), _("Unit"), _("Direction"), _("Baseline")),
        *(str(first), str(last), _("Entity")),
    ]
    rows = [
        [
            *(i.code, kind_name(i.kind), i.name, i.unit, direction_name(i.direction)),
            *(written(i.baseline.value if i.baseline else None), written(i.target(first)), written(i.target(last))),
            policy.reporting_entity(i.code) or "—",
        ]
        for i in policy.indicators
    ]
    return columns, rows


@app.command(help=_("Check whether the design of the policy holds together (exit code 1 where something was found)."))
def check(
    *,
    policy: PolicyCode = DEFAULT_POLICY,
    rule: Annotated[list[str] | None, typer.Option(help=_("Run only this rule; may be given several times."))] = None,
    severity: Annotated[Severity, typer.Option(help=_("Show only what is of this severity or worse."))] = Severity.LOW,
    as_json: AsJson = False,
) -> None:
    """Run the coherence checks; exit code 1 where they found something."""
    promised = find(policy)
    found = check_coherence(promised, rule or None)
    findings = as_severe_as(found, severity)
    if as_json:
        print_json([finding.as_document() for finding in findings])
    elif findings:
        broken = {finding.rule for finding in found}
        sound = [each.id for each in rules() if each.id not in broken and (not rule or each.id in rule)]
        show_findings(promised.title, findings, sound)
    elif rule or severity is not Severity.LOW:
        typer.echo(_("Nothing of that kind was found."))
    else:
        typer.echo(_("Nothing was found: the design holds together."))
    if findings:
        raise typer.Exit(1)


@app.command(help=_("Write the policy as flat tables (CSV) and as one JSON document."))
def export(folder: Folder, *, policy: PolicyCode = DEFAULT_POLICY) -> None:
    """Write the policy as CSV tables and JSON."""
    _tell(write_export(find(policy), folder))


@app.command(help=_("Write the JSON Schema of every kind of policy file, for editors."))
def schema(folder: Folder) -> None:
    """Write the JSON Schemas, and tell how an editor uses them."""
    _tell(write_schemas(folder))
    hint = _("In a service's file, an editor is told of its schema by the first line: {line}")
    line = f"# yaml-language-server: $schema={folder / 'services.schema.json'}"
    sys.stderr.write(hint.format(line=line) + "\n")


def _tell(files: tuple[Path, ...]) -> None:
    """Name the files that were written, one a line."""
    for file in files:
        typer.echo(str(file))
