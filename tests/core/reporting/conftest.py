"""The reports that the tests of the formats share."""

import pytest
from tests.core.reporting.printed import empty_report, full_report

from rumbo.core.observations import Origin
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.model import Report

HOSTILE = (
    '=HYPERLINK("http://evil.example";"pulse") </script><script>alert(1)</script><img src=x onerror=alert(1)> '
    "{{ 7*7 }} {% raw %} &amp; ]]> \x00\x07\x1b[31m\u202egpj.exe\u2066 \ud800 \r\n@SUM(A1) " + "w" * 40_000
)


@pytest.fixture(scope="session")
def empty_pnmce(pnmce: Policy) -> Report:
    """The real policy in a year without any value."""
    return empty_report(pnmce)


@pytest.fixture(scope="session")
def full_pnmce(pnmce: Policy) -> Report:
    """The real policy with simulated values."""
    return full_report(pnmce)


@pytest.fixture(scope="session")
def reported_tiny(tiny_policy: Policy) -> Report:
    """The invented policy with values that count as real ones."""
    return full_report(tiny_policy, origin=Origin.REPORTED)


@pytest.fixture(scope="session")
def hostile_tiny(tiny_policy: Policy) -> Report:
    """The invented policy with comments that try to break every format."""
    return full_report(tiny_policy, comment=HOSTILE)
