"""Which indicators a form asks for, in which order, and what is known of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rumbo.core.errors import InputError, Problem, UnknownCodeError
from rumbo.core.intake.rows import nearest
from rumbo.core.language import _
from rumbo.core.observations import Observation, Observations, Origin
from rumbo.core.policy.models import Entity, Indicator, Policy

#: How many earlier years the form shows.
_EARLIER = 2


@dataclass(frozen=True, slots=True)
class Content:
    """What one form holds.

    Attributes:
        policy: the policy.
        year: the year asked for.
        entity: the entity that fills it; ``None`` for a form of all.
        groups: heading of the objective or service, and its indicators.
        observations: what the ledger holds.
    """

    policy: Policy
    year: int
    entity: Entity | None
    groups: tuple[tuple[str, tuple[Indicator, ...]], ...]
    observations: Observations

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of the form, in its order."""
        return tuple(indicator for _heading, group in self.groups for indicator in group)

    @property
    def earlier_years(self) -> tuple[int, ...]:
        """The years before this one, after the baseline, whose values are shown."""
        first = max(self.policy.baseline_year + 1, self.year - _EARLIER)
        return tuple(range(first, self.year))

    def value(self, indicator: Indicator, year: int) -> Decimal | None:
        """The value that the ledger holds."""
        held = self.observations.get((indicator.code, year))
        return held.value if held else None

    def reported(self, indicator: Indicator) -> Observation | None:
        """What was reported for the year already; computed and simulated values are nobody's to send again."""
        held = self.observations.get((indicator.code, self.year))
        return held if held and held.origin is Origin.REPORTED else None


def content(policy: Policy, year: int, observations: Observations, entity: str | None) -> Content:
    """Choose what a form holds.

    Raises:
        UnknownCodeError: the policy names no such entity.
        InputError: the entity reports no indicator.
    """
    chosen = _entity(policy, entity) if entity else None
    groups = tuple(
        (heading, mine)
        for heading, group in _groups(policy)
        if (mine := tuple(i for i in group if not chosen or policy.reporting_entity(i.code) == chosen.code))
    )
    if not groups:
        what = _("{entity} reports no indicator of {policy}.").format(entity=entity or "—", policy=policy.code)
        raise InputError(Problem(what, mend=_("Choose an entity that is responsible for data.")))
    return Content(policy, year, chosen, groups, observations)


def _entity(policy: Policy, code: str) -> Entity:
    found = next((e for e in policy.entities if e.code.casefold() == code.casefold()), None)
    if found is None:
        raise UnknownCodeError(code, nearest(code, [e.code for e in policy.entities]))
    return found


def _groups(policy: Policy) -> Iterator[tuple[str, tuple[Indicator, ...]]]:
    for objective in policy.objectives:
        yield f"{objective.code}  {objective.name}", objective.indicators
        for guideline in objective.guidelines:
            for service in policy.services_of(guideline.code):
                yield f"{service.code}  {service.name}", service.indicators
