"""Everything that is read from the ledger, now or as it was known at a moment."""

from rumbo.apps.ledger.reading.campaigns import campaign, due_dates
from rumbo.apps.ledger.reading.moments import head, parse_as_of
from rumbo.apps.ledger.reading.values import history, observations
from rumbo.apps.ledger.records import LedgerHead

__all__ = ["LedgerHead", "campaign", "due_dates", "head", "history", "observations", "parse_as_of"]
