"""Which indicators came, went, or are judged otherwise?"""

from collections.abc import Iterator
from decimal import Decimal

from rumbo.core.exchange.differences.figures import differ, points, relative
from rumbo.core.exchange.differences.records import Cause, Change, What
from rumbo.core.exchange.differences.versions import same_method
from rumbo.core.monitoring.records import Light
from rumbo.core.reporting.model import IndicatorRow, Report, Value

#: Lights by how much a reader must look: the larger comes first.
_URGENCY = {Light.RED: 4, Light.AMBER: 3, Light.NO_DATA: 2, Light.GREEN: 1, Light.NOT_DUE: 0}


def indicator_changes(old: Report, new: Report) -> Iterator[Change]:
    """Indicators added and removed; lights, ratios, expected values and baselines of those that both have."""
    before, now = ({row.code: row for row in report.indicators} for report in (old, new))
    for code, row in now.items():
        if code in before:
            yield from _judged(before[code], row, _causes(before[code], row, old, new), old, new)
            yield from _promised(before[code], row)
        else:
            yield Change(what=What.INDICATOR_ADDED, importance=3, subject=code, name=row.name)
    for code, row in before.items():
        if code not in now:
            yield Change(what=What.INDICATOR_REMOVED, importance=3, subject=code, name=row.name)


def _judged(
    before: IndicatorRow, now: IndicatorRow, causes: tuple[Cause, ...], old: Report, new: Report
) -> Iterator[Change]:
    old_year = old.year if old.year != new.year else None
    if before.light is not now.light:
        yield Change(
            what=What.LIGHT,
            importance=2,
            subject=now.code,
            name=now.name,
            year=new.year,
            old_year=old_year,
            old=before.light.value,
            new=now.light.value,
            causes=causes,
            weight=Decimal(_URGENCY[now.light]),
        )
    if differ(before.ratio_pct, now.ratio_pct):
        yield Change(
            what=What.RATIO,
            importance=3,
            subject=now.code,
            name=now.name,
            year=new.year,
            old_year=old_year,
            old=before.ratio_pct,
            new=now.ratio_pct,
            unit="%",
            causes=causes,
            weight=points(before.ratio_pct, now.ratio_pct),
        )


def _promised(before: IndicatorRow, now: IndicatorRow) -> Iterator[Change]:
    """Expected values and baselines change only with the policy's own data."""
    earlier, later = ({p.year: p.target for p in row.series if p.target is not None} for row in (before, now))
    for year in sorted(earlier.keys() | later.keys()):
        yield from _figure(What.TARGET, now, year, earlier.get(year), later.get(year))
    yield from _figure(What.BASELINE, now, now.baseline_year, _value(before.baseline), _value(now.baseline))


def _figure(
    what: What, row: IndicatorRow, year: int | None, before: Decimal | None, now: Decimal | None
) -> Iterator[Change]:
    if differ(before, now):
        yield Change(
            what=what,
            importance=3,
            subject=row.code,
            name=row.name,
            year=year,
            old=before,
            new=now,
            unit=row.unit,
            weight=relative(before, now),
        )


def _causes(before: IndicatorRow, now: IndicatorRow, old: Report, new: Report) -> tuple[Cause, ...]:
    found = {
        Cause.YEAR: old.year != new.year,
        Cause.VALUE: differ(_value(before.obtained), _value(now.obtained)),
        Cause.TARGET: differ(_value(before.target), _value(now.target)),
        Cause.DIRECTION: before.direction is not now.direction,
        Cause.METHOD: not same_method(old, new),
    }
    return tuple(cause for cause, holds in found.items() if holds)


def _value(value: Value | None) -> Decimal | None:
    return value.value if value else None
