"""The feeds tell of what was made public, and of nothing else."""

import feedparser
import pytest
from django.test import Client
from django.urls import reverse
from tests.site.conftest import Bring

from rumbo.apps.accounts.models import Role
from rumbo.apps.following.services import make_public, take_up
from rumbo.apps.ledger.printing import issue
from rumbo.apps.ledger.services import publish
from rumbo.apps.ledger.standing import standing_at
from rumbo.core.observations import Origin, State
from rumbo.core.reporting.formats import Format
from rumbo.site.policy_shown import method


def read(route):
    return feedparser.parse(Client().get(reverse(route)).content)


@pytest.fixture
def issued(policy_site, people, bring, tmp_path):
    """The number of a report that was issued and not published."""
    bring("OP1-I1", 2026, "41.5", to=State.PUBLISHED, origin=Origin.SIMULATED)
    formats, folder = (Format.JSON, Format.CSV), tmp_path / "issued"
    made = issue(policy_site, 2026, method=method(), formats=formats, folder=folder, actor=people[Role.PLANNING])
    return made.issued.number


def test_a_report_is_news_once_it_is_published(issued, policy_site, people):
    assert not read("open_data:reports_feed").entries
    published = publish(policy_site, issued, actor=people[Role.PLANNING])
    feed = read("open_data:reports_feed")
    [entry] = feed.entries
    assert not feed.bozo
    assert issued in entry.title
    assert entry.title.startswith("[SIMULADO]")
    assert entry.id.startswith("urn:uuid:")
    assert entry.updated.startswith(published.published_at.isoformat()[:19])
    assert Client().get(entry.link).status_code == 200
    files = [link for link in entry.links if link.rel == "enclosure"]
    assert files
    for link in files:
        assert len(Client().get(link.href).content) == int(link.length)


def test_published_reports_stand_in_page_and_catalogue(issued, policy_site, people):
    page, catalogue = reverse("open_data:home"), reverse("open_data:catalogue_turtle")
    before = Client().get(catalogue).content.decode()
    publish(policy_site, issued, actor=people[Role.PLANNING])
    assert issued in Client().get(page).content.decode()
    after = Client().get(catalogue).content.decode()
    assert issued not in before
    assert issued in after


@pytest.fixture
def case(policy_site, people, bring: Bring):
    """The alert of a red value, taken up and not public."""
    bring("OP1-I1", 2026, "7", to=State.PUBLISHED)
    standing = standing_at(policy_site, 2026, method=method(), counted_from=State.PUBLISHED).standing
    alert = next(a for a in standing.alerts if (a.code, a.subject) == ("low_compliance", "OP1-I1"))
    return take_up(policy_site, alert, actor=people[Role.LEAD], remark="solo para nosotros")


def test_an_alert_is_news_while_it_is_public(case, policy_site, people):
    assert not read("open_data:alerts_feed").entries
    make_public(policy_site, case.id, actor=people[Role.PLANNING])
    [entry] = read("open_data:alerts_feed").entries
    assert case.message in entry.summary
    assert "solo para nosotros" not in str(entry)
    assert entry.link.endswith("/indicadores/OP1-I1/")
    make_public(policy_site, case.id, actor=people[Role.PLANNING], public=False)
    assert not read("open_data:alerts_feed").entries


def test_alerts_that_are_not_public_are_in_no_file(case, policy_site, people):
    address = reverse("open_data:file", args=["paquete.zip"])
    before = Client().get(address)
    make_public(policy_site, case.id, actor=people[Role.PLANNING])
    after = Client().get(address)
    assert before.content != after.content
