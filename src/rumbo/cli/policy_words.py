"""What the elements of a policy and the weights of a finding are called on a terminal."""

from rumbo.core.language import _
from rumbo.core.policy.coherence import Certainty, Severity
from rumbo.core.policy.lookup import Kind as ElementKind


def element_name(kind: ElementKind) -> str:
    """What an element of a policy is."""
    return {
        "objective": _("Priority objective"),
        "guideline": _("Guideline"),
        "service": _("Service"),
        "indicator": _("Indicator"),
        "activity": _("Operational activity"),
        "cause": _("Problem tree"),
        "entity": _("Public entity"),
    }[kind]


def cause_name(kind: str) -> str:
    """What a node of the problem tree is."""
    return {
        "problem": _("Public problem"),
        "direct_cause": _("Direct cause"),
        "indirect_cause": _("Indirect cause"),
        "effect": _("Effect"),
    }[kind]


def severity_name(severity: Severity) -> str:
    """How much a finding matters."""
    return {
        Severity.HIGH: _("High"),
        Severity.MEDIUM: _("Medium"),
        Severity.LOW: _("Low"),
    }[severity]


def certainty_name(certainty: Certainty) -> str:
    """How sure a finding is."""
    return {
        Certainty.CONFIRMED: _("stands in the source"),
        Certainty.PROBABLE: _("by one reading of the source"),
        Certainty.CHECK_ORIGINAL: _("look at the original"),
    }[certainty]
