"""Where does an element stand in a report? Its section, or the row of an indicator."""

from rumbo.core.reporting.model import GuidelineSection, IndicatorRow, ObjectiveSection, Report, ServiceSection


def objective_section(report: Report, code: str) -> ObjectiveSection:
    """The section of an objective."""
    return next(o for o in report.objectives if o.code == code)


def guideline_section(report: Report, code: str) -> GuidelineSection:
    """The section of a guideline."""
    return next(g for o in report.objectives for g in o.guidelines if g.code == code)


def service_section(report: Report, code: str) -> ServiceSection:
    """The section of a service."""
    return next(s for o in report.objectives for g in o.guidelines for s in g.services if s.code == code)


def indicator_row(report: Report, code: str) -> IndicatorRow:
    """The row of an indicator."""
    return next(row for row in report.indicators if row.code == code)


def last_is_simulated(row: IndicatorRow) -> bool:
    """Whether the last known value of an indicator is invented."""
    return any(point.simulated for point in row.series if point.year == row.last_known_year)
