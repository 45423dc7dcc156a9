"""Do the figures look like those of a customs authority, this year's like last year's?"""

from datetime import date, timedelta
from decimal import Decimal

from rumbo.core.customs.checks.completeness import nothing
from rumbo.core.customs.checks.records import Found, check
from rumbo.core.customs.checks.scope import Scope
from rumbo.core.customs.checks.thresholds import Threshold
from rumbo.core.language import _
from rumbo.core.numbers import written

#: 52 weeks, so that Mondays are held against Mondays.
_YEAR = timedelta(days=364)
_MOST_EXAMPLES = 5


@check("magnitude", "Value against the same weeks a year before", unit="times")
def magnitude(scope: Scope, limits: Threshold) -> Found:
    """The FOB of each period is of the magnitude of the year before."""
    windows = {
        (row["flow"], row["period_from"], row["period_to"])
        for row in scope.snapshots
        if row["period_from"] and row["period_to"]
    }
    daily = _daily(scope, windows)
    compared, least = [], max(int(limits.least_lines), 1)
    for flow, first, last in sorted(windows):
        lines, fob = _sum(daily, flow, first, last)
        lines_before, fob_before = _sum(daily, flow, first - _YEAR, last - _YEAR)
        if min(lines, lines_before) >= least and min(fob, fob_before) > 0:
            times = max(fob / fob_before, fob_before / fob)
            compared.append((times, flow, first, last, fob, fob_before))
    if not compared:
        return nothing()
    compared.sort(key=lambda one: (-one[0], one[1:]))
    sentence = _("{weeks} periods were compared; the farthest is {times} times the other year's.").format(
        weeks=written(len(compared)), times=written(compared[0][0], 2)
    )
    return Found(compared[0][0], sentence, tuple(_said(*period) for _times, *period in compared[:_MOST_EXAMPLES]))


def _said(flow: str, first: date, last: date, fob: Decimal, before: Decimal) -> str:
    """A period with its value and that of the year before."""
    told = _("Exports from {first} to {last}: US$ {fob}; a year before, US$ {before}.")
    if flow == "M":
        told = _("Imports from {first} to {last}: US$ {fob}; a year before, US$ {before}.")
    return told.format(first=first, last=last, fob=written(fob, 0), before=written(before, 0))


@check("outside-period", "Lines outside the days that their file tells", unit="%")
def outside_period(scope: Scope, limits: Threshold) -> Found:
    """Lines none of whose dates lies in the days of their file's name."""
    days = int(limits.days)
    ((outside, every),) = scope.rows(
        """
        select
          count(*) filter (
            where not coalesce(shipped_on between first_day and last_day, false)
            and not coalesce(regularised_on between first_day and last_day, false)
            and not coalesce(numbered_on between first_day and last_day, false)
          ),
          count(*)
        from arrived
        join (
          select snapshot, period_from - $1::integer as first_day, period_to + $1::integer as last_day
          from snapshot
          where period_from is not null and period_to is not null
        ) using (snapshot)
        """,
        days,
    )
    if not every:
        return nothing()
    sentence = _("{some} of {every} lines.").format(some=written(outside), every=written(every))
    return Found(Decimal(outside) * 100 / every, sentence)


@check("fob-not-positive", "Lines whose FOB is zero or negative", unit="%")
def fob_not_positive(scope: Scope, _limits: Threshold) -> Found:
    """Lines that carry no value."""
    share, some, every = scope.share("fob_usd <= 0")
    if share is None:
        return nothing()
    return Found(share, _("{some} of {every} lines.").format(some=written(some), every=written(every)))


@check("fob-outliers", "Unit values far from those of the subheading", unit="lines")
def fob_outliers(scope: Scope, limits: Threshold) -> Found:
    """Lines whose FOB per kilogram is far above the median of their subheading, as a misplaced decimal makes it."""
    rows = scope.rows(
        """
        with priced as (
          select flow, subheading, source_file, source_row, fob_usd, fob_usd::double / net_kg::double as unit_value
          from arrived
          where fob_usd > 0 and net_kg > 0
        ),
        usual as (
          select flow, subheading, median(unit_value) as middle
          from priced
          group by all
          having count(*) >= $1::integer
        )
        select count(*) over () as outliers, source_file, source_row, subheading, fob_usd
        from priced
        join usual using (flow, subheading)
        where unit_value > $2::double * middle
        order by unit_value / middle desc, source_file, source_row
        limit $3::integer
        """,
        int(limits.least_lines),
        float(limits.factor),
        _MOST_EXAMPLES,
    )
    ((every,),) = scope.rows("select count(*) from arrived")
    if not every:
        return nothing()
    count = rows[0][0] if rows else 0
    examples = tuple(f"{file}, {row}: {subheading}, US$ {written(fob)}" for _count, file, row, subheading, fob in rows)
    sentence = _("{count} lines have a FOB per kilogram of more than {factor} times the median of their subheading.")
    return Found(Decimal(count), sentence.format(count=written(count), factor=written(limits.factor)), examples)


Day = tuple[str, date]


def _daily(scope: Scope, windows: set[tuple[str, date, date]]) -> dict[Day, tuple[int, Decimal]]:
    """Lines and FOB of each day, over the span of some windows and of the year before each."""
    if not windows:
        return {}
    first, last = min(window[1] for window in windows) - _YEAR, max(window[2] for window in windows)
    rows = scope.rows(
        """
        select flow, period_on, count(*), sum(fob_usd)
        from line
        where period_on between $1 and $2
        group by all
        """,
        first,
        last,
    )
    return {(flow, day): (lines, fob) for flow, day, lines, fob in rows}


def _sum(daily: dict[Day, tuple[int, Decimal]], flow: str, first: date, last: date) -> tuple[int, Decimal]:
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    held = [daily[flow, day] for day in days if (flow, day) in daily]
    return sum(lines for lines, _fob in held), sum((fob for _lines, fob in held), Decimal(0))
