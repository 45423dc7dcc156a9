"""What does the chart of an indicator show? Its baseline, expected and obtained values, and the ranges of its axes."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from rumbo.core.reporting.model import IndicatorRow

Dated = tuple[int, Decimal]
"""A year and its value."""

_ROOM = Decimal("0.22")
"""Part of the range that is left free above and below the values, for the words beside them."""
_MARGIN = 0.4
"""Years left free at both ends."""


@dataclass(frozen=True)
class Series:
    """The figures of a chart.

    Attributes:
        start: the baseline, or nothing where it was not measured.
        expected: every expected value.
        obtained: obtained values after the baseline year, oldest first.
        simulated: the years whose obtained value is simulated.
        horizon: last year of the axis.
    """

    start: tuple[Dated, ...]
    expected: tuple[Dated, ...]
    obtained: tuple[Dated, ...]
    simulated: frozenset[int]
    horizon: int

    @cached_property
    def expected_line(self) -> tuple[Dated, ...]:
        """The path of expected values, from the baseline on."""
        return (*self.start, *self.expected)

    @cached_property
    def obtained_line(self) -> tuple[Dated, ...]:
        """From the baseline through the obtained values; nothing before the first of them."""
        return (*self.start, *self.obtained) if self.obtained else ()

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that have a figure, and the horizon."""
        known = {year for year, _value in (*self.expected_line, *self.obtained)}
        return tuple(sorted(known | {self.horizon}))

    @cached_property
    def years_range(self) -> tuple[float, float]:
        """Ends of the axis of years."""
        return self.years[0] - _MARGIN, self.horizon + _MARGIN

    @cached_property
    def values_range(self) -> tuple[float, float]:
        """Ends of the axis of values: all of them with room for words. It need not start at zero."""
        values = [value for _year, value in (*self.expected_line, *self.obtained)] or [Decimal(0), Decimal(1)]
        low, high = min(values), max(values)
        room = (high - low) * _ROOM or max(abs(high) * _ROOM, Decimal(1))
        bottom = Decimal(0) if low >= 0 > low - room else low - room
        return float(bottom), float(high + room)


def series_of(row: IndicatorRow, horizon: int) -> Series:
    """The figures of an indicator's chart, up to the policy's horizon."""
    start = row.baseline.value if row.baseline else None
    return Series(
        start=() if start is None or row.baseline_year is None else ((row.baseline_year, start),),
        expected=tuple((p.year, p.target) for p in row.series if p.target is not None),
        obtained=tuple(
            (p.year, p.obtained) for p in row.series if p.obtained is not None and p.year != row.baseline_year
        ),
        simulated=frozenset(p.year for p in row.series if p.simulated),
        horizon=horizon,
    )
