"""Are the objectives being reached? A chart, its sentence and its small table for each objective indicator."""

from dataclasses import dataclass

from rumbo.core.language import _
from rumbo.core.reporting.chart_text import chart_sentence
from rumbo.core.reporting.charts import indicator_chart_svg, starts_at_zero
from rumbo.core.reporting.labels import direction_name
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
    return tuple(_objective(report, o) for o in report.objectives)


def _objective(report: Report, objective: ObjectiveSection) -> ObjectiveResult:
    return ObjectiveResult(
        code=objective.code,
        name=objective.name,
        responsible=objective.responsible,
        result=score(objective.result),
        management=score(objective.management),
        charts=tuple(_block(report, row) for row in objective.indicators),
    )


def _block(report: Report, row: IndicatorRow) -> ChartBlock:
    sentence = chart_sentence(row)
    svg = _svg(report, row)
    return ChartBlock(
        code=row.code,
        name=row.name,
        unit=row.unit,
        facts=_facts(report, row),
        mark=mark(row.light),
        svg=svg,
        alt=_("Chart of {name} ({code}). {sentence}").format(name=row.name, code=row.code, sentence=sentence),
        sentence=f"{sentence} {outlook_sentence(row)}".strip(),
        remark=""
        if not svg or starts_at_zero(row, horizon=report.horizon)
        else _("The axis of values does not start at zero."),
        tables=_tables(row),
    )


def _svg(report: Report, row: IndicatorRow) -> str:
    """The chart, or nothing where there is no figure to draw."""
    drawable = (row.baseline and row.baseline.value is not None) or any(
        p.target is not None or p.obtained is not None for p in row.series
    )
    return indicator_chart_svg(row, horizon=report.horizon, language=report.language) if drawable else ""


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
    points = [p for p in row.series if p.target is not None or p.obtained is not None]
    chunks = [points[i : i + _YEARS_A_TABLE] for i in range(0, len(points), _YEARS_A_TABLE)]
    return tuple(_table(chunk, row.baseline_year) for chunk in chunks)


def _table(points: list[Point], baseline_year: int | None) -> YearTable:
    return YearTable(
        years=tuple(_("{year} (base)").format(year=p.year) if p.year == baseline_year else str(p.year) for p in points),
        expected=tuple(figure(p.target) for p in points),
        obtained=tuple(figure(p.obtained) + ("*" if p.simulated else "") for p in points),
    )
