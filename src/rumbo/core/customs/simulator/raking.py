"""How values are made to add up to printed totals in several directions at once: iterative proportional fitting."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Margin:
    """One direction: the class of each value (-1: none), and the total of each class (NaN: free)."""

    classes: Codes
    totals: Floats


def present(classes: Codes, totals: Floats, groups: Codes, group_totals: Floats) -> Margin:
    """A margin whose totals are shared out among the classes that occur, group by group.

    Args:
        classes: the class of each value.
        totals: wished total of each class.
        groups: the group of each class.
        group_totals: what the classes of a group add up to, whichever of them occur.
    """
    occurs = np.bincount(classes[classes >= 0], minlength=len(totals)) > 0
    wished = np.where(occurs, totals, 0)
    sums = np.bincount(groups, wished, minlength=len(group_totals))
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(sums > 0, group_totals / sums, 0)
    return Margin(classes, np.where(wished > 0, wished * factor[groups], np.nan))


def raked(values: Floats, margins: Sequence[Margin], *, rounds: int = 60) -> Floats:
    """Values scaled until they add up to the margins; the last margin holds exactly.

    Args:
        values: positive starting values.
        margins: the directions, the most important last.
        rounds: how often all of them are fitted in turn.
    """
    fitted = values.copy()
    for _round in range(rounds):
        for margin in margins:
            inside = margin.classes >= 0
            sums = np.bincount(margin.classes[inside], fitted[inside], minlength=len(margin.totals))
            with np.errstate(divide="ignore", invalid="ignore"):
                factor = margin.totals / sums
            factor = np.where(np.isfinite(factor), factor, 1.0)
            fitted[inside] *= factor[margin.classes[inside]]
    return fitted
