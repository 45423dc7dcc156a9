"""Where evidence files lie and whether they are still what they were: each under its own SHA-256."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from rumbo.apps.ledger.errors import LedgerError
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.observations import Evidence

_PIECE = 1 << 20


def place_of(sha256: str) -> Path:
    """The file of an evidence, under the first two digits of its hash."""
    return Path(settings.EVIDENCE_ROOT) / sha256[:2] / sha256


def read_evidence(evidence: Evidence) -> bytes:
    """The bytes of an evidence file, verified against its hash.

    Raises:
        LedgerError: the file is missing or was altered.
    """
    if problem := evidence_problem(evidence.sha256, evidence.name):
        raise LedgerError(problem)
    content = place_of(evidence.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != evidence.sha256:
        raise LedgerError(_altered(evidence.sha256, evidence.name))
    return content


def evidence_problem(sha256: str, name: str) -> Problem | None:
    """What is wrong with a stored file, or ``None``."""
    place = place_of(sha256)
    if not place.is_file():
        return Problem(
            _("The evidence file “{name}” is missing.").format(name=name),
            str(place),
            _("Put it back from a backup."),
        )
    return None if file_sha256(place) == sha256 else _altered(sha256, name)


def check_kept(evidence: Iterable[Evidence]) -> None:
    """Refuse evidence whose file is not stored.

    Raises:
        LedgerError: files that are missing or altered, all at once.
    """
    problems = [problem for file in evidence if (problem := evidence_problem(file.sha256, file.name))]
    if problems:
        raise LedgerError(*problems)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _altered(sha256: str, name: str) -> Problem:
    return Problem(
        _("The evidence file “{name}” is not what was stored: its hash has changed.").format(name=name),
        str(place_of(sha256)),
        _("Put it back from a backup."),
    )
