"""What the tests of intake share: messages in English, and the shortest way to a refusal."""

import pytest


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUMBO_LANG", "en")
