"""Which firms trade in which years: entry, exit by years in a row, comebacks; as many a year as are told.

How many leave is counted, not drawn, so that the number of firms of every year and the number that traded in each of
five years come out as wished; only who leaves is drawn.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

#: Years simulated before the first, so that the first has firms of every age.
BEFORE = 15
_FIVE = 5
_MOST = 0.95


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wished.

    Attributes:
        first: the first year that is kept.
        counts: firms by year (from ``first - BEFORE``) and class.
        exits: part that leaves after one, two, ... years in a row; the last for all later ones.
        times: by class, what the parts are multiplied with.
        consolidated: year -> firms with five years in a row; at most one year.
        comebacks: part of the entrants taken from those who left.
    """

    first: int
    counts: Integers
    exits: tuple[float, ...]
    times: tuple[float, ...]
    consolidated: dict[int, int]
    comebacks: float


@dataclass(frozen=True, slots=True)
class Population:
    """The firms that trade in any year that is kept: the class of each, and whether it trades, by year."""

    size: Codes
    active: Mask


def population(plan: Plan, years: int, random: np.random.Generator) -> Population:
    """Draw who trades when.

    Args:
        plan: what is wished.
        years: how many years from ``plan.first`` are kept.
        random: the source of chance.
    """
    speed = _speed(plan)
    parts = [_one_class(plan, place, speed, random) for place in range(plan.counts.shape[1])]
    active = np.concatenate(parts)[:, BEFORE : BEFORE + years]
    size = np.concatenate([np.full(len(part), place, dtype=np.int32) for place, part in enumerate(parts)])
    kept = active.any(axis=1)
    return Population(size[kept], active[kept])


def _speed(plan: Plan) -> float:
    """By how much all exits are multiplied so that the consolidated firms are as many as wished."""
    if not plan.consolidated:
        return 1.0
    (year, wished), *_rest = plan.consolidated.items()
    row = year - plan.first + BEFORE
    if not _FIVE <= row < len(plan.counts):
        return 1.0
    low, high = 0.01, 4.0
    for _step in range(40):
        middle = (low + high) / 2
        held = sum(_ages(plan, place, middle, row)[_FIVE - 1] for place in range(plan.counts.shape[1]))
        low, high = (middle, high) if held > wished else (low, middle)
    return (low + high) / 2


def _leaving(plan: Plan, place: int, speed: float, ages: Integers, wanted: int) -> Integers:
    """How many of each age leave; more where fewer firms are wanted than would stay."""
    parts = np.minimum(np.array(plan.exits) * plan.times[place] * speed, _MOST)
    leaving = np.rint(ages * parts).astype(np.int64)
    surplus = int(ages.sum() - leaving.sum() - wanted)
    for age in range(len(ages)):
        if surplus <= 0:
            break
        more = min(surplus, int(ages[age] - leaving[age]))
        leaving[age] += more
        surplus -= more
    return leaving


def _ages(plan: Plan, place: int, speed: float, row: int) -> Integers:
    """How many firms of a class stand in their 1st, 2nd, ... year in a row, in a year."""
    ages = np.zeros(len(plan.exits), dtype=np.int64)
    ages[0] = plan.counts[0, place]
    for year in range(1, row + 1):
        wanted = int(plan.counts[year, place])
        staying = ages - _leaving(plan, place, speed, ages, wanted)
        ages = _older(staying, wanted)
    return ages


def _older(staying: Integers, wanted: int) -> Integers:
    ages = np.zeros_like(staying)
    ages[1:] = staying[:-1]
    ages[-1] += staying[-1]
    ages[0] = max(wanted - int(staying.sum()), 0)
    return ages


def _one_class(plan: Plan, place: int, speed: float, random: np.random.Generator) -> Mask:
    """Who of one class trades in which year, the years before the first included."""
    rows = len(plan.counts)
    firms = int(plan.counts[0, place])
    age = np.ones(firms, dtype=np.int64)
    history = [np.arange(firms)]
    for year in range(1, rows):
        wanted = int(plan.counts[year, place])
        ages = np.bincount(np.minimum(age[age > 0], len(plan.exits)) - 1, minlength=len(plan.exits))
        leaving = _leaving(plan, place, speed, ages, wanted)
        gone = np.flatnonzero(age == 0)
        for years_in_row, count in enumerate(leaving, start=1):
            last = years_in_row == len(plan.exits)
            alike = np.flatnonzero(age >= years_in_row if last else age == years_in_row)
            age[random.permutation(alike)[:count]] = 0
        age[age > 0] += 1
        entrants = max(wanted - int((age > 0).sum()), 0)
        back = random.permutation(gone)[: round(entrants * plan.comebacks)]
        age[back] = 1
        age = np.concatenate([age, np.ones(entrants - len(back), dtype=np.int64)])
        history.append(np.flatnonzero(age > 0))
    active = np.zeros((len(age), rows), dtype=bool)
    for year, there in enumerate(history):
        active[there, year] = True
    return active
