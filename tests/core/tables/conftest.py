"""What the tests of reference tables share: a workspace of their own, and messages in English."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rumbo.core.tables import TableVersion, load_table


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The workspace of the test."""
    monkeypatch.setenv("RUMBO_LANG", "en")
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., TableVersion]:
    """Load a text or bytes as a version of a table: ``load("uit", "year,uit_pen\\n2026,5500\\n")``."""

    def loaded(
        name: str, content: str | bytes, *, version: str = "v1", file: str = "table.csv", **more: object
    ) -> TableVersion:
        path = tmp_path / file
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_table(name, path, version=version, authority="test", **more)

    return loaded
