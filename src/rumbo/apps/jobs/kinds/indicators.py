"""Computing the indicators that nobody reports."""

from rumbo.apps.jobs.kinds.contract import Kind, Outcome, Parameters, Work
from rumbo.apps.ledger.computing import compute_indicators
from rumbo.core.customs.lake import Lake
from rumbo.core.language import _
from rumbo.core.policy.loader import find
from rumbo.core.workspace import workspace


class IndicatorsAsked(Parameters):
    """Which indicators, of which year, from which version of the lake; the latest without one."""

    policy: str
    year: int
    version: int | None = None


def _compute(work: Work[IndicatorsAsked]) -> Outcome:
    def tell(place: int, count: int, code: str) -> None:
        work.tell(100 * place // count, _("{code} is being computed.").format(code=code))

    done = compute_indicators(
        find(work.asked.policy),
        work.asked.year,
        lake=Lake(workspace().lake),
        actor=work.actor,
        version=work.asked.version,
        tell=tell,
    )
    no_data = {computed.indicator: computed.reason for computed in done.computed if computed.value is None}
    sentence = _("{recorded} values recorded, {unchanged} as they were, {without} without data.").format(
        recorded=len(done.recorded), unchanged=len(done.unchanged), without=len(no_data)
    )
    data = {"recorded": list(done.recorded), "unchanged": list(done.unchanged), "no_data": no_data}
    return Outcome(sentence, data=data)


INDICATORS = Kind(IndicatorsAsked, _compute)
