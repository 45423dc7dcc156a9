"""Every page in both languages, whatever the ledger holds."""

import re
from html import unescape

import pytest
from django.test import Client
from tests.site.public.paths import LANGUAGES, MADE_BY_REPORTS, files, paths

from rumbo.core.observations import Origin, State


def page(client, address):
    """The text of a page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return answer.content.decode()


def title_of(text):
    return unescape(re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]).strip()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_page_stands(prefix, ledger, policy_site):
    client, titles = Client(), {}
    made = MADE_BY_REPORTS if ledger == "fully" else ()
    for path in (*paths(policy_site), *made):
        text = page(client, prefix + path)
        assert text.count("<h1") == 1, path
        assert f'<html lang="{"en" if prefix else "es"}"' in text, path
        assert "{" not in re.sub(r"<math.*?</math>", "", text, flags=re.DOTALL), path
        assert ('class="banner"' in text) is (ledger == "fully" and shows_figures(path)), path
        titles.setdefault(title_of(text), []).append(path)
    twice = {title: where for title, where in titles.items() if len({w.split("?")[0] for w in where}) > 1}
    assert not twice
    for path in files(policy_site):
        assert client.get(prefix + path).status_code == 200


def shows_figures(path):
    """Whether a page shows figures of the ledger, which are all simulated in the full one."""
    return not path.startswith(("/buscar/", "/metodologia/")) and path != "/entidades/"


def test_an_empty_home_shows_what_is_promised(policy_site):
    text = page(Client(), "/")
    for objective in policy_site.objectives:
        assert objective.name in text
    assert "Todavía no se ha publicado ningún valor" in text
    assert "/cuenta/" in text  # where those who report come in


def test_home_says_where_the_policy_stands(policy_site, bring, publish_report):
    bring("OP1-I1", 2026, "35", to=State.VALIDATED)
    bring("S1.1.1-C1", 2026, "120", to=State.VALIDATED)
    assert publish_report() == "2026-01"
    text = re.sub(r"\s+", " ", page(Client(), "/"))
    assert "50.0 %" in text  # 35 of 70: the only result known
    assert "100.0 %" in text
    assert "1 de 3 indicadores con datos" in text
    assert "/indicadores/?luz=rojo" in text
    assert "El reporte" not in text or "2026-01" in text
    assert "6 de sus 6 decisiones" in text


def test_what_is_simulated_is_marked_beside_its_figure(policy_site, bring):
    bring("OP1-I2", 2025, "13", to=State.PUBLISHED, origin=Origin.SIMULATED)
    bring("OP1-I2", 2026, "14", to=State.PUBLISHED)
    for path in ("/indicadores/OP1-I2/?anio=2025", "/indicadores/OP1-I2/2025/explicacion/"):
        text = page(Client(), path)
        assert "SIMULADO" in text.split("<main")[1], path
    text = page(Client(), "/indicadores/OP1-I2/2026/explicacion/")
    assert 'class="invented"' not in text


def test_the_year_goes_along(policy_site, bring):
    bring("OP1-I2", 2026, "14", to=State.PUBLISHED)
    text = page(Client(), "/objetivos/OP1/?anio=2028")
    assert 'href="/indicadores/OP1-I1/?anio=2028"' in text
    assert '<option value="2028" selected>' in text
    assert "2028" in title_of(page(Client(), "/?anio=2028"))


@pytest.mark.parametrize("year", ["1999", "2041", "zz", "²"])
def test_a_year_outside_the_policy_is_told(year, policy_site):
    answer = Client().get("/", {"anio": year})
    assert answer.status_code == 400
    assert "2024" in answer.content.decode()


def test_neighbours_lead_through_the_policy(policy_site):
    client, code, seen = Client(), "OP1-I1", []
    while code:
        seen.append(code)
        onward = re.search(r'rel="next" href="/indicadores/([^/]+)/"', page(client, f"/indicadores/{code}/"))
        code = onward and onward[1]
    assert seen == [i.code for i in policy_site.indicators]


def test_english_speaks_no_spanish_of_ours(policy_site, bring):
    bring("OP1-I2", 2026, "14", to=State.PUBLISHED)
    text = page(Client(), "/en/indicadores/OP1-I2/")
    assert "Where does the value of 2026 come from?" in text
    assert "Ficha del indicador" not in text


@pytest.mark.parametrize("path", ["/objetivos/", "/indicadores/OP1-I1/", "/servicios/S1.1.1/", "/buscar/?q=OP1"])
def test_words_of_the_policy_are_marked_as_spanish_on_english_pages(path, policy_site):
    name = policy_site.objectives[0].name if "OP1-I1" not in path else policy_site.indicator("OP1-I1").name
    name = policy_site.service("S1.1.1").name if "servicios" in path else name
    marked = f'<span lang="es">{name}</span>'
    assert marked in page(Client(), f"/en{path}")
    assert marked not in page(Client(), path)
