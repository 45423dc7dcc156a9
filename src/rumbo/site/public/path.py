"""What was promised and what was reached, year by year? The rows of the table that stands beside the chart."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rumbo.core.monitoring.compliance import judge
from rumbo.core.monitoring.method import Method
from rumbo.core.monitoring.records import Light
from rumbo.core.observations import Observation, Observations
from rumbo.core.policy.models import Figure, Indicator
from rumbo.core.reporting.model import Value


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of an indicator.

    Attributes:
        year: the year.
        baseline: whether it is the baseline's.
        expected: the baseline or the expected value; ``None`` where nothing is programmed.
        obtained: the obtained value; ``None`` where none is known.
        ratio_pct: compliance in percent; ``None`` without value or expected value.
        light: its light; ``None`` for the baseline and for years that are still to come.
        simulated: whether the obtained value is invented.
        no_data_reason: why there is none, as it was reported; empty where nobody said so.
        expected_on: when the missing value is expected; ``None`` where nobody said so.
    """

    year: int
    baseline: bool
    expected: Value | None
    obtained: Value | None
    ratio_pct: Decimal | None
    light: Light | None
    simulated: bool
    no_data_reason: str = ""
    expected_on: date | None = None


def year_rows(indicator: Indicator, observations: Observations, until: int, method: Method) -> tuple[YearRow, ...]:
    """The baseline, every year with an expected or an obtained value, in order.

    Args:
        indicator: the sheet.
        observations: the values that may be shown.
        until: obtained values of later years are left out.
        method: how the ratios are judged.
    """
    known = {year for code, year in observations if code == indicator.code and year <= until}
    rows = [_row(indicator, observations, year, until, method) for year in sorted({*indicator.targets, *known})]
    base = indicator.baseline
    if base is None:
        return tuple(rows)
    start = YearRow(
        base.year, baseline=True, expected=_value(base), obtained=None, ratio_pct=None, light=None, simulated=False
    )
    return (start, *(row for row in rows if row.year != base.year))


def _row(indicator: Indicator, observations: Observations, year: int, until: int, method: Method) -> YearRow:
    seen = observations.get((indicator.code, year)) if year <= until else None
    judged = judge(indicator, year, seen.value if seen else None, method)
    return YearRow(
        year=year,
        baseline=False,
        expected=_value(indicator.targets.get(year)),
        obtained=_obtained(seen),
        ratio_pct=judged.ratio_pct,
        light=judged.light if year <= until else None,
        simulated=bool(seen and seen.simulated),
        no_data_reason=seen.no_data_reason if seen else "",
        expected_on=seen.expected_on if seen else None,
    )


def _obtained(seen: Observation | None) -> Value | None:
    if seen is None or seen.value is None:
        return None
    return Value(value=seen.value, numerator=seen.numerator, denominator=seen.denominator)


def _value(figure: Figure | None) -> Value | None:
    if figure is None:
        return None
    return Value(value=figure.value, numerator=figure.numerator, denominator=figure.denominator, printed=figure.printed)
