"""Which observations does a report hold? One for each figure of each indicator, year and part.

No data is an observation with its status and without a value where a value was due, and no observation at all where
none was; it is never a zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rumbo.core.monitoring.records import Light
from rumbo.core.numbers import plain
from rumbo.core.observations import Origin, State
from rumbo.core.reporting.labels import no_data_told
from rumbo.core.reporting.model import DataRow, IndicatorRow, Report


class Kind(StrEnum):
    """What kind of figure an observation holds."""

    BASELINE = "BASELINE"
    TARGET = "TARGET"
    OBTAINED = "OBTAINED"
    RATIO = "RATIO"


class Status(StrEnum):
    """Codes of SDMX's own list of observation statuses, and one of ours for what is invented."""

    NORMAL = "A"
    MISSING = "O"
    PROVISIONAL = "P"
    SIMULATED = "SIM"


@dataclass(frozen=True, slots=True)
class Entry:
    """One observation.

    Attributes:
        indicator: code in the policy.
        kind: what the figure is.
        year: the year it speaks of.
        value: in ``unit``; ``None`` where the status is missing.
        unit: the indicator's unit, or ``%`` for a ratio of compliance.
        decimals: decimals with which the policy prints the indicator's figures.
        status: status of the observation.
        dimension: code of the dimension by which the value is broken down; empty for the whole.
        member: the part; empty for the whole.
        origin: how an obtained value came to be.
        state: where an obtained value stands on its way.
        revision: number of the revision of an obtained value.
        comment: why there is no value, as it was reported.
    """

    indicator: str
    kind: Kind
    year: int
    value: Decimal | None
    unit: str
    decimals: int
    status: Status
    dimension: str = ""
    member: str = ""
    origin: Origin | None = None
    state: State | None = None
    revision: int | None = None
    comment: str = ""

    @property
    def simulated(self) -> bool:
        """Whether the figure is invented, or computed from an invented one."""
        return self.status is Status.SIMULATED


#: Decimals of a ratio of compliance, as the report prints it.
_RATIO_DECIMALS = 1


def entries(report: Report) -> Iterator[Entry]:
    """Every observation of the report: indicators in its order; baseline, targets, obtained values, parts, ratio."""
    obtained: dict[str, list[DataRow]] = {}
    for data in report.data:
        obtained.setdefault(data.indicator, []).append(data)
    for row in report.indicators:
        yield from _promised(row)
        yield from _obtained(row, report.year, obtained.get(row.code, []))
        yield from _parts(row, report.year)
        yield from _ratio(row, report.year)


def _promised(row: IndicatorRow) -> Iterator[Entry]:
    if row.baseline_year is not None:
        value = row.baseline.value if row.baseline else None
        yield _entry(row, Kind.BASELINE, row.baseline_year, value, Status.NORMAL)
    for point in row.series:
        if point.target is not None:
            yield _entry(row, Kind.TARGET, point.year, point.target, Status.NORMAL)


def _obtained(row: IndicatorRow, year: int, found: list[DataRow]) -> Iterator[Entry]:
    for data in found:
        yield Entry(
            indicator=row.code,
            kind=Kind.OBTAINED,
            year=data.year,
            value=data.value,
            unit=row.unit,
            decimals=_decimals(row),
            status=_status(data.value, data.origin, data.state),
            origin=data.origin,
            state=data.state,
            revision=data.revision,
            comment=no_data_told(data),
        )
    if row.light is Light.NO_DATA and all(data.year != year for data in found):
        yield _entry(row, Kind.OBTAINED, year, None, Status.MISSING)


def _parts(row: IndicatorRow, year: int) -> Iterator[Entry]:
    for part in row.parts:
        yield Entry(
            indicator=row.code,
            kind=Kind.OBTAINED,
            year=year,
            value=part.value,
            unit=row.unit,
            decimals=_decimals(row),
            status=_status(part.value, row.origin, row.state),
            dimension=part.dimension,
            member=part.member,
            origin=row.origin,
            state=row.state,
            revision=row.revision,
        )


def _ratio(row: IndicatorRow, year: int) -> Iterator[Entry]:
    if row.ratio_pct is None and row.light is not Light.NO_DATA:
        return
    yield Entry(
        indicator=row.code,
        kind=Kind.RATIO,
        year=year,
        value=row.ratio_pct,
        unit="%",
        decimals=_RATIO_DECIMALS,
        status=_status(row.ratio_pct, row.origin, row.state),
    )


def _entry(row: IndicatorRow, kind: Kind, year: int, value: Decimal | None, status: Status) -> Entry:
    return Entry(row.code, kind, year, value, row.unit, _decimals(row), Status.MISSING if value is None else status)


def _status(value: Decimal | None, origin: Origin | None, state: State | None) -> Status:
    if value is None:
        return Status.MISSING
    if origin is Origin.SIMULATED:
        return Status.SIMULATED
    return Status.NORMAL if state in {State.VALIDATED, State.PUBLISHED} else Status.PROVISIONAL


def _decimals(row: IndicatorRow) -> int:
    """The most decimals among the baseline and the targets of the indicator."""
    figures = [point.target for point in row.series] + [row.baseline.value if row.baseline else None]
    return max(-int(plain(f).as_tuple().exponent) for f in (*figures, Decimal(0)) if f is not None)
