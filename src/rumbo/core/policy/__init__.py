"""What was promised: the policy as data, its strict loader and its coherence checks."""

from rumbo.core.policy.errors import PolicyError
from rumbo.core.policy.loader import available, find, load

__all__ = ["PolicyError", "available", "find", "load"]
