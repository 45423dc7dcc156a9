"""What was obtained, and how was it judged? Observations, breakdowns, compliance, index and alerts as tables.

Names of the persons who recorded a value stay in the report; they are no open data.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rumbo.core.exchange.package.table import Column, Table
from rumbo.core.language import _
from rumbo.core.monitoring.records import Light, Severity
from rumbo.core.observations import Origin, State
from rumbo.core.reporting.model import AlertRow, DataRow, IndexRow, IndicatorRow, PartRow, Report, Value

#: Level, code, name of the index and the score itself.
_Scored = tuple[str, str, str, IndexRow]


def result_tables(report: Report) -> tuple[Table[Any], ...]:
    """The tables of what the report found; every row says whether it rests on simulated values."""
    return (_observations(report), _breakdowns(report), _compliance(report), _index(report), _alerts(report))


def _observations(report: Report) -> Table[DataRow]:
    units = {row.code: row.unit for row in report.indicators}
    return Table(
        name="observations",
        title=_("Obtained values"),
        rows=report.data,
        key=("indicator", "year"),
        refers={"indicator": "indicators"},
        columns=(
            Column("indicator", "string", _("Code of the indicator"), lambda d: d.indicator),
            Column("year", "year", _("Year"), lambda d: d.year),
            Column("value", "number", _("Obtained value, in the indicator's unit"), lambda d: d.value),
            Column("numerator", "number", _("Upper term of the ratio"), lambda d: d.numerator),
            Column("denominator", "number", _("Lower term of the ratio"), lambda d: d.denominator),
            Column("unit", "string", _("Unit of measure"), lambda d: units[d.indicator]),
            Column("origin", "string", _("Origin of the value"), lambda d: d.origin, choices=Origin),
            Column("state", "string", _("State of the value"), lambda d: d.state, choices=State),
            Column("revision", "integer", _("Number of the revision"), lambda d: d.revision),
            Column("recorded_at", "datetime", _("When it was recorded (UTC)"), lambda d: d.recorded_at),
            Column("entity", "string", _("Code of the reporting entity"), lambda d: d.entity),
            Column("comment", "string", _("Comment of the reporting entity"), lambda d: d.comment),
            Column("reason", "string", _("Why an earlier value was replaced"), lambda d: d.reason),
            Column(
                "no_data_reason", "string", _("Why there is no value, as it was reported"), lambda d: d.no_data_reason
            ),
            Column("expected_on", "date", _("When the missing value is expected"), lambda d: d.expected_on),
            Column("simulated", "boolean", _simulated(), lambda d: d.origin is Origin.SIMULATED),
        ),
    )


def _breakdowns(report: Report) -> Table[tuple[IndicatorRow, PartRow]]:
    return Table(
        name="breakdowns",
        title=_("Obtained values by dimension"),
        rows=[(row, part) for row in report.indicators for part in row.parts],
        key=("indicator", "year", "dimension", "member"),
        refers={"indicator": "indicators"},
        columns=(
            Column("indicator", "string", _("Code of the indicator"), lambda r: r[0].code),
            Column("year", "year", _("Year"), lambda _r: report.year),
            Column("dimension", "string", _("Dimension of the breakdown"), lambda r: r[1].dimension),
            Column("member", "string", _("Part of the breakdown"), lambda r: r[1].member),
            Column("value", "number", _("Obtained value, in the indicator's unit"), lambda r: r[1].value),
            Column("numerator", "number", _("Upper term of the ratio"), lambda r: r[1].numerator),
            Column("denominator", "number", _("Lower term of the ratio"), lambda r: r[1].denominator),
            Column("unit", "string", _("Unit of measure"), lambda r: r[0].unit),
            Column("simulated", "boolean", _simulated(), lambda r: r[0].simulated),
        ),
    )


def _compliance(report: Report) -> Table[IndicatorRow]:
    ratio = _("Obtained value against the expected one")
    progress = _("Progress since the baseline against the expected one")
    return Table(
        name="compliance",
        title=_("Compliance of each indicator"),
        rows=report.indicators,
        key=("indicator", "year"),
        refers={"indicator": "indicators"},
        columns=(
            Column("indicator", "string", _("Code of the indicator"), lambda r: r.code),
            Column("year", "year", _("Year"), lambda _r: report.year),
            Column("target", "number", _("Expected value, in the indicator's unit"), lambda r: _value(r.target)),
            Column("value", "number", _("Obtained value, in the indicator's unit"), lambda r: _value(r.obtained)),
            Column("unit", "string", _("Unit of measure"), lambda r: r.unit),
            Column("ratio_pct", "number", ratio, lambda r: r.ratio_pct, unit="%"),
            Column("type2_pct", "number", progress, lambda r: r.type2_pct, unit="%"),
            Column("light", "string", _("Traffic light"), lambda r: r.light, choices=Light),
            Column("notes", "string", _("Why the ratio is what it is, as codes"), lambda r: " ".join(r.notes)),
            Column(
                "no_data_reason", "string", _("Why there is no value, as it was reported"), lambda r: r.no_data_reason
            ),
            Column("expected_on", "date", _("When the missing value is expected"), lambda r: r.expected_on),
            Column("simulated", "boolean", _simulated(), lambda r: r.simulated),
        ),
    )


def _index(report: Report) -> Table[_Scored]:
    return Table(
        name="index",
        title=_("Management and result index, with their coverage"),
        rows=list(_scored(report)),
        key=("level", "code", "index"),
        columns=(
            Column("level", "string", _("Level of the tree: policy, objective, guideline or service"), lambda s: s[0]),
            Column("code", "string", _("Code at that level"), lambda s: s[1]),
            Column("index", "string", _("Which index: management or result"), lambda s: s[2]),
            Column("year", "year", _("Year"), lambda _s: report.year),
            Column("value", "number", _("Mean of the compliance ratios"), lambda s: s[3].value, unit="%"),
            Column("due", "integer", _("Indicators with an expected value in the year"), lambda s: s[3].due),
            Column("with_data", "integer", _("Those of them that have a value"), lambda s: s[3].with_data),
            Column("light", "string", _("Traffic light"), lambda s: s[3].light, choices=Light),
            Column("simulated", "boolean", _simulated(), lambda _s: report.simulated),
        ),
    )


def _scored(report: Report) -> Iterator[_Scored]:
    yield "policy", report.policy_code, "management", report.management
    yield "policy", report.policy_code, "result", report.result
    for objective in report.objectives:
        yield "objective", objective.code, "management", objective.management
        yield "objective", objective.code, "result", objective.result
        for guideline in objective.guidelines:
            yield "guideline", guideline.code, "management", guideline.index
            yield from (("service", s.code, "management", s.index) for s in guideline.services)


def _alerts(report: Report) -> Table[tuple[int, AlertRow]]:
    return Table(
        name="alerts",
        title=_("Alerts"),
        rows=list(enumerate(report.alerts, start=1)),
        key=("rank",),
        columns=(
            Column("rank", "integer", _("Place in the list, most urgent first"), lambda r: r[0]),
            Column("alert", "string", _("Code of the rule"), lambda r: r[1].code),
            Column("title", "string", _("Name of the rule"), lambda r: r[1].title),
            Column("severity", "string", _("How soon it asks for action"), lambda r: r[1].severity, choices=Severity),
            Column("subject", "string", _("Code of what it speaks of"), lambda r: r[1].subject),
            Column("figure", "number", _("The figure that raised it"), lambda r: r[1].figure),
            Column("figure_unit", "string", _("Unit of that figure"), lambda r: r[1].figure_unit),
            Column("since", "string", _("Since when it holds"), lambda r: r[1].since),
            Column("concerns", "string", _("Who must act"), lambda r: r[1].concerns),
            Column("message", "string", _("What was found"), lambda r: r[1].message),
            Column("action", "string", _("What to do"), lambda r: r[1].action),
            Column("simulated", "boolean", _simulated(), lambda _r: report.simulated),
        ),
    )


def _simulated() -> str:
    return _("Whether it is invented for a demonstration, or rests on values that are")


def _value(value: Value | None) -> Decimal | None:
    return value.value if value else None
