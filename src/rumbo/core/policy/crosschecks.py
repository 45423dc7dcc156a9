"""What the files of a policy say of each other: codes that resolve, codes that fit, years within the horizon.

These are errors of the data, not of the policy: whatever the source itself gets wrong is left to the coherence checks.
"""

from rumbo.core.errors import Problem
from rumbo.core.policy.parts import Parts


def crosscheck(parts: Parts) -> list[Problem]:
    """Every problem between the files that could be read."""
    return []
