"""What does a situation ask for, worst first?"""

from datetime import date
from decimal import localcontext

from rumbo.core.monitoring.alerts.registry import RULES
from rumbo.core.monitoring.alerts.rule import Finding, Rule, Situation
from rumbo.core.monitoring.alerts.wording import day
from rumbo.core.monitoring.ratios import ARITHMETIC
from rumbo.core.monitoring.records import Alert, Severity

_URGENCY = {severity: position for position, severity in enumerate(Severity)}


def raise_alerts(situation: Situation) -> tuple[Alert, ...]:
    """Apply every rule.

    Args:
        situation: what is known and judged.

    Returns:
        The alerts by severity, then in the order of the rules, then the worst figure first, then in the order of
        the policy.
    """
    with localcontext(ARITHMETIC):
        found = [(rule, finding) for rule in RULES for finding in _worst_first(rule, situation)]
    found.sort(key=lambda pair: _URGENCY[pair[0].severity])
    return tuple(_alert(rule, finding, situation.year) for rule, finding in found)


def _worst_first(rule: Rule, situation: Situation) -> list[Finding]:
    return sorted(rule.find(situation), key=lambda finding: -finding.weight)


def _alert(rule: Rule, finding: Finding, year: int) -> Alert:
    return Alert(
        code=rule.code,
        severity=rule.severity,
        subject=finding.subject,
        year=year,
        figure=finding.figure,
        figure_unit=finding.figure_unit,
        since=day(finding.since) if isinstance(finding.since, date) else finding.since,
        began=str(finding.since),
        concerns=finding.concerns,
        message=finding.message,
        action=finding.action,
    )
