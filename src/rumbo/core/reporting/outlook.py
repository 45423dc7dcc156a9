"""What is known last, and what does it take to reach the next target?"""

from dataclasses import dataclass
from decimal import Decimal

from rumbo.core.monitoring.records import Standing
from rumbo.core.policy.models import Indicator


@dataclass(frozen=True, slots=True)
class Outlook:
    """The latest value, the next target and the yearly change between them; ``None`` where there is none."""

    last_year: int | None = None
    last: Decimal | None = None
    target_year: int | None = None
    target: Decimal | None = None
    rate_pct: Decimal | None = None
    step: Decimal | None = None


def outlook(standing: Standing, indicator: Indicator) -> Outlook:
    """The latest value up to the report's year, the baseline included, and the first target after it.

    Where the year itself was due and has no value, the next target is the year's own.
    """
    known = _known(standing, indicator)
    last_year = max(known) if known else None
    after = max(standing.year - 1, last_year or 0)
    ahead = sorted(y for y, f in indicator.targets.items() if y > after and f.value is not None)
    target_year = ahead[0] if ahead else None
    target = indicator.target(target_year) if target_year else None
    last = known[last_year] if last_year else None
    if last is None or last_year is None or target is None or target_year is None:
        return Outlook(last_year, last, target_year, target)
    years = target_year - last_year
    return Outlook(last_year, last, target_year, target, _rate(last, target, years), (target - last) / years)


def _known(standing: Standing, indicator: Indicator) -> dict[int, Decimal]:
    known: dict[int, Decimal] = {}
    if indicator.baseline and indicator.baseline.value is not None:
        known[indicator.baseline.year] = indicator.baseline.value
    for (code, year), observation in standing.observations.items():
        if code == indicator.code and year <= standing.year and observation.value is not None:
            known[year] = observation.value
    return known


def _rate(last: Decimal, target: Decimal, years: int) -> Decimal | None:
    """Yearly growth in percent; a growth from zero or across it has no meaning."""
    if last <= 0 or target <= 0:
        return None
    return ((target / last) ** (Decimal(1) / years) - 1) * 100
