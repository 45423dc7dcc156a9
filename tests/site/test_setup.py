"""How an installation is made ready: an empty place, a ready one, a database that does not answer."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READY = "from rumbo.site.setup import ensure_ready; print(ensure_ready())"


def run(program: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "RUMBO_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "RUMBO_LANG": "en"}
    given.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env=given | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_empty_place_is_made_ready_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run(READY, home).stdout == "True\n"
    assert run(READY, home).stdout == "False\n"
    assert {path.name for path in home.iterdir()} >= {"rumbo.sqlite3", "evidence", "reports", "secret-key"}


def test_a_database_that_lacks_a_migration_is_brought_up_to_date(tmp_path: Path) -> None:
    run(READY, tmp_path)
    back = READY + "; from django.core.management import call_command as c; c('migrate', 'ledger', 'zero', verbosity=0)"
    assert run(back, tmp_path).returncode == 0
    assert run(READY, tmp_path).stdout == "True\n"


def test_the_key_of_the_site_is_made_once_and_kept_for_its_owner(tmp_path: Path) -> None:
    show = READY.replace("print(ensure_ready())", "ensure_ready(); from django.conf import settings as s; ")
    show += "print(s.SECRET_KEY)"
    keys = {run(show, tmp_path).stdout for _ in range(2)}
    assert len(keys) == 1
    kept = tmp_path / "secret-key"
    assert kept.read_text() == keys.pop().strip()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert run(show, tmp_path, RUMBO_SECRET_KEY="given").stdout == "given\n"
    assert not list(tmp_path.glob(".secret-*"))


def test_starting_touches_neither_workspace_nor_database(tmp_path: Path) -> None:
    home = tmp_path / "nowhere-yet"
    assert run("from rumbo.site.setup import start; start(); start()", home).returncode == 0
    assert not home.exists()


@pytest.mark.parametrize(
    "address", ["postgresql://nobody@127.0.0.1:9/nothing", "sqlite:////proc/nowhere/rumbo.sqlite3"]
)
def test_a_database_that_does_not_answer_is_told(tmp_path: Path, address: str) -> None:
    told = (
        "import json; from rumbo.core.errors import InputError\n"
        "try:\n e()\nexcept InputError as x:\n p = x.problems[0]\n print(json.dumps([p.what, p.where, p.mend]))"
    )
    outcome = run("from rumbo.site.setup import ensure_ready as e; " + told, tmp_path, DATABASE_URL=address)
    what, where, mend = json.loads(outcome.stdout)
    assert what.startswith("The database cannot be opened: ")
    assert where in address
    assert mend == "Check DATABASE_URL and RUMBO_HOME, and that the server runs."


def test_sqlite_writes_through_and_waits(tmp_path: Path) -> None:
    ask = (
        "from rumbo.site.setup import ensure_ready as e; e(); from django.db import connection as c\n"
        "k = c.cursor()\n"
        "print([k.execute(f'PRAGMA {p}').fetchone()[0] for p in"
        " ('journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout')])"
    )
    assert run(ask, tmp_path).stdout == "['wal', 2, 1, 30000]\n"
