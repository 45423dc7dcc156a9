"""Evidence files: kept once under their hash, refused when they cannot be evidence."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from rumbo.apps.ledger.evidence import place_of, read_evidence
from rumbo.apps.ledger.services import store_evidence
from rumbo.core.errors import InputError
from rumbo.core.observations import Evidence


def test_a_file_is_kept_under_its_hash(tmp_path: Path) -> None:
    file = tmp_path / "acta firmada.pdf"
    file.write_bytes(b"signed")
    kept = store_evidence(file)
    assert kept == Evidence("acta firmada.pdf", hashlib.sha256(b"signed").hexdigest(), 6)
    assert read_evidence(kept) == b"signed"
    assert place_of(kept.sha256).stat().st_mode & 0o777 == 0o440


def test_the_same_bytes_are_kept_once(settings: Any) -> None:
    one, other = store_evidence(b"signed", "a.pdf"), store_evidence(b"signed", "b.pdf")
    assert (one.sha256, one.name, other.name) == (other.sha256, "a.pdf", "b.pdf")
    assert [path for path in Path(settings.EVIDENCE_ROOT).rglob("*") if path.is_file()] == [place_of(one.sha256)]


def test_a_damaged_file_is_put_right_by_storing_it_again() -> None:
    kept = store_evidence(b"signed", "a.pdf")
    place_of(kept.sha256).chmod(0o600)
    place_of(kept.sha256).write_bytes(b"forged")
    store_evidence(b"signed", "a.pdf")
    assert read_evidence(kept) == b"signed"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "passwd\0"])
def test_a_name_is_never_a_path(name: str) -> None:
    assert store_evidence(b"signed", name).name == "passwd"


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        store_evidence(b"", "a.pdf")
    assert str(refused.value) == ("a.pdf: The evidence file is empty. Attach the file that supports the value.")


def test_a_large_file_is_refused_before_it_is_read(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_MOST_BYTES = 1 << 20
    file = tmp_path / "film.mp4"
    with file.open("wb") as stream:
        stream.truncate((1 << 20) + 1)
    for source in (file, b"x" * ((1 << 20) + 1)):
        with pytest.raises(InputError) as refused:
            store_evidence(source, "film.mp4")
        assert str(refused.value) == (
            "film.mp4: The evidence file has 2 MB; at most 1 MB were expected. Attach a smaller file or split it."
        )
    assert not Path(settings.EVIDENCE_ROOT).exists()


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    for source in (tmp_path / "missing.pdf", tmp_path):
        with pytest.raises(InputError, match=r"The evidence file cannot be read\. Check its name"):
            store_evidence(source)
