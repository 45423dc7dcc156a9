"""How the rules are kept and run: a register of named rules, and one pass over a policy.

A module adds a rule by decorating a function with :func:`rule`; the package's ``__init__`` imports every such module,
so that importing the package fills the register.
"""

from collections.abc import Callable, Iterable, Iterator

from rumbo.core.errors import UnknownCodeError
from rumbo.core.policy.coherence.ordering import in_natural_order
from rumbo.core.policy.coherence.records import (
    Certainty,
    Check,
    Finding,
    Group,
    Instance,
    Rule,
    Severity,
    natural,
)
from rumbo.core.policy.models import Policy

_REGISTER: dict[str, Rule] = {}
_WORST_FIRST = {severity: rank for rank, severity in enumerate(Severity)}


def rule(
    id: str,  # noqa: A002 - the field's own word
    name: str,
    question: str,
    *,
    group: Group = Group.COHERENCE,
    severity: Severity = Severity.MEDIUM,
    certainty: Certainty = Certainty.CONFIRMED,
) -> Callable[[Check], Check]:
    """Register a function as the check of a rule.

    Args:
        id: chapter and number, for instance ``NU-04``; must be new.
        name: short name, in English, with its translation in the catalogue.
        question: what the rule asks, in English, with its translation in the catalogue.
        group: pertinence or coherence.
        severity: severity of a finding where the function says nothing else.
        certainty: certainty of a finding where the function says nothing else.

    Raises:
        ValueError: the id is taken.
    """

    def register(check: Check) -> Check:
        if id in _REGISTER:
            raise ValueError(f"rule {id} is registered twice: {_REGISTER[id].name!r} and {name!r}")
        _REGISTER[id] = Rule(id, name, question, group, severity, certainty, check)
        return check

    return register


def rules() -> tuple[Rule, ...]:
    """Every registered rule, by id."""
    return tuple(sorted(_REGISTER.values(), key=lambda each: natural(each.id)))


def check(policy: Policy, rules: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """Run rules over a policy.

    Args:
        policy: the policy to look at; it is never changed.
        rules: ids of the rules to run; ``None`` runs all of them.

    Returns:
        The findings, worst first, then by rule and number. The number of a finding does not depend on the order in
        which the policy lists its elements, nor on the reader's language.

    Raises:
        UnknownCodeError: there is no rule of that id.
    """
    chosen, ordered = _chosen(rules), in_natural_order(policy)
    found = [finding for each in chosen for finding in _findings(each, ordered)]
    return tuple(sorted(found, key=lambda finding: (_WORST_FIRST[finding.severity], natural(finding.id))))


def _chosen(ids: Iterable[str] | None) -> list[Rule]:
    if ids is None:
        return list(rules())
    wanted = list(dict.fromkeys(ids))
    for id_ in wanted:
        if id_ not in _REGISTER:
            raise UnknownCodeError(id_, [known for known in sorted(_REGISTER) if known[:2] == id_[:2].upper()])
    return [_REGISTER[id_] for id_ in wanted]


def _findings(of: Rule, policy: Policy) -> Iterator[Finding]:
    """Number what a rule yields by its elements and sources, so that a number stays where the policy is reordered."""
    instances = sorted(of.check(policy), key=_place)
    for number, instance in enumerate(instances, start=1):
        yield Finding(
            id=f"{of.id}.{number:02d}",
            key=":".join(part for part in (of.id, *instance.elements, instance.about) if part),
            rule=of.id,
            severity=instance.severity or of.severity,
            certainty=instance.certainty or of.certainty,
            elements=instance.elements,
            title=instance.title,
            values=instance.values,
            remark=instance.remark,
            suggested_resolution=instance.resolution,
            sources=_sources(instance),
        )


def _place(instance: Instance) -> tuple[object, ...]:
    return (
        tuple(natural(code) for code in instance.elements),
        natural(instance.about),
        tuple(natural(source) for source in _sources(instance)),
        tuple((value.value, value.source) for value in instance.values),
    )


def _sources(instance: Instance) -> tuple[str, ...]:
    """Every place once: those of the values, then the further ones."""
    places = (*(value.source for value in instance.values), *instance.sources)
    return tuple(dict.fromkeys(place for place in places if place))
