"""What the tests of the exchange formats share: reports of two policies, and who publishes."""

import pytest
from tests.core.reporting.printed import empty_report, full_report

from rumbo.core.exchange.publication import Publication, Publisher
from rumbo.core.observations import Origin
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.model import Report

#: A policy with a report of it.
Told = tuple[Policy, Report]


@pytest.fixture(scope="session")
def publication() -> Publication:
    """An invented publication."""
    publisher = Publisher("Ministerio de Prueba", "https://ministerio.example.pe", "datos@ministerio.example.pe")
    return Publication("https://rumbo.example.pe/datos", publisher)


@pytest.fixture(scope="session")
def simulated(pnmce: Policy) -> Told:
    """The real policy with simulated values."""
    return pnmce, full_report(pnmce)


@pytest.fixture(scope="session", params=["empty", "simulated", "tiny"])
def told(request: pytest.FixtureRequest, pnmce: Policy, tiny_policy: Policy) -> Told:
    """The real policy without values, the real one with simulated ones, the invented one with reported ones."""
    reports = {
        "empty": lambda: (pnmce, empty_report(pnmce)),
        "simulated": lambda: (pnmce, full_report(pnmce)),
        "tiny": lambda: (tiny_policy, full_report(tiny_policy, origin=Origin.REPORTED)),
    }
    return reports[request.param]()
