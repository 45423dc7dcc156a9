"""Which obtained values were corrected, came, or no longer count, and why?"""

from collections.abc import Iterator

from rumbo.core.exchange.differences.figures import differ, relative
from rumbo.core.exchange.differences.records import Change, What
from rumbo.core.reporting.model import DataRow, Report

_Rows = dict[tuple[str, int], DataRow]


def value_changes(old: Report, new: Report) -> Iterator[Change]:
    """Values by indicator and year. A value that was known and is another weighs more than one that is new."""
    before, now = _rows(old), _rows(new)
    known = {row.code: (row.name, row.unit) for report in (old, new) for row in report.indicators}
    for key in dict.fromkeys((*now, *before)):
        name, unit = known.get(key[0], ("", ""))
        change = _change(key, before.get(key), now.get(key), name, unit)
        if change:
            yield change


def _change(key: tuple[str, int], before: DataRow | None, now: DataRow | None, name: str, unit: str) -> Change | None:
    code, year = key
    old, new = (row.value if row else None for row in (before, now))
    if differ(old, new):
        return Change(
            what=What.VALUE,
            importance=3 if old is None else 2,
            subject=code,
            name=name,
            year=year,
            old=old,
            new=new,
            unit=unit,
            reason=(now.no_data_reason or now.reason) if now and old is not None else "",
            weight=relative(old, new),
        )
    if before and now and before.state is not now.state:
        return _kept(What.STATE, now, name, before.state.value, now.state.value)
    if before and now and before.revision != now.revision:
        return _kept(What.REVISION, now, name, str(before.revision), str(now.revision))
    return None


def _kept(what: What, now: DataRow, name: str, old: str, new: str) -> Change:
    """A change of what surrounds a value that is the same."""
    return Change(
        what=what,
        importance=4,
        subject=now.indicator,
        name=name,
        year=now.year,
        old=old,
        new=new,
        reason=now.reason if what is What.REVISION else "",
    )


def _rows(report: Report) -> _Rows:
    return {(row.indicator, row.year): row for row in report.data}
