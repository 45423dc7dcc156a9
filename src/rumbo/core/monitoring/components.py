"""What is a score made of? The parts of a mean with the weight that each had, so that an index explains itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rumbo.core.monitoring.index import weights
from rumbo.core.monitoring.records import Score, Standing
from rumbo.core.policy.models import Guideline, Indicator, Objective, Service


@dataclass(frozen=True, slots=True)
class Component:
    """One part of a mean.

    Attributes:
        code: indicator, service, guideline or objective.
        name: its name.
        value: capped ratio or score in percent; ``None`` where it has no data and stays out of the mean.
        weight: its weight among the parts that have data, between 0 and 1; ``None`` where it stays out.
    """

    code: str
    name: str
    value: Decimal | None
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class Composition:
    """A score and what it is made of.

    Attributes:
        code: what the score is of; the policy's own code for the whole.
        name: its name.
        management: the management score, the only one that a guideline or a service has.
        management_of: its parts.
        result: the result score of an objective or of the policy; ``None`` below them.
        result_of: its parts.
    """

    code: str
    name: str
    management: Score
    management_of: tuple[Component, ...]
    result: Score | None = None
    result_of: tuple[Component, ...] = ()


def composition(standing: Standing, code: str) -> Composition | None:
    """Explain the score of a service, a guideline, an objective or, by the policy's own code, of the whole policy.

    Returns:
        ``None`` where the code is none of these.
    """
    policy = standing.policy
    if code == policy.code:
        return _of_policy(standing)
    for objective in policy.objectives:
        if objective.code == code:
            return _of_objective(standing, objective)
    for guideline in policy.guidelines:
        if guideline.code == code:
            return _of_guideline(standing, guideline)
    for service in policy.services:
        if service.code == code:
            return _of_service(standing, service)
    return None


def _of_policy(standing: Standing) -> Composition:
    index, objectives = standing.index, standing.policy.objectives
    return Composition(
        standing.policy.code,
        standing.policy.title,
        index.management,
        _weighed((o, index.objectives_management[o.code].value) for o in objectives),
        index.result,
        _weighed((o, index.objectives_result[o.code].value) for o in objectives if o.indicators),
    )


def _of_objective(standing: Standing, objective: Objective) -> Composition:
    index = standing.index
    served = [g for g in objective.guidelines if standing.policy.services_of(g.code)]
    return Composition(
        objective.code,
        objective.name,
        index.objectives_management[objective.code],
        _weighed((g, index.guidelines[g.code].value) for g in served),
        index.objectives_result[objective.code],
        _indicators(standing, objective.indicators),
    )


def _of_guideline(standing: Standing, guideline: Guideline) -> Composition:
    measured = [s for s in standing.policy.services_of(guideline.code) if s.indicators]
    return Composition(
        guideline.code,
        guideline.name,
        standing.index.guidelines[guideline.code],
        _weighed((s, standing.index.services[s.code].value) for s in measured),
    )


def _of_service(standing: Standing, service: Service) -> Composition:
    return Composition(
        service.code,
        service.name,
        standing.index.services[service.code],
        _indicators(standing, service.indicators),
    )


def _indicators(standing: Standing, indicators: Iterable[Indicator]) -> tuple[Component, ...]:
    return _weighed((i, standing.judged[i.code].capped_pct) for i in indicators)


def _weighed(
    parts: Iterable[tuple[Objective | Guideline | Service | Indicator, Decimal | None]],
) -> tuple[Component, ...]:
    """Give each part its weight among those that have data: grades among all siblings, then in proportion."""
    listed = list(parts)
    given = weights([part.relevance for part, _ in listed]) if listed else ()
    known = sum((weight for (_, value), weight in zip(listed, given, strict=True) if value is not None), Decimal())
    return tuple(
        Component(part.code, part.name, value, weight / known if value is not None else None)
        for (part, value), weight in zip(listed, given, strict=True)
    )
