"""What is each kind of entry called?"""

from rumbo.apps.ledger.selectors import LogKind
from rumbo.core.language import _


def kind_name(kind: LogKind) -> str:
    """The name of a kind of entry in the language in force."""
    return {
        LogKind.VALUE: _("Value, or why there is none"),
        LogKind.STEP: _("Step of a value"),
        LogKind.EVIDENCE: _("Evidence attached"),
        LogKind.CAMPAIGN: _("Reporting campaign"),
        LogKind.DUE: _("Due date of an entity"),
        LogKind.REPORT: _("Report issued"),
        LogKind.SIGN_OFF: _("Signature of an office"),
        LogKind.PUBLICATION: _("Report made public"),
    }[kind]
