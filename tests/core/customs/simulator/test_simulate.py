"""``simulate``: the same seed gives the same bytes, every file says that it is simulated, and nonsense is refused."""

import hashlib
import json
import shutil
import zipfile

import pytest

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.reading import open_file
from rumbo.core.customs.simulator.marks import announced, carried
from rumbo.core.customs.simulator.simulate import MOST_A_YEAR, Asked, simulate

NAMES = Pseudonyms(b"k" * 32)
TINY = Asked(first=2024, last=2024, lines=1_500, seed=5)


def hashes(folder):
    """The hash of every file of a folder, by name."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_same_seed_same_bytes_other_seed_other_bytes(tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        simulate(Asked(first=2024, last=2024, lines=1_500, seed=seed), tmp_path / name)
    assert hashes(tmp_path / "a") == hashes(tmp_path / "b")
    assert hashes(tmp_path / "a")["x01070124.zip"] != hashes(tmp_path / "c")["x01070124.zip"]


def test_one_table_a_zip_named_by_its_week(small):
    names = {file.name for file in small.done.files}
    assert {"x01070124.zip", "ma01070124.zip", "x26010123.zip"} <= names
    with zipfile.ZipFile(small.path / "x01070124.zip") as archive:
        (member,) = archive.infolist()
    assert member.filename == "x01070124.DBF"
    assert member.date_time == (2024, 1, 9, 12, 0, 0)


def test_no_imports(tmp_path):
    done = simulate(Asked(first=2024, last=2024, lines=1_500, imports=False), tmp_path / "out")
    assert {file.name[0] for file in done.files} == {"x"}
    assert "M" not in json.loads((tmp_path / "out" / "truth.json").read_text("utf-8"))


def test_progress_ends_at_the_lines_asked_for(tmp_path):
    told = []
    simulate(TINY, tmp_path / "out", lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1] == (1_500, 1_500)


def test_manifest_names_every_file(small):
    manifest = json.loads((small.path / "manifest.json").read_text("utf-8"))
    assert manifest["simulated"] is True
    assert {entry["name"] for entry in manifest["files"]} == {file.name for file in small.path.glob("*.zip")}
    for entry in manifest["files"][:5]:
        assert hashlib.sha256((small.path / entry["name"]).read_bytes()).hexdigest() == entry["sha256"]


def test_a_file_is_known_as_simulated_whatever_is_said(small, tmp_path):
    file = small.path / "x01070124.zip"
    assert open_file(file, identity=NAMES).simulated
    alone = tmp_path / "renamed.zip"
    shutil.copy(file, alone)
    assert not announced(alone, hashlib.sha256(alone.read_bytes()).hexdigest())
    assert open_file(alone, identity=NAMES).simulated


def test_a_table_whose_lines_do_not_all_carry_the_mark_is_not_simulated(small):
    with zipfile.ZipFile(small.path / "x01070124.zip") as archive:
        table = archive.read("x01070124.DBF")
    assert carried(table)
    assert not carried(table.replace(b"DATO SIMULADO", b"DATO REAL    ", 1))
    assert not carried(b"")
    assert carried(b"a|b\n1|DATO SIMULADO\n2|DATO SIMULADO\n")
    assert not carried(b"a|b\n1|DATO SIMULADO\n2|CUERO SIMULADO\n")


@pytest.mark.parametrize("manifest", ["", "[]", '{"simulated": true}', '{"simulated": true, "files": [1]}'])
def test_a_manifest_that_is_none_announces_nothing(tmp_path, manifest):
    (tmp_path / "manifest.json").write_text(manifest, "utf-8")
    assert not announced(tmp_path / "x.zip", "00")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(2025, 2024, 9_000), "The years go from 2025 to 2024"),
        (Asked(1990, 2024, 90_000), "The years go from 1990 to 2024"),
        (Asked(2023, 2024, 10), "10 lines are too few"),
        (Asked(2023, 2024, 9_000, traps=0.9), "The rate of traps is 0.9"),
        (Asked(2023, 2024, 9_000, seed=-1), "The seed is -1"),
        (Asked(2024, 2024, 2 * MOST_A_YEAR, imports=False), "Weekly files hold at most"),
    ],
)
def test_nonsense_is_refused_and_nothing_written(tmp_path, monkeypatch, asked, said):
    monkeypatch.setenv("RUMBO_LANG", "en")
    with pytest.raises(CustomsError, match=said):
        simulate(asked, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_every_fault_of_what_is_asked_is_told_at_once():
    with pytest.raises(CustomsError) as caught:
        simulate(Asked(2025, 2024, 1, seed=-1, traps=2.0), None)
    assert len(caught.value.problems) == 4


def test_folder_must_be_empty(tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_LANG", "en")
    (tmp_path / "note.txt").write_text("mine", "utf-8")
    with pytest.raises(CustomsError, match="The folder is not empty"):
        simulate(TINY, tmp_path)
    with pytest.raises(CustomsError, match="The folder cannot be used"):
        simulate(TINY, tmp_path / "note.txt")
