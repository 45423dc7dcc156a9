"""A tiny invented policy and the people who work on it."""

from dataclasses import dataclass
from decimal import Decimal

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant, register_entities
from rumbo.core.observations import NewValue, Part
from rumbo.core.policy.models import Policy


def invented_policy(code: str = "water-2030", indicators: int = 4) -> Policy:
    """One objective with indicators ``OP1-I1`` ...; odd ones report to AGUA, even ones to RIOS."""
    return Policy.model_validate(
        {
            "code": code,
            "title": "Water for everyone",
            "short_title": "Water",
            "country": "Nowhere",
            "sector": "Water",
            "edition": {"version": "1", "status": "draft"},
            "baseline_year": 2024,
            "horizon": 2030,
            "target_years": [2025, 2026],
            "lead_unit": {"unit": "Lead office", "entity": "AGUA"},
            "planning_unit": {"unit": "Planning office", "entity": "AGUA"},
            "documents": [{"id": "act", "title": "Act", "file": "act.txt"}],
            "entities": [{"code": "AGUA", "name": "Water board"}, {"code": "RIOS", "name": "River authority"}],
            "objectives": [
                {
                    "code": "OP1",
                    "name": "Clean water",
                    "responsible": {"unit": "Lead office", "entity": "AGUA"},
                    "guidelines": [],
                    "indicators": [_indicator(number) for number in range(1, indicators + 1)],
                    "source": "act:1",
                }
            ],
            "services": [],
            "sha256": "c" * 64,
        }
    )


def _indicator(number: int) -> dict[str, object]:
    return {
        "code": f"OP1-I{number}",
        "kind": "objective",
        "name": f"Indicator {number}",
        "formula": {"shape": "count_sum"},
        "measure": {"reported_as": "value"},
        "unit": "Number",
        "responsible_data": {"unit": "Statistics", "entity": "AGUA" if number % 2 else "RIOS"},
        "source": "act:2",
    }


def value(indicator: int = 1, figure: str = "12.5", year: int = 2026, **more: object) -> NewValue:
    """A value of an invented indicator."""
    return NewValue(indicator=f"OP1-I{indicator}", year=year, value=Decimal(figure), **more)  # type: ignore[arg-type]


def part(member: str, figure: str) -> Part:
    """A part by region."""
    return Part("region", member, Decimal(figure))


@dataclass(frozen=True)
class Cast:
    """One person a role."""

    reporter: Person
    other_reporter: Person
    lead: Person
    planning: Person
    auditor: Person
    administrator: Person

    def by_role(self) -> dict[Role, Person]:
        return {
            Role.ENTITY_REPORTER: self.reporter,
            Role.LEAD: self.lead,
            Role.PLANNING: self.planning,
            Role.AUDITOR: self.auditor,
            Role.ADMINISTRATOR: self.administrator,
        }


def invented_cast(policy: Policy) -> Cast:
    """People of the invented policy: a reporter in each entity, the others in AGUA."""
    register_entities(policy)

    def person(name: str, role: Role, entity: str = "AGUA") -> Person:
        made = Person.objects.create_user(f"{name}@{policy.code}.example", name.capitalize())
        grant(made, role, Entity.objects.get(policy=policy.code, code=entity))
        return made

    return Cast(
        reporter=person("ana", Role.ENTITY_REPORTER),
        other_reporter=person("rosa", Role.ENTITY_REPORTER, "RIOS"),
        lead=person("luis", Role.LEAD),
        planning=person("olga", Role.PLANNING),
        auditor=person("juan", Role.AUDITOR),
        administrator=person("eva", Role.ADMINISTRATOR),
    )
