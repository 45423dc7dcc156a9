"""What asks for action, how was it judged, from which values? Alerts, method, data and notes, ready to print."""

from dataclasses import dataclass

from rumbo.core.language import _
from rumbo.core.monitoring.records import Light
from rumbo.core.numbers import written
from rumbo.core.reporting.labels import (
    confirmed_name,
    day_and_hour,
    light_meaning,
    light_name,
    no_data_told,
    origin_name,
    severity_name,
    state_name,
)
from rumbo.core.reporting.model import AlertRow, DataRow, Report, Value
from rumbo.core.reporting.pdf.signs import Amount, Fact, amount, figure


@dataclass(frozen=True, slots=True)
class PrintedAlert:
    """One alert with everything that it says."""

    level: str
    severity: str
    code: str
    title: str
    subject: str
    subject_name: str
    figure: str
    since: str
    concerns: str
    message: str
    action: str


@dataclass(frozen=True, slots=True)
class PrintedChoice:
    """One choice of the method."""

    name: str
    value: str
    status: str
    confirmed: bool
    basis: str


@dataclass(frozen=True, slots=True)
class PrintedMethod:
    """The method annex."""

    facts: tuple[Fact, ...]
    choices: tuple[PrintedChoice, ...]


@dataclass(frozen=True, slots=True)
class PrintedDatum:
    """One counted value."""

    indicator: str
    year: str
    amount: Amount
    origin: str
    state: str
    revision: str
    recorded: str
    by: str
    remarks: str


def alerts(report: Report) -> tuple[PrintedAlert, ...]:
    """Every alert, in the report's order: worst first."""
    return tuple(_alert(a) for a in report.alerts)


def _alert(alert: AlertRow) -> PrintedAlert:
    return PrintedAlert(
        level=alert.severity.value,
        severity=severity_name(alert.severity),
        code=alert.code,
        title=alert.title,
        subject=alert.subject,
        subject_name=alert.subject_name,
        figure=_alert_figure(alert),
        since=alert.since,
        concerns=alert.concerns,
        message=alert.message,
        action=alert.action,
    )


def _alert_figure(alert: AlertRow) -> str:
    """The figure with its unit; percentages and times with one decimal."""
    if alert.figure is None:
        return figure(None)
    if alert.figure_unit not in {"%", "x"}:
        return f"{figure(alert.figure)} {alert.figure_unit}".strip()
    return f"{written(alert.figure, 1)}\u00a0{alert.figure_unit}"


def method(report: Report) -> PrintedMethod:
    """The method with every choice, and where the report comes from."""
    card, origin = report.method, report.provenance
    facts = (
        Fact(_("Method"), f"{card.title} ({card.name}, {card.version})"),
        Fact(_("Hash of the method"), card.sha256 or origin.method_sha256),
        Fact(_("Hash of the policy"), origin.policy_sha256),
        Fact(_("Values that count"), _("from the state “{state}” on").format(state=state_name(origin.counted_from))),
        Fact(_("Last ledger entry"), f"{origin.ledger_sequence} · {origin.ledger_hash}"),
        Fact(_("Software"), origin.software),
    )
    choices = tuple(
        PrintedChoice(c.name, c.value, confirmed_name(confirmed=c.confirmed), c.confirmed, c.basis)
        for c in card.choices
    )
    return PrintedMethod(facts, choices)


def data(report: Report) -> tuple[PrintedDatum, ...]:
    """Every counted value."""
    return tuple(_datum(row) for row in report.data)


def _datum(row: DataRow) -> PrintedDatum:
    by = f"{row.recorded_by} ({row.entity})" if row.recorded_by and row.entity else row.recorded_by or row.entity
    remarks = [row.comment] if row.comment else []
    if row.reason:
        remarks.append(_("Reason for the revision: {reason}").format(reason=row.reason))
    if row.no_data_reason:
        remarks.append(_("Why there is no figure: {reason}").format(reason=no_data_told(row)))
    return PrintedDatum(
        indicator=row.indicator,
        year=str(row.year),
        amount=amount(Value(value=row.value, numerator=row.numerator, denominator=row.denominator)),
        origin=origin_name(row.origin),
        state=state_name(row.state),
        revision=str(row.revision),
        recorded=day_and_hour(row.recorded_at),
        by=by,
        remarks="\n".join(remarks),
    )


def notes() -> tuple[Fact, ...]:
    """Terms, lights and abbreviations."""
    return (
        Fact(_("Baseline"), _("The value from which the policy starts.")),
        Fact(_("Expected value"), _("What the policy promises for the year.")),
        Fact(_("Obtained value"), _("What was reported for the year and counts.")),
        Fact(
            _("Type I ratio"), _("Obtained over expected value, in percent; inverted where the indicator should fall.")
        ),
        Fact(_("Type II ratio"), _("Progress since the baseline over the progress expected, in percent.")),
        Fact(_("Result index"), _("Mean of the ratios of the objectives' own indicators.")),
        Fact(_("Management index"), _("Mean of the ratios of the services, by guideline and objective.")),
        Fact(_("Coverage"), _("How many of the indicators due have data; no index is shown without it.")),
        *(Fact(light_name(light), light_meaning(light)) for light in Light),
        Fact("—", _("There is no figure. It never means zero.")),
        Fact("0*", _("As printed in the policy: the baseline was not measured.")),
        Fact("a / b", _("Numerator and denominator of a ratio, below its value.")),
    )


def signatures(report: Report) -> tuple[Fact, ...]:
    """Who signs, and as what (source: policy, l.3927-3937)."""
    return (Fact(_("Consolidates"), report.lead_unit), Fact(_("Validates and issues"), report.planning_unit))
