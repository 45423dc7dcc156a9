"""Which reports were issued, and from what; which of them are public."""

from datetime import datetime

from rumbo.apps.ledger.models import IssuedReport, Publication
from rumbo.apps.ledger.reading.moments import known_until
from rumbo.apps.ledger.records import IssuedReportRecord, PublishedReportRecord


def issued_reports(
    policy_code: str = "", year: int | None = None, as_of: datetime | None = None
) -> tuple[IssuedReportRecord, ...]:
    """Reports issued until a moment, oldest first; of every policy and year unless they are given."""
    until = known_until(as_of)
    if until is None:
        return ()
    rows = IssuedReport.objects.filter(recorded_at__lte=until).order_by("sequence")
    rows = rows.filter(policy=policy_code) if policy_code else rows
    rows = rows.filter(year=year) if year is not None else rows
    return tuple(report_record(row) for row in rows)


def published_reports(
    policy_code: str = "", year: int | None = None, as_of: datetime | None = None
) -> tuple[PublishedReportRecord, ...]:
    """Reports made public until a moment, in the order in which they were; of every policy and year unless given."""
    until = known_until(as_of)
    if until is None:
        return ()
    rows = Publication.objects.filter(recorded_at__lte=until).order_by("sequence").select_related("report")
    rows = rows.filter(policy=policy_code) if policy_code else rows
    rows = rows.filter(report__year=year) if year is not None else rows
    return tuple(published_record(row) for row in rows)


def next_report_number(policy_code: str, year: int) -> str:
    """The number that the next report of a year will have: ``2026-01``, ``2026-02`` ..."""
    return f"{year}-{IssuedReport.objects.filter(policy=policy_code, year=year).count() + 1:02d}"


def report_record(row: IssuedReport) -> IssuedReportRecord:
    """A stored row as a record."""
    return IssuedReportRecord(
        number=row.number,
        policy=row.policy,
        year=row.year,
        as_of=row.as_of,
        ledger_sequence=row.ledger_sequence,
        ledger_hash=row.ledger_hash,
        language=row.language,
        method=row.method,
        method_sha256=row.method_sha256,
        policy_sha256=row.policy_sha256,
        content_sha256=row.content_sha256,
        files=dict(row.files),
        issued_at=row.recorded_at,
        issued_by=row.recorded_by_name,
        sequence=row.sequence,
    )


def published_record(row: Publication) -> PublishedReportRecord:
    """A stored publication as a record."""
    return PublishedReportRecord(report_record(row.report), row.recorded_at, row.recorded_by_name, row.sequence)
