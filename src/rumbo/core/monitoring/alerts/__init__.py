"""What asks for a corrective measure? One function a rule, all of them listed in :data:`RULES`.

The policy asks for a section of alerts in the annual report (policy, 5.1 Seguimiento) and leaves their rules open.
"""

from rumbo.core.monitoring.alerts.engine import raise_alerts
from rumbo.core.monitoring.alerts.registry import RULES
from rumbo.core.monitoring.alerts.rule import Rule, Situation

__all__ = ["RULES", "Rule", "Situation", "raise_alerts"]
