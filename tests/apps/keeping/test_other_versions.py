"""A backup of an older version is brought up to date; one of a newer version is refused."""

import json
import shutil
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.apps.installation import Installation
from tests.apps.keeping.conftest import home, manifest, rumbo

OLDER = """
from rumbo.site.setup import ensure_ready
ensure_ready()
from rumbo.apps.accounts.models import Person
Person.objects.create_user("old@agua.example", "Old")
from django.core.management import call_command
call_command("migrate", "jobs", "zero", verbosity=0)
call_command("migrate", "mfa", "0001", verbosity=0)
"""


def doctored(backup: Path, to: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> Path:
    """A copy of a backup with its manifest and its parts changed, in order again but for what was changed."""
    with zipfile.ZipFile(backup) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(parts.pop("manifest.json"))
    change(told, parts)
    told["members"] = [
        {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()} for name, content in parts.items()
    ]
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(told))
    return to


def nothing_stored(place: Installation) -> bool:
    """Whether a refused restore left neither file nor table."""
    if home(place).exists() and list(home(place).iterdir()):
        return False
    if "DATABASE_URL" not in place.environment:
        return True
    ask = "from rumbo.site.setup import start; start(); from django.db import connection as c; "
    environment = {**place.environment, "RUMBO_SECRET_KEY": "x" * 50}
    return Installation(environment).run(ask + "print(c.introspection.table_names())").strip() == "[]"


def test_an_older_backup_is_brought_up_to_date(
    bare_installation: Installation, empty: Installation, tmp_path: Path
) -> None:
    bare_installation.run(OLDER)
    assert rumbo(bare_installation, "backup", tmp_path / "old.zip").code == 0
    seen = {tuple(each) for each in manifest(tmp_path / "old.zip")["migrations"]}
    assert ("jobs", "0001_initial") not in seen
    said = rumbo(empty, "restore", tmp_path / "old.zip")
    assert said.code == 0, said.err
    empty.run(
        "from rumbo.site.setup import setup; assert not setup()\n"
        "from rumbo.apps.accounts.models import Person; Person.objects.get(email='old@agua.example')\n"
        "from rumbo.apps.jobs.models import Job; assert Job.objects.count() == 0\n"
    )
    assert rumbo(empty, "ledger", "verify").code == 0


def _newer(told: dict[str, Any], _parts: dict[str, bytes]) -> None:
    told["migrations"].append(["ledger", "9999_of_the_future"])


def _unknown_application(told: dict[str, Any], _parts: dict[str, bytes]) -> None:
    told["migrations"].append(["fisheries", "0001_initial"])


def _fewer_rows(told: dict[str, Any], _parts: dict[str, bytes]) -> None:
    next(t for t in told["tables"] if t["name"] == "accounts_person")["rows"] -= 1


def _other_columns(told: dict[str, Any], _parts: dict[str, bytes]) -> None:
    next(t for t in told["tables"] if t["name"] == "accounts_person")["columns"].pop()


def _other_table(told: dict[str, Any], parts: dict[str, bytes]) -> None:
    parts["database/pg_authid.jsonl"] = b""
    told["tables"].append({"name": "pg_authid", "member": "database/pg_authid.jsonl", "columns": [], "rows": 0})


def _no_row(_told: dict[str, Any], parts: dict[str, bytes]) -> None:
    parts["database/accounts_person.jsonl"] += b'{"id": 9}\n'


def _dangling(_told: dict[str, Any], parts: dict[str, bytes]) -> None:
    name = "database/accounts_membership.jsonl"
    rows = [json.loads(line) for line in parts[name].splitlines()]
    rows[0] = [99_999 if value == rows[0][3] and place == 3 else value for place, value in enumerate(rows[0])]
    rows[0][-3:] = [value if isinstance(value, str) else 99_999 for value in rows[0][-3:]]
    parts[name] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def _altered_value(_told: dict[str, Any], parts: dict[str, bytes]) -> None:
    name = "database/ledger_revision.jsonl"
    assert b'"1000000"' in parts[name]
    parts[name] = parts[name].replace(b'"1000000"', b'"1000001"')


def _lost_evidence(_told: dict[str, Any], parts: dict[str, bytes]) -> None:
    sha256_of = sha256(b"%PDF evidence").hexdigest()
    del parts[f"workspace/evidence/{sha256_of[:2]}/{sha256_of}"]


def _lost_report(_told: dict[str, Any], parts: dict[str, bytes]) -> None:
    evidence = [name for name in parts if name.startswith("workspace/evidence/")]
    del parts[next(name for name in evidence if parts[name].startswith(b"%PDF-"))]


def _ledger_cut_short(told: dict[str, Any], parts: dict[str, bytes]) -> None:
    parts["database/ledger_issuedreport.jsonl"] = b""
    next(t for t in told["tables"] if t["name"] == "ledger_issuedreport")["rows"] = 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_newer, "written by a newer version"),
        (_unknown_application, "written by a newer version"),
        (_fewer_rows, "another number of rows"),
        (_other_columns, "not the one that the schema"),
        (_other_table, "not the one that the schema"),
        (_no_row, "is no row of the table"),
        (_dangling, "refers to one that is not there"),
        (_altered_value, "The content was altered"),
        (_lost_evidence, "is missing"),
        (
            _lost_report,
            "2026-01 agua-2030_monitoring-report_2026.pdf: A file of an issued report is not in the backup.",
        ),
        (_ledger_cut_short, "missing"),
    ],
)
def test_a_backup_that_is_in_order_and_not_true_is_refused(
    backup: Path, empty: Installation, tmp_path: Path, change: Callable[..., None], words: str
) -> None:
    said = rumbo(empty, "restore", doctored(backup, tmp_path / "doctored.zip", change))
    assert said.code == 2, said.out
    assert words in said.err
    assert said.err.startswith("rumbo: ")
    assert nothing_stored(empty)


def test_a_damaged_backup_is_refused_by_both_ways(backup: Path, empty: Installation, tmp_path: Path) -> None:
    copy = shutil.copy(backup, tmp_path / "damaged.zip")
    with Path(copy).open("r+b") as stream:
        stream.seek(backup.stat().st_size // 3)
        stream.write(b"\0" * 64)
    for arguments in (("restore", copy), ("restore", copy, "--check")):
        said = rumbo(empty, *arguments)
        assert said.code == 2
        assert "damaged" in said.err
    assert nothing_stored(empty)


def test_a_file_that_is_not_there_is_told(empty: Installation, tmp_path: Path) -> None:
    said = rumbo(empty, "restore", tmp_path / "no.zip")
    assert said.code == 2
    assert "The backup cannot be opened" in said.err
    assert nothing_stored(empty)
