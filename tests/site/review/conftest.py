"""What the tests of review share: evidence attached to a value that is on its way."""

from collections.abc import Callable

import pytest
from tests.site.conftest import People

from rumbo.apps.accounts.models import Role
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import history
from rumbo.apps.ledger.services import record_values, store_evidence
from rumbo.core.observations import NewValue, Origin
from rumbo.core.policy.models import Policy


@pytest.fixture
def attach_to(policy_site: Policy, people: People) -> Callable[[ObservationKey], None]:
    """Attach a file to the latest revision of a value, which stays as it is."""

    def attach(key: ObservationKey) -> None:
        latest = history(*key)[-1]
        same = NewValue(key.indicator, key.year, latest.value, latest.numerator, latest.denominator, latest.comment)
        evidence = [store_evidence(b"%PDF-1.7 register", "register.pdf")]
        record_values(policy_site, [same], origin=Origin.REPORTED, actor=people[Role.LEAD], evidence=evidence)

    return attach
