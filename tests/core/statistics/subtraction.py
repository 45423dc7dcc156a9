"""What an attacker can compute: which hidden figures follow from sums that are known, told by exact elimination."""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

Figure = TypeVar("Figure", bound=Hashable)


def determined_by(sums: Iterable[Mapping[Figure, int]], hidden: Iterable[Figure]) -> set[Figure]:
    """The hidden figures that no solution of the system leaves free.

    Args:
        sums: known sums: each figure with its coefficient; together they come to nothing or to a known number.
        hidden: the figures that are not shown; all others are known.
    """
    unknown = sorted(hidden, key=repr)
    return {unknown[_lead(row)] for row in _reduced(_rows(sums, unknown)) if sum(1 for x in row if x) == 1}


def can_be_had(sums: Iterable[Mapping[Figure, int]], hidden: Iterable[Figure], wanted: Mapping[Figure, int]) -> bool:
    """Whether a sum of hidden figures follows from known sums."""
    unknown = sorted(hidden, key=repr)
    known = _reduced(_rows(sums, unknown))
    return len(_reduced([*known, *_rows([wanted], unknown)])) == len(known)


def _rows(sums: Iterable[Mapping[Figure, int]], unknown: list[Figure]) -> list[list[Fraction]]:
    column = {figure: number for number, figure in enumerate(unknown)}
    rows = []
    for each in sums:
        row = [Fraction(0)] * len(unknown)
        for figure, coefficient in each.items():
            if figure in column:
                row[column[figure]] += coefficient
        rows.append(row)
    return rows


def _lead(row: list[Fraction]) -> int:
    return next(n for n, x in enumerate(row) if x)


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Reduced row echelon form, zero rows left out."""
    done: list[list[Fraction]] = []
    for given_row in rows:
        row = given_row
        for other in done:
            factor = row[_lead(other)]
            row = [x - factor * y for x, y in zip(row, other, strict=True)]
        if any(row):
            lead = row[_lead(row)]
            row = [x / lead for x in row]
            place = _lead(row)
            done = [[x - other[place] * y for x, y in zip(other, row, strict=True)] for other in done]
            done.append(row)
    return done
