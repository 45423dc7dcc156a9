"""Only what no version names is deleted, and versions are forgotten only when it is asked."""

from decimal import Decimal

import pytest
from tests.core.customs.lake.made import held, line, week

from rumbo.core.customs.lake import Lake, UnknownVersionError, delta
from rumbo.core.customs.lake.tidying import tidy
from rumbo.core.errors import InputError


@pytest.fixture
def lake(lake):
    for number in range(1, 5):
        lake.merge([week(number, [line(1, fob_usd=Decimal(number)), line(number + 1)], bad=["fob_missing"])])
    return lake


def test_every_version_stays_and_what_a_dead_import_left_goes(lake, monkeypatch):
    seen = {number: held(lake, number) for number in range(5)}
    monkeypatch.setattr(delta, "replace", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        lake.merge([week(9, [line(1, fob_usd=Decimal(9))], bad=["fob_missing"])])
    monkeypatch.undo()
    done = tidy(lake)
    assert done.versions == ()
    assert done.files >= 2
    assert done.bytes > 0
    assert {number: held(lake, number) for number in range(5)} == seen
    assert tidy(lake).files == 0
    assert lake.merge([week(9, [line(1, fob_usd=Decimal(9))])]).number == 5
    assert held(lake, 4) == seen[4]


def test_a_version_is_forgotten_when_it_is_asked(lake, monkeypatch):
    seen = {number: held(lake, number) for number in (3, 4)}
    done = tidy(lake, forget_before=3)
    assert (done.versions, done.files > 0) == ((0, 1, 2), True)
    monkeypatch.setenv("RUMBO_LANG", "en")
    with pytest.raises(UnknownVersionError, match="Choose one from 3 to 4"):
        lake.files(2)
    assert {number: held(lake, number) for number in (3, 4)} == seen
    assert lake.quarantine().num_rows == lake.snapshots().num_rows == 4
    assert lake.merge([week(9, [line(1, fob_usd=Decimal(9))])]).number == 5


def test_the_latest_version_cannot_be_forgotten(lake):
    with pytest.raises(InputError, match="The latest version is 4; it cannot be forgotten"):
        tidy(lake, forget_before=5)
    assert len(held(lake)) == 5


def test_an_empty_lake_has_nothing_to_tidy(tmp_path):
    assert tidy(Lake(tmp_path / "none")).files == 0
