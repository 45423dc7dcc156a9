"""Did an indicator reach what was expected of it in a year? One judgement with its light and its reasons."""

from dataclasses import replace
from decimal import Decimal, localcontext

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.monitoring.direction import effective_direction, is_worse
from rumbo.core.monitoring.method import Method
from rumbo.core.monitoring.notes import note_text
from rumbo.core.monitoring.printed_ratio import differs_from_terms
from rumbo.core.monitoring.ratios import ARITHMETIC, type_1, type_2
from rumbo.core.monitoring.records import Compliance, Light, Note
from rumbo.core.numbers import half_up
from rumbo.core.policy.models import Direction, Indicator

__all__ = ["judge", "light_of", "note_text"]

#: Decimals with which a ratio is printed.
PRINTED_PLACES = 1


def judge(
    indicator: Indicator, year: int, value: Decimal | None, method: Method, *, explained: bool = False
) -> Compliance:
    """Judge the obtained value of one indicator in one year.

    Both ratios are computed; the method says which one counts. A missing value of a year with a target is
    ``no_data``, never a zero; a year without a target is ``not_due`` and keeps its value.

    Args:
        indicator: the indicator with its direction, baseline and targets.
        year: the year to judge.
        value: obtained value (valor obtenido) in the indicator's unit; ``None`` where there is none.
        method: the way to judge.
        explained: whether it was reported why there is no value; the judgement stays the same and a note says so.

    Returns:
        The judgement; its figures are always finite, ``None`` where they have no meaning.

    Raises:
        InputError: if the value is not a finite number.
    """
    _refuse_infinite(indicator, year, value)
    with localcontext(ARITHMETIC):
        direction, notes = effective_direction(indicator)
        target = indicator.target(year)
        unjudged = Compliance(
            indicator=indicator.code,
            year=year,
            value=value,
            target=target,
            baseline=indicator.baseline.value if indicator.baseline else None,
            ratio_pct=None,
            type2_pct=None,
            capped_pct=None,
            light=Light.NOT_DUE if target is None else Light.NO_DATA,
            direction=direction,
            notes=(*notes, *_target_notes(indicator, year)),
        )
        if value is None and explained:
            return replace(unjudged, notes=(*unjudged.notes, Note.NO_DATA_EXPLAINED))
        if value is None or target is None or direction is None:
            return unjudged
        return _judged(unjudged, value, target, direction, _type_2_notes(indicator, target, direction), method)


def light_of(ratio_pct: Decimal, method: Method) -> Light:
    """The light of a ratio: half-open bands on the unrounded figure, so that nothing falls between two of them."""
    if ratio_pct >= method.bands.green:
        return Light.GREEN
    return Light.AMBER if ratio_pct >= method.bands.amber else Light.RED


def _judged(  # noqa: PLR0917 - the known facts, then how to read them
    unjudged: Compliance,
    value: Decimal,
    target: Decimal,
    direction: Direction,
    second_notes: tuple[Note, ...],
    method: Method,
) -> Compliance:
    """The judgement of a value that there is, in a year that has a target."""
    first, first_notes = type_1(value, target, direction)
    second = type_2(value, target, unjudged.baseline) if unjudged.baseline is not None else None
    notes = [*unjudged.notes, *first_notes, *second_notes]
    ratio = first
    if method.counting_ratio == "type_2":
        if second is None or Note.TARGET_AGAINST_DIRECTION in second_notes:
            notes.append(Note.TYPE_1_INSTEAD)
        else:
            ratio = second
    capped = min(max(ratio, method.roll_up.floor), method.roll_up.cap)
    if capped != ratio:
        notes.append(Note.CAPPED)
    if _prints_as_the_band_above(ratio, method):
        notes.append(Note.JUST_BELOW_BAND)
    return replace(
        unjudged,
        ratio_pct=ratio,
        type2_pct=second,
        capped_pct=capped,
        light=light_of(ratio, method),
        notes=tuple(notes),
    )


def _target_notes(indicator: Indicator, year: int) -> tuple[Note, ...]:
    figure = indicator.targets.get(year)
    differs = figure is not None and differs_from_terms(figure, indicator.measure.scale)
    return (Note.TARGET_DIFFERS_FROM_RATIO,) if differs else ()


def _type_2_notes(indicator: Indicator, target: Decimal, direction: Direction) -> tuple[Note, ...]:
    """Why the progress since the baseline is undefined, or must be read with care."""
    if indicator.baseline is None:
        return (Note.NO_BASELINE,)
    baseline = indicator.baseline.value
    if baseline is None:
        return (Note.BASELINE_NOT_MEASURED,)
    if baseline == target:
        return (Note.TARGET_EQUALS_BASELINE,)
    return (Note.TARGET_AGAINST_DIRECTION,) if is_worse(target, baseline, direction) else ()


def _prints_as_the_band_above(ratio: Decimal, method: Method) -> bool:
    """Whether the printed ratio equals a band's limit that the ratio itself does not reach (94.96 prints as 95.0)."""
    limits = (method.bands.amber, method.bands.green)
    return any(0 < limit - ratio < 1 and half_up(ratio, PRINTED_PLACES) >= limit for limit in limits)


def _refuse_infinite(indicator: Indicator, year: int, value: Decimal | None) -> None:
    if value is not None and not value.is_finite():
        what = _("The value of {indicator} in {year} is “{value}”; a finite number was expected.")
        mend = _("Register the obtained value as a number, or leave it out where there is no data.")
        where = f"{indicator.code} {year}"
        raise InputError(Problem(what.format(indicator=indicator.code, year=year, value=value), where, mend))
