"""People from the shell: the first administrator of a new installation, further roles, a lost password."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Rumbo

from rumbo.apps.accounts.models import AccessChange, Person
from rumbo.core.policy.models import Policy

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
EVA = ("people", "add", "Eva@Agua.example", "--name", "Eva Ñahui", "--role", "administrator", "--entity", "gra")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put text on the input of the next command."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_the_first_administrator(command: Rumbo, typed: Callable[[str], None]) -> None:
    typed(f"{PASSWORD}\n")
    said = command(*EVA, "--password-stdin", "--json")
    assert said.code == 0, said.err
    expected = {
        "email": "eva@agua.example",
        "name": "Eva Ñahui",
        "active": True,
        "has_password": True,
        "roles": [{"role": "administrator", "policy": "agua-2030", "entity": "GRA", "unit": None}],
    }
    assert said.json == expected
    assert command("people", "list", "--json").json == [expected]
    person = Person.objects.get(email="eva@agua.example")
    assert person.check_password(PASSWORD)
    assert person.language == "en"
    listed = command("people", "list")
    assert "eva@agua.example" in listed.out
    assert "administrator: GRA" in listed.out


def test_adding_again_changes_nothing_and_gives_further_roles(command: Rumbo, typed: Callable[[str], None]) -> None:
    assert command(*EVA).code == 0
    assert "has no password yet: rumbo people password eva@agua.example" in command(*EVA).out
    assert AccessChange.objects.count() == 1
    more = ("people", "add", "eva@agua.example", "--role", "auditor", "--entity", "EPS-SUR", "--json")
    assert [role["role"] for role in command(*more).json["roles"]] == ["auditor", "administrator"]
    assert Person.objects.get(email="eva@agua.example").name == "Eva Ñahui"


def test_a_role_in_one_unit(command: Rumbo, tiny_policy: Policy) -> None:
    unit = tiny_policy.planning_unit
    add = ("people", "add", "ana@agua.example", "--name", "Ana", "--role", "entity_reporter", "--entity", unit.entity)
    said = command(*add, "--unit", unit.unit.upper(), "--json")
    assert said.json["roles"][0]["unit"] == unit.unit
    refused = command(*add, "--unit", unit.unit[:-2] + "x")
    assert refused.code == 2
    assert f"{unit.entity} has no unit" in refused.err
    assert unit.unit in refused.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nonsense", "--name", "N", "--role", "lead", "--entity", "GRA"), "“nonsense” is not an address"),
        (("n@agua.example", "--role", "lead", "--entity", "GRA"), "There is no name."),
        (("n@agua.example", "--name", "N", "--role", "boss", "--entity", "GRA"), "There is no role “boss”."),
        (("n@agua.example", "--name", "N", "--role", "lead", "--entity", "GRB"), "Did you mean GRA?"),
    ],
)
def test_a_wrong_person_is_refused(command: Rumbo, arguments: tuple[str, ...], told: str) -> None:
    said = command("people", "add", *arguments)
    assert said.code == 2
    assert told in said.err
    assert not Person.objects.filter(is_system=False).exists()


def test_a_password_by_the_rules_of_the_site(command: Rumbo, typed: Callable[[str], None]) -> None:
    command(*EVA)
    typed("123\n")
    weak = command("people", "password", "eva@agua.example", "--password-stdin")
    assert weak.code == 2
    assert len(weak.err.splitlines()) > 1
    assert "Choose another one." in weak.err
    typed("")
    assert "The input holds no password." in command("people", "password", "eva@agua.example", "--password-stdin").err
    assert not Person.objects.get(email="eva@agua.example").has_usable_password()
    typed(f"{PASSWORD}\r\n")
    assert command("people", "password", "EVA@agua.example", "--password-stdin").code == 0
    assert Person.objects.get(email="eva@agua.example").check_password(PASSWORD)
    typed("")
    assert "no terminal" in command("people", "password", "eva@agua.example").err


def test_a_weak_password_lets_nobody_in(command: Rumbo, typed: Callable[[str], None]) -> None:
    typed("12345678\n")
    assert command(*EVA, "--password-stdin").code == 2
    assert not Person.objects.filter(is_system=False).exists()


def test_whoever_leaves_may_enter_no_longer(command: Rumbo) -> None:
    command(*EVA)
    command("people", "add", "rosa@agua.example", "--name", "Rosa", "--role", "auditor", "--entity", "GRA")
    said = command("people", "deactivate", "rosa@agua.example", "--reason", "moved on")
    assert said.out == "Rosa <rosa@agua.example> may enter no longer.\n"
    assert AccessChange.objects.filter(person__name="Rosa", what="deactivated", reason="moved on").exists()
    last = command("people", "deactivate", "eva@agua.example")
    assert last.code == 2
    assert "The last administrator cannot be taken away." in last.err
    unknown = command("people", "deactivate", "eve@agua.example")
    assert "Did you mean eva@agua.example, rosa@agua.example?" in unknown.err


#: Runs a command in a terminal of its own and answers each of its questions with the password.
AT_A_TERMINAL = """
import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.executable, [sys.executable, "-m", "rumbo", "people", "password", "eva@agua.example"])
shown, answered = b"", 0
while True:
    try:
        piece = os.read(terminal, 1000)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    if shown.count(b": ") > answered and answered < 2:
        answered += 1
        os.write(terminal, sys.argv[answered].encode() + b"\\n")
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sys.stdout.write(shown.decode())
sys.exit(code)
"""


def test_the_password_is_asked_for_twice_on_a_terminal_and_not_shown(tmp_path: Path, tiny_policy_folder: Path) -> None:
    environment = {
        **os.environ,
        "RUMBO_HOME": str(tmp_path / "home"),
        "RUMBO_LANG": "en",
        "RUMBO_POLICY": str(tiny_policy_folder),
    }
    environment.pop("DATABASE_URL", None)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
        )

    assert run("-m", "rumbo", *EVA).returncode == 0
    differing = run("-c", AT_A_TERMINAL, PASSWORD, "another horse battery")
    assert differing.returncode == 2
    assert "The two passwords differ." in differing.stdout
    answered = run("-c", AT_A_TERMINAL, PASSWORD, PASSWORD)
    assert answered.returncode == 0, answered.stdout
    assert "Password: " in answered.stdout
    assert "Once more: " in answered.stdout
    assert PASSWORD not in answered.stdout
    listed = run("-m", "rumbo", "people", "list", "--json")
    assert json.loads(listed.stdout)[0]["has_password"]
