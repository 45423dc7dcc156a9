"""Where the policy stands according to the ledger: recorded values, judged.

One road from the ledger to every screen and document: status, report and explanation all pass here, so they
cannot disagree.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import rumbo
from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.selectors import LedgerHead
from rumbo.core.monitoring.method import Method
from rumbo.core.monitoring.records import Standing
from rumbo.core.monitoring.standing import assess
from rumbo.core.observations import State
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.model import Provenance


@dataclass(frozen=True, slots=True)
class LedgerStanding:
    """A standing with the place in the ledger that it was read at.

    Attributes:
        standing: the judged values.
        head: the last ledger entry that was seen.
        counted_from: values in this state or a later one count.
    """

    standing: Standing
    head: LedgerHead
    counted_from: State

    @property
    def provenance(self) -> Provenance:
        """From what it was made, enough to make it again."""
        return Provenance(
            policy_sha256=self.standing.policy.sha256,
            method_sha256=self.standing.method.sha256,
            ledger_sequence=self.head.sequence,
            ledger_hash=self.head.row_hash,
            software=f"rumbo {rumbo.__version__}",
            counted_from=self.counted_from,
        )


def standing_at(
    policy: Policy,
    year: int,
    *,
    method: Method,
    as_of: datetime | None = None,
    counted_from: State = State.SUBMITTED,
) -> LedgerStanding:
    """Judge the values that counted at a moment.

    Args:
        policy: the policy.
        year: the year judged.
        method: how to judge.
        as_of: a UTC instant; what was recorded later is not seen. ``None`` means now.
        counted_from: ``submitted`` shows the provisional view, ``validated`` the approved one.

    Raises:
        InputError: the policy does not cover the year.
    """
    moment = as_of or datetime.now(UTC)
    head = selectors.head(as_of=moment)
    seen = head.recorded_at or moment  # what others commit meanwhile is left to a later head
    standing = assess(
        policy,
        year,
        selectors.observations(policy.code, as_of=seen, counted_from=counted_from),
        method,
        as_of=moment,
        due_dates=selectors.due_dates(policy.code, year, as_of=seen),
    )
    return LedgerStanding(standing, head, counted_from)
