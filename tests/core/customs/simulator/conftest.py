"""Small simulations that several tests look at."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rumbo.core.customs.simulator.simulate import Asked, Simulated, simulate

#: Two years, both flows, and so many traps that each kind occurs.
ASKED = Asked(first=2023, last=2024, lines=8_000, seed=11, traps=0.06)


@dataclass(frozen=True)
class Folder:
    """A simulation that was written: its folder, what was handed back, and its truth."""

    path: Path
    done: Simulated
    truth: dict[str, Any]


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> Folder:
    """A small simulation; never write into it."""
    path = tmp_path_factory.mktemp("simulation") / "out"
    done = simulate(ASKED, path)
    return Folder(path, done, json.loads((path / "truth.json").read_text("utf-8")))
