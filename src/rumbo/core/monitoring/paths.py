"""Which way did an indicator come, and what does it take to reach what is expected next?"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from rumbo.core.monitoring.ratios import ARITHMETIC, HUNDRED
from rumbo.core.observations import Observations
from rumbo.core.policy.models import Indicator

#: How many years back an obtained value is looked for.
LOOK_BACK = 50


@dataclass(frozen=True, slots=True)
class YearValue:
    """The figure of one year, in the indicator's unit."""

    year: int
    value: Decimal


def known_values(indicator: Indicator, observations: Observations, year: int) -> tuple[YearValue, ...]:
    """Every known value up to a year, oldest first: the measured baseline and the obtained values.

    An obtained value of the baseline's own year takes its place.
    """
    known: dict[int, Decimal] = {}
    baseline = indicator.baseline
    if baseline and baseline.value is not None and baseline.year <= year:
        known[baseline.year] = baseline.value
    for past in range(year - LOOK_BACK, year + 1):
        observed = observations.get((indicator.code, past))
        if observed and observed.value is not None:
            known[past] = observed.value
    return tuple(YearValue(*item) for item in sorted(known.items()))


def last_known(indicator: Indicator, observations: Observations, year: int) -> YearValue | None:
    """The latest known value up to a year, the baseline included; ``None`` where nothing was ever measured."""
    known = known_values(indicator, observations, year)
    return known[-1] if known else None


def next_target(indicator: Indicator, observations: Observations, year: int) -> YearValue | None:
    """The first expected value that is still to be reached, as seen in a year.

    While the year itself is due and has no value it is the year's own, afterwards the first one of a later year;
    ``None`` after the last.
    """
    last = last_known(indicator, observations, year)
    after = max(year - 1, last.year) if last else year - 1
    ahead = sorted((y, f.value) for y, f in indicator.targets.items() if y > after and f.value is not None)
    return YearValue(*ahead[0]) if ahead else None


def required_step(last: YearValue | None, target: YearValue | None) -> Decimal | None:
    """The change a year, in the indicator's unit, that leads from the last known value to a target.

    ``None`` where one of them is missing or the target's year is not later.
    """
    if last is None or target is None or target.year <= last.year:
        return None
    with localcontext(ARITHMETIC):
        return (target.value - last.value) / (target.year - last.year)


def required_rate(last: YearValue | None, target: YearValue | None) -> Decimal | None:
    """The growth a year, in percent, that leads from the last known value to a target (compound).

    ``None`` where one of them is missing, the target's year is not later, or a figure is zero or negative, from which
    and to which no growth leads.
    """
    if last is None or target is None or target.year <= last.year or last.value <= 0 or target.value <= 0:
        return None
    with localcontext(ARITHMETIC):
        growth = (target.value / last.value) ** (Decimal(1) / (target.year - last.year))
        return (growth - 1) * HUNDRED


def observed_step(known: Sequence[YearValue]) -> Decimal | None:
    """The change a year, in the indicator's unit, from first to last known value; ``None`` with fewer than two."""
    return required_step(known[0], known[-1]) if known else None
