"""A policy told flat, as scripts read it: one summary a policy, one entry an indicator."""

from rumbo.core.policy.models import Direction, Figure, Formula, Indicator, Kind, Number, Policy, Record


class Summary(Record):
    """A policy and how much of everything it has."""

    code: str
    title: str
    objectives: int
    guidelines: int
    services: int
    activities: int
    indicators: int


class FigureEntry(Record):
    """A figure with the two terms of its ratio; ``None`` for what is not printed."""

    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None


class BaselineEntry(Record):
    """A baseline; all ``None`` where the sheet prints none."""

    year: int | None = None
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None


class IndicatorEntry(Record):
    """An indicator and where it stands."""

    code: str
    kind: Kind
    objective: str
    guideline: str | None
    service: str | None
    name: str
    unit: str
    direction: Direction | None
    baseline: BaselineEntry
    targets: dict[int, FigureEntry]
    responsible: str | None
    """Unit that integrates the data, as printed."""
    responsible_entity: str | None
    """Code of the entity that reports it."""
    formula: Formula
    source: str


def summary(policy: Policy) -> Summary:
    """Code, title and counts of a policy."""
    return Summary(
        code=policy.code,
        title=policy.title,
        objectives=len(policy.objectives),
        guidelines=len(policy.guidelines),
        services=len(policy.services),
        activities=len(policy.activities),
        indicators=len(policy.indicators),
    )


def indicator_entries(policy: Policy) -> tuple[IndicatorEntry, ...]:
    """Every indicator of a policy, in its order."""
    return tuple(_entry(policy, indicator) for indicator in policy.indicators)


def _entry(policy: Policy, indicator: Indicator) -> IndicatorEntry:
    service, baseline = policy.service_of(indicator.code), indicator.baseline
    return IndicatorEntry(
        code=indicator.code,
        kind=indicator.kind,
        objective=policy.objective_of(indicator.code).code,
        guideline=service.guideline if service else None,
        service=service.code if service else None,
        name=indicator.name,
        unit=indicator.unit,
        direction=indicator.direction,
        baseline=BaselineEntry(year=baseline.year, **_terms(baseline)) if baseline else BaselineEntry(),
        targets={year: FigureEntry(**_terms(figure)) for year, figure in indicator.targets.items()},
        responsible=indicator.responsible_data.unit if indicator.responsible_data else None,
        responsible_entity=policy.reporting_entity(indicator.code),
        formula=indicator.formula,
        source=indicator.source,
    )


def _terms(figure: Figure) -> dict[str, Number | None]:
    return {"value": figure.value, "numerator": figure.numerator, "denominator": figure.denominator}
