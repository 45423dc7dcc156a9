"""Are the objectives being reached? A chart, its sentence and its small table for each objective indicator."""

from dataclasses import dataclass

from rumbo.core.language import _
from rumbo.core.reporting.chart_text import chart_sentence
from rumbo.core.reporting.charts import indicator_chart_svgs, starts_at_zero
from rumbo.core.reporting.labels import direction_name, no_data_told
from rumbo.core.reporting.model import IndicatorRow, ObjectiveSection, Point, Report
from rumbo.core.reporting.pdf.outlook_text import outlook_sentence
from rumbo.core.reporting.pdf.signs import Mark, PrintedScore, amount, figure, mark, percent, score

_YEARS_A_TABLE = 13


@dataclass(frozen=True, slots=True)
class YearTable:
    """A few years of a series, side by side."""

    years: tuple[str, ...]
    expected: tuple[str, ...]
    obtained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """One indicator with its chart."""

    code: str
    name: str
    unit: str
    facts: str
    mark: Mark
    svg: str
    """Empty where there is nothing to draw."""
    alt: str
    sentence: str
    remark: str
    tables: tuple[YearTable, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    """An objective with its scores and the charts of its indicators."""

    code: str
    name: str
    responsible: str
    result: PrintedScore
    management: PrintedScore
    charts: tuple[ChartBlock, ...]


def results(report: Report) -> tuple[ObjectiveResult, ...]:
    """Every objective with the charts of its own indicators."""
    pictures = _pictures(report)
    return tuple(_objective(report, o, pictures) for o in report.objectives)


def _pictures(report: Report) -> dict[str, str]:
    """The charts by code of the indicator; none where there is no figure to draw."""
    rows = [row for o in report.objectives for row in o.indicators if _points(row)]
    svgs = indicator_chart_svgs(rows, horizon=report.horizon, language=report.language)
    return {row.code: svg for row, svg in zip(rows, svgs, strict=True)}


def _objective(report: Report, objective: ObjectiveSection, pictures: dict[str, str]) -> ObjectiveResult:
    return ObjectiveResult(
        code=objective.code,
        name=objective.name,
        responsible=objective.responsible,
        result=score(objective.result),
        management=score(objective.management),
        charts=tuple(_block(report, row, pictures.get(row.code, "")) for row in objective.indicators),
    )


def _block(report: Report, row: IndicatorRow, svg: str) -> ChartBlock:
    sentence = chart_sentence(row)
    at_zero = not svg or starts_at_zero(row, horizon=report.horizon)
    return ChartBlock(
        code=row.code,
        name=row.name,
        unit=row.unit,
        facts=_facts(report, row),
        mark=mark(row.light),
        svg=svg,
        alt=_("Chart of {name} ({code}). {sentence}").format(name=row.name, code=row.code, sentence=sentence),
        sentence=f"{sentence} {outlook_sentence(row)}{_explained(row)}",
        remark="" if at_zero else _("The axis of values does not start at zero."),
        tables=_tables(row),
    )


def _explained(row: IndicatorRow) -> str:
    """Why there is no figure, where it was reported."""
    return " " + _("Why there is no figure: {reason}").format(reason=no_data_told(row)) if row.no_data_reason else ""


def _facts(report: Report, row: IndicatorRow) -> str:
    expected = amount(row.target).figure
    obtained = amount(row.obtained).figure
    facts = [
        row.unit,
        direction_name(row.direction),
        _("expected {year}: {value}").format(year=report.year, value=expected),
        _("obtained {year}: {value}").format(year=report.year, value=obtained),
        _("type I ratio: {value}").format(value=percent(row.ratio_pct)),
    ]
    return " · ".join(facts)


def _tables(row: IndicatorRow) -> tuple[YearTable, ...]:
    """The series in tables of at most thirteen years; a year without any figure is left out."""
    points = _points(row)
    chunks = [points[i : i + _YEARS_A_TABLE] for i in range(0, len(points), _YEARS_A_TABLE)]
    return tuple(_table(chunk, row.baseline_year) for chunk in chunks)


def _points(row: IndicatorRow) -> list[Point]:
    return [p for p in row.series if p.target is not None or p.obtained is not None]


def _table(points: list[Point], baseline_year: int | None) -> YearTable:
    return YearTable(
        years=tuple(_("{year} (base)").format(year=p.year) if p.year == baseline_year else str(p.year) for p in points),
        expected=tuple(figure(p.target) for p in points),
        obtained=tuple(figure(p.obtained) + ("*" if p.simulated else "") for p in points),
    )
