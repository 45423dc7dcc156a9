"""How states and alerts are called in front of people."""

from rumbo.apps.following.models import Progress
from rumbo.core.language import _
from rumbo.core.monitoring.alerts import RULES


def progress_name(progress: Progress) -> str:
    """The name of a state in the language in force."""
    return {
        Progress.OPEN: _("open"),
        Progress.IN_PROGRESS: _("in progress"),
        Progress.DONE: _("done"),
        Progress.CLOSED: _("closed without action"),
    }[progress]


def alert_title(code: str) -> str:
    """The name of the rule that raises an alert, in the language in force; the code itself where there is none now."""
    return next((rule.title for rule in RULES if rule.code == code), code)
