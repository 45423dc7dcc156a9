"""A policy as flat tables and as one JSON document, for who works with spreadsheets or other programs.

Tables are CSV in UTF-8 with a byte order mark, so that spreadsheet programs read the accents; figures keep the digits
that are printed, and a figure that is not printed is an empty cell.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rumbo.core.policy.models import Activity, ActivityResponsible, Figure, Indicator, Policy, Responsible
from rumbo.core.policy.whole_files import write_whole

#: A text that begins so would be run as a formula by a spreadsheet; an apostrophe in front keeps it a text.
_WOULD_RUN = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the export: its name, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def write_export(policy: Policy, folder: Path) -> tuple[Path, ...]:
    """Write a policy into a folder: one CSV a table and ``policy.json`` with everything.

    Returns:
        The files written.

    Raises:
        InputError: the folder cannot be written.
    """
    document = policy.model_dump_json(indent=2) + "\n"
    written = [write_whole(folder, f"{table.name}.csv", _csv(table)) for table in tables(policy)]
    return (*written, write_whole(folder, "policy.json", document.encode()))


def tables(policy: Policy) -> tuple[Table, ...]:
    """Every table of the export; each row names the lines of the source."""
    made = (_objectives, _guidelines, _services, _activities, _indicators, _targets, _entities)
    return tuple(table(policy) for table in made)


def _objectives(policy: Policy) -> Table:
    columns = ("objective", "name", "responsible", "responsible_entity", "direct_cause", "relevance", "source")
    return _table(
        "objectives",
        columns,
        ((o.code, o.name, *_who(o.responsible), o.direct_cause, o.relevance, o.source) for o in policy.objectives),
    )


def _guidelines(policy: Policy) -> Table:
    columns = ("guideline", "objective", "name", "normative", "causes", "services", "relevance", "source")
    rows = (
        (
            g.code,
            o.code,
            g.name,
            g.normative,
            _joined(g.causes),
            _joined(s.code for s in policy.services_of(g.code)),
            g.relevance,
            g.source,
        )
        for o in policy.objectives
        for g in o.guidelines
    )
    return _table("guidelines", columns, rows)


def _services(policy: Policy) -> Table:
    fields = ("name", "type", "nature", "delivery", "receptor", "scope", "standard", "standard_summary", "relevance")
    columns = ("service", "guideline", "objective", *fields, "provider", "provider_entity")
    rows = (
        (
            s.code,
            s.guideline,
            policy.objective_of(s.code).code,
            *(getattr(s, field) for field in fields),
            *_who(s.provider),
            _joined(s.participants),
            _joined(s.participant_entities),
            _joined(s.levels),
            s.source,
        )
        for s in policy.services
    )
    return _table("services", (*columns, "participants", "participant_entities", "levels", "source"), rows)


def _activities(policy: Policy) -> Table:
    """One row for each activity and each responsible of it."""
    fields = ("unit", "executing_unit", "entity_printed", "entity", "sector", "level", "unit_of_measure", "source")
    own = ("activity", "objective", "guideline", "service", "name", "activity_unit_of_measure", "activity_source")

    def rows() -> Iterator[tuple[Cell, ...]]:
        for objective, guideline, service, activity in _placed_activities(policy):
            place = (activity.code, objective, guideline, service)
            sheet = (activity.name, activity.unit_of_measure, activity.source)
            nobody: tuple[ActivityResponsible | None, ...] = (None,)
            for who in activity.responsibles or nobody:
                yield (*place, *sheet, *(getattr(who, field, None) for field in fields))

    return _table("activities", (*own, *fields), rows())


def _placed_activities(policy: Policy) -> Iterator[tuple[str, str, str | None, Activity]]:
    for objective in policy.objectives:
        for guideline in objective.guidelines:
            for activity in guideline.activities:
                yield objective.code, guideline.code, None, activity
            for service in policy.services_of(guideline.code):
                for activity in service.activities:
                    yield objective.code, guideline.code, service.code, activity


def _indicators(policy: Policy) -> Table:
    columns = (
        *("indicator", "kind", "objective", "guideline", "service", "name", "unit", "unit_detail", "direction"),
        *("formula", "formula_shape", "numerator", "denominator", "reported_as", "scale"),
        *("responsible_data", "responsible_data_entity", "responsible_service", "responsible_service_entity"),
        *("reporting_entity", "data_sources", "limitations", "frequency", "sheet", "source"),
    )
    return _table("indicators", columns, (_indicator(policy, indicator) for indicator in policy.indicators))


def _indicator(policy: Policy, i: Indicator) -> tuple[Cell, ...]:
    service, formula, measure = policy.service_of(i.code), i.formula, i.measure
    place = (
        policy.objective_of(i.code).code,
        service.guideline if service else None,
        service.code if service else None,
    )
    return (
        *(i.code, i.kind.value, *place, i.name, i.unit, i.unit_detail, i.direction.value if i.direction else None),
        *(formula.expression, formula.shape, formula.numerator, formula.denominator),
        *(measure.reported_as, measure.scale if measure.reported_as == "ratio" else None),
        *(*_who(i.responsible_data), *_who(i.responsible_service), policy.reporting_entity(i.code)),
        *(i.data_sources, i.limitations, i.frequency, i.sheet, i.source),
    )


def _targets(policy: Policy) -> Table:
    """Baseline and targets, one row a figure."""
    terms = ("value", "numerator", "denominator", "printed", "note", "reconstructed")

    def rows() -> Iterator[tuple[Cell, ...]]:
        for i in policy.indicators:
            figures: list[tuple[str, int, Figure]] = [("target", year, each) for year, each in i.targets.items()]
            if i.baseline:
                figures.insert(0, ("baseline", i.baseline.year, i.baseline))
            for what, year, figure in figures:
                yield (i.code, what, year, *(getattr(figure, term) for term in terms), i.baseline_source or i.source)

    return _table("targets", ("indicator", "figure", "year", *terms, "source"), rows())


def _entities(policy: Policy) -> Table:
    columns = ("entity", "name", "budget_code", "sector", "level")
    return _table("entities", columns, ((e.code, e.name, e.budget_code, e.sector, e.level) for e in policy.entities))


def _table(name: str, columns: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(name, tuple(columns), tuple(rows))


def _who(responsible: Responsible | None) -> tuple[str | None, str | None]:
    return (responsible.unit, responsible.entity) if responsible else (None, None)


def _joined(codes: Iterable[str]) -> str:
    return "; ".join(codes)


def _csv(table: Table) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_WOULD_RUN) else text
