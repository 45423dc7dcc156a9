"""Quality and coverage: do the two indicators of one output speak of the same quantity?

IN-04 is a rule of the design evaluation. IN-12 is added: a coverage defined as what the quality ratio puts in its
numerator, but printed with the figures of its denominator. IN-07 is asked of the sheets alone.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.policy.coherence.engine import rule
from rumbo.core.policy.coherence.records import Certainty, Evidence, Instance, Severity
from rumbo.core.policy.coherence.series import Point, points, table_source, targets, written_years
from rumbo.core.policy.coherence.wording import counted, meaningful
from rumbo.core.policy.models import Indicator, Kind, Policy, Service

#: A coverage that misses the denominator by no more than this share of it is a matter of scope, not of meaning.
SMALL_SHORTFALL = Decimal("0.05")
#: A universe that loses more than this share of itself before the first target is no ordinary turn of a programme.
SHRINKS = Decimal("0.10")

_Row = tuple[Point, Point]


@rule(
    "IN-04",
    "Coverage below quality denominator",
    "Is the coverage target at least the denominator of the quality ratio of the same output?",
)
def coverage_below_denominator(policy: Policy) -> Iterator[Instance]:
    """Compare a coverage with the denominator of a quality ratio that counts the same thing in the same service."""
    for service in policy.services:
        for quality, coverage in _pairs(service):
            if counted(quality.formula.denominator or "") != counted(coverage.name):
                continue
            below = [row for row in _rows(quality, coverage) if _shortfall(row) > 0]
            if below:
                yield Instance(
                    title=_("The coverage {coverage} is below the denominator of {quality} in {years}.").format(
                        coverage=coverage.code, quality=quality.code, years=_years(below)
                    ),
                    elements=(coverage.code, quality.code),
                    values=_shown(quality, coverage, below),
                    severity=Severity.LOW if all(_shortfall(row) <= SMALL_SHORTFALL for row in below) else None,
                    remark=_numerator_remark(below),
                    resolution=_("Count the same output in both indicators, or say how they differ."),
                )


def _shortfall(row: _Row) -> Decimal:
    """By which share of the denominator the coverage stays below it."""
    ratio, count = row
    return 1 - count.value / ratio.denominator if ratio.denominator else Decimal(0)


def _numerator_remark(rows: list[_Row]) -> str:
    same = [row for row in rows if row[1].value == row[0].numerator]
    if not same:
        return ""
    return _("The coverage equals the numerator of the quality ratio in {years}.").format(years=_years(same))


@rule(
    "IN-12",
    "Coverage equal to the other term",
    "Does a coverage that is defined as the numerator of the quality ratio carry the figures of its numerator?",
    certainty=Certainty.PROBABLE,
)
def coverage_equals_other_term(policy: Policy) -> Iterator[Instance]:
    """Added to the rules of the design evaluation: definition of one term, figures of the other, in every year.

    A coverage says numerator where its definition has every word that tells the numerator from the denominator, and
    none that tells the denominator from the numerator.
    """
    for service in policy.services:
        for quality, coverage in _pairs(service):
            rows = _rows(quality, coverage)
            differs = any(row[0].numerator != row[0].denominator for row in rows)
            equal = bool(rows) and all(row[1].value == row[0].denominator for row in rows)
            if equal and differs and _says_numerator(quality, coverage):
                yield Instance(
                    title=_("{coverage} is defined as the numerator of {quality} and carries its denominator.").format(
                        coverage=coverage.code, quality=quality.code
                    ),
                    elements=(coverage.code, quality.code),
                    values=_shown(quality, coverage, rows[:1]),
                    remark=_("So it is in every year: {years}.").format(years=_years(rows)),
                    resolution=_("Correct the definition or the targets of the coverage indicator."),
                )


@rule(
    "IN-07",
    "Step out of history",
    "Is the first step away from the baseline plausible?",
    severity=Severity.LOW,
)
def universe_shrinks(policy: Policy) -> Iterator[Instance]:
    """Find a universe that shrinks from the baseline to the first target while the coverage of its service grows.

    The test of the first step against past years needs figures from outside the sheets, and is not made here.
    """
    for service in policy.services:
        for quality, coverage in _pairs(service):
            rows = _rows(quality, coverage, points)
            if len(rows) > 1 and rows[0][0].is_baseline and rows[0][1].is_baseline:
                (base, count), (first, next_count) = rows[0], rows[1]
                if _lost(base, first) > SHRINKS and next_count.value > count.value:
                    yield Instance(
                        title=_(
                            "The universe of {quality} shrinks from {before} to {after} while {coverage} grows."
                        ).format(
                            quality=quality.code,
                            before=written(base.denominator),
                            after=written(first.denominator),
                            coverage=coverage.code,
                        ),
                        elements=(quality.code, coverage.code),
                        values=_shown(quality, coverage, rows[:2]),
                        resolution=_("Explain the change of the universe, or correct the terms."),
                    )


def _lost(base: Point, first: Point) -> Decimal:
    """The share of its denominator that a ratio loses between two points."""
    return 1 - first.denominator / base.denominator if base.denominator and first.denominator else Decimal(0)


def _says_numerator(quality: Indicator, coverage: Indicator) -> bool:
    numerator = set(meaningful(quality.formula.numerator or ""))
    denominator = set(meaningful(quality.formula.denominator or ""))
    definition = set(meaningful(f"{coverage.name} {coverage.formula.operand or ''}"))
    only_numerator, only_denominator = numerator - denominator, denominator - numerator
    return bool(only_numerator) and only_numerator <= definition and not only_denominator & definition


def _pairs(service: Service) -> Iterator[tuple[Indicator, Indicator]]:
    """A quality ratio and a coverage count of one service."""
    for quality in service.indicators:
        for coverage in service.indicators:
            ratio_and_count = quality.measure.reported_as == "ratio" and coverage.measure.reported_as == "value"
            if quality.kind is Kind.QUALITY and coverage.kind is Kind.COVERAGE and ratio_and_count:
                yield quality, coverage


def _rows(
    quality: Indicator, coverage: Indicator, read: Callable[[Indicator], tuple[Point, ...]] = targets
) -> list[_Row]:
    """The years in which both have a value and the ratio prints its terms."""
    counts = {point.year: point for point in read(coverage)}
    return [(point, counts[point.year]) for point in read(quality) if point.terms() and point.year in counts]


def _years(rows: list[_Row]) -> str:
    return written_years([quality.year for quality, _coverage in rows])


def _shown(quality: Indicator, coverage: Indicator, rows: list[_Row]) -> tuple[Evidence, ...]:
    counts = ", ".join(f"{c.year}: {written(c.value)}" for _q, c in rows)
    ratios = ", ".join(f"{q.year}: {written(q.numerator)}/{written(q.denominator)}" for q, _c in rows)
    return (
        Evidence(f"{coverage.code} {counts}", table_source(coverage)),
        Evidence(f"{quality.code} {ratios}", table_source(quality)),
    )
