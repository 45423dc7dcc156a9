"""Which subheadings are one product over the years? Those that changes of the nomenclature split or join: a family.

A subheading that is split in two has no successor of its own: its former value compares only with that of the two
together. So everything that a change links, directly or through other subheadings and other changes, is one family, the
key under which the years compare (Pierce and Schott 2012, Journal of Official Statistics 28). No value is divided, so
no weights are needed, and sums and counts stay exact; what is lost is the detail inside the family.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

import pyarrow as pa

NAME = "nomenclature_concordance"
"""The reference table that tells the changes."""

DIGITS = (6, 7, 8, 9, 10)
"""The lengths of code at which families are told. Chapters and headings stay as they are declared: one subheading that
moved would unite whole chapters."""

MARK = "+"
"""Stands after the least code of a family of several."""

_SHORTEST = min(DIGITS)
_Pair = tuple[str, str]


def families(concordance: pa.Table, subheadings: Sequence[str], years: Iterable[int]) -> pa.Table:
    """The family of each subheading that has one.

    A code of a change stands for every subheading that begins so, but for those that the change lists with more digits.
    Versions are told by their dates, not by the codes: a code that is given to another product later keeps both in one
    family.

    Args:
        concordance: the content of the table ``nomenclature_concordance``.
        subheadings: the codes that occur, of ten digits.
        years: the years from which there are lines: a change that came into force before the first of them or after the
            last unites nothing.

    Returns:
        One row a subheading of some family: ``subheading``, and for each number of digits, ``family_6`` ...
        ``family_10``, the least code of the family with a ``+``; null where a code of that length stands alone.
    """
    changes = _changes(concordance, sorted(years))
    codes = {*subheadings, *(code for pairs in changes for pair in pairs for code in pair)}
    linked: _Links = _Links()
    for number, pairs in enumerate(changes):
        _link(f"change {number}: ", pairs, codes, linked)
    united = [group & codes for group in linked.groups()]
    names = {digits: _names(united, digits) for digits in DIGITS}
    found = sorted(code for code in set(subheadings) if any(code[:d] in names[d] for d in DIGITS))
    columns = {f"family_{d}": pa.array([names[d].get(code[:d]) for code in found], pa.string()) for d in DIGITS}
    return pa.table({"subheading": pa.array(found, pa.string()), **columns})


def _changes(concordance: pa.Table, years: Sequence[int]) -> list[list[_Pair]]:
    """The pairs of codes of each change that came into force while there were lines."""
    if not years:
        return []
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    found: dict[tuple[str, str], list[_Pair]] = {}
    for row in concordance.to_pylist():
        if first < row["in_force_on"] <= last:
            pair = (row["from_subheading"], row["to_subheading"])
            found.setdefault((row["from_version"], row["to_version"]), []).append(pair)
    return list(found.values())


def _link(change: str, pairs: Sequence[_Pair], codes: AbstractSet[str], linked: "_Links") -> None:
    """Link the codes of one change with each other, and every code that begins as one of them with it."""
    listed = {code for pair in pairs for code in pair}
    moves = [(former, later) for former, later in pairs if former != later]
    for former, later in moves:
        linked.link(change + former, change + later)
    moved = {code for pair in moves for code in pair}
    for code in codes:
        lengths = range(len(code), _SHORTEST - 1, -1)
        longest = next((code[:length] for length in lengths if code[:length] in listed), None)
        if longest is not None and longest in moved:
            linked.link(code, change + longest)


def _names(united: Iterable[AbstractSet[str]], digits: int) -> Mapping[str, str]:
    """The name of the family of each code of so many digits; families that share such a code are one."""
    linked: _Links = _Links()
    for group in united:
        first, *others = sorted({code[:digits] for code in group})
        for other in others:
            linked.link(first, other)
    return {code: min(group) + MARK for group in linked.groups() for code in group}


class _Links:
    """Codes that are linked, and the groups that follow from it."""

    def __init__(self) -> None:
        self._towards: dict[str, str] = {}

    def link(self, one: str, other: str) -> None:
        """Put two codes into one group, with all that are in a group with either."""
        self._towards[self._end(one)] = self._end(other)

    def groups(self) -> list[set[str]]:
        """The groups."""
        found: dict[str, set[str]] = {}
        for code in list(self._towards):
            found.setdefault(self._end(code), set()).add(code)
        return list(found.values())

    def _end(self, code: str) -> str:
        """The code that stands for a group; the way to it is shortened as it is gone."""
        self._towards.setdefault(code, code)
        while (following := self._towards[code]) != code:
            self._towards[code] = self._towards[following]
            code = following
        return code
