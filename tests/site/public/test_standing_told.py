"""The first page says where the policy stands, and names what is farthest from it."""

from django.test import Client
from tests.site.public.conftest import YEAR

from rumbo.core.monitoring.records import Light
from rumbo.core.observations import State


def test_the_first_sentence_counts_every_indicator_that_is_due(ledger, policy_site):
    answer = Client().get("/")
    report, told = answer.context["report"], answer.context.get("headline", "")
    if not report.with_data:
        return
    counted = [n for light, n in report.lights.items() if light is not Light.NOT_DUE and n]
    assert sum(counted) == report.due
    for count in (report.due, *counted):
        assert str(count) in told
    assert told in answer.content.decode()


def test_the_farthest_come_first_and_none_in_green(ledger, policy_site):
    rows = Client().get("/").context["farthest"]
    assert [row.ratio_pct for row in rows] == sorted(row.ratio_pct for row in rows)
    assert all(row.light in {Light.RED, Light.AMBER} for row in rows)


def test_what_is_far_is_named_with_the_ways_on(policy_site, bring):
    bring("OP1-I2", YEAR, "1", to=State.PUBLISHED)
    page = Client().get("/").content.decode()
    assert 'id="OP1-I2"' in page
    assert 'href="/alertas/"' in page
    assert 'href="/entidades/"' in page
