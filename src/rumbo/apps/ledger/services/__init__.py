"""Everything that writes into the ledger, one module a use case."""

from rumbo.apps.ledger.services.campaigns import move_due_date, open_campaign
from rumbo.apps.ledger.services.evidence import store_evidence
from rumbo.apps.ledger.services.issuing import issue_report, reprint_problems
from rumbo.apps.ledger.services.publishing import publish
from rumbo.apps.ledger.services.record import record_values
from rumbo.apps.ledger.services.transitions import advance, advance_all, return_value

__all__ = [
    "advance",
    "advance_all",
    "issue_report",
    "move_due_date",
    "open_campaign",
    "publish",
    "record_values",
    "reprint_problems",
    "return_value",
    "store_evidence",
]
