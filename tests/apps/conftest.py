"""What the tests of the applications share: an invented policy, its people, and a whole installation of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.apps.installation import PREPARE, Installation, installed
from tests.apps.invented import Cast, invented_cast, invented_policy

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.services import system_person
from rumbo.core.policy.models import Policy


@pytest.fixture(autouse=True)
def _evidence_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_ROOT = tmp_path / "evidence"


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUMBO_LANG", "en")


@pytest.fixture
def policy() -> Policy:
    return invented_policy()


@pytest.fixture
def system(db: None) -> Person:
    return system_person()


@pytest.fixture
def people(db: None, policy: Policy) -> Cast:
    return invented_cast(policy)


@pytest.fixture
def bare_installation(tmp_path: Path) -> Iterator[Installation]:
    """A place for an installation, on SQLite or on a PostgreSQL database of its own, in which nothing was made yet."""
    with installed(tmp_path / "home", connection.settings_dict if connection.vendor == "postgresql" else None) as made:
        yield made


@pytest.fixture
def installation(bare_installation: Installation) -> Installation:
    """A whole installation, worked on by other processes."""
    bare_installation.run(PREPARE)
    return bare_installation
