"""What the tests of following share: two low values, one of each entity, and the cases of their alerts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.site.conftest import Bring, People
from tests.site.filling import page

from rumbo.apps.accounts.models import Role
from rumbo.apps.following.records import CaseRecord, CommitmentRecord
from rumbo.apps.following.services import commit, take_up
from rumbo.core.monitoring.records import Alert
from rumbo.core.observations import State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.labels import local
from rumbo.site.shown import Shown, standing_of

#: An indicator that the first entity reports, and one that the other entity reports.
OWN, FOREIGN = "OP1-I1", "S1.1.2-Q1"


@pytest.fixture
def today() -> date:
    return local(datetime.now(UTC)).date()


@pytest.fixture
def low(bring: Bring) -> None:
    """A value far below its target in each entity, submitted."""
    bring(OWN, 2026, "20")
    bring(FOREIGN, 2026, "2")


def alert_about(subject: str, code: str = "low_compliance") -> Alert:
    """The alert of a rule about an indicator, as the office sees it."""
    standing = standing_of(Shown(2026, counted_from=State.SUBMITTED)).standing
    return next(alert for alert in standing.alerts if (alert.subject, alert.code) == (subject, code))


@pytest.fixture
def own(low: None, policy_site: Policy, people: People) -> CaseRecord:
    """The case of the first entity, which the lead is in charge of."""
    lead = people[Role.LEAD]
    return take_up(policy_site, alert_about(OWN), actor=lead, owner=lead)


@pytest.fixture
def foreign(low: None, policy_site: Policy, people: People) -> CaseRecord:
    """The case of the other entity."""
    return take_up(policy_site, alert_about(FOREIGN), actor=people[Role.LEAD])


@pytest.fixture
def promised(own: CaseRecord, policy_site: Policy, people: People, today: date) -> CommitmentRecord:
    """What the first entity promised until next week; nobody is named."""
    return commit(
        policy_site,
        case_id=own.id,
        text="Mend the register.",
        entity=people.entity,
        due=today + timedelta(days=7),
        actor=people[Role.LEAD],
    )


def step(client: Client, route: str, number: int, action: str, **typed: object) -> HttpResponse:
    """Send the form of a step of a page."""
    given = {f"{action}-{name}": value for name, value in typed.items()}
    return client.post(page(route, number=number), {"action": action, **given})
