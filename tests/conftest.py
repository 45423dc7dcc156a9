"""What many tests stand on: the real policy, and a tiny invented one of another sector."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from rumbo.core.policy import find, load
from rumbo.core.policy.models import Policy

#: The same width of output for every process of a run, whoever starts it.
os.environ["COLUMNS"] = "120"

#: No test asserts a time: a busy machine must not fail what is right.
settings.register_profile("rumbo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rumbo")

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="session")
def pnmce() -> Policy:
    """The policy that ships: Peru's foreign trade policy to 2040."""
    return find("pnmce-2040")


@pytest.fixture(scope="session")
def tiny_policy_folder() -> Path:
    """The folder of the invented water plan; never write into it, copy it."""
    return FIXTURES / "policies" / "agua_2030"


@pytest.fixture(scope="session")
def tiny_policy(tiny_policy_folder: Path) -> Policy:
    """An invented water plan: 2 objectives, 3 guidelines, 3 services, 8 indicators."""
    return load(tiny_policy_folder)
