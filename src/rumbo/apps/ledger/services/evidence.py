"""How an evidence file is stored: once, under its own hash, whole or not at all."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from rumbo.apps.ledger.evidence import file_sha256, place_of
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.observations import Evidence

_MEBIBYTE = 1 << 20


def store_evidence(source: Path | bytes, name: str = "") -> Evidence:
    """Keep a file that supports values. Storing the same bytes twice keeps them once.

    The ledger records it when it is attached to values (:func:`record_values`).

    Args:
        source: the file, or its bytes.
        name: the name to show; the file's own when empty.

    Raises:
        InputError: the file does not exist, is empty, or exceeds ``settings.EVIDENCE_MOST_BYTES``.
    """
    shown = Path(name or (source.name if isinstance(source, Path) else "")).name.replace("\0", "")
    content = _content(source, shown)
    _check_size(len(content), shown)
    root = Path(settings.EVIDENCE_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=root, prefix=".arriving-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        sha256 = file_sha256(Path(temporary))
        _put(Path(temporary), place_of(sha256))
    finally:
        Path(temporary).unlink(missing_ok=True)
    return Evidence(name=shown, sha256=sha256, size=len(content))


def _content(source: Path | bytes, shown: str) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        _check_size(source.stat().st_size, shown)
        return source.read_bytes()
    except OSError as unreadable:
        raise InputError(
            Problem(_("The evidence file cannot be read."), str(source), _("Check its name and its permissions."))
        ) from unreadable


def _check_size(size: int, shown: str) -> None:
    most = settings.EVIDENCE_MOST_BYTES
    if size == 0:
        raise InputError(
            Problem(_("The evidence file is empty."), shown, _("Attach the file that supports the value."))
        )
    if size > most:
        raise InputError(
            Problem(
                _("The evidence file has {size} MB; at most {most} MB were expected.").format(
                    size=-(-size // _MEBIBYTE), most=most // _MEBIBYTE
                ),
                shown,
                _("Attach a smaller file or split it."),
            )
        )


def _put(temporary: Path, place: Path) -> None:
    if place.is_file() and file_sha256(place) == place.name:
        return
    place.parent.mkdir(exist_ok=True)
    temporary.chmod(0o440)
    temporary.replace(place)
    for folder in (place.parent, place.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
