"""What the tests of the public pages share: ledgers without, with some and with all values, and published reports."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.site.conftest import Bring, People

from rumbo.apps.accounts.models import Role
from rumbo.apps.ledger.printing import issue
from rumbo.apps.ledger.services import publish
from rumbo.core.observations import Origin, State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.formats import Format
from rumbo.site.policy_shown import method

YEAR = 2026
FORMATS = (Format.JSON, Format.CSV, Format.HTML)


@pytest.fixture
def issue_report(policy_site: Policy, people: People, tmp_path: Path) -> Callable[[], str]:
    """Issue a report of 2026 and leave it unpublished; its number."""

    def issued() -> str:
        made = issue(
            policy_site, YEAR, method=method(), formats=FORMATS, folder=tmp_path / "issued", actor=people[Role.PLANNING]
        )
        assert made.issued
        return made.issued.number

    return issued


@pytest.fixture
def publish_report(policy_site: Policy, people: People, issue_report: Callable[[], str]) -> Callable[[], str]:
    """Issue a report of 2026 and publish it; its number."""

    def published() -> str:
        return publish(policy_site, issue_report(), actor=people[Role.PLANNING]).report.number

    return published


@pytest.fixture(params=["empty", "partly", "fully"])
def ledger(request: pytest.FixtureRequest, policy_site: Policy, bring: Bring, publish_report: Callable[[], str]) -> str:
    """A ledger without values, with a few published ones, with all of them and two reports."""
    if request.param == "partly":
        bring("OP1-I2", YEAR, "14", to=State.PUBLISHED)
        bring("S1.1.1-C1", YEAR, "90", to=State.VALIDATED)
    if request.param == "fully":
        for indicator in policy_site.indicators:
            bring(indicator.code, YEAR, "60", to=State.VALIDATED, origin=Origin.SIMULATED)
        publish_report()
        publish_report()
    return str(request.param)
