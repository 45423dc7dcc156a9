"""Everything that is read from the ledger, now or as it was known at a moment."""

from rumbo.apps.ledger.reading.campaigns import campaign, campaign_years, due_dates, moved_due_dates
from rumbo.apps.ledger.reading.log import log, recorders
from rumbo.apps.ledger.reading.moments import head, parse_as_of
from rumbo.apps.ledger.reading.reports import issued_reports, next_report_number, published_reports
from rumbo.apps.ledger.reading.values import history, latest_of_year, observations
from rumbo.apps.ledger.records import LedgerHead, LogEntry, LogFilter, LogKind, PublishedReportRecord, RevisionRecord
from rumbo.apps.ledger.verification import Verification, verify

__all__ = [
    "LedgerHead",
    "LogEntry",
    "LogFilter",
    "LogKind",
    "PublishedReportRecord",
    "RevisionRecord",
    "Verification",
    "campaign",
    "campaign_years",
    "due_dates",
    "head",
    "history",
    "issued_reports",
    "latest_of_year",
    "log",
    "moved_due_dates",
    "next_report_number",
    "observations",
    "parse_as_of",
    "published_reports",
    "recorders",
    "verify",
]
