"""A file that is not exactly what a backup is, is refused before anything is stored, with how to mend it."""

import io
import json
import random
import stat
import zipfile
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.inspection import inspected
from rumbo.apps.keeping.manifest import FORMAT_VERSION, MANIFEST
from rumbo.apps.keeping.names import is_safe

ROWS = b'[1,"a"]\n[2,"b"]\n'


def told(parts: dict[str, bytes], **changes: Any) -> dict[str, Any]:
    return {
        "format": "rumbo-backup",
        "format_version": FORMAT_VERSION,
        "software": "9.9",
        "made_at": "2026-11-20T00:00:00Z",
        "engine": "sqlite 3",
        "migrations": [["ledger", "0001_initial"]],
        "ledger": {"sequence": 0, "row_hash": "0" * 64, "entries": 0, "faults": []},
        "lake_version": 0,
        "secret_key_inside": True,
        "tables": [
            {"name": "t", "member": "database/t.jsonl", "columns": [{"name": "id", "kind": "integer"}], "rows": 2}
        ],
        "members": [
            {"name": name, "size": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in parts.items()
        ],
        **changes,
    }


def made(
    more: dict[str, bytes] | None = None,
    *,
    extra: Callable[[zipfile.ZipFile], None] = lambda _archive: None,
    changes: dict[str, Any] | None = None,
    packed: int = zipfile.ZIP_DEFLATED,
) -> io.BytesIO:
    """A small backup; what is said is added to it or written otherwise."""
    parts = {"database/t.jsonl": ROWS, "workspace/secret-key": b"secret", **(more or {})}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packed) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        extra(archive)
        archive.writestr(MANIFEST, json.dumps(told(parts, **(changes or {}))))
    return stream


def refused(stream: io.BytesIO) -> str:
    with pytest.raises(BackupError) as refusal:
        inspected(stream, "rumbo.zip").check(lambda _name: None)
    for problem in refusal.value.problems:
        assert problem.what
        assert problem.where.startswith("rumbo.zip")
        assert problem.mend
    return str(refusal.value)


def test_a_sound_one_is_read() -> None:
    backup = inspected(made(), "rumbo.zip")
    backup.check(lambda _name: None)
    assert list(backup.lines("database/t.jsonl")) == ROWS.splitlines()
    assert b"".join(backup.pieces("workspace/secret-key")) == b"secret"


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "workspace/../../outside",
        "/etc/passwd",
        "workspace//etc/passwd",
        "workspace/a/../../../outside",
        "workspace\\..\\outside",
        "C:/outside",
        "workspace/C:outside",
        "workspace/.ssh/authorized_keys",
        "workspace/.restoring/ready",
        "workspace/.restoring-ready",
        "workspace/rumbo.sqlite3",
        "workspace/rumbo.sqlite3-wal",
        "workspace/lake.lock",
        "workspace/cache/policy",
        "workspace/jobs/x",
        "workspace/ends-with-blank ",
        "workspace/bell\x07",
        "workspace/right\u202eleft",
        "elsewhere/file",
        "workspace",
        "workspace/" + "x" * 1200,
    ],
)
def test_a_part_that_leads_elsewhere(name: str) -> None:
    assert not is_safe(name)
    refused(made({name: b"x"}))


def test_a_folder_in_the_place_of_a_file() -> None:
    assert "is a file and a folder" in refused(made({"workspace/a": b"x", "workspace/a/b": b"x"}))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_a_part_that_is_no_file(kind: int) -> None:
    def linked(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo("workspace/link")
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, b"/etc/passwd")

    assert "is a link, a folder or a device" in refused(made(extra=linked))


def test_a_part_that_is_in_it_twice() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        stream = made(extra=lambda archive: archive.writestr("workspace/secret-key", b"other"))
    assert "A part is in it twice" in refused(stream)


def test_a_part_beyond_the_manifest_or_missing() -> None:
    assert "not in both" in refused(made(extra=lambda archive: archive.writestr("workspace/more", b"x")))
    members = told({"database/t.jsonl": ROWS, "workspace/secret-key": b"secret", "workspace/gone": b"x"})["members"]
    assert "workspace/gone" in refused(made(changes={"members": members}))


def test_a_part_that_swells() -> None:
    bomb = made({"workspace/bomb": bytes(40 * 1024**2)})
    assert len(bomb.getvalue()) < 100_000
    assert "would swell to" in refused(bomb)


def test_a_manifest_that_swells() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(MANIFEST, "w") as inside:
        for _piece in range(520):
            inside.write(bytes(1024**2))
    assert "has no manifest" in refused(stream)


def test_a_part_packed_in_another_way() -> None:
    assert "packed in a way that no backup is" in refused(made(packed=zipfile.ZIP_LZMA))


@pytest.mark.parametrize("field", ["size", "sha256"])
def test_a_part_with_another_content(field: str) -> None:
    members = told({"database/t.jsonl": ROWS, "workspace/secret-key": b"secret"})["members"]
    members[1][field] = 7 if field == "size" else "0" * 64
    told_so = refused(made(changes={"members": members}))
    assert "workspace/secret-key" in told_so


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": "other"}, "manifest of the backup cannot be understood"),
        ({"format_version": FORMAT_VERSION + 1}, "newer version of the software, 9.9"),
        ({"members": "none"}, "cannot be understood"),
        ({"surprise": 1}, "cannot be understood"),
        ({"tables": [{"name": "u", "member": "database/t.jsonl", "columns": [], "rows": 0}]}, "are not in it"),
        ({"tables": [{"name": "t", "member": "workspace/secret-key", "columns": [], "rows": 0}]}, "are not in it"),
    ],
)
def test_a_manifest_that_says_otherwise(changes: dict[str, Any], words: str) -> None:
    assert words in refused(made(changes=changes))


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"SQLite format 3\0", bytes(5000)])
def test_a_file_of_another_kind(content: bytes) -> None:
    assert "no backup of Rumbo" in refused(io.BytesIO(content))


def test_a_zip_of_another_kind() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("letter.txt", b"Dear")
    assert "it has no manifest" in refused(stream)


@given(cut=st.floats(min_value=0, max_value=1, exclude_max=True))
def test_a_file_that_was_cut_short(cut: float) -> None:
    whole = made({"workspace/evidence/aa/x": random.Random(1).randbytes(3000)}).getvalue()
    refused(io.BytesIO(whole[: int(len(whole) * cut)]))


@given(place=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_a_flipped_bit_is_found_or_changes_nothing(place: int, bit: int) -> None:
    """Every bit of a content counts; those of dates and the like in the zip's own lists say nothing."""
    whole = bytearray(made({"workspace/evidence/aa/x": random.Random(1).randbytes(3000)}).getvalue())
    whole[place % len(whole)] ^= 1 << bit
    try:
        backup = inspected(io.BytesIO(bytes(whole)), "rumbo.zip")
        backup.check(lambda _name: None)
    except BackupError:
        return
    parts = ["database/t.jsonl", "workspace/secret-key", "workspace/evidence/aa/x"]
    assert [b"".join(backup.pieces(name)) for name in parts] == [ROWS, b"secret", random.Random(1).randbytes(3000)]
