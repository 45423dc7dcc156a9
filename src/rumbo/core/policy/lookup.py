"""What a code names: an objective, a guideline, a service, an indicator, an activity, a cause or an entity."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from rumbo.core.errors import UnknownCodeError
from rumbo.core.policy.models import Activity, Cause, Entity, Guideline, Indicator, Objective, Policy, Service

Kind = Literal["objective", "guideline", "service", "indicator", "activity", "cause", "entity"]


@dataclass(frozen=True, slots=True)
class Named:
    """An element of a policy and what stands above it.

    Attributes:
        kind: what it is.
        code: its code.
        record: the element itself.
        objective: code of the objective above it; empty where there is none.
        guideline: code of the guideline above it; empty where there is none.
        service: code of the service above it; empty where there is none.
    """

    kind: Kind
    code: str
    record: Objective | Guideline | Service | Indicator | Activity | Cause | Entity
    objective: str = ""
    guideline: str = ""
    service: str = ""


def look_up(policy: Policy, code: str) -> tuple[Named, ...]:
    """Everything that a code names; capitals and spaces do not matter (``s1.1.1``, ``AO1.1.1``).

    Returns:
        One element, or several activities: their codes repeat from objective to objective, as printed.

    Raises:
        UnknownCodeError: the policy has no such code; the nearest ones are named.
    """
    everything = tuple(_elements(policy))
    found = tuple(named for named in everything if _plain(named.code) == _plain(code))
    if not found:
        known = {_plain(named.code): named.code for named in everything}
        near = get_close_matches(_plain(code), known, n=3, cutoff=0.7)
        raise UnknownCodeError(code, [known[match] for match in near])
    return found


def _plain(code: str) -> str:
    return re.sub(r"\s", "", code).upper()


def _elements(policy: Policy) -> Iterator[Named]:
    for objective in policy.objectives:
        yield Named("objective", objective.code, objective)
        for indicator in objective.indicators:
            yield Named("indicator", indicator.code, indicator, objective.code)
        for guideline in objective.guidelines:
            yield from _under(policy, objective, guideline)
    for cause in policy.problem.nodes if policy.problem else ():
        yield Named("cause", cause.code, cause)
    for entity in policy.entities:
        yield Named("entity", entity.code, entity)


def _under(policy: Policy, objective: Objective, guideline: Guideline) -> Iterator[Named]:
    above = (objective.code, guideline.code)
    yield Named("guideline", guideline.code, guideline, objective.code)
    for activity in guideline.activities:
        yield Named("activity", activity.code, activity, *above)
    for service in policy.services_of(guideline.code):
        yield Named("service", service.code, service, *above)
        for indicator in service.indicators:
            yield Named("indicator", indicator.code, indicator, *above, service.code)
        for activity in service.activities:
            yield Named("activity", activity.code, activity, *above, service.code)
