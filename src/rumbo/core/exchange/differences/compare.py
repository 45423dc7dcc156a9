"""How are two reports compared? Subject by subject, and then put in order of importance."""

from rumbo.core.exchange.agreement import same_policy
from rumbo.core.exchange.differences.alerts import alert_changes
from rumbo.core.exchange.differences.indicators import indicator_changes
from rumbo.core.exchange.differences.indices import index_changes
from rumbo.core.exchange.differences.records import Change, Differences, Side, What
from rumbo.core.exchange.differences.values import value_changes
from rumbo.core.exchange.differences.versions import version_changes
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.model import Report

_ORDER = {what: place for place, what in enumerate(What)}


def differences(old: Report, new: Report) -> Differences:
    """What changed from one report to another.

    Args:
        old: the earlier report, or the report as it stood at an earlier moment.
        new: the later one. The languages of the two do not matter.

    Raises:
        InputError: the reports are of two policies.
    """
    same_policy(old.policy_code, new.policy_code)
    found = [
        *version_changes(old, new),
        *index_changes(old, new),
        *indicator_changes(old, new),
        *value_changes(old, new),
        *alert_changes(old, new),
    ]
    return Differences(new.policy_code, _side(old), _side(new), tuple(sorted(found, key=_place)))


def _place(change: Change) -> tuple[int, int, float]:
    return change.importance, _ORDER[change.what], -float(change.weight)


def _side(report: Report) -> Side:
    return Side(
        year=report.year,
        as_of=report.as_of,
        status=report.status,
        number=report.number,
        sha256=fingerprint(report),
        simulated=report.simulated,
    )
