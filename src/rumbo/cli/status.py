"""``rumbo status``: how far the policy is, on one screen or as one JSON document."""

from rich.table import Table

from rumbo.cli.arguments import DEFAULT_METHOD, Approved, AsOf, MethodName, Year
from rumbo.cli.opening import open_standing
from rumbo.cli.output import DEFAULT_POLICY, AsJson, PolicyCode, console, print_json
from rumbo.core.language import _
from rumbo.core.monitoring.notes import note_text
from rumbo.core.monitoring.records import Alert, Compliance, Light, Score, Standing
from rumbo.core.numbers import written
from rumbo.core.reporting.labels import (
    light_mark,
    light_name,
    moment,
    severity_name,
    simulated_mark,
    simulated_sentence,
)

_COLOURS = {Light.GREEN: "green", Light.AMBER: "yellow", Light.RED: "red"}
_WORST_ALERTS = 10


def status(
    year: Year,
    *,
    policy: PolicyCode = DEFAULT_POLICY,
    as_of: AsOf = "",
    method: MethodName = DEFAULT_METHOD,
    approved: Approved = False,
    as_json: AsJson = False,
) -> None:
    """Show compliance, index, coverage and alerts of a year."""
    standing = open_standing(policy, year, method=method, as_of=as_of, approved=approved).standing
    if as_json:
        print_json(document(standing))
    else:
        _show(standing)


def document(standing: Standing) -> dict[str, object]:
    """The standing as the JSON document of the command line's contract (design, "The command line")."""
    index = standing.index
    return {
        "policy": standing.policy.code,
        "year": standing.year,
        "as_of": standing.as_of,
        "method": {"name": standing.method.name, "sha256": standing.method.sha256},
        "simulated": any(_observed(standing, code, "simulated") for code in standing.judged),
        "indicators": [_indicator(standing, judged) for judged in standing.judged.values()],
        "index": {
            "policy": {**_score(index.management), "result": _score(index.result)},
            "objective": {
                code: {**_score(score), "result": _score(index.objectives_result[code])}
                for code, score in index.objectives_management.items()
            },
            "guideline": {code: _score(score) for code, score in index.guidelines.items()},
            "service": {code: _score(score) for code, score in index.services.items()},
        },
        "alerts": [_alert(alert) for alert in standing.alerts],
    }


def _observed(standing: Standing, code: str, field: str) -> object:
    observation = standing.observations.get((code, standing.year))
    return getattr(observation, field) if observation else None


def _indicator(standing: Standing, judged: Compliance) -> dict[str, object]:
    return {
        "code": judged.indicator,
        "kind": standing.policy.indicator(judged.indicator).kind,
        "value": judged.value,
        "numerator": _observed(standing, judged.indicator, "numerator"),
        "denominator": _observed(standing, judged.indicator, "denominator"),
        "target": judged.target,
        "baseline": judged.baseline,
        "ratio_pct": judged.ratio_pct,
        "type2_pct": judged.type2_pct,
        "light": judged.light,
        "direction": judged.direction,
        "state": _observed(standing, judged.indicator, "state"),
        "origin": _observed(standing, judged.indicator, "origin"),
        "no_data_reason": _observed(standing, judged.indicator, "no_data_reason") or "",
        "expected_on": _observed(standing, judged.indicator, "expected_on"),
        "notes": [{"code": note, "text": note_text(note)} for note in judged.notes],
    }


def _score(score: Score) -> dict[str, object]:
    return {"value": score.value, "due": score.due, "with_data": score.with_data, "light": score.light}


def _alert(alert: Alert) -> dict[str, object]:
    return {field: getattr(alert, field) for field in alert.__slots__}


def _light(light: Light) -> str:
    colour = _COLOURS.get(light, "bright_black")
    return f"[{colour}]{light_mark(light)} {light_name(light)}[/{colour}]"


def _show(standing: Standing) -> None:
    """Print the one-look summary, the lights of what is not green, and the worst alerts."""
    screen, index = console(), standing.index
    screen.print(f"[bold]{standing.policy.title}[/bold]")
    screen.print(_("Year {year}, as known on {moment}").format(year=standing.year, moment=moment(standing.as_of)))
    if any(_observed(standing, code, "simulated") for code in standing.judged):
        screen.print(f"[bold reverse] {simulated_mark()} [/bold reverse] {simulated_sentence()}")
    screen.print()
    screen.print(_("Result index: {score}").format(score=_written_score(index.result)))
    screen.print(_("Management index: {score}").format(score=_written_score(index.management)))
    screen.print()
    screen.print(_objectives(standing))
    lights = [judged.light for judged in standing.judged.values()]
    screen.print("   ".join(f"{_light(light)} {lights.count(light)}" for light in Light))
    screen.print()
    screen.print(_alerts(standing))


def _written_score(score: Score) -> str:
    coverage = _("{with_data} of {due} indicators with data").format(with_data=score.with_data, due=score.due)
    return f"[bold]{written(score.value, 1, missing=_('no data'))}[/bold] ({coverage})  {_light(score.light)}"


def _objectives(standing: Standing) -> Table:
    table = Table(header_style="bold", box=None, pad_edge=False)
    for title in ("", _("Result"), "", _("Management"), "", _("Coverage")):
        table.add_column(title, justify="right" if title in (_("Result"), _("Management"), _("Coverage")) else "left")
    for objective in standing.policy.objectives:
        result = standing.index.objectives_result[objective.code]
        management = standing.index.objectives_management[objective.code]
        table.add_row(
            objective.code,
            written(result.value, 1),
            _light(result.light),
            written(management.value, 1),
            _light(management.light),
            f"{result.with_data + management.with_data}/{result.due + management.due}",
        )
    return table


def _alerts(standing: Standing) -> Table:
    shown = standing.alerts[:_WORST_ALERTS]
    title = _("Alerts: {shown} worst of {count}").format(shown=len(shown), count=len(standing.alerts))
    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in (_("Severity"), _("Code"), _("What was found"), _("Who must act")):
        table.add_column(column)
    for alert in shown:
        table.add_row(severity_name(alert.severity), alert.subject, alert.message, alert.concerns)
    return table
