"""What many tests stand on, the real policy and a tiny invented one of another sector; and in which order they run."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from rumbo.core.policy import find, load
from rumbo.core.policy.models import Policy

#: The same width of output for every process of a run, whoever starts it.
os.environ["COLUMNS"] = "120"

#: No test asserts a time: a busy machine must not fail what is right.
settings.register_profile("rumbo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rumbo")

FIXTURES = Path(__file__).parent / "fixtures"

#: Files that take longest, longest first: begun first, so that nobody waits at the end for one of them alone.
LONGEST = (
    "site/test_journey.py",
    "site/test_every_page_en.py",
    "site/test_every_page_es.py",
    "core/statistics/spark/test_same_results.py",
    "apps/keeping/test_while_at_work.py",
    "core/reporting/test_page.py",
    "apps/jobs/test_worker.py",
    "site/trade/test_confidentiality.py",
    "site/people/test_accessible.py",
    "site/test_killed_server.py",
    "apps/keeping/test_backup_and_restore.py",
    "apps/ledger/test_processes.py",
    "apps/accounts/test_at_once.py",
    "cli/test_ledger.py",
    "apps/desk/test_at_once.py",
    "site/work/test_in_browser.py",
    "site/test_setup.py",
    "site/trade/test_explorer.py",
    "site/review/test_at_once.py",
    "core/statistics/spark/test_command.py",
    "core/customs/lake/test_kills.py",
)
_RANK = {FIXTURES.parent / name: rank for rank, name in enumerate(LONGEST)}
#: Many tests wait for a browser, a server or a process of their own, and leave the processor to others meanwhile.
_WAITING_WORKERS = 3


def pytest_xdist_auto_num_workers() -> int:
    """How many tests run at once under ``-n auto``."""
    return (os.cpu_count() or 1) + _WAITING_WORKERS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    if gone := [str(path) for path in _RANK if not path.is_file()]:
        raise pytest.UsageError(f"LONGEST in tests/conftest.py names files that are gone: {', '.join(gone)}")
    items.sort(key=lambda item: _RANK.get(item.path, len(_RANK)))


@pytest.fixture(scope="session")
def pnmce() -> Policy:
    """The policy that ships: Peru's foreign trade policy to 2040."""
    return find("pnmce-2040")


@pytest.fixture(scope="session")
def tiny_policy_folder() -> Path:
    """The folder of the invented water plan; never write into it, copy it."""
    return FIXTURES / "policies" / "agua_2030"


@pytest.fixture(scope="session")
def tiny_policy(tiny_policy_folder: Path) -> Policy:
    """An invented water plan: 2 objectives, 3 guidelines, 3 services, 8 indicators."""
    return load(tiny_policy_folder)
