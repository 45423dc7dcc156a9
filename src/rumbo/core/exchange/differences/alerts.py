"""Which alerts were raised, which are gone, and which became more or less urgent?"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

from rumbo.core.exchange.differences.records import Change, What
from rumbo.core.monitoring.records import Severity
from rumbo.core.reporting.model import AlertRow, Report

#: Severities as numbers: the more urgent is the larger.
_URGENCY = {severity: place for place, severity in enumerate(reversed(Severity))}


def alert_changes(old: Report, new: Report) -> Iterator[Change]:
    """Alerts by rule and subject; where a rule speaks of a subject several times, in the order of the reports."""
    before, now = _by_subject(old), _by_subject(new)
    for key in dict.fromkeys((*now, *before)):
        for earlier, later in zip_longest(before.get(key, ()), now.get(key, ())):
            yield from _change(earlier, later, new.year)


def _change(earlier: AlertRow | None, later: AlertRow | None, year: int) -> Iterator[Change]:
    if later is None and earlier is not None:
        yield _told(What.ALERT_GONE, earlier, year, old=earlier.severity.value)
    elif earlier is None and later is not None:
        yield _told(What.ALERT_RAISED, later, year, new=later.severity.value)
    elif earlier and later and earlier.severity is not later.severity:
        yield _told(What.ALERT_SEVERITY, later, year, old=earlier.severity.value, new=later.severity.value)


def _told(what: What, alert: AlertRow, year: int, *, old: str | None = None, new: str | None = None) -> Change:
    urgent = what is not What.ALERT_GONE and alert.severity is Severity.HIGH
    return Change(
        what=what,
        importance=2 if urgent else 3,
        subject=alert.subject,
        name=alert.subject_name,
        aspect=alert.code,
        year=year,
        old=old,
        new=new,
        weight=Decimal(_URGENCY[alert.severity]),
    )


def _by_subject(report: Report) -> dict[tuple[str, str], list[AlertRow]]:
    found: dict[tuple[str, str], list[AlertRow]] = {}
    for alert in report.alerts:
        found.setdefault((alert.code, alert.subject), []).append(alert)
    return found
