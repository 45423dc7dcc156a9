"""Alerts that the planning office made public, and no others."""

from datetime import date

import pytest
from django.test import Client

from rumbo.apps.accounts.models import Role
from rumbo.apps.following.services import commit, make_public, take_up
from rumbo.apps.ledger.standing import standing_at
from rumbo.core.observations import State
from rumbo.site.following.lines import unbroken
from rumbo.site.policy_shown import method

ADDRESSES = ("/alertas/?anio=2026", "/indicadores/OP1-I1/?anio=2026")
PROMISE = "Contratar la segunda cuadrilla"


@pytest.fixture
def case(policy_site, people, bring):
    """The alert of a red value, taken up, with a commitment; not public."""
    bring("OP1-I1", 2026, "7", to=State.PUBLISHED)
    standing = standing_at(policy_site, 2026, method=method(), counted_from=State.PUBLISHED).standing
    alert = next(a for a in standing.alerts if (a.code, a.subject) == ("low_compliance", "OP1-I1"))
    taken = take_up(policy_site, alert, actor=people[Role.LEAD])
    commit(
        policy_site,
        case_id=taken.id,
        text=PROMISE,
        entity=people.entity,
        due=date(2027, 3, 31),
        actor=people[Role.LEAD],
    )
    return taken


def texts():
    return [Client().get(address).content.decode() for address in ADDRESSES]


def test_an_alert_is_public_only_while_the_planning_office_says_so(case, policy_site, people):
    assert [unbroken(case.message) in text or PROMISE in text for text in texts()] == [False, False]
    make_public(policy_site, case.id, actor=people[Role.PLANNING])
    assert [unbroken(case.message) in text and PROMISE in text for text in texts()] == [True, True]
    make_public(policy_site, case.id, actor=people[Role.PLANNING], public=False)
    assert [unbroken(case.message) in text or PROMISE in text for text in texts()] == [False, False]


def test_without_public_alerts_the_page_helps(policy_site):
    text = Client().get("/alertas/").content.decode()
    assert "/indicadores/?orden=luz" in text
