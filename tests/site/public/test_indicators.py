"""The list of the indicators and the page of one: filter, order, figures, revisions, files."""

import re

import pytest
from django.test import Client

from rumbo.core.observations import State


@pytest.fixture
def some_values(policy_site, bring):
    """A green, an amber and a red one."""
    bring("OP1-I2", 2026, "14.25", to=State.PUBLISHED)
    bring("S1.1.1-C1", 2026, "100", to=State.PUBLISHED)
    bring("OP1-I1", 2026, "7", to=State.PUBLISHED)


def codes(text):
    return re.findall(r'<tr id="([^"]+)"', text)


@pytest.mark.parametrize(
    ("questions", "found"),
    [
        ("luz=verde", ["OP1-I2"]),
        ("luz=ambar", ["S1.1.1-C1"]),
        ("luz=rojo", ["OP1-I1"]),
        ("objetivo=OP2&tipo=objetivo", ["OP2-I1"]),
        ("tipo=cobertura&objetivo=OP1", ["S1.1.1-C1"]),
        ("texto=INVERSION", ["OP1-I2"]),
        ("texto=s1.1.1-c1", ["S1.1.1-C1"]),
        ("texto=conexiones+nuevas", ["S1.1.1-C1"]),
        ("luz=verde&objetivo=OP2", []),
    ],
)
def test_the_filter(questions, found, some_values):
    assert codes(Client().get(f"/indicadores/?anio=2026&{questions}").content.decode()) == found


@pytest.mark.parametrize(
    ("questions", "opened"), [("", False), ("?luz=verde", True), ("?orden=peor", True), ("?luz=morado", True)]
)
def test_the_filter_is_folded_until_it_is_used(questions, opened, some_values):
    text = Client().get(f"/indicadores/{questions}").content.decode()
    assert ('<details class="fold" open>' in text, '<details class="fold">' in text) == (opened, not opened)


def test_without_a_filter_all_stand_in_the_order_of_the_policy(policy_site):
    text = Client().get("/indicadores/").content.decode()
    listed = codes(text)
    assert set(listed) == {i.code for i in policy_site.indicators}
    assert listed.index("OP1-I1") < listed.index("S1.1.1-Q1") < listed.index("OP2-I1")


def test_orders(policy_site, some_values):
    def of(order):
        return codes(Client().get(f"/indicadores/?anio=2026&orden={order}").content.decode())

    assert of("peor")[:3] == ["OP1-I1", "S1.1.1-C1", "OP1-I2"]
    assert of("mejor")[:3] == ["OP1-I2", "S1.1.1-C1", "OP1-I1"]
    assert of("luz")[0] == "OP1-I1"
    for order in ("entidad", "nombre"):
        assert sorted(of(order)) == sorted(i.code for i in policy_site.indicators)


@pytest.mark.parametrize("questions", ["luz=morado", "orden=azar", "objetivo=OP9", "entidad=<b>"])
def test_an_unknown_choice_is_told_and_all_are_shown(questions, policy_site):
    answer = Client().get(f"/indicadores/?{questions}")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'class="wrong"' in text
    assert len(codes(text)) == len(policy_site.indicators)


def test_the_filter_is_kept_in_the_form(some_values):
    text = Client().get("/indicadores/?luz=rojo&texto=agua").content.decode()
    assert '<option value="rojo" selected>' in text
    assert 'value="agua"' in text


def test_an_indicator_shows_its_years_and_its_revisions(policy_site, bring):
    bring("S1.1.1-C1", 2025, "110", to=State.PUBLISHED)
    bring("S1.1.1-C1", 2026, "100", to=State.PUBLISHED)
    text = Client().get("/indicadores/S1.1.1-C1/").content.decode()
    assert '<svg class="chart"' in text
    years = re.findall(r'<th scope="row">(\d{4})', text)
    assert years[:5] == ["2024", "2025", "2026", "2028", "2030"]
    assert "83.3 %" in text
    assert 'href="/indicadores/S1.1.1-C1/2025/explicacion/"' in text
    assert "Todavía no se ha publicado" not in text


def test_a_later_value_is_not_shown_in_an_earlier_year(policy_site, bring):
    bring("S1.1.1-C1", 2026, "117", to=State.PUBLISHED)
    table = Client().get("/indicadores/S1.1.1-C1/?anio=2025").content.decode().split('<table class="years">')[1]
    assert "117" not in table.split("</table>")[0]


def test_a_baseline_that_was_not_measured_shows_what_is_printed(policy_site):
    text = Client().get("/indicadores/S1.1.1-Q1/").content.decode()
    assert "0*" in text
    assert "Aún no se ha medido." in text
