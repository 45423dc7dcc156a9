"""In which order the rules read a policy: always the same, so that no finding depends on how files are listed."""

from rumbo.core.policy.coherence.records import natural
from rumbo.core.policy.models import Activity, Guideline, Indicator, Objective, Policy, ProblemTree, Service, Statement


def in_natural_order(policy: Policy) -> Policy:
    """The same policy with every list of elements in the natural order of codes, or of lines where codes repeat."""
    ordered = {
        "objectives": tuple(
            _objective(each) for each in sorted(policy.objectives, key=lambda each: natural(each.code))
        ),
        "services": tuple(_service(each) for each in sorted(policy.services, key=lambda each: natural(each.code))),
        "horizon_statements": _statements(policy.horizon_statements),
        "count_statements": _statements(policy.count_statements),
        "target_links": tuple(sorted(policy.target_links, key=lambda each: (each.at_most, each.at_least))),
        "problem": _problem(policy.problem),
    }
    fields = {name: getattr(policy, name) for name in Policy.model_fields}
    return Policy.model_construct(**{**fields, **ordered})


def _objective(objective: Objective) -> Objective:
    guidelines = sorted(objective.guidelines, key=lambda each: natural(each.code))
    return objective.model_copy(
        update={
            "indicators": _indicators(objective.indicators),
            "guidelines": tuple(_guideline(each) for each in guidelines),
        }
    )


def _guideline(guideline: Guideline) -> Guideline:
    return guideline.model_copy(update={"activities": _activities(guideline.activities)})


def _service(service: Service) -> Service:
    return service.model_copy(
        update={"indicators": _indicators(service.indicators), "activities": _activities(service.activities)}
    )


def _indicators(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    return tuple(sorted(indicators, key=lambda each: natural(each.code)))


def _activities(activities: tuple[Activity, ...]) -> tuple[Activity, ...]:
    return tuple(sorted(activities, key=lambda each: (natural(each.code), natural(each.source))))


def _statements(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda each: (natural(each.source), each.subject)))


def _problem(problem: ProblemTree | None) -> ProblemTree | None:
    if problem is None:
        return None
    return problem.model_copy(update={"nodes": tuple(sorted(problem.nodes, key=lambda each: natural(each.code)))})
