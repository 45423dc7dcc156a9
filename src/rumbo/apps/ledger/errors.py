"""What the ledger refuses."""

from rumbo.core.errors import Problem, RumboError
from rumbo.core.language import _


class LedgerError(RumboError):
    """The ledger refuses: a step that skips, a role that may not, a row that was tampered with. Nothing was stored."""


def missing_head() -> Problem:
    """The one row that says where the ledger ends is gone."""
    return Problem(_("The head of the ledger is missing."), "ledger_chainhead", _("Restore it from a backup."))
