"""The page of a value that was computed from customs lines: its SQL, its data, and the sum done again when asked."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from tests.core.customs.lake.made import line, week

from rumbo.apps.accounts.services import system_person
from rumbo.apps.ledger.computing import compute_indicators
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import advance
from rumbo.core.customs.lake import Lake
from rumbo.core.observations import State
from rumbo.core.workspace import workspace

ADDRESS = "/indicadores/OP1-I1/2026/explicacion/"
GRAPES = "0806100000"


@pytest.fixture
def computed(db, pnmce):
    """A published value of exports, computed from a lake of one line."""
    lake, day, system = Lake(workspace().lake), date(2026, 6, 3), system_person()
    shipped = line(
        1,
        declaration_year=2026,
        numbered_on=day,
        shipped_on=day,
        fob_usd=Decimal(2_500_000),
        subheading=GRAPES,
    )
    lake.merge([week(10, [shipped])])
    compute_indicators(pnmce, 2026, lake=lake, actor=system)
    key = ObservationKey(pnmce.code, "OP1-I1", 2026)
    for state in (State.CONSOLIDATED, State.VALIDATED, State.PUBLISHED):
        advance(key, state, actor=system)
    return lake


def test_the_sum_waits_until_it_is_asked_for(computed):
    text = Client().get(ADDRESS).content.decode()
    assert "exports_non_mining_energy" in text
    assert "select" in text.lower()
    assert "Calcular de nuevo" in text
    assert "El cálculo da otra vez el mismo valor" not in text
    again = Client().get(f"{ADDRESS}?recalcular=1").content.decode()
    assert "El cálculo da otra vez el mismo valor" in again
    assert "Calcular de nuevo" not in again


def test_the_sum_is_run_once_a_revision(computed, tmp_path):
    """Asked again under another address, the kept answer is given: the lake need not even be there."""
    Client().get(f"{ADDRESS}?recalcular=1")
    (workspace().lake).rename(tmp_path / "elsewhere")
    text = Client().get(f"{ADDRESS}?recalcular=1&otra=1").content.decode()
    assert "El cálculo da otra vez el mismo valor" in text


def test_data_that_are_gone_are_said(computed, tmp_path):
    (workspace().lake).rename(tmp_path / "elsewhere")
    text = Client().get(f"{ADDRESS}?recalcular=1").content.decode()
    assert "El cálculo no se pudo hacer de nuevo" in text
