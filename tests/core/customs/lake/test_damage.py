"""What dies on the way, or is lost afterwards, is told in a sentence; the last version stays as it was."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.customs.lake.made import held, line, week

from rumbo.core.customs.lake import Lake, LakeError, UnknownVersionError, delta, versions

ONE, TWO = (
    week(10, [line(1), line(2)], bad=["fob_missing"]),
    week(11, [line(2, fob_usd=Decimal(5))], bad=["fob_missing"]),
)


class Death(BaseException):
    """As if the process had ended here."""


@pytest.mark.parametrize("where", ["put_back", "append", "replace", "write"])
@pytest.mark.parametrize("after", [False, True])
def test_death_at_any_step_leaves_the_last_version_and_the_import_repeatable(lake, monkeypatch, where, after):
    lake.merge([ONE])
    before = held(lake), lake.quarantine().to_pylist(), lake.snapshots().to_pylist()
    module = versions if where == "write" else delta
    real = getattr(module, where)

    def deadly(*arguments, **named):
        if after:
            real(*arguments, **named)
        raise Death

    monkeypatch.setattr(module, where, deadly)
    with pytest.raises(Death):
        lake.merge([TWO])
    monkeypatch.undo()
    monkeypatch.setenv("RUMBO_LANG", "en")
    if where == "write" and after:
        assert lake.version == 2
    else:
        assert lake.version == 1
        assert (held(lake), lake.quarantine().to_pylist(), lake.snapshots().to_pylist()) == before
    assert lake.merge([TWO]).number == 2
    assert [row["fob_usd"] for row in held(lake)] == [Decimal(1000), Decimal(5)]
    assert [row["fob_usd"] for row in held(lake, 1)] == [Decimal(1000), Decimal(1000)]
    assert lake.quarantine().num_rows == lake.snapshots().num_rows == lake.at().lines == 2


def test_death_while_the_lake_is_made_leaves_none(lake, monkeypatch):
    monkeypatch.setattr(versions, "write", lambda *_: (_ for _ in ()).throw(Death))
    with pytest.raises(Death):
        lake.merge([ONE])
    monkeypatch.undo()
    monkeypatch.setenv("RUMBO_LANG", "en")
    assert (lake.version, lake.path.exists()) == (0, False)
    assert lake.merge([ONE]).number == 1


def test_an_unknown_version_is_told_with_the_ones_there_are(lake):
    with pytest.raises(UnknownVersionError, match="The lake is empty; it has no version 3"):
        lake.files(3)
    lake.merge([ONE])
    with pytest.raises(UnknownVersionError, match=r"has no version 3\. Choose one from 0 to 1"):
        lake.at(3)


def test_a_lost_list_of_versions_is_told(lake):
    for file in (ONE, TWO):
        lake.merge([file])
    versions.path_of(lake.path / "versions", 1).unlink()
    with pytest.raises(LakeError, match=r"Versions are missing from the lake's list: 1\."):
        lake.versions()
    for path in (lake.path / "versions").iterdir():
        path.unlink()
    with pytest.raises(LakeError, match="names no version"):
        lake.files()


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b'{"number": 7}', b"\xff\xfe"])
def test_a_damaged_version_is_told_and_the_others_stay_readable(lake, content):
    for file in (ONE, TWO):
        lake.merge([file])
    versions.path_of(lake.path / "versions", 2).write_bytes(content)
    with pytest.raises(LakeError, match="cannot be understood"):
        Lake(lake.path).files()
    assert len(held(lake, 1)) == 2


def test_the_version_of_another_number_is_no_version(lake):
    for file in (ONE, TWO):
        lake.merge([file])
    first, second = (versions.path_of(lake.path / "versions", number) for number in (1, 2))
    second.write_bytes(first.read_bytes())
    with pytest.raises(LakeError, match="cannot be understood"):
        lake.at()


@pytest.mark.parametrize("table", ["lines", "quarantine", "snapshots"])
def test_a_missing_file_is_told(lake, table):
    lake.merge([ONE])
    gone = next((lake.path / table).rglob("*.parquet"))
    gone.unlink()
    ask = {"lines": lake.files, "quarantine": lake.quarantine, "snapshots": lake.snapshots}[table]
    with pytest.raises(LakeError, match=f"files of the lake are missing, the first of them “{gone.name}”"):
        ask()


@pytest.mark.parametrize("table", ["lines", "quarantine", "snapshots"])
def test_a_missing_log_is_told(lake, table):
    lake.merge([ONE])
    for path in (lake.path / table / "_delta_log").iterdir():
        path.unlink()
    ask = {"lines": lake.files, "quarantine": lake.quarantine, "snapshots": lake.snapshots}[table]
    with pytest.raises(LakeError, match=f"The table “{table}” of the lake cannot be read at its version"):
        ask()


@pytest.mark.parametrize("table", ["quarantine", "snapshots"])
def test_a_damaged_file_is_told(lake, table):
    lake.merge([ONE])
    damaged = next((lake.path / table).rglob("*.parquet"))
    damaged.write_bytes(b"no parquet")
    ask = {"quarantine": lake.quarantine, "snapshots": lake.snapshots}[table]
    with pytest.raises(LakeError, match=f"The table “{table}” of the lake cannot be read"):
        ask()


def test_a_damaged_file_of_lines_stops_a_merge_that_meets_it(lake):
    lake.merge([ONE])
    damaged = lake.files()[0]
    damaged.write_bytes(b"no parquet")
    with pytest.raises(LakeError, match="could not be written"):
        lake.merge([TWO])
    assert lake.version == 1


NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from rumbo.core.customs.lake import Lake, LakeError
from tests.core.customs.lake.made import line, week
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    Lake(Path(sys.argv[1])).merge([week(11, [line(number) for number in range(int(sys.argv[3]))])])
except LakeError as error:
    print(error, end="")
"""


@pytest.mark.parametrize(("room", "lines"), [(20_000, 3000), (4_000, 1), (1_000, 1)])
def test_no_room_on_the_disk_is_told_and_changes_nothing(lake, room, lines):
    """A limit on the size of files stands for a full disk: writing fails in the same places."""
    lake.merge([ONE])
    before = held(lake)
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(lake.path), str(room), str(lines)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[4],
    )
    assert "The lake could not be written" in done.stdout
    assert (lake.version, held(lake)) == (1, before)
    assert lake.merge([TWO]).number == 2


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LakeError, match="cannot be written here"):
        Lake(tmp_path / "file" / "lake").merge([ONE])


def test_a_version_can_be_restored_and_what_came_since_imported_again(lake):
    for file in (ONE, TWO):
        lake.merge([file])
    restored = lake.restore(1)
    assert (restored.number, restored.what, restored.note) == (3, "restoration", "as version 1")
    assert held(lake) == held(lake, 1)
    assert lake.merge([TWO]).number == 4
    assert held(lake, 4) == held(lake, 2)
    assert lake.snapshots().num_rows == lake.quarantine().num_rows == 2
    with pytest.raises(UnknownVersionError):
        lake.restore(9)


def test_a_lake_that_is_replaced_under_an_open_one_is_read_as_it_is(lake, tmp_path):
    """As when a backup is brought back while a server runs."""
    lake.merge([ONE])
    lake.files()
    lake.path.rename(tmp_path / "former")
    Lake(lake.path).merge([TWO])
    assert [row["fob_usd"] for row in held(lake)] == [Decimal(5)]
