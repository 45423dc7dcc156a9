"""What the kinds, directions and weights of a policy are called on a terminal."""

from rumbo.core.language import _
from rumbo.core.policy.coherence import Certainty, Severity
from rumbo.core.policy.lookup import Kind as ElementKind
from rumbo.core.policy.models import Direction, Kind


def kind_name(kind: Kind) -> str:
    """What an indicator measures."""
    return {Kind.OBJECTIVE: _("Objective"), Kind.QUALITY: _("Quality"), Kind.COVERAGE: _("Coverage")}[kind]


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


def direction_name(direction: Direction | None) -> str:
    """Where an indicator should go; a dash where the sheet is cut."""
    if direction is None:
        return "—"
    return {
        Direction.ASCENDING: _("Ascending"),
        Direction.DESCENDING: _("Descending"),
        Direction.UNDEFINED: _("Not defined"),
    }[direction]


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
