"""``rumbo explain``: where one number comes from, on the terminal or as one JSON document."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.syntax import Syntax
from rich.table import Table

from rumbo.cli.arguments import DEFAULT_METHOD, Approved, AsOf, MethodName, Year
from rumbo.cli.opening import open_standing
from rumbo.cli.output import DEFAULT_POLICY, AsJson, PolicyCode, console, print_json, print_table
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.monitoring.components import Component, Composition, composition
from rumbo.core.monitoring.notes import note_text
from rumbo.core.monitoring.records import Score
from rumbo.core.numbers import written
from rumbo.core.observations import Observation
from rumbo.core.policy.lookup import Named, look_up
from rumbo.core.policy.models import Indicator
from rumbo.core.reporting.labels import (
    day_name,
    direction_name,
    kind_name,
    light_mark,
    light_name,
    moment,
    origin_name,
    simulated_mark,
    state_name,
)

if TYPE_CHECKING:
    from rumbo.apps.ledger.explanation import Explanation

#: A quotient is shown with so many decimals; the JSON document has all of them.
_DECIMALS = -2

Code = Annotated[
    str, typer.Argument(help=_("An indicator, a service, a guideline, an objective, or the policy's code."))
]


def explain(
    code: Code,
    year: Year,
    *,
    policy: PolicyCode = DEFAULT_POLICY,
    as_of: AsOf = "",
    method: MethodName = DEFAULT_METHOD,
    approved: Approved = False,
    as_json: AsJson = False,
) -> None:
    """Say where a number comes from: sheet, inputs, judgement, people, history, and the sum done again."""
    seen = open_standing(policy, year, method=method, as_of=as_of, approved=approved)
    standing = seen.standing
    named = code if code == standing.policy.code else _one(look_up(standing.policy, code))
    made_of = composition(standing, named)
    if made_of is not None:
        print_json(dataclasses.asdict(made_of)) if as_json else _show_composition(made_of)
        return
    from rumbo.apps.ledger.explanation import explain as explained

    told = explained(seen, named)
    print_json(document(told)) if as_json else _show(told)


def _one(found: tuple[Named, ...]) -> str:
    """The code of what was asked for, as the policy writes it; only what has a number can be explained."""
    named = found[0]
    if named.kind in ("activity", "cause", "entity"):
        what = _("“{code}” has no number that could be explained.").format(code=named.code)
        raise InputError(Problem(what, mend=_("Ask for an indicator, a service, a guideline or an objective.")))
    return named.code


def document(told: Explanation) -> dict[str, object]:
    """The explanation as one JSON document."""
    judged, observation, sheet = told.compliance, told.observation, told.indicator
    return {
        "policy": {"code": told.policy.code, "edition": told.policy.edition.version, "sha256": told.policy.sha256},
        "indicator": sheet.model_dump(mode="json"),
        "year": told.year,
        "as_of": told.as_of,
        "value": dataclasses.asdict(observation) if observation else None,
        "judgement": {
            **{field.name: getattr(judged, field.name) for field in dataclasses.fields(judged)},
            "notes": [{"code": note, "text": note_text(note)} for note in judged.notes],
        },
        "method": told.method.model_dump(mode="json"),
        "alerts": [dataclasses.asdict(alert) for alert in told.alerts],
        "history": [dataclasses.asdict(revision) for revision in told.history],
        "recomputed": dataclasses.asdict(told.recomputation),
        "lineage": told.lineage,
    }


def _show(told: Explanation) -> None:
    """Print the explanation as a card: one block a question."""
    sheet = told.indicator
    screen = console()
    screen.print(f"[bold]{sheet.code}[/bold]  {sheet.name}")
    if told.observation and told.observation.simulated:
        screen.print(f"[bold reverse] {simulated_mark()} [/bold reverse]")
    for title, rows in (
        (_("What was promised"), _promised(told)),
        (_("What was obtained"), _obtained(told)),
        (_("How it is judged"), _judged(told)),
        (_("The sum done again"), _recomputed(told)),
    ):
        screen.print(f"\n[bold]{title}[/bold]")
        screen.print(_pairs(rows))
    if told.lineage:
        screen.print(f"\n[bold]{_('What it was computed from')}[/bold]")
        screen.print(_pairs(_lineage(told.lineage)))
        screen.print(Syntax(told.lineage["sql"], "sql", background_color="default", word_wrap=True))
    screen.print(f"\n[bold]{_('What happened to it')}[/bold]")
    screen.print(_history(told))
    for alert in told.alerts:
        screen.print(f"[bold]![/bold] {alert.message} {alert.action}")


def _pairs(rows: list[tuple[str, str]]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", min_width=24)
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(label, text)
    return table


def _promised(told: Explanation) -> list[tuple[str, str]]:
    sheet, policy = told.indicator, told.policy
    above = policy.service_of(sheet.code) or policy.objective_of(sheet.code)
    target = sheet.targets.get(told.year)
    terms = _terms(target.numerator, target.denominator) if target else ""
    return [
        (_("Belongs to"), f"{above.code} {above.name}"),
        (_("Kind"), kind_name(sheet.kind)),
        (_("Unit"), sheet.unit),
        (_("Direction"), direction_name(sheet.direction)),
        (_("Formula"), sheet.formula.expression or "—"),
        (_("Numerator"), sheet.formula.numerator or "—"),
        (_("Denominator"), sheet.formula.denominator or "—"),
        (_("Baseline"), _baseline(sheet)),
        (_("Expected in {year}").format(year=told.year), f"{written(target.value if target else None)} {terms}"),
        (_("Source"), f"{sheet.source}; {policy.edition.version}, sha256 {policy.sha256[:12]}"),
    ]


def _baseline(sheet: Indicator) -> str:
    base = sheet.baseline
    if base is None:
        return "—"
    return f"{base.printed or written(base.value)} ({base.year}) {_terms(base.numerator, base.denominator)}"


def _obtained(told: Explanation) -> list[tuple[str, str]]:
    seen = told.observation
    if seen is None:
        return [(_("Value"), _("no data"))]
    return [
        *_value(told.indicator, seen),
        (_("Origin"), origin_name(seen.origin)),
        (_("State"), f"{state_name(seen.state)} ({_('revision {number}').format(number=seen.revision)})"),
        (_("Recorded"), f"{moment(seen.recorded_at)}, {seen.recorded_by}, {seen.entity or '—'}"),
        (_("Comment"), seen.comment or "—"),
        (_("Evidence"), "; ".join(f"{file.name} (sha256 {file.sha256[:12]})" for file in seen.evidence) or "—"),
        *((f"{part.dimension}: {part.member}", written(part.value)) for part in seen.parts),
    ]


def _value(indicator: Indicator, seen: Observation) -> list[tuple[str, str]]:
    """The value; or that there is none, why, and when it is expected."""
    if seen.value is not None:
        return [(_("Value"), f"{_figure(seen.value)} {indicator.unit} {_terms(seen.numerator, seen.denominator)}")]
    expected = [(_("Figure expected on"), day_name(seen.expected_on))] if seen.expected_on else []
    return [(_("Value"), _("there is no figure")), (_("Why"), seen.no_data_reason), *expected]


def _judged(told: Explanation) -> list[tuple[str, str]]:
    judged, method = told.compliance, told.method
    return [
        (_("Light"), f"{light_mark(judged.light)} {light_name(judged.light)}"),
        (_("Compliance ratio"), _percent(judged.ratio_pct)),
        (_("Progress since the baseline"), _percent(judged.type2_pct)),
        (_("In the means"), _percent(judged.capped_pct)),
        (_("Method"), f"{method.title} ({method.name} {method.version}, sha256 {method.sha256[:12]})"),
        *(("", note_text(note)) for note in judged.notes),
    ]


def _lineage(lineage: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (_("Statistic"), f"{lineage['statistic']} ({lineage['code']}), sha256 {lineage['sql_sha256'][:12]}"),
        (_("Engine"), lineage["engine"]),
        (_("Version of the lake"), f"{lineage['lake_version'] or '—'} ({written(lineage['lines'])})"),
        (_("Parameters"), "; ".join(f"{name} = {value}" for name, value in sorted(lineage["parameters"].items()))),
        *(
            (_("Table {name}").format(name=name), f"{told['version'] or '—'}, sha256 {told['sha256'][:12]}")
            for name, told in sorted(lineage["tables"].items())
        ),
    ]


def _recomputed(told: Explanation) -> list[tuple[str, str]]:
    again = told.recomputation
    verdict = {
        "same": _("the same value"),
        "different": _("another value: it differs by {difference}").format(difference=written(again.difference)),
        "not_computed": _("nothing to compute"),
        "no_data": _("no data"),
    }[again.outcome]
    return [(_("Outcome"), verdict), (_("How"), again.how)]


def _history(told: Explanation) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in (_("Entry"), _("Revision"), _("When"), _("Who"), _("What"), _("Why")):
        table.add_column(column)
    for revision in told.history:
        what = f"{_figure(revision.value)} {_terms(revision.numerator, revision.denominator)}"
        if revision.value is None:
            what = _("there is no figure: {reason}").format(reason=revision.no_data_reason)
        table.add_row(
            str(revision.sequence),
            str(revision.number),
            moment(revision.recorded_at),
            revision.recorded_by,
            what,
            revision.reason or revision.comment,
        )
        for step in revision.transitions:
            table.add_row(
                str(step.sequence), "", moment(step.at), step.by, f"→ {state_name(step.to_state)}", step.comment
            )
    return table


def _figure(value: Decimal | None) -> str:
    """A figure as reported, or a computed one with two decimals."""
    long = value is not None and int(value.as_tuple().exponent) < _DECIMALS
    return written(value, -_DECIMALS if long else None)


def _terms(numerator: Decimal | None, denominator: Decimal | None) -> str:
    return f"({written(numerator)} / {written(denominator)})" if denominator is not None else ""


def _percent(value: Decimal | None) -> str:
    return f"{written(value, 1)} %" if value is not None else "—"


def _show_composition(made_of: Composition) -> None:
    """Print a score and its parts with their weights."""
    screen = console()
    screen.print(f"[bold]{made_of.code}[/bold]  {made_of.name}\n")
    if made_of.result is not None:
        _show_score(_("Result index"), made_of.result, made_of.result_of)
    _show_score(_("Management index"), made_of.management, made_of.management_of)


def _show_score(title: str, score: Score, parts: tuple[Component, ...]) -> None:
    coverage = _("{with_data} of {due} indicators with data").format(with_data=score.with_data, due=score.due)
    console().print(f"[bold]{title}: {written(score.value, 1, missing=_('no data'))}[/bold] ({coverage})")
    print_table(
        (_("Code"), _("Name"), _("Ratio or score (%)"), _("Weight")),
        [(part.code, part.name, written(part.value, 1), written(part.weight, 3)) for part in parts],
    )
