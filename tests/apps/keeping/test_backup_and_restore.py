"""An installation that was moved is the same one, on the same engine and on the other."""

import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.apps.installation import Installation, installed
from tests.apps.keeping.conftest import contents, home, manifest, rumbo, server

ENGINES = ["sqlite", "postgresql"]


def reprinted(place: Installation, folder: Path) -> dict[str, str]:
    said = rumbo(place, "report", 2026, folder, "--as-of", "2026-01", "--json")
    assert said.code == 0, said.err
    assert said.json["differences"] == []
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


@pytest.fixture(scope="module", params=ENGINES)
def restored(
    request: pytest.FixtureRequest, backup: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """What a backup made of an empty place, on each engine that the run has."""
    if request.param == "postgresql" and server() is None:
        pytest.skip("the run has no PostgreSQL server")
    engine = server() if request.param == "postgresql" else None
    with installed(tmp_path_factory.mktemp("restored") / "home", engine) as place:
        said = rumbo(place, "restore", backup)
        assert said.code == 0, said.err
        yield place


def test_the_ledger_is_the_same_and_reports_print_to_the_byte(
    kept: Installation, restored: Installation, tmp_path: Path
) -> None:
    before, after = rumbo(kept, "ledger", "verify"), rumbo(restored, "ledger", "verify")
    assert after == before
    assert "The ledger is sound" in after.out
    printed = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (home(kept) / "reports/2026-01").iterdir()
    }
    assert len(printed) > 6
    assert reprinted(restored, tmp_path / "again") == printed


def test_every_row_and_file_is_the_same(
    kept: Installation, restored: Installation, backup: Path, tmp_path: Path
) -> None:
    said = rumbo(restored, "backup", tmp_path / "again.zip", "--json")
    assert said.code == 0, said.err
    assert contents(tmp_path / "again.zip") == contents(backup)
    told, before = manifest(tmp_path / "again.zip"), manifest(backup)
    assert {k: told[k] for k in ("ledger", "tables", "migrations", "lake_version")} == {
        k: before[k] for k in ("ledger", "tables", "migrations", "lake_version")
    }


def test_what_was_kept_works_on(restored: Installation, tmp_path: Path) -> None:
    """Lake with history, people, keys, numbers that count on. It changes what was restored, so it stands last."""
    assert rumbo(restored, "customs", "versions", "--json").json[-1]["version"] == 2
    assert rumbo(restored, "people", "list", "--json").json[0]["roles"][0]["role"] == "administrator"
    for name in ("secret-key", "pseudonym-key"):
        assert stat.S_IMODE((home(restored) / name).stat().st_mode) == 0o600
    values = rumbo(restored, "values", "list", "--json").json
    assert {"0.1", "1000000"} <= {str(value["value"]) for value in values}
    restored.run(
        "from rumbo.site.setup import setup; setup()\n"
        "from rumbo.apps.accounts.models import Person\n"
        "assert Person.objects.get(email='eva@agua.example').check_password('correct horse battery')\n"
        "Person.objects.create_user('new@agua.example', 'New')\n"
        "from rumbo.apps.jobs.models import Job; assert not Job.objects.exists()\n"
        "from django.contrib.contenttypes.models import ContentType as C; assert C.objects.get_for_model(Person).pk\n"
    )
    form = tmp_path / "form.csv"
    form.write_text(f"code;value\n{values[0]['code']};77\n", encoding="utf-8")
    said = rumbo(restored, "values", "import", form, "--year", 2027, "--json")
    assert said.json["recorded"] == [values[0]["code"]], said.err
    assert rumbo(restored, "ledger", "verify").code == 0


def test_what_stays_behind(backup: Path, kept: Installation) -> None:
    names = set(contents(backup))
    assert {"workspace/secret-key", "workspace/pseudonym-key", "workspace/confidentiality.yaml"} <= names
    assert {"workspace/methods/propio.yaml", "workspace/lake/versions/00000000000000000002.json"} <= names
    tables = {table["name"] for table in manifest(backup)["tables"]}
    assert {"ledger_revision", "accounts_person", "auth_permission", "django_content_type"} <= tables
    assert not tables & {"jobs_job", "django_session", "django_tasks_database_dbtaskresult"}
    assert not [name for name in names if "stays.txt" in name or "/jobs/" in name or "sqlite" in name or "lock" in name]
    assert (home(kept) / "cache" / "stays.txt").exists()


