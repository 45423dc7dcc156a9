"""How do the indicators that nobody reports get their values? Computed from the lake, recorded with full lineage.

The policy's files say which statistic computes an indicator. What cannot be computed has no value and a reason; it
never becomes a zero.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.records import Recording
from rumbo.apps.ledger.services import record_values
from rumbo.core.customs.lake import Lake
from rumbo.core.errors import InputError, RumboError
from rumbo.core.language import _
from rumbo.core.observations import NewValue, Origin
from rumbo.core.policy.models import Computation, Indicator, Policy
from rumbo.core.statistics.engine import engine_named, run
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.references import ReferenceTable
from rumbo.core.tables import MissingTableError

#: Tables by name that take the place of those in force.
Tables = Mapping[str, ReferenceTable]
NO_TABLES: Tables = {}


@dataclass(frozen=True, slots=True)
class Computed:
    """One indicator computed for one year.

    Attributes:
        indicator: its code.
        year: the year.
        value: the value with its terms; ``None`` where there is no data.
        reason: why there is none; empty where there is a value.
        result: what the statistic came to, with its lineage; ``None`` where it could not run.
    """

    indicator: str
    year: int
    value: NewValue | None
    reason: str
    result: Result | None


@dataclass(frozen=True, slots=True)
class Computing:
    """What was computed, and which of it the ledger did not hold already."""

    computed: tuple[Computed, ...]
    recorded: tuple[str, ...]
    unchanged: tuple[str, ...]


def compute_indicators(
    policy: Policy,
    year: int,
    *,
    lake: Lake,
    actor: Person,
    version: int | None = None,
    engine: str = "duckdb",
    dry_run: bool = False,
    tell: Callable[[int, int, str], None] | None = None,
) -> Computing:
    """Compute every indicator of a policy that a statistic computes, and record the values.

    A value that a later version of the lake changes becomes a new revision with the version in its reason, and raises
    the alert of revised values where the earlier one was approved; an equal value writes nothing.

    Args:
        policy: the policy.
        year: the year.
        lake: the lake of the workspace.
        actor: in whose name the values are recorded.
        version: version of the lake; the latest by default.
        engine: name of the engine.
        dry_run: compute only.
        tell: told before each indicator how many are computed, how many there are in all, and its code.

    What keeps one indicator from being computed, such as a missing table, is its reason. What would keep every one
    from it is refused before the first, and nothing is recorded.

    Raises:
        UnknownVersionError: there is no such version of the lake.
        InputError: there is no such engine, it is not installed, or it cannot run.
    """
    engine_named(engine)
    lake.at(version)
    sheets = [indicator for indicator in policy.indicators if indicator.computed is not None]
    computed = []
    for place, indicator in enumerate(sheets):
        if tell:
            tell(place, len(sheets), indicator.code)
        computed.append(compute(indicator, year, lake=lake, version=version, engine=engine))
    recorded: list[str] = []
    unchanged: list[str] = []
    if not dry_run:
        for origin in (Origin.COMPUTED, Origin.SIMULATED):
            batch = [c for c in computed if c.value and c.result and _origin(c.result) is origin]
            done = _record(policy, batch, origin, actor)
            recorded += [key.indicator for key in done.recorded]
            unchanged += [key.indicator for key in done.unchanged]
    return Computing(tuple(computed), tuple(recorded), tuple(unchanged))


def compute(
    indicator: Indicator,
    year: int,
    *,
    lake: Lake,
    version: int | None = None,
    engine: str = "duckdb",
    tables: Tables = NO_TABLES,
    parameters: Mapping[str, object] | None = None,
) -> Computed:
    """Compute one indicator for one year.

    Args:
        indicator: an indicator whose sheet says how it is computed.
        year: the year.
        lake: the lake of the workspace.
        version: version of the lake; the latest by default.
        engine: name of the engine.
        tables: reference tables that take the place of those in force.
        parameters: parameters in the place of the sheet's own, for doing a sum again.

    Raises:
        InputError: what has nothing to do with missing data: an unknown version or engine, a lake that cannot be read.
    """
    how = _how(indicator)
    given = dict(parameters) if parameters is not None else {**how.parameters, "years": [year]}
    try:
        result = run(how.statistic, lake=lake, parameters=given, version=version, engine=engine, tables=tables)
    except InputError as missing:
        if lake.version and not isinstance(missing, MissingTableError):
            raise  # without any import yet, there are simply no data
        return Computed(indicator.code, year, None, _no_data(missing), None)
    row = _row(result, how, year)
    value = _value(indicator, how, year, row) if row else None
    reason = "" if value else _("The statistic “{name}” has no value for {year}.").format(name=how.statistic, year=year)
    return Computed(indicator.code, year, value, reason, result)


def _how(indicator: Indicator) -> Computation:
    if indicator.computed is None:
        raise InputError(_("{code} is reported, not computed.").format(code=indicator.code))
    return indicator.computed


def _no_data(missing: RumboError) -> str:
    return " ".join(str(problem) for problem in missing.problems)


def _row(result: Result, how: Computation, year: int) -> Mapping[str, Any] | None:
    """The row of the year that the sheet picks; ``None`` where there is none."""
    picked = [
        row
        for row in result.to_rows()
        if row["year"] == year and all(str(row.get(column)) == content for column, content in how.rows.items())
    ]
    return picked[0] if len(picked) == 1 else None


def _value(indicator: Indicator, how: Computation, year: int, row: Mapping[str, Any]) -> NewValue | None:
    comment = _("Computed by the statistic {name}.").format(name=how.statistic)
    if how.numerator and how.denominator:
        numerator, denominator = _scaled(row[how.numerator], how), _scaled(row[how.denominator], how)
        if numerator is None or not denominator:
            return None
        quotient = indicator.measure.scale * numerator / denominator
        return NewValue(indicator.code, year, quotient, numerator, denominator, comment)
    figure = _scaled(row[how.column or ""], how)
    return None if figure is None else NewValue(indicator.code, year, figure, comment=comment)


def _scaled(figure: object, how: Computation) -> Decimal | None:
    return None if figure is None else Decimal(str(figure)) * how.scale


def _origin(result: Result) -> Origin:
    return Origin.SIMULATED if result.simulated else Origin.COMPUTED


def _record(policy: Policy, batch: Sequence[Computed], origin: Origin, actor: Person) -> Recording:
    values = [_with_reason(computed) for computed in batch]
    lineage = {(c.indicator, c.year): c.result.lineage.document() for c in batch if c.result}
    return record_values(policy, values, origin=origin, actor=actor, lineage=lineage)


def _with_reason(computed: Computed) -> NewValue:
    """The value with the version of the lake as the reason, should it replace an earlier one."""
    value, result = computed.value, computed.result
    if value is None or result is None:
        raise ValueError(computed.indicator)
    version = result.lineage.lake_version
    reason = _("Computed on version {version} of the lake.").format(version=version if version is not None else "—")
    return NewValue(value.indicator, value.year, value.value, value.numerator, value.denominator, value.comment, reason)
