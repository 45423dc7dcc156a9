"""Does the design hold together? The evaluation of a policy's pertinence and coherence, as named rules.

A rule is a question with an id (``NU-04``), a group, a severity, a certainty and a function that answers it from the
data of the policy. :func:`check` asks them and returns the findings, worst first; :func:`rules` lists the questions.
Nothing here changes a policy, and there is no overall score: a sum of findings would punish long documents.
"""

from rumbo.core.policy.coherence import (  # noqa: F401 - importing a chapter registers its rules
    activities,
    figures,
    horizon,
    outputs,
    sheets,
    standards,
    structure,
    trajectories,
)
from rumbo.core.policy.coherence.engine import check, rule, rules
from rumbo.core.policy.coherence.records import Certainty, Evidence, Finding, Group, Instance, Rule, Severity

__all__ = ["Certainty", "Evidence", "Finding", "Group", "Instance", "Rule", "Severity", "check", "rule", "rules"]
