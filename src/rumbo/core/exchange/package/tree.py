"""What was promised? The tree of the policy as tables: objectives, guidelines, services, indicators and targets."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rumbo.core.exchange.package.table import Column, Table
from rumbo.core.language import _
from rumbo.core.policy.models import Direction, Kind
from rumbo.core.reporting.model import GuidelineSection, IndicatorRow, ObjectiveSection, Report, ServiceSection, Value

#: An indicator with the objective and the service above it; those of an objective have no service.
_Placed = tuple[ObjectiveSection, ServiceSection | None, IndicatorRow]


@dataclass(frozen=True, slots=True)
class _Target:
    row: IndicatorRow
    year: int
    value: Decimal


def tree_tables(report: Report) -> tuple[Table[Any], ...]:
    """The tables of what the policy promises, those first to which others refer."""
    return (_objectives(report), _guidelines(report), _services(report), _indicators(report), _targets(report))


def _objectives(report: Report) -> Table[ObjectiveSection]:
    return Table(
        name="objectives",
        title=_("Priority objectives"),
        rows=report.objectives,
        key=("objective",),
        columns=(
            Column("objective", "string", _("Code of the objective"), lambda o: o.code),
            Column("name", "string", _("Name, as the policy prints it"), lambda o: o.name),
            Column("responsible", "string", _("Responsible unit, as the policy prints it"), lambda o: o.responsible),
        ),
    )


def _guidelines(report: Report) -> Table[tuple[ObjectiveSection, GuidelineSection]]:
    return Table(
        name="guidelines",
        title=_("Guidelines"),
        rows=[(o, g) for o in report.objectives for g in o.guidelines],
        key=("guideline",),
        refers={"objective": "objectives"},
        columns=(
            Column("guideline", "string", _("Code of the guideline"), lambda r: r[1].code),
            Column("objective", "string", _("Code of the objective"), lambda r: r[0].code),
            Column("name", "string", _("Name, as the policy prints it"), lambda r: r[1].name),
            Column(
                "normative", "boolean", _("Whether it only sets rules and has no services"), lambda r: r[1].normative
            ),
        ),
    )


def _services(report: Report) -> Table[tuple[GuidelineSection, ServiceSection]]:
    return Table(
        name="services",
        title=_("Services"),
        rows=[(g, s) for o in report.objectives for g in o.guidelines for s in g.services],
        key=("service",),
        refers={"guideline": "guidelines"},
        columns=(
            Column("service", "string", _("Code of the service"), lambda r: r[1].code),
            Column("guideline", "string", _("Code of the guideline"), lambda r: r[0].code),
            Column("name", "string", _("Name, as the policy prints it"), lambda r: r[1].name),
            Column("standard", "string", _("Quality standard of the service"), lambda r: r[1].standard),
            Column("provider", "string", _("Unit that provides the service"), lambda r: r[1].provider),
            Column("note", "string", _("Why it has no indicators, or none of coverage"), lambda r: r[1].note),
        ),
    )


def _indicators(report: Report) -> Table[_Placed]:
    return Table(
        name="indicators",
        title=_("Indicators with their baseline"),
        rows=list(_placed(report)),
        key=("indicator",),
        refers={"objective": "objectives", "service": "services"},
        columns=(
            Column("indicator", "string", _("Code of the indicator"), lambda r: r[2].code),
            Column("objective", "string", _("Code of the objective"), lambda r: r[0].code),
            Column("service", "string", _("Code of the service"), lambda r: r[1].code if r[1] else None),
            Column("kind", "string", _("What the indicator measures"), lambda r: r[2].kind, choices=Kind),
            Column("name", "string", _("Name, as the policy prints it"), lambda r: r[2].name),
            Column("unit", "string", _("Unit of measure"), lambda r: r[2].unit),
            Column("direction", "string", _("Expected direction"), lambda r: r[2].direction, choices=Direction),
            Column("responsible", "string", _("Unit that integrates the data"), lambda r: r[2].responsible),
            Column("entity", "string", _("Code of the reporting entity"), lambda r: r[2].entity),
            Column("baseline_year", "year", _("Year of the baseline"), lambda r: r[2].baseline_year),
            *_baseline(),
            Column("source", "string", _("Place in the source, document and lines"), lambda r: r[2].source),
        ),
    )


def _baseline() -> tuple[Column[_Placed], ...]:
    upper, lower = _("Upper term of the ratio"), _("Lower term of the ratio")
    printed = _("As printed, where the figure does not tell")
    return (
        Column("baseline", "number", _("Baseline, in the indicator's unit"), lambda r: _of(r[2].baseline).value),
        Column("baseline_numerator", "number", upper, lambda r: _of(r[2].baseline).numerator),
        Column("baseline_denominator", "number", lower, lambda r: _of(r[2].baseline).denominator),
        Column("baseline_printed", "string", printed, lambda r: _of(r[2].baseline).printed),
    )


def _targets(report: Report) -> Table[_Target]:
    return Table(
        name="targets",
        title=_("Expected values, year by year"),
        rows=[
            _Target(row, point.year, point.target)
            for row in report.indicators
            for point in row.series
            if point.target is not None
        ],
        key=("indicator", "year"),
        refers={"indicator": "indicators"},
        columns=(
            Column("indicator", "string", _("Code of the indicator"), lambda t: t.row.code),
            Column("year", "year", _("Year"), lambda t: t.year),
            Column("value", "number", _("Expected value, in the indicator's unit"), lambda t: t.value),
            Column("unit", "string", _("Unit of measure"), lambda t: t.row.unit),
        ),
    )


def _placed(report: Report) -> Iterator[_Placed]:
    for objective in report.objectives:
        for row in objective.indicators:
            yield objective, None, row
        for guideline in objective.guidelines:
            for service in guideline.services:
                for row in service.indicators:
                    yield objective, service, row


def _of(value: Value | None) -> Value:
    return value or Value()
