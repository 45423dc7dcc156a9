"""Which figures does a page show, and to whom?"""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from rumbo.apps.accounts.models import Role
from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.observations import State
from rumbo.site.shown import Shown, latest_year, public_mark, report_of, shown, standing_of


def asked(address, person=None):
    request = RequestFactory().get(address)
    request.user = person or AnonymousUser()
    return shown(request)


def test_a_visitor_sees_what_was_published(policy_site, bring):
    code = policy_site.indicators[0].code
    bring(code, 2026, "7", to=State.VALIDATED)
    assert report_of(Shown(2026)).with_data == 0
    bring(code, 2026, "8", to=State.PUBLISHED)
    assert report_of(Shown(2026)).with_data == 1


def test_the_year_is_the_latest_published(policy_site, bring):
    assert latest_year() == min(policy_site.target_years)
    bring(policy_site.indicators[0].code, 2027, "7", to=State.PUBLISHED)
    bring(policy_site.indicators[0].code, 2028, "7", to=State.VALIDATED)
    assert asked("/").year == latest_year() == 2027


def test_reporting_leaves_the_public_pages_as_they_are(policy_site, bring):
    before = public_mark()
    bring(policy_site.indicators[0].code, 2026, "7", to=State.VALIDATED)
    assert public_mark() == before
    bring(policy_site.indicators[0].code, 2026, "8", to=State.PUBLISHED)
    assert public_mark() != before


@pytest.mark.parametrize("address", ["/?vista=reportado", "/?al=2020-01-01"])
def test_only_readers_choose_another_view(policy_site, people, address):
    assert not asked(address).special
    assert not asked(address, people[Role.ENTITY_REPORTER]).special
    assert asked(address, people[Role.AUDITOR]).special


def test_an_auditor_sees_the_past(policy_site, people, bring):
    bring(policy_site.indicators[0].code, 2026, "7", to=State.PUBLISHED)
    before = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    assert report_of(asked(f"/?anio=2026&al={before}", people[Role.AUDITOR])).with_data == 0
    assert report_of(asked("/?anio=2026", people[Role.AUDITOR])).with_data == 1


@pytest.mark.parametrize("address", ["/?anio=1812", "/?anio=abc", "/?anio=²"])
def test_a_foreign_year_is_told(policy_site, address):
    with pytest.raises(InputError):
        asked(address)


@pytest.mark.parametrize("address", ["/?vista=todo", "/?al=ayer"])
def test_an_unknown_view_is_told(policy_site, people, address):
    with pytest.raises(InputError):
        asked(address, people[Role.AUDITOR])


def test_alerts_speak_the_language_of_the_reader(policy_site, bring):
    bring(policy_site.indicators[0].code, 2026, "1", to=State.PUBLISHED)
    told = {}
    for spoken in ("es", "en"):
        with speaking(spoken):
            told[spoken] = {alert.message for alert in standing_of(Shown(2026)).standing.alerts}
    assert told["es"]
    assert told["es"].isdisjoint(told["en"])