def test_a_backup_is_for_its_owner_and_says_so(backup: Path, kept: Installation, tmp_path: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    said = rumbo(kept, "backup", tmp_path / "loud.zip")
    assert "holds the secret keys and the personal data" in said.err
    given = Installation({**kept.environment, "RUMBO_SECRET_KEY": "given"})
    (home(kept) / "secret-key").rename(tmp_path / "aside")
    try:
        said = rumbo(given, "backup", tmp_path / "given.zip")
    finally:
        (tmp_path / "aside").rename(home(kept) / "secret-key")
    assert "RUMBO_SECRET_KEY and is not in the backup" in said.err
    assert not manifest(tmp_path / "given.zip")["secret_key_inside"]


def test_check_reads_and_stores_nothing(backup: Path, empty: Installation) -> None:
    said = rumbo(empty, "restore", backup, "--check", "--json")
    assert said.code == 0, said.err
    told = manifest(backup)
    assert (said.json["restored"], said.json["ledger"]) == (False, told["ledger"])
    assert not home(empty).exists()


def test_an_installation_is_restored_into_emptiness_only(backup: Path, empty: Installation, kept: Installation) -> None:
    taken = rumbo(kept, "restore", backup)
    assert taken.code == 2
    assert "The workspace is not empty" in taken.err
    assert "The database is not empty" in taken.err
    assert rumbo(kept, "ledger", "verify").code == 0
    home(empty).mkdir()
    (home(empty) / "notes.txt").write_text("mine", encoding="utf-8")
    refused = rumbo(empty, "restore", backup)
    assert refused.code == 2
    assert [path.name for path in home(empty).iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("there.zip", "The file exists; a backup replaces nothing."),
        ("no/such/folder.zip", "There is no such folder."),
        ("home/backup.zip", "The backup would lie in the workspace that it keeps"),
    ],
)
def test_a_backup_replaces_nothing(kept: Installation, tmp_path: Path, place: str, told: str) -> None:
    (tmp_path / "there.zip").write_bytes(b"mine")
    file = home(kept).parent / place if place.startswith("home") else tmp_path / place
    said = rumbo(kept, "backup", file)
    assert said.code == 2
    assert told in said.err
    assert (tmp_path / "there.zip").read_bytes() == b"mine"


def test_without_an_installation_there_is_nothing_to_keep(empty: Installation, tmp_path: Path) -> None:
    said = rumbo(empty, "backup", tmp_path / "nothing.zip")
    assert said.code == 2
    assert "There is no installation to keep" in said.err
    assert not home(empty).exists()
    assert not (tmp_path / "nothing.zip").exists()


def test_a_link_in_the_workspace_is_told(empty: Installation, tmp_path: Path) -> None:
    empty.run("from rumbo.site.setup import ensure_ready; ensure_ready()")
    (home(empty) / "policies" / "link.yaml").symlink_to("/etc/passwd")
    said = rumbo(empty, "backup", tmp_path / "b.zip")
    assert said.code == 2
    assert "It is a link or a device" in said.err
    assert list(tmp_path.glob("*b.zip*")) == []


def test_a_ledger_with_faults_is_kept_and_told(empty: Installation, backup: Path, tmp_path: Path) -> None:
    assert rumbo(empty, "restore", backup).code == 0
    empty.run(
        "from rumbo.site.setup import setup; setup()\n"
        "from django.db import connection as c\n"
        "k = c.cursor()\n"
        "on = ' ON ledger_revision' if c.vendor == 'postgresql' else ''\n"
        "k.execute('DROP TRIGGER ledger_revision_no_update' + on)\n"
        "k.execute(\"UPDATE ledger_revision SET comment = 'altered' WHERE sequence = 1\")\n"
    )
    said = rumbo(empty, "backup", tmp_path / "faulty.zip")
    assert said.code == 1
    assert "has 2 faults" in said.err
    assert manifest(tmp_path / "faulty.zip")["ledger"]["faults"] == [
        "altered ledger_revision 1",
        "unguarded ledger_revision",
    ]
