"""What is accepted and yet worth a second look: a jump, far over the target, a value that was approved already."""

from dataclasses import dataclass
from decimal import Decimal

from rumbo.core.errors import Problem
from rumbo.core.intake.limits import shown
from rumbo.core.language import _
from rumbo.core.numbers import half_up
from rumbo.core.observations import Observation, Observations, State
from rumbo.core.policy.models import Direction, Indicator

_APPROVED = (State.VALIDATED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a doubt is raised; the defaults are those of the method that ships.

    Attributes:
        jump_factor: more than so many times the last value, or less than one over it.
        over_target_pct: percent of the target.
    """

    jump_factor: Decimal = Decimal(2)
    over_target_pct: Decimal = Decimal(120)


def last_known(indicator: Indicator, year: int, observations: Observations) -> tuple[int, Decimal] | None:
    """Year and value of the latest observation before a year, else of the baseline."""
    earlier = [
        (seen.year, seen.value)
        for (code, seen_year), seen in observations.items()
        if code == indicator.code and seen_year < year and seen.value is not None
    ]
    if earlier:
        return max(earlier)
    baseline = indicator.baseline
    if baseline and baseline.value is not None and baseline.year < year:
        return baseline.year, baseline.value
    return None


def known_values(indicator: Indicator, year: int, observations: Observations) -> list[Decimal]:
    """The figures that tell how large a value of the year may be: the last one and the year's target."""
    last = last_known(indicator, year, observations)
    target = indicator.target(year)
    return [*([last[1]] if last else []), *([target] if target is not None else [])]


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that was read, and where."""

    indicator: Indicator
    year: int
    value: Decimal
    place: str


def doubts(stated: Stated, observations: Observations, thresholds: Thresholds) -> list[Problem]:
    """Every doubt about one value, as a warning with its place."""
    found = (
        _jump(stated, last_known(stated.indicator, stated.year, observations), thresholds.jump_factor),
        _over_target(stated, thresholds.over_target_pct),
        _approved(stated, observations.get((stated.indicator.code, stated.year))),
    )
    return [doubt for doubt in found if doubt]


def _jump(stated: Stated, last: tuple[int, Decimal] | None, factor: Decimal) -> Problem | None:
    value = stated.value
    if last is None or last[1] <= 0 or value < 0 or last[1] / factor <= value <= last[1] * factor:
        return None
    return Problem(
        _("{value} is far from the last value of {code}, {last} in {year}.").format(
            value=shown(value), code=stated.indicator.code, last=shown(last[1]), year=last[0]
        ),
        stated.place,
        _("Check the figure and its unit ({unit}).").format(unit=stated.indicator.unit),
    )


def _over_target(stated: Stated, limit_pct: Decimal) -> Problem | None:
    value, target, direction = stated.value, stated.indicator.target(stated.year), stated.indicator.direction
    if target is None or target <= 0 or value <= 0 or direction in (None, Direction.UNDEFINED):
        return None
    percent = target * 100 / value if direction is Direction.DESCENDING else value * 100 / target
    if percent <= limit_pct:
        return None
    return Problem(
        _("{value} complies at {percent} % with the expected value of {code}, {target}.").format(
            value=shown(value), percent=half_up(percent, 0), code=stated.indicator.code, target=shown(target)
        ),
        stated.place,
        _("Check the figure; if it is right, explain it in the comment."),
    )


def _approved(stated: Stated, held: Observation | None) -> Problem | None:
    if held is None or held.value is None or held.value == stated.value:
        return None
    approved = held.value if held.state in _APPROVED else held.approved_before
    if approved is None:
        return None
    return Problem(
        _("{code} already has an approved value for {year}: {approved}.").format(
            code=held.indicator, year=held.year, approved=shown(approved)
        ),
        stated.place,
        _("The new value must be consolidated and validated again."),
    )
