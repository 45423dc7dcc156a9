"""Everything that is read from the ledger, now or as it was known at a moment."""

from rumbo.apps.ledger.reading.campaigns import campaign, due_dates
from rumbo.apps.ledger.reading.log import log
from rumbo.apps.ledger.reading.moments import head, parse_as_of
from rumbo.apps.ledger.reading.reports import issued_reports, next_report_number
from rumbo.apps.ledger.reading.values import history, observations
from rumbo.apps.ledger.records import LedgerHead, RevisionRecord
from rumbo.apps.ledger.verification import Verification, verify

__all__ = [
    "LedgerHead",
    "RevisionRecord",
    "Verification",
    "campaign",
    "due_dates",
    "head",
    "history",
    "issued_reports",
    "log",
    "next_report_number",
    "observations",
    "parse_as_of",
    "verify",
]
