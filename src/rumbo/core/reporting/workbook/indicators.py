"""The sheet of indicators: one row each, with every field that the policy prescribes."""

from collections.abc import Iterable, Sequence

import xlsxwriter

from rumbo.core.language import _
from rumbo.core.monitoring.notes import note_text
from rumbo.core.reporting.labels import direction_name, kind_name, no_data_told, origin_name, state_name
from rumbo.core.reporting.model import IndicatorRow, Report, Value
from rumbo.core.reporting.workbook.sheet import Cell, Column, Look, new_sheet
from rumbo.core.reporting.workbook.styles import Styles

#: The widest sheet goes to two pages of the larger paper side by side, with code and name on both.
_A3 = 8


def indicators_sheet(book: xlsxwriter.Workbook, styles: Styles, report: Report) -> None:
    """Fill the sheet of indicators."""
    sheet = new_sheet(book, styles, report, _("Indicators"))
    sheet.table(_("Indicators"), _columns(report.year), _rows(report), frozen=2)
    sheet.on.set_paper(_A3)
    sheet.on.fit_to_pages(2, 0)
    sheet.on.repeat_columns(0, 1)


def _columns(year: int) -> tuple[Column, ...]:
    return (
        Column(_("Code"), 12, Look.CODE), Column(_("Indicator"), 44), Column(_("Kind"), 10),
        Column(_("Objective"), 10), Column(_("Guideline"), 10), Column(_("Service"), 10),
        Column(_("Quality standard"), 14), Column(_("Responsible unit"), 34), Column(_("Entity"), 12),
        Column(_("Unit"), 14), Column(_("Direction"), 13),
        Column(_("Baseline year"), 10, Look.YEAR), Column(_("Baseline"), 12, Look.FIGURE),
        Column(_("Expected value {year}").format(year=year), 12, Look.FIGURE),
        Column(_("Expected numerator"), 12, Look.FIGURE), Column(_("Expected denominator"), 12, Look.FIGURE),
        Column(_("Obtained value {year}").format(year=year), 12, Look.FIGURE),
        Column(_("Obtained numerator"), 12, Look.FIGURE), Column(_("Obtained denominator"), 12, Look.FIGURE),
        Column(_("Compliance ratio (%)"), 12, Look.PERCENT),
        Column(_("Progress since the baseline (%)"), 13, Look.PERCENT), Column(_("Light"), 18, Look.LIGHT),
        Column(_("Origin"), 11), Column(_("State"), 12), Column(_("Revision"), 9, Look.COUNT),
        Column(_("Year of the last value"), 10, Look.YEAR), Column(_("Last value"), 12, Look.FIGURE),
        Column(_("Year of the next target"), 10, Look.YEAR), Column(_("Next expected value"), 12, Look.FIGURE),
        Column(_("Yearly growth required (%)"), 12, Look.FIGURE),
        Column(_("Yearly change required (in its unit)"), 12, Look.FIGURE),
        Column(_("Notes"), 40), Column(_("Why there is no figure"), 34),
        Column(_("Comment of the unit"), 34), Column(_("Evidence"), 34),
        Column(_("Source"), 16),
    )  # fmt: skip


def _rows(report: Report) -> Iterable[Sequence[Cell]]:
    for objective in report.objectives:
        for row in objective.indicators:
            yield _row(row, objective.code)
        for guideline in objective.guidelines:
            for service in guideline.services:
                for row in service.indicators:
                    yield _row(row, objective.code, guideline.code, service.code)


def _row(row: IndicatorRow, objective: str, guideline: str = "", service: str = "") -> Sequence[Cell]:
    notes = " ".join((*(note_text(n) for n in row.notes), *row.footnotes))
    return (
        row.code, row.name, kind_name(row.kind), objective, guideline, service,
        row.standard, row.responsible, row.entity, row.unit, direction_name(row.direction),
        row.baseline_year, _baseline(row.baseline),
        *_figures(row.target), *_figures(row.obtained),
        row.ratio_pct, row.type2_pct, row.light,
        origin_name(row.origin) if row.origin else None, state_name(row.state) if row.state else None, row.revision,
        row.last_known_year, row.last_known, row.next_target_year, row.next_target,
        row.required_rate_pct, row.required_step,
        notes, no_data_told(row), row.comment, "\n".join(row.evidence), row.source,
    )  # fmt: skip


def _figures(value: Value | None) -> tuple[Cell, Cell, Cell]:
    return (value.value, value.numerator, value.denominator) if value else (None, None, None)


def _baseline(value: Value | None) -> Cell:
    """The figure, or what the source prints where there is none (``0*``)."""
    if value is None:
        return None
    return value.value if value.value is not None else value.printed
