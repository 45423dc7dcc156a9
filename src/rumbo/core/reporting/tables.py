"""How does the report look as plain tables? One tidy CSV a subject, for spreadsheets and programs.

Commas between fields and points in figures, as Peru writes them; UTF-8 with a byte order mark, without which Excel
garbles accents. Codes and column names are English and stable, figures are unrounded, an empty field means that there
is no figure. Every row of every table says from which report it is and whether that report holds simulated values.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from rumbo.core.language import _
from rumbo.core.reporting.canonical import fingerprint, machine
from rumbo.core.reporting.formats import Format, file_name
from rumbo.core.reporting.labels import simulated_mark
from rumbo.core.reporting.model import (
    GuidelineSection,
    IndexRow,
    IndicatorRow,
    ObjectiveSection,
    Report,
    ServiceSection,
    Value,
)
from rumbo.core.reporting.texts import cell

Row = Sequence[str | int | Decimal | None]

_REPORT = ("policy", "report_year", "status", "number", "as_of", "simulated")

_INDICATORS = (
    "objective", "objective_name", "guideline", "guideline_name", "service", "service_name", "service_provider",
    "code", "kind", "name", "unit", "direction", "standard", "responsible", "responsible_service", "entity",
    "baseline_year", "baseline", "baseline_numerator", "baseline_denominator", "baseline_printed",
    "target", "target_numerator", "target_denominator", "value", "numerator", "denominator",
    "ratio_pct", "type2_pct", "light", "notes", "origin", "state", "revision",
    "last_known_year", "last_known", "next_target_year", "next_target", "required_rate_pct", "required_step",
    "comment", "evidence", "footnotes", "source", "no_data_reason", "expected_on",
)  # fmt: skip
_INDEX = ("level", "code", "name", "index", "value", "due", "with_data", "light")
_SERIES = ("code", "year", "target", "value", "origin")
_PARTS = ("code", "year", "dimension", "member", "value", "numerator", "denominator")
_ALERTS = (
    "rank", "alert", "title", "severity", "subject", "subject_name", "figure", "figure_unit", "since", "concerns",
    "message", "action",
)  # fmt: skip
_DATA = (
    "code", "year", "value", "numerator", "denominator", "origin", "state", "revision", "recorded_at", "recorded_by",
    "entity", "comment", "reason", "no_data_reason", "expected_on",
)  # fmt: skip


def render_csv(report: Report) -> dict[str, bytes]:
    """Every table by the name of its file; the one without a part in its name has one row an indicator."""
    tables: dict[str, tuple[Sequence[str], Iterable[Row]]] = {
        "": (_INDICATORS, _indicators(report)),
        _("indices"): (_INDEX, _indices(report)),
        _("series"): (_SERIES, _series(report)),
        _("breakdowns"): (_PARTS, _breakdowns(report)),
        _("alerts"): (_ALERTS, _alerts(report)),
        _("data"): (_DATA, _data(report)),
    }
    about = _about(report)
    mark = fingerprint(report)
    return {
        file_name(report, Format.CSV, part): _table(columns, rows, about, mark)
        for part, (columns, rows) in tables.items()
    }


def _about(report: Report) -> Row:
    simulated = simulated_mark() if report.simulated else ""
    return (
        report.policy_code,
        report.year,
        report.status,
        report.number,
        report.as_of.isoformat(),
        simulated,
    )


def _table(columns: Sequence[str], rows: Iterable[Row], about: Row, mark: str) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow((*_REPORT, *columns, "report_sha256"))
    for row in rows:
        writer.writerow([_field(value) for value in (*about, *row, mark)])
    return stream.getvalue().encode("utf-8-sig")


def _field(value: str | int | Decimal | None) -> str:
    if isinstance(value, str):
        return cell(value)
    return machine(value)


def _indicators(report: Report) -> Iterable[Row]:
    for objective in report.objectives:
        for indicator in objective.indicators:
            yield _indicator(indicator, objective)
        for guideline in objective.guidelines:
            for service in guideline.services:
                for indicator in service.indicators:
                    yield _indicator(indicator, objective, guideline, service)


def _indicator(
    row: IndicatorRow,
    objective: ObjectiveSection,
    guideline: GuidelineSection | None = None,
    service: ServiceSection | None = None,
) -> Row:
    return (
        objective.code, objective.name,
        guideline.code if guideline else None, guideline.name if guideline else None,
        service.code if service else None, service.name if service else None, service.provider if service else None,
        row.code, row.kind, row.name, row.unit, row.direction, row.standard,
        row.responsible, row.responsible_service, row.entity,
        row.baseline_year, *_value(row.baseline), row.baseline.printed if row.baseline else None,
        *_value(row.target), *_value(row.obtained),
        row.ratio_pct, row.type2_pct, row.light, " ".join(row.notes), row.origin, row.state, row.revision,
        row.last_known_year, row.last_known, row.next_target_year, row.next_target,
        row.required_rate_pct, row.required_step,
        row.comment, "; ".join(row.evidence), " ".join(row.footnotes), row.source,
        row.no_data_reason, _day(row.expected_on),
    )  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _value(value: Value | None) -> Row:
    return (value.value, value.numerator, value.denominator) if value else (None, None, None)


def _indices(report: Report) -> Iterable[Row]:
    yield _index("policy", report.policy_code, report.title, "management", report.management)
    yield _index("policy", report.policy_code, report.title, "result", report.result)
    for objective in report.objectives:
        yield _index("objective", objective.code, objective.name, "management", objective.management)
        yield _index("objective", objective.code, objective.name, "result", objective.result)
        for guideline in objective.guidelines:
            yield _index("guideline", guideline.code, guideline.name, "management", guideline.index)
            for service in guideline.services:
                yield _index("service", service.code, service.name, "management", service.index)


def _index(level: str, code: str, name: str, which: str, index: IndexRow) -> Row:
    return (level, code, name, which, index.value, index.due, index.with_data, index.light)


def _series(report: Report) -> Iterable[Row]:
    for row in report.indicators:
        for point in row.series:
            if point.target is not None or point.obtained is not None:
                origin = "simulated" if point.simulated else None
                yield (row.code, point.year, point.target, point.obtained, origin)


def _breakdowns(report: Report) -> Iterable[Row]:
    for row in report.indicators:
        for part in row.parts:
            yield (row.code, report.year, part.dimension, part.member, part.value, part.numerator, part.denominator)


def _alerts(report: Report) -> Iterable[Row]:
    for rank, alert in enumerate(report.alerts, start=1):
        yield (
            rank, alert.code, alert.title, alert.severity, alert.subject, alert.subject_name, alert.figure,
            alert.figure_unit, alert.since, alert.concerns, alert.message, alert.action,
        )  # fmt: skip


def _data(report: Report) -> Iterable[Row]:
    for row in report.data:
        yield (
            row.indicator, row.year, row.value, row.numerator, row.denominator, row.origin, row.state, row.revision,
            row.recorded_at.isoformat(), row.recorded_by, row.entity, row.comment, row.reason,
            row.no_data_reason, _day(row.expected_on),
        )  # fmt: skip
