"""A simulated lake with its tables, made once, and given to each test in a workspace of its own."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from django.test import Client
from tests.core.statistics.small import imported

from rumbo.core.customs.importing import import_files
from rumbo.core.customs.lake import Lake
from rumbo.core.customs.simulator.companions import companions
from rumbo.core.customs.simulator.simulate import Asked, simulate
from rumbo.core.tables import load_table
from rumbo.core.workspace import workspace

SEED = 7
YEARS = (2022, 2023)


@pytest.fixture(scope="session")
def simulated_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a small simulated lake: so few lines that many cells rest on one firm."""
    folder = tmp_path_factory.mktemp("simulated")
    home = folder / "home"
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUMBO_HOME", str(home))
        simulate(Asked(*YEARS, 2400, seed=SEED), folder / "files")
        import_files(Lake(workspace().lake), [folder / "files"], simulated=True)
        for table in companions(folder / "files", SEED):
            load_table(table.name, table.file, version=table.version, authority=table.authority, simulated=True)
    return home


@pytest.fixture
def simulated_lake(simulated_home: Path, policy_site: object) -> Lake:
    """The simulated lake as that of the site."""
    for name in ("lake", "tables"):
        shutil.copytree(simulated_home / name, workspace().home / name)
    return Lake(workspace().lake)


@pytest.fixture
def lake_of(policy_site: object) -> Callable[..., Lake]:
    """A lake of lines that are written out: ``lake_of([{"partner": "US", "fob_usd": 5}, …])``; a file a list."""

    def made(*files: Iterable[Mapping[str, object]], simulated: bool = False) -> Lake:
        return imported(workspace().lake, *files, simulated=simulated)

    return made


@pytest.fixture
def visitor() -> Client:
    """A browser of nobody in particular."""
    return Client()
