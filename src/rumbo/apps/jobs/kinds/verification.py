"""Checking the whole ledger."""

import dataclasses

from rumbo.apps.jobs.kinds.contract import Kind, Outcome, Parameters, Work
from rumbo.apps.ledger.selectors import verify
from rumbo.core.language import _, ngettext
from rumbo.core.numbers import written


class VerificationAsked(Parameters):
    """Nothing need be said: the whole ledger is meant."""


def _verify(work: Work[VerificationAsked]) -> Outcome:
    work.tell(0, _("The ledger is being checked."))
    outcome = verify()
    if outcome.sound:
        told = ngettext("The ledger is sound: {count} entry.", "The ledger is sound: {count} entries.", outcome.entries)
        sentence = told.format(count=written(outcome.entries))
    else:
        count = len(outcome.faults)
        sentence = ngettext("The ledger has {count} fault.", "The ledger has {count} faults.", count).format(
            count=count
        )
    data = {
        "sound": outcome.sound,
        "entries": outcome.entries,
        "head": {"sequence": outcome.head.sequence, "row_hash": outcome.head.row_hash},
        "faults": [dataclasses.asdict(fault) for fault in outcome.faults],
    }
    return Outcome(sentence, data=data)


VERIFICATION = Kind(VerificationAsked, _verify)
