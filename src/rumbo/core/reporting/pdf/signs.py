"""How is a figure, a light or a score written in the document? The small records that every page shares."""

from dataclasses import dataclass
from decimal import Decimal

from rumbo.core.language import _
from rumbo.core.monitoring.records import Light
from rumbo.core.numbers import written
from rumbo.core.reporting.chart_text import chart_figure
from rumbo.core.reporting.labels import light_name
from rumbo.core.reporting.model import IndexRow, Value


@dataclass(frozen=True, slots=True)
class Mark:
    """A light: ``light`` chooses shape and colour, ``word`` tells it."""

    light: str
    word: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what it holds."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as written, and below it the two terms of its ratio (empty where it has none)."""

    figure: str
    terms: str = ""


@dataclass(frozen=True, slots=True)
class PrintedScore:
    """A score with its coverage; ``length`` (0 to 100) is that of its bar, ``None`` where there is no data."""

    figure: str
    coverage: str
    mark: Mark
    length: float | None


def mark(light: Light) -> Mark:
    """The light with its word."""
    return Mark(light.value, light_name(light))


def figure(value: Decimal | None) -> str:
    """A figure as given, a computed one rounded; a dash where there is none."""
    return written(None) if value is None else chart_figure(value)


def percent(value: Decimal | None) -> str:
    """A ratio in percent with one decimal; a dash where there is none."""
    return f"{written(value, 1)}\u00a0%" if value is not None else written(None)


def amount(value: Value | None) -> Amount:
    """A figure with its terms."""
    if value is None:
        return Amount(written(None))
    shown = figure(value.value) if value.value is not None else value.printed or written(None)
    if value.numerator is None or value.denominator is None:
        return Amount(shown)
    return Amount(shown, f"{written(value.numerator)} / {written(value.denominator)}")


def coverage(row: IndexRow) -> str:
    """On how many indicators a score rests."""
    if not row.due:
        return _("none programmed")
    return _("{with_data} of {due} indicators with data").format(with_data=row.with_data, due=row.due)


def score(row: IndexRow) -> PrintedScore:
    """A score with its light, its coverage and its bar."""
    length = None if row.value is None else float(min(max(row.value, Decimal(0)), Decimal(100)))
    return PrintedScore(percent(row.value), coverage(row), mark(row.light), length)
