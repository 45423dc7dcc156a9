"""Numbers: do the ratios of a sheet equal their terms, are they rounded in one way, and has a digit slipped?"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from statistics import median

from rumbo.core.language import _
from rumbo.core.numbers import half_up, written
from rumbo.core.policy.coherence.engine import rule
from rumbo.core.policy.coherence.records import Evidence, Instance, Severity
from rumbo.core.policy.coherence.rounding import Agreement, Recomputed, decimals, recomputed
from rumbo.core.policy.coherence.series import Point, points, table_source, written_value, written_years
from rumbo.core.policy.coherence.wording import one_digit_apart
from rumbo.core.policy.models import Indicator, Policy

#: A ratio this many times away from its terms, in points of its own scale, is no slip of one unit but another fact.
FAR_APART = Decimal("0.25")
#: One digit added or lost moves a number about tenfold; smooth series of targets never jump this much and back.
DIGIT_JUMP = 5
#: Shorter numbers are one digit apart by chance (280 and 290); from here on a jump by one digit is a slip.
SHORTEST_JUMP = 4
#: From this length on, two neighbours that differ by one digit and by next to nothing are one number misprinted.
SHORTEST_SLIP = 5
#: "Next to nothing": a change of one part in ten thousand is no target.
SLIP_SHARE = Decimal("0.0001")


@rule("NU-04", "Ratio target", "Is a ratio target equal to numerator over denominator?")
def ratio_target(policy: Policy) -> Iterator[Instance]:
    """Recompute every ratio; truncation and the rounding of the terms are no mismatch, a slipped digit is NU-08's."""
    for indicator in policy.indicators:
        series = points(indicator)
        slipped = {point.year for point, _term, _restored in _jumps(series)}
        different = [
            each
            for each in recomputed(indicator, series)
            if each.agreement is Agreement.DIFFERENT and each.point.year not in slipped
        ]
        if different:
            yield Instance(
                title=_("The ratio of {code} differs from numerator over denominator in {years}.").format(
                    code=indicator.code, years=written_years([each.point.year for each in different])
                ),
                elements=(indicator.code,),
                values=_compared(indicator, different),
                severity=Severity.HIGH if any(_far(indicator, each) for each in different) else None,
                resolution=_("Correct the percentage or its terms."),
            )


def _far(indicator: Indicator, each: Recomputed) -> bool:
    return abs(each.value - each.point.value) > FAR_APART * indicator.measure.scale


@rule("NU-05", "Rounding method", "Does a series round in one way?", severity=Severity.LOW)
def rounding_method(policy: Policy) -> Iterator[Instance]:
    """Report the series with truncated ratios in a policy that rounds elsewhere.

    Where every ratio of the policy is truncated, that is its convention, and nothing is said.
    """
    read = {indicator.code: recomputed(indicator, points(indicator)) for indicator in policy.indicators}
    if not any(each.agreement is Agreement.ROUNDED for series in read.values() for each in series):
        return
    for indicator in policy.indicators:
        truncated = [each for each in read[indicator.code] if each.agreement is Agreement.TRUNCATED]
        if not truncated:
            continue
        mixed = any(each.agreement is Agreement.ROUNDED for each in read[indicator.code])
        sentence = (
            _("Some ratios of {code} are truncated and others rounded; truncated: {years}.")
            if mixed
            else _("Ratios of {code} are truncated, while the policy rounds elsewhere: {years}.")
        )
        yield Instance(
            title=sentence.format(code=indicator.code, years=written_years([each.point.year for each in truncated])),
            elements=(indicator.code,),
            values=_compared(indicator, truncated),
            resolution=_("Round every ratio of the series in one way."),
        )


def _compared(indicator: Indicator, found: list[Recomputed]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            _("{year}: {printed} printed, {numerator}/{denominator} = {value}").format(
                year=each.point.year,
                printed=written_value(indicator, each.point.value),
                numerator=written(each.numerator),
                denominator=written(each.denominator),
                value=written_value(indicator, half_up(each.value, decimals(each.point.value) + 2)),
            ),
            table_source(indicator),
        )
        for each in found
    )


@rule("NU-08", "Outlier in a series", "Does a value break an otherwise constant or smooth series by a digit?")
def outlier(policy: Policy) -> Iterator[Instance]:
    """Look for terms one digit away from their neighbours: tenfold away, or away by next to nothing."""
    for indicator in policy.indicators:
        series = points(indicator)
        jumps = _jumps(series)
        if jumps:
            yield _digit_instance(indicator, jumps, severity=None)
        slips = _slips(series)
        if slips:
            yield _digit_instance(indicator, slips, severity=Severity.LOW)


def _digit_instance(
    indicator: Indicator, found: list[tuple[Point, Decimal, Decimal]], *, severity: Severity | None
) -> Instance:
    return Instance(
        title=_("A term of {code} is one digit away from its neighbours in {years}: {term} beside {other}.").format(
            code=indicator.code,
            years=written_years([point.year for point, _term, _other in found]),
            term=written(found[0][1]),
            other=written(found[0][2]),
        ),
        elements=(indicator.code,),
        about="slip" if severity else "jump",
        values=tuple(
            Evidence(f"{p.year}: {written(p.numerator)}/{written(p.denominator)}", table_source(indicator))
            for p, _t, _o in found
        ),
        severity=severity,
        resolution=_("Correct the digit."),
    )


_TERMS: tuple[Callable[[Point], Decimal | None], ...] = (lambda p: p.numerator, lambda p: p.denominator)


def _jumps(series: tuple[Point, ...]) -> list[tuple[Point, Decimal, Decimal]]:
    """Terms that are one digit and a large factor away from the middle of their series: point, term, expected term."""
    found = []
    for term in _TERMS:
        column = [(point, value) for point in series if (value := term(point)) and _is_whole(value, SHORTEST_JUMP)]
        if not column:
            continue
        middle = median([value for _point, value in column])
        for point, value in column:
            nearest = next((o for _p, o in column if one_digit_apart(int(o), int(value)) and o != value), None)
            off = max(value, middle) / min(value, middle)
            if nearest is not None and off >= DIGIT_JUMP:
                found.append((point, value, nearest))
    return found


def _slips(series: tuple[Point, ...]) -> list[tuple[Point, Decimal, Decimal]]:
    """Terms that differ from the next year's by one digit and next to nothing, while the other term stays."""
    found = []
    for this, following in pairwise(series):
        for term, other in (_TERMS, _TERMS[::-1]):
            a, b = term(this), term(following)
            if a is None or b is None or a == b or other(this) != other(following):
                continue
            if not (_is_whole(a, SHORTEST_SLIP) and _is_whole(b, SHORTEST_SLIP) and one_digit_apart(int(a), int(b))):
                continue
            if abs(a - b) <= SLIP_SHARE * a:
                found.append((this, a, b))
    return found


def _is_whole(value: Decimal, shortest: int) -> bool:
    return value == value.to_integral_value() and len(str(int(abs(value)))) >= shortest
