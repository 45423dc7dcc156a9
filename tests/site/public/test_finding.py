"""Codes in addresses: one true form each, and help where there is no such code."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("asked", "true"),
    [
        ("/indicadores/op1-i1/", "/indicadores/OP1-I1/"),
        ("/servicios/s1.1.1/?anio=2028", "/servicios/S1.1.1/?anio=2028"),
        ("/en/objetivos/op1/", "/en/objetivos/OP1/"),
        ("/entidades/eps-sur/", "/entidades/EPS-SUR/"),
    ],
)
def test_capitals_lead_to_the_true_address(asked, true, policy_site):
    answer = Client().get(asked)
    assert (answer.status_code, answer["Location"]) == (301, true)


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/indicadores/OP1-I9/", "/indicadores/OP1-I1/"),
        ("/servicios/S1.1.9/", "/servicios/S1.1.1/"),
        ("/objetivos/OP7/", "/objetivos/OP1/"),
        ("/lineamientos/L9.1/", "/lineamientos/L1.1/"),
        ("/entidades/EPS-SURR/", "/entidades/EPS-SUR/"),
    ],
)
def test_an_unknown_code_is_answered_with_the_nearest(path, near, policy_site):
    answer = Client().get(path)
    assert answer.status_code == 404
    assert f'href="{near}"' in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/indicadores/S1.1.1/",  # a service
        "/objetivos/OP1-I1/",
        "/indicadores/OP1-I1/2050/explicacion/",
        "/indicadores/%3Cscript%3E/",
    ],
)
def test_what_is_not_there_is_not_there(path, policy_site):
    answer = Client().get(path)
    assert answer.status_code == 404
    assert "<script>" not in answer.content.decode()
    assert "/buscar/?q=" in answer.content.decode()
