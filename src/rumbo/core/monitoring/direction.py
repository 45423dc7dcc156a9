"""Where should an indicator go, when the sheet says so and when it does not?"""

from decimal import Decimal
from itertools import pairwise

from rumbo.core.monitoring.records import Note
from rumbo.core.policy.models import Direction, Indicator


def effective_direction(indicator: Indicator) -> tuple[Direction | None, tuple[Note, ...]]:
    """The direction to judge by, and how it was found.

    A printed direction is taken as it is. Where the sheet prints "No definido" or is cut, the direction is that of the
    net change of the expected values (logros esperados), from the first to the last: the sum of the successive
    differences. A series that goes both ways is so read by where it ends; if it ends where it began, the greater number
    of rises or falls decides. A series without any change, or balanced in both, is ascending by convention.

    Args:
        indicator: an indicator with its targets.

    Returns:
        The direction, and the notes ``direction_inferred``, ``constant_series``, ``series_both_ways`` or
        ``no_direction``. The direction is ``None`` only where there is neither a direction nor a target.
    """
    if indicator.direction in (Direction.ASCENDING, Direction.DESCENDING):
        return indicator.direction, ()
    series = expected_values(indicator)
    if not series:
        return None, (Note.NO_DIRECTION,)
    steps = [later - earlier for earlier, later in pairwise(series)]
    rises, falls = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if not rises and not falls:
        return Direction.ASCENDING, (Note.DIRECTION_INFERRED, Note.CONSTANT_SERIES)
    net = series[-1] - series[0] or Decimal(rises - falls)
    notes = (Note.DIRECTION_INFERRED, Note.SERIES_BOTH_WAYS) if rises and falls else (Note.DIRECTION_INFERRED,)
    return (Direction.DESCENDING if net < 0 else Direction.ASCENDING), notes


def expected_values(indicator: Indicator) -> list[Decimal]:
    """The expected values that the policy prints, in the order of their years."""
    return [f.value for _, f in sorted(indicator.targets.items()) if f.value is not None]


def is_worse(value: Decimal, reference: Decimal, direction: Direction | None) -> bool:
    """Whether a value lies on the wrong side of a reference, in the direction of the indicator."""
    return value > reference if direction is Direction.DESCENDING else value < reference
