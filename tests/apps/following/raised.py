"""Alerts to follow."""

from rumbo.core.monitoring.records import Alert, Severity


def alert(subject: str = "OP1-I1", code: str = "low_compliance", began: str = "2026", year: int = 2026) -> Alert:
    """An alert as monitoring raises it."""
    return Alert(
        code=code,
        severity=Severity.HIGH,
        subject=subject,
        year=year,
        figure=None,
        figure_unit="%",
        since=began,
        began=began,
        concerns="Statistics, Water board",
        message="The value is low.",
        action="Do something.",
    )
