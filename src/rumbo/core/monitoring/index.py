"""How does the policy stand as a whole? Means of compliance from the service up, each with its coverage.

The management index (índice de gestión) rolls up what services did; the result index rolls up what objectives
achieved. They are two numbers and are never mixed. Guidelines have no indicators of their own (policy, l.3927-3937).
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from rumbo.core.monitoring.compliance import light_of
from rumbo.core.monitoring.method import Method
from rumbo.core.monitoring.ratios import ARITHMETIC
from rumbo.core.monitoring.records import Compliance, Index, Light, Score
from rumbo.core.policy.models import Guideline, Indicator, Objective, Policy, Service

#: A part of a mean: its score and its grade of relevance.
Part = tuple[Score, int | None]


def build_index(policy: Policy, judged: Mapping[str, Compliance], method: Method) -> Index:
    """Form the management index and the result index at every level.

    A service is the mean of its indicators, a guideline of its services, an objective's management of its guidelines
    that have services, its result of its own indicators, the policy of its objectives. What has no data stays out of
    the mean, the weights of the others keeping their proportion, and shows in the coverage. Services without
    indicators and guidelines without services have an empty score and weigh nothing.

    Args:
        policy: the tree.
        judged: judgement of every indicator, by its code.
        method: caps, weights and bands.
    """
    services = {s.code: _of_indicators(s.indicators, judged, method) for s in policy.services}
    guidelines = {g.code: _of_guideline(policy, g, services, method) for g in policy.guidelines}
    management = {o.code: _of_objective(policy, o, guidelines, method) for o in policy.objectives}
    result = {o.code: _of_indicators(o.indicators, judged, method) for o in policy.objectives}
    return Index(
        management=_mean([(management[o.code], o.relevance) for o in policy.objectives], method),
        result=_mean([(result[o.code], o.relevance) for o in policy.objectives if o.indicators], method),
        objectives_management=management,
        objectives_result=result,
        guidelines=guidelines,
        services=services,
    )


def weights(grades: Sequence[int | None]) -> tuple[Decimal, ...]:
    """Weights of siblings by their grades of relevance, 1 being the most relevant.

    w_k = (Rmax - (R_k - 1)) / sum(Rmax - (R_i - 1)), so that {1, 2} weigh 2/3 and 1/3. Unless every sibling has a
    grade, all weigh alike.

    Args:
        grades: grade of each sibling, ``None`` where it has none.

    Returns:
        One weight a sibling; they add to one.
    """
    shares = _shares(grades)
    return tuple(_decimal(Fraction(share, sum(shares))) for share in shares)


def _of_indicators(indicators: Iterable[Indicator], judged: Mapping[str, Compliance], method: Method) -> Score:
    return _mean([(_alone(judged[i.code]), i.relevance) for i in indicators], method)


def _alone(compliance: Compliance) -> Score:
    """One indicator as the smallest score."""
    due = compliance.light is not Light.NOT_DUE
    return Score(compliance.capped_pct, int(due), int(compliance.capped_pct is not None), compliance.light)


def _of_guideline(policy: Policy, guideline: Guideline, services: Mapping[str, Score], method: Method) -> Score:
    own: tuple[Service, ...] = policy.services_of(guideline.code)
    return _mean([(services[s.code], s.relevance) for s in own if s.indicators], method)


def _of_objective(policy: Policy, objective: Objective, guidelines: Mapping[str, Score], method: Method) -> Score:
    served = [g for g in objective.guidelines if policy.services_of(g.code)]
    return _mean([(guidelines[g.code], g.relevance) for g in served], method)


def _mean(parts: Sequence[Part], method: Method) -> Score:
    """The weighted mean of the parts that have a value, and the coverage of all of them.

    The sum is exact (fractions), rounded once: the order of the parts does not matter and the mean never leaves the
    range of its parts.
    """
    shares = _shares([grade for _, grade in parts])
    known = [(score.value, share) for (score, _), share in zip(parts, shares, strict=True) if score.value is not None]
    due = sum(score.due for score, _ in parts)
    with_data = sum(score.with_data for score, _ in parts)
    if not known:
        return Score(None, due, with_data, Light.NO_DATA if due else Light.NOT_DUE)
    total = sum((Fraction(value) * share for value, share in known), Fraction())
    value = _decimal(total / sum(share for _, share in known))
    return Score(value, due, with_data, light_of(value, method))


def _shares(grades: Sequence[int | None]) -> list[int]:
    """Weights of siblings as whole numbers in proportion."""
    given = [grade for grade in grades if grade is not None]
    if len(given) < len(grades) or not given:
        return [1] * len(grades)
    return [max(given) - (grade - 1) for grade in given]


def _decimal(fraction: Fraction) -> Decimal:
    return ARITHMETIC.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
