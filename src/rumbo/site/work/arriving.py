"""How a file from a browser becomes stored evidence: plainly named, of an accepted kind and size, scanned, kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from rumbo.apps.accounts.models import Person
from rumbo.apps.desk.records import DraftRecord
from rumbo.apps.desk.services import attach
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import store_evidence
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.observations import Evidence
from rumbo.core.policy.models import Policy
from rumbo.site.work.file_types import BEGINNING, check_type, plain_name
from rumbo.site.work.scanning import scan

_MEBIBYTE = 1 << 20


def most_megabytes() -> int:
    """The size that a file of evidence may have at most."""
    return int(settings.EVIDENCE_MOST_BYTES) // _MEBIBYTE


def received(upload: UploadedFile[Any]) -> Evidence:
    """Keep one file that a person sent.

    Raises:
        InputError: it is empty, too large, of a kind that is not accepted, or the scanner refuses it.
    """
    name = plain_name(upload.name or "")
    check_size(upload, name)
    content = upload.read()
    check_type(name, content[:BEGINNING])
    scan(content, name)
    return store_evidence(content, name)


def check_size(upload: UploadedFile[Any], name: str) -> None:
    """Refuse a file that is too large before it is read.

    Raises:
        InputError: it is larger than the installation allows.
    """
    if (upload.size or 0) > settings.EVIDENCE_MOST_BYTES:
        what = _("The file has {size} MB; at most {most} MB are accepted.").format(
            size=-(-(upload.size or 0) // _MEBIBYTE), most=most_megabytes()
        )
        raise InputError(Problem(what, name, _("Send a smaller file, or split it.")))


def attach_all(
    policy: Policy, key: ObservationKey, uploads: Iterable[UploadedFile[Any]], actor: Person
) -> tuple[list[DraftRecord], list[Problem]]:
    """Attach the files that a person sent to the draft of a value; each that is refused is told, the others stay."""
    attached: list[DraftRecord] = []
    problems: list[Problem] = []
    for upload in uploads:
        try:
            attached.append(attach(policy, key, received(upload), actor=actor))
        except InputError as refused:
            problems += refused.problems
    return attached, problems
