"""A lake that does not exist yet; messages in English."""

import pytest

from rumbo.core.customs.lake import Lake


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("RUMBO_LANG", "en")


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path / "lake")
