"""Which reports are public, what do they say, and which files belong to them?"""

import contextlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from pydantic import ValidationError

from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.evidence import place_of, read_evidence
from rumbo.apps.ledger.printing import ISSUED_FROM
from rumbo.apps.ledger.records import IssuedReportRecord, PublishedReportRecord
from rumbo.apps.ledger.standing import standing_at
from rumbo.core.language import Language
from rumbo.core.observations import Evidence
from rumbo.core.reporting.build import build_report
from rumbo.core.reporting.canonical import fingerprint
from rumbo.core.reporting.formats import MEDIA_TYPES, Format
from rumbo.core.reporting.model import Report
from rumbo.site.policy_shown import method, policy

_OTHER_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file of a published report.

    Attributes:
        name: its name.
        sha256: hash of its bytes.
        media_type: what it is, for browsers.
        format: its format in capitals, ``PDF``.
        size: its bytes; ``None`` where the file is missing.
    """

    name: str
    sha256: str
    media_type: str
    format: str
    size: int | None


def published() -> tuple[PublishedReportRecord, ...]:
    """The published reports of the policy, the latest first."""
    return tuple(reversed(selectors.published_reports(policy().code)))


def published_report(number: str) -> PublishedReportRecord | None:
    """The published report of a number; ``None`` where there is none or it is not public."""
    return next((record for record in published() if record.report.number == number), None)


def files_of(record: IssuedReportRecord) -> tuple[ReportFile, ...]:
    """The files of a report, those for readers first."""
    found = [_file(name, sha256) for name, sha256 in record.files.items()]
    order = [format_.value.upper() for format_ in Format]
    return tuple(sorted(found, key=lambda f: (order.index(f.format) if f.format in order else len(order), f.name)))


def one_of_each(files: tuple[ReportFile, ...]) -> tuple[ReportFile, ...]:
    """The first file of each format."""
    return tuple({file.format: file for file in reversed(files)}.values())[::-1]


def content_of(file: ReportFile) -> bytes:
    """The bytes of a file as it was issued.

    Raises:
        LedgerError: the file is missing or was altered.
    """
    return read_evidence(Evidence(file.name, file.sha256, file.size or 0))


def as_issued(record: IssuedReportRecord) -> Report | None:
    """A report as data, exactly as it was issued; ``None`` where it can neither be read nor made again."""
    return _as_issued(record.number, record.content_sha256)


@lru_cache(maxsize=16)
def _as_issued(number: str, content_sha256: str) -> Report | None:
    record = next(r for r in selectors.issued_reports(policy().code) if r.number == number)
    for name, sha256 in record.files.items():
        if sha256 == content_sha256 and place_of(sha256).is_file():  # its JSON file is its content to the byte
            with contextlib.suppress(ValidationError):  # an earlier version of the software wrote it in another form
                return Report.model_validate_json(read_evidence(Evidence(name, sha256, 0)))
    seen = standing_at(policy(), record.year, method=method(), as_of=record.as_of, counted_from=ISSUED_FROM)
    language: Language = "en" if record.language == "en" else "es"
    again = build_report(seen.standing, seen.provenance, status="issued", number=number, language=language)
    return again if fingerprint(again) == content_sha256 else None


def _file(name: str, sha256: str) -> ReportFile:
    suffix = PurePath(name).suffix.removeprefix(".")
    media_type = MEDIA_TYPES[Format(suffix)] if suffix in set(Format) else _OTHER_TYPE
    place = place_of(sha256)
    return ReportFile(name, sha256, media_type, suffix.upper(), place.stat().st_size if place.is_file() else None)
