"""The demonstration: from invented customs files to judged indicators, everything marked as simulated."""

from datetime import date

import pytest

from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.demonstration import Fate, lake, simulate_year
from rumbo.core.customs.lake import Lake
from rumbo.core.observations import Origin, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_lake(tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))
    monkeypatch.setattr(lake, "_LINES_A_YEAR", 1_000)
    monkeypatch.setattr(lake, "_WINDOW", 1)
    made = Lake(tmp_path / "lake")
    lake.simulate_lake(made, tmp_path / "customs", first=2026, last=2026)
    return made


def test_every_value_of_a_simulated_year_says_so(pnmce, small_lake, system):
    fates = simulate_year(pnmce, 2026, today=date(2026, 11, 20), lake=small_lake)
    seen = selectors.observations(pnmce.code)
    assert seen
    assert {observation.origin for observation in seen.values()} == {Origin.SIMULATED}
    computed = {i.code for i in pnmce.indicators if i.computed}
    assert not computed & set(fates)
    from_lake = {code for code, year in seen if year == 2026} & computed
    assert {"OP1-I1", "OP1-I2", "OP2-I1", "OP3-I1", "OP3-I2", "OP4-I1", "OP5-I2"} == from_lake
    assert all(seen[code, 2026].state is State.VALIDATED for code in from_lake)


def test_every_fate_befalls_somebody(pnmce, system):
    fates = simulate_year(pnmce, 2026, today=date(2026, 11, 20))
    assert set(fates.values()) == set(Fate)
    counted = {code for code, year in selectors.observations(pnmce.code) if year == 2026}
    for code, fate in fates.items():
        assert (code in counted) == (fate not in (Fate.MISSING, Fate.RETURNED))
    assert selectors.verify().sound


def test_a_simulated_year_is_whole_or_not_there(pnmce, system, monkeypatch):
    monkeypatch.setattr("rumbo.apps.ledger.demonstration.year._review", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        simulate_year(pnmce, 2026, today=date(2026, 11, 20))
    assert not selectors.observations(pnmce.code)
