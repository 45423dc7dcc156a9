"""Which policy the site shows, and by which method it judges: one of each for an installation."""

import os
from functools import cache

from rumbo.core.monitoring.method import Method, load_method
from rumbo.core.policy.loader import find
from rumbo.core.policy.models import Policy

DEFAULT_POLICY = "pnmce-2040"
DEFAULT_METHOD = "ceplan-2024"


def policy() -> Policy:
    """The policy of the installation: ``RUMBO_POLICY``, else Peru's foreign trade policy."""
    return _loaded(policy_source())


def policy_source() -> str:
    """Code or folder under which another process finds the policy."""
    return os.environ.get("RUMBO_POLICY") or DEFAULT_POLICY


def method() -> Method:
    """The method of the installation: ``RUMBO_METHOD``, else the planning centre's."""
    return _read(os.environ.get("RUMBO_METHOD") or DEFAULT_METHOD)


@cache
def _loaded(code: str) -> Policy:
    return find(code)


@cache
def _read(name: str) -> Method:
    return load_method(name)
