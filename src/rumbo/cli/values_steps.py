"""How values move on their way from the command line. It needs Django started, so commands import it where they act."""

from django.db import transaction

from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import advance, advance_all, return_value
from rumbo.cli.acting import acting
from rumbo.core.observations import State
from rumbo.core.policy.models import Policy


def take_step(
    policy: Policy, year: int, state: State, codes: tuple[str, ...], *, by: str, comment: str
) -> tuple[list[str], list[str]]:
    """Take the named values to a state, all of them or none; or every value of the year that stands one step before.

    Returns:
        Codes of the values moved and of those left where they stand.
    """
    actor = acting(by)
    if not codes:
        done = advance_all(policy.code, year, state, actor, comment=comment)
        return [key.indicator for key in done.moved], [key.indicator for key in done.left]
    unique = list(dict.fromkeys(codes))
    with transaction.atomic():
        for code in unique:
            advance(ObservationKey(policy.code, code, year), state, actor=actor, comment=comment)
    return unique, []


def send_back(policy: Policy, code: str, year: int, *, by: str, reason: str) -> State:
    """Return a value to its reporter with the reason."""
    return return_value(ObservationKey(policy.code, code, year), actor=acting(by), reason=reason)
