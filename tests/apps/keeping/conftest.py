"""An installation with something of everything, and places to bring it back to, on the engine of the run."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.apps.installation import PREPARE, ROOT, Installation, installed

POLICY = str(ROOT / "tests" / "fixtures" / "policies" / "agua_2030")
FURNISH = (
    "import runpy; from rumbo.site.setup import setup; setup(); "
    "runpy.run_module('tests.apps.keeping.furnished', run_name='__main__')"
)


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def rumbo(place: Installation, *arguments: object) -> Said:
    """Run a command in an installation, as a user would."""
    done = subprocess.run(
        [sys.executable, "-m", "rumbo", *map(str, arguments)],
        env={**place.environment, "RUMBO_POLICY": POLICY},
        capture_output=True,
        text=True,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def home(place: Installation) -> Path:
    return Path(place.environment["RUMBO_HOME"])


def manifest(backup: Path) -> dict[str, Any]:
    with zipfile.ZipFile(backup) as archive:
        told: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return told


def contents(backup: Path) -> Mapping[str, str]:
    """Name of each part to its hash."""
    return {member["name"]: member["sha256"] for member in manifest(backup)["members"]}


def server() -> Mapping[str, Any] | None:
    """The settings of the PostgreSQL server; None where the run is on SQLite."""
    return connection.settings_dict if connection.vendor == "postgresql" else None


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A furnished installation; tests read it and never change it."""
    with installed(tmp_path_factory.mktemp("kept") / "home", server()) as place:
        place.run(PREPARE)
        place.run(FURNISH, POLICY)
        yield place


@pytest.fixture(scope="module")
def backup(kept: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the furnished installation."""
    file = tmp_path_factory.mktemp("backups") / "rumbo.zip"
    said = rumbo(kept, "backup", file)
    assert said.code == 0, said.err
    return file


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, Installation]]:
    """Empty places for an installation by engine: SQLite always, PostgreSQL where the run has a server."""
    with ExitStack() as stack:
        places = {"sqlite": stack.enter_context(installed(tmp_path / "on-sqlite", None))}
        if server() is not None:
            places["postgresql"] = stack.enter_context(installed(tmp_path / "on-postgresql", server()))
        yield places


@pytest.fixture
def empty(elsewhere: dict[str, Installation]) -> Installation:
    """An empty place on the engine of the run."""
    return elsewhere[connection.vendor]
