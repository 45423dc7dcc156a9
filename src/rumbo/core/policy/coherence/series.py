"""How a sheet's figures are read by the rules: the baseline and the targets as one series of points."""

from dataclasses import dataclass
from decimal import Decimal

from rumbo.core.numbers import written
from rumbo.core.policy.models import Direction, Figure, Indicator


@dataclass(frozen=True, slots=True)
class Point:
    """One year of an indicator with a value: the baseline or a target."""

    year: int
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    is_baseline: bool = False

    def terms(self) -> tuple[Decimal, Decimal] | None:
        """Numerator and denominator where both are printed and the division exists."""
        if self.numerator is None or self.denominator is None or self.denominator == 0:
            return None
        return self.numerator, self.denominator


def targets(indicator: Indicator) -> tuple[Point, ...]:
    """The targets that have a value, by year."""
    return tuple(
        _point(year, figure, figure.value)
        for year, figure in sorted(indicator.targets.items())
        if figure.value is not None
    )


def points(indicator: Indicator) -> tuple[Point, ...]:
    """The baseline, where it was measured, and the targets that have a value."""
    baseline = indicator.baseline
    if baseline is None or baseline.value is None:
        return targets(indicator)
    return (_point(baseline.year, baseline, baseline.value, is_baseline=True), *targets(indicator))


def table_source(indicator: Indicator) -> str:
    """Where the baseline and the targets are printed; the sheet where the table has no line of its own."""
    return indicator.baseline_source or indicator.source


def baseline_note(indicator: Indicator) -> str:
    """What the sheet notes about the baseline: its own note, or the footnotes that its asterisk calls."""
    baseline = indicator.baseline
    if baseline is None:
        return ""
    called = (baseline.printed or "").endswith("*")
    notes = [note.lstrip("* ") for note in indicator.footnotes if note.startswith("*")] if called else []
    return baseline.note or " ".join(notes)


def worse(indicator: Indicator, before: Decimal, after: Decimal) -> bool:
    """Whether a step goes against the direction of the indicator."""
    if indicator.direction is Direction.ASCENDING:
        return after < before
    return indicator.direction is Direction.DESCENDING and after > before


def written_years(years: list[int] | tuple[int, ...]) -> str:
    """Years as a reader lists them, runs of three or more as a range: ``2026-2028, 2032``."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]  # noqa: PLR2004 - two years are no range
    return ", ".join(parts)


def written_value(indicator: Indicator, value: Decimal) -> str:
    """A value with its sign of per cent where the unit is that."""
    return f"{written(value)}%" if indicator.unit == "%" else written(value)


def _point(year: int, figure: Figure, value: Decimal, *, is_baseline: bool = False) -> Point:
    return Point(year, value, figure.numerator, figure.denominator, is_baseline)
