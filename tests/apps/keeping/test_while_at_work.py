"""A backup made while people record is one moment of the installation; killed, it is whole or not there."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection
from tests.apps.installation import Installation, installed
from tests.apps.keeping.conftest import contents, home, manifest, rumbo, server
from tests.apps.ledger.test_processes import WRITER, ask

BATCH = 30


def start(place: Installation, *arguments: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "rumbo", *map(str, arguments)],
        env=place.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_backup_among_writers_is_one_moment(installation: Installation, empty: Installation, tmp_path: Path) -> None:
    writers = [installation.start(WRITER, "alone", str(first), "12", str(BATCH)) for first in (1900, 2000)]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline()  # it records by now
    said = rumbo(installation, "backup", tmp_path / "busy.zip", "--json")
    assert said.code == 0, said.err
    for writer in writers:
        _out, err = writer.communicate()
        assert writer.returncode == 0, err
    assert said.json["ledger"]["sequence"] > 0
    assert rumbo(empty, "restore", tmp_path / "busy.zip").code == 0
    batches, steps = ask(empty)
    assert set(batches.values()) == set(steps.values()) == {BATCH}
    assert sum(batches.values()) * 2 == said.json["ledger"]["entries"]
    assert rumbo(empty, "ledger", "verify", "--json").json["head"]["row_hash"] == said.json["ledger"]["row_hash"]


def test_a_backup_that_is_killed_is_whole_or_not_there(kept: Installation, tmp_path: Path) -> None:
    chance, whole = random.Random(2040), 0
    for attempt in range(4):
        file = tmp_path / "killed.zip"
        process = start(kept, "backup", file)
        while process.poll() is None and not list(tmp_path.glob(".killed.zip.*")) and not file.exists():
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.8))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if file.exists():
            whole += 1
            assert rumbo(kept, "restore", file, "--check").code == 0
            file.unlink()
        else:
            assert process.returncode == -signal.SIGKILL, attempt
    last = rumbo(kept, "backup", tmp_path / "killed.zip")
    assert last.code == 0, last.err
    assert [path.name for path in tmp_path.glob("*") if path.is_file()] == ["killed.zip"]
    assert list(tmp_path.glob(".killed.zip.*")) == []


def finished(names: set[str]) -> bool:
    """Whether a folder holds an installation and no trace of a restore under way."""
    return bool(names) and not any(name.startswith(".restoring") for name in names)


def test_a_restore_that_is_killed_leaves_nothing_or_is_finished(
    kept: Installation, backup: Path, tmp_path: Path
) -> None:
    """Run again after every kill, it ends in the very installation that was kept."""
    chance, told = random.Random(2041), rumbo(kept, "ledger", "verify")
    for attempt in range(2):
        with installed(tmp_path / f"home-{attempt}", server()) as place:
            for _kill in range(3):
                process = start(place, "restore", backup)
                while process.poll() is None and not (home(place) / ".restoring").exists():
                    time.sleep(0.005)
                time.sleep(chance.uniform(0, 2.5))
                process.send_signal(signal.SIGKILL)
                process.wait()
                left = {path.name for path in home(place).iterdir()}
                if finished(left):
                    break
                assert left <= {".restoring"} or ".restoring-ready" in left
            if not finished({path.name for path in home(place).iterdir()}):
                said = rumbo(place, "restore", backup)
                assert said.code == 0, said.err
            assert rumbo(place, "ledger", "verify") == told
            assert list(home(place).glob(".restoring*")) == []
            if attempt == 0:
                assert rumbo(place, "backup", tmp_path / "again.zip").code == 0
                assert contents(tmp_path / "again.zip") == contents(backup)


#: Ends the process where the database is whole and its files wait to be moved.
DIE_BEFORE_MOVING = """
import os, sys
os.environ["RUMBO_SECRET_KEY"] = "x" * 50
from rumbo.site.setup import start
start()
from rumbo.apps.keeping.staging import Staging
from rumbo.apps.keeping.restore import restore
from rumbo.core.workspace import workspace
moved = Staging._move
def die(self, entry, place):
    if entry.name == sys.argv[2]:
        os._exit(7)
    moved(self, entry, place)
Staging._move = die
from pathlib import Path
restore(Path(sys.argv[1]), workspace())
"""


def test_a_restore_that_died_between_the_last_moves_is_finished(
    kept: Installation, backup: Path, tmp_path: Path
) -> None:
    for last in ("methods", "secret-key" if connection.vendor == "postgresql" else "rumbo.sqlite3"):
        with installed(tmp_path / last / "home", server()) as place:
            process = place.start(DIE_BEFORE_MOVING, str(backup), last)
            process.communicate()
            assert process.returncode == 7
            assert (home(place) / ".restoring-ready").exists()
            said = rumbo(place, "restore", backup)
            assert said.code == 0, said.err
            assert rumbo(place, "ledger", "verify") == rumbo(kept, "ledger", "verify")


def test_the_manifest_of_a_backup_tells_the_engine(backup: Path) -> None:
    assert manifest(backup)["engine"].startswith(connection.vendor)
