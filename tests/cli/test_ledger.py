"""``rumbo init`` and ``rumbo ledger``, run as a user runs them."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import rumbo as rumbo_package

ROOT = Path(__file__).parents[2]
RECORD = """
from rumbo.site.setup import setup
setup()
import hashlib
from decimal import Decimal
from rumbo.apps.accounts.services import system_person
from rumbo.apps.ledger.services import record_values
from rumbo.core.observations import NewValue, Origin
from rumbo.core.policy import find
policy = find("pnmce-2040")
value = NewValue(policy.indicators[0].code, 2026, Decimal("12345.5"))
record_values(policy, [value], origin=Origin.REPORTED, actor=system_person())
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def rumbo(home: Path, *arguments: str, language: str = "en", program: str = "") -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "RUMBO_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "RUMBO_LANG": language}
    given.pop("DATABASE_URL", None)
    what = program or f"import sys; sys.argv = ['rumbo', *{arguments!r}]; from rumbo.cli import main; main()"
    return subprocess.run([sys.executable, "-c", what], env=given, capture_output=True, text=True, check=False)


def test_init_says_what_it_did_and_changes_nothing_the_second_time(home: Path) -> None:
    assert rumbo(home, "--version").stdout == f"rumbo {rumbo_package.__version__}\n"
    first = rumbo(home, "init")
    assert first.returncode == 0
    assert f"The workspace {home} and its database are ready." in first.stdout
    assert "pnmce-2040: " in first.stdout
    assert rumbo(home, "init").stdout == f"Everything was ready in {home}; nothing was changed.\n"
    told = json.loads(rumbo(home, "init", "--json").stdout)
    assert (told["made"], told["added"], told["policy"]) == (False, [], "pnmce-2040")


def test_init_of_an_unknown_policy_makes_nothing(home: Path) -> None:
    refused = rumbo(home, "init", "--policy", "nothing")
    assert refused.returncode == 2
    assert "There is no “nothing”." in refused.stderr
    assert not home.exists()


def test_an_empty_ledger_is_sound(home: Path) -> None:
    told = rumbo(home, "ledger", "verify", language="es")
    assert (told.returncode, told.stdout) == (0, "El libro de registro está íntegro: está vacío.\n")


def test_what_was_recorded_is_shown_newest_first(home: Path) -> None:
    assert rumbo(home, program=RECORD).returncode == 0
    shown = rumbo(home, "ledger", "log")
    assert shown.stdout.index("Draft → Submitted") < shown.stdout.index("Value 12,345.5 recorded")
    [entry] = json.loads(rumbo(home, "ledger", "log", "--limit", "1", "--json").stdout)
    assert (entry["sequence"], entry["recorded_by"]) == (2, "Command line")
    told = json.loads(rumbo(home, "ledger", "verify", "--json").stdout)
    assert (told["sound"], told["entries"], told["faults"]) == (True, 2, [])
    assert told["head"]["sequence"] == 2
    seen = f"2:{told['head']['row_hash']}"
    assert rumbo(home, "ledger", "verify", "--seen", seen).stdout.startswith("The ledger is sound: 2 entries; ")
    assert rumbo(home, "ledger", "verify", "--seen", "2:abc").returncode == 1


def test_a_tampered_row_is_named_and_the_exit_code_is_1(home: Path) -> None:
    assert rumbo(home, program=RECORD).returncode == 0
    with sqlite3.connect(home / "rumbo.sqlite3") as bare:
        bare.execute("DROP TRIGGER ledger_revision_no_update")
        bare.execute("UPDATE ledger_revision SET value = '99999' WHERE sequence = 1")
    bare.close()
    told = rumbo(home, "ledger", "verify")
    assert told.returncode == 1
    first, second, third = told.stdout.splitlines()
    assert first == "The ledger has 2 faults:"
    assert second.startswith("- ledger_revision 1 (pnmce-2040 OP1-I1 2026 1): The content was altered: it hashes to ")
    assert third == (
        "- ledger_revision: The trigger ledger_revision_no_update, "
        "which protects the table, is missing or switched off."
    )
    document = json.loads(rumbo(home, "ledger", "verify", "--json").stdout)
    assert [fault["kind"] for fault in document["faults"]] == ["altered", "unguarded"]
    assert document["faults"][0]["primary_key"] == 1


@pytest.mark.parametrize("seen", ["x", "1", ":a", "a:1", "1:"])
def test_an_entry_that_is_none_is_refused(home: Path, seen: str) -> None:
    refused = rumbo(home, "ledger", "verify", "--seen", seen)
    assert refused.returncode == 2
    assert refused.stderr == (
        f"rumbo: --seen: “{seen}” is no entry; a number and a hash with a colon between were expected. "
        "Copy them from the report's data annex.\n"
    )
