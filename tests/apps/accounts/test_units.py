"""A unit is known again however its name was printed, and every indicator's unit can be given a role."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.apps.accounts.models import Unit
from rumbo.apps.accounts.services import register_entities
from rumbo.apps.accounts.units import reporting_unit, unit_key
from rumbo.core.policy.models import Policy


@pytest.mark.parametrize(
    "printed",
    [
        "Dirección de Zonas Económicas Especiales – MINCETUR.",
        "Dirección de Zonas Económicas Especiales - MINCETUR",
        "La Dirección de zonas económicas especiales  –  Mincetur",
        "DIRECCION DE ZONAS ECONOMICAS ESPECIALES MINCETUR",
    ],
)
def test_printing_makes_no_other_unit(printed: str) -> None:
    assert unit_key(printed) == "direccion de zonas economicas especiales mincetur"


def test_other_words_make_another_unit() -> None:
    assert unit_key("Dirección de Facilitación") != unit_key("Dirección General de Facilitación")
    assert unit_key("") == unit_key(" – . ") == ""


@given(st.text())
def test_signs_around_a_name_make_no_other_unit(name: str) -> None:
    key = unit_key(name)
    assert unit_key(name + " .") == key
    assert unit_key(f"–{name}–") == key
    assert "  " not in key


def test_every_indicator_has_a_unit_that_can_be_given_a_role(db: None, pnmce: Policy) -> None:
    """Also the one whose sheet is cut: its service names who provides it."""
    register_entities(pnmce)
    known = {(code, unit_key(name)) for code, name in Unit.objects.values_list("entity__code", "name")}
    without = [
        each.code
        for each in pnmce.indicators
        if (pnmce.reporting_entity(each.code), unit_key(reporting_unit(pnmce, each.code))) not in known
    ]
    assert without == []
