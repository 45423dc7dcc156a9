"""What the ledger refuses."""

from rumbo.core.errors import RumboError


class LedgerError(RumboError):
    """The ledger refuses: a step that skips, a role that may not, a row that was tampered with. Nothing was stored."""
