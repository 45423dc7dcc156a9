"""What the tests of the readers stand on: a key, and files written for one test."""

import pytest

from rumbo.core.customs.identity import Pseudonyms

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def identity():
    """Pseudonyms under a key that is always the same."""
    return Pseudonyms(KEY)


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    """Messages are tested in English; the catalogue is tested beside."""
    monkeypatch.setenv("RUMBO_LANG", "en")
