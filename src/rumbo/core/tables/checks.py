"""Do the rows hold together? Keys, validity, ranges of the nomenclature, codes of other tables."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pyarrow as pa

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.tables.schema import (
    AnyOfCheck,
    Check,
    Definition,
    NoOverlapCheck,
    RangesCheck,
    ResolvesCheck,
    SameCheck,
    SumCheck,
    UniqueCheck,
)

Codes = Callable[[str, str], set[str] | None]
"""The codes in a column of a table; ``None`` where there is no such table."""
Place = Callable[[int, str], str]

_DIGITS = 10


def check_rows(rows: pa.Table, table: Definition, place: Place, codes: Codes) -> list[Problem]:
    """Everything that is wrong with the rows as a whole.

    Args:
        rows: the typed rows.
        table: the definition, with its checks.
        place: the address of a cell by the position of its row and its column.
        codes: the codes of other tables.
    """
    columns = {name: rows[name].to_pylist() for name in rows.column_names}
    problems = list(_order_of_validity(columns, table, place))
    for check in table.every_check:
        problems += _CHECKS[type(check)](check, columns, table, place, codes)
    return problems


_Columns = Mapping[str, Sequence[Any]]


def _groups(columns: _Columns, names: Sequence[str]) -> dict[tuple[Any, ...], list[int]]:
    made: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    if not names:
        length = len(next(iter(columns.values())))
        return {(): list(range(length))}
    for row, key in enumerate(zip(*(columns[name] for name in names), strict=True)):
        made[key].append(row)
    return made


def _said(names: Sequence[str], key: Sequence[Any]) -> str:
    return ", ".join(f"{name} {'—' if value is None else value}" for name, value in zip(names, key, strict=True))


def _unique(check: UniqueCheck, columns: _Columns, _t: Definition, place: Place, _c: Codes) -> Iterator[Problem]:
    what = _("The row repeats {key}, which stands already at {first}; each may stand once.")
    for key, rows in _groups(columns, check.columns).items():
        for row in rows[1:]:
            first = place(rows[0], "")
            yield Problem(
                what.format(key=_said(check.columns, key), first=first), place(row, ""), _("Leave one of the two rows.")
            )


def _order_of_validity(columns: _Columns, table: Definition, place: Place) -> Iterator[Problem]:
    if table.validity is None:
        return
    start, end = table.validity.start, table.validity.end
    what = _("The row holds until {end}, before {start}, when it begins.")
    for row, (first, last) in enumerate(zip(columns[start], columns[end], strict=True)):
        if first is not None and last is not None and last < first:
            yield Problem(what.format(end=last, start=first), place(row, end), _("Correct one of the two days."))


def _no_overlap(
    check: NoOverlapCheck, columns: _Columns, table: Definition, place: Place, _c: Codes
) -> Iterator[Problem]:
    if table.validity is None:
        return
    starts, ends = columns[table.validity.start], columns[table.validity.end]
    what = _("The row holds on days on which the row at {other} holds too, for the same {key}.")
    mend = _("End the one the day before the other begins.")
    for key, rows in _groups(columns, check.columns).items():
        ordered = sorted(rows, key=lambda row: starts[row] or date.min)
        for former, later in pairwise(ordered):
            if (ends[former] or date.max) >= (starts[later] or date.min):
                said = what.format(other=place(former, ""), key=_said(check.columns, key))
                yield Problem(said, place(later, table.validity.start), mend)


def _ranges(check: RangesCheck, columns: _Columns, _t: Definition, place: Place, _c: Codes) -> Iterator[Problem]:
    firsts, lasts = columns[check.first], columns[check.last]
    backwards = _("The range begins at {first} and ends before it, at {last}.")
    sound: set[int] = set()
    for row, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        if first.ljust(_DIGITS, "0") <= last.ljust(_DIGITS, "9"):
            sound.add(row)
        else:
            said = backwards.format(first=first, last=last)
            yield Problem(said, place(row, check.first), _("Write the first code first."))
    for rows in _groups(columns, check.within).values():
        spans = [(firsts[r].ljust(_DIGITS, "0"), lasts[r].ljust(_DIGITS, "9"), r) for r in rows if r in sound]
        yield from _crossing(spans, place, check.first)


def _crossing(spans: list[tuple[str, str, int]], place: Place, column: str) -> Iterator[Problem]:
    """Ranges that meet without one lying in the other, and ranges that are the same."""
    what = _("The range {first} to {last} and the one at {other} meet, and neither lies inside the other.")
    same = _("The range {first} to {last} is the same as the one at {other}.")
    mend = _("Split one of them, so that each subheading has one narrowest range.")
    around: list[tuple[str, str, int]] = []
    for first, last, row in sorted(spans, key=lambda span: (span[0], _descending(span[1]), span[2])):
        while around and around[-1][1] < first:
            around.pop()
        if around and (around[-1][1] < last or around[-1][:2] == (first, last)):
            told = same if around[-1][:2] == (first, last) else what
            said = told.format(first=first, last=last, other=place(around[-1][2], ""))
            yield Problem(said, place(row, column), mend)
        else:
            around.append((first, last, row))


def _descending(code: str) -> int:
    return -int(code)


def _resolves(check: ResolvesCheck, columns: _Columns, _t: Definition, place: Place, codes: Codes) -> Iterator[Problem]:
    known: set[str] = set()
    for table, column in check.among:
        found = codes(table, column)
        if found is None:
            return  # the other table is not there, so nothing can be said of its codes
        known |= found
    what = _("There is no {found} in the table {tables}.")
    mend = _("Correct the code, or load a version of that table that has it.")
    tables = " / ".join(f"{table}.{column}" for table, column in check.among)
    for row, code in enumerate(columns[check.column]):
        if code is not None and code not in known:
            yield Problem(what.format(found=f"“{code}”", tables=tables), place(row, check.column), mend)


def _any_of(check: AnyOfCheck, columns: _Columns, _t: Definition, place: Place, _c: Codes) -> Iterator[Problem]:
    what = _("The row has none of {columns}; at least one was expected.").format(columns=", ".join(check.columns))
    for row, values in enumerate(zip(*(columns[name] for name in check.columns), strict=True)):
        if all(value is None for value in values):
            yield Problem(what, place(row, ""), _("Fill one of them in, or delete the row."))


def _sum(check: SumCheck, columns: _Columns, _t: Definition, place: Place, _c: Codes) -> Iterator[Problem]:
    what = _("“{column}” adds up to {found} for {key}; {total} was expected.")
    for key, rows in _groups(columns, check.within).items():
        told = [columns[check.column][row] for row in rows if columns[check.column][row] is not None]
        found = sum(told, Decimal(0))
        if told and abs(found - check.total) > check.tolerance:
            said = what.format(column=check.column, found=found, key=_said(check.within, key), total=check.total)
            yield Problem(said, place(rows[-1], check.column), _("Correct the values of these rows."))


def _same(check: SameCheck, columns: _Columns, _t: Definition, place: Place, _c: Codes) -> Iterator[Problem]:
    what = _("“{column}” is {found} here and {other} at {first}, for the same {key}.")
    for key, rows in _groups(columns, check.within).items():
        values = columns[check.column]
        for row in rows[1:]:
            if values[row] != values[rows[0]]:
                said = what.format(
                    column=check.column,
                    found=values[row],
                    other=values[rows[0]],
                    first=place(rows[0], check.column),
                    key=_said(check.within, key),
                )
                yield Problem(said, place(row, check.column), _("Write one of the two in all of these rows."))


_CHECKS: dict[type[Check], Callable[..., Iterator[Problem]]] = {
    UniqueCheck: _unique,
    NoOverlapCheck: _no_overlap,
    RangesCheck: _ranges,
    ResolvesCheck: _resolves,
    AnyOfCheck: _any_of,
    SumCheck: _sum,
    SameCheck: _same,
}
