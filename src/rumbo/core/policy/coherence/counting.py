"""How a count that the text states is counted in the data.

The subject of a statement names a collection, and may narrow it down by one property:
``services``, ``services:nature=Prestacional``, ``guidelines:objective=OP1``, ``indirect_causes:parent=CD2``.
"""

from collections.abc import Callable

from rumbo.core.policy.models import Policy

_Rows = list[dict[str, str | None]]


def counted_elements(policy: Policy, subject: str) -> int | None:
    """Count what a statement speaks of.

    Args:
        policy: the policy.
        subject: ``collection`` or ``collection:property=value``.

    Returns:
        The number of elements; ``None`` where the policy has no such collection or property.
    """
    collection, _colon, condition = subject.partition(":")
    listed = _COLLECTIONS.get(collection)
    rows = listed(policy) if listed else None
    if rows is None or not condition:
        return None if rows is None else len(rows)
    name, _equals, value = condition.partition("=")
    if any(name not in row for row in rows):
        return None
    return sum(row[name] == value for row in rows)


def _objectives(policy: Policy) -> _Rows:
    return [{"code": each.code, "direct_cause": each.direct_cause} for each in policy.objectives]


def _guidelines(policy: Policy) -> _Rows:
    return [
        {"code": each.code, "objective": policy.objective_of(each.code).code, "normative": str(each.normative).lower()}
        for each in policy.guidelines
    ]


def _services(policy: Policy) -> _Rows:
    return [
        {
            "code": each.code,
            "objective": policy.objective_of(each.code).code,
            "guideline": each.guideline,
            "type": each.type,
            "nature": each.nature,
            "delivery": each.delivery,
            "standard": each.standard,
        }
        for each in policy.services
    ]


def _indicators(policy: Policy) -> _Rows:
    return [
        {"code": each.code, "kind": each.kind.value, "objective": policy.objective_of(each.code).code}
        for each in policy.indicators
    ]


def _activities(policy: Policy) -> _Rows:
    return [{"code": each.code} for each in policy.activities]


def _causes(kind: str) -> Callable[[Policy], _Rows | None]:
    def rows(policy: Policy) -> _Rows | None:
        if policy.problem is None:
            return None
        return [{"code": n.code, "parent": n.parent} for n in policy.problem.nodes if n.type == kind]

    return rows


_COLLECTIONS: dict[str, Callable[[Policy], _Rows | None]] = {
    "objectives": _objectives,
    "guidelines": _guidelines,
    "services": _services,
    "indicators": _indicators,
    "activities": _activities,
    "direct_causes": _causes("direct_cause"),
    "indirect_causes": _causes("indirect_cause"),
    "effects": _causes("effect"),
}
