"""The sheet of indices: policy, objectives, guidelines and services, each with its coverage."""

from collections.abc import Iterable, Sequence

import xlsxwriter

from rumbo.core.language import _
from rumbo.core.reporting.model import GuidelineSection, IndexRow, Report
from rumbo.core.reporting.workbook.sheet import Cell, Column, Look, new_sheet
from rumbo.core.reporting.workbook.styles import Styles


def index_sheet(book: xlsxwriter.Workbook, styles: Styles, report: Report) -> None:
    """Fill the sheet of indices."""
    columns = (
        Column(_("Level"), 13), Column(_("Code"), 12, Look.CODE), Column(_("Name"), 70), Column(_("Index"), 13),
        Column(_("Value (%)"), 11, Look.PERCENT), Column(_("Indicators due"), 12, Look.COUNT),
        Column(_("With data"), 12, Look.COUNT), Column(_("Light"), 18, Look.LIGHT), Column(_("Remark"), 44),
    )  # fmt: skip
    new_sheet(book, styles, report, _("Index by level")).table(_("Index by level"), columns, _rows(report), frozen=2)


def _rows(report: Report) -> Iterable[Sequence[Cell]]:
    policy = (_("Policy"), report.policy_code, report.title)
    yield _row(policy, _("Management"), report.management)
    yield _row(policy, _("Result"), report.result)
    for objective in report.objectives:
        named = (_("Objective"), objective.code, objective.name)
        yield _row(named, _("Management"), objective.management)
        yield _row(named, _("Result"), objective.result)
        for guideline in objective.guidelines:
            named = (_("Guideline"), guideline.code, guideline.name)
            yield _row(named, _("Management"), guideline.index, _remark(guideline))
            for service in guideline.services:
                named = (_("Service"), service.code, service.name)
                yield _row(named, _("Management"), service.index, service.note or "")


def _row(named: tuple[str, str, str], which: str, index: IndexRow, remark: str = "") -> Sequence[Cell]:
    return (*named, which, index.value, index.due, index.with_data, index.light, remark)


def _remark(guideline: GuidelineSection) -> str:
    return _("Normative: it has no services, so it has no index.") if guideline.normative else ""
