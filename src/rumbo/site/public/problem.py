"""Which problem does the policy attend? Its tree of causes, each with what attends it."""

from dataclasses import dataclass

from rumbo.core.policy.models import Cause, Policy
from rumbo.site.public.anchors import cause_anchor


@dataclass(frozen=True, slots=True)
class Branch:
    """A cause with what attends it and the causes under it.

    Attributes:
        cause: the node of the tree.
        anchor: its place on the page.
        attended_by: route and code of the objective or the guidelines that attend it.
        below: its own causes.
    """

    cause: Cause
    anchor: str
    attended_by: tuple[tuple[str, str], ...]
    below: tuple["Branch", ...]


def problem_tree(policy: Policy) -> tuple[Branch, ...]:
    """The problem with its causes below it; empty where the policy prints none."""
    nodes = policy.problem.nodes if policy.problem else ()
    roots = [node for node in nodes if node.parent is None and node.type != "effect"]
    return tuple(_branch(policy, nodes, node) for node in roots)


def _branch(policy: Policy, nodes: tuple[Cause, ...], node: Cause) -> Branch:
    objectives = [("public:objective", o.code) for o in policy.objectives if o.direct_cause == node.code]
    guidelines = [("public:guideline", g.code) for g in policy.guidelines if node.code in g.causes]
    below = tuple(_branch(policy, nodes, under) for under in nodes if under.parent == node.code)
    return Branch(node, cause_anchor(node.code), (*objectives, *guidelines), below)


def cause_text(code: str, policy: Policy) -> str:
    """What a cause says; empty where the policy prints none of that code."""
    nodes = policy.problem.nodes if policy.problem else ()
    return next((node.text for node in nodes if node.code == code), "")
