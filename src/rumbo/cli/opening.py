"""What a command needs before it can answer: the policy, the ledger, the moment.

Django and the ledger are imported only here and only when a command asks, so that ``rumbo policy`` starts fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rumbo.core.observations import State

if TYPE_CHECKING:
    from rumbo.apps.ledger.standing import LedgerStanding


def open_standing(policy: str, year: int, *, method: str, as_of: str, approved: bool) -> LedgerStanding:
    """Judge a year of a policy as the ledger stood at a moment.

    Args:
        policy: code or folder of the policy.
        year: the year judged.
        method: name of the method.
        as_of: a date, an instant or the number of an issued report; empty for now.
        approved: count only validated values; submitted ones count too otherwise.

    Raises:
        InputError: an unknown policy, method, moment or year.
    """
    from rumbo.core.monitoring.method import load_method
    from rumbo.core.policy.loader import find
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.apps.ledger import selectors
    from rumbo.apps.ledger.standing import standing_at

    return standing_at(
        find(policy),
        year,
        method=load_method(method),
        as_of=selectors.parse_as_of(as_of) if as_of else None,
        counted_from=State.VALIDATED if approved else State.SUBMITTED,
    )
