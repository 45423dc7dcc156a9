"""In which words does an alert speak of figures, days and the ones it concerns?"""

from datetime import date
from decimal import Decimal

from babel.dates import format_date

from rumbo.core.numbers import half_up, written
from rumbo.core.place import locale
from rumbo.core.policy.models import Indicator, Policy, Responsible

_MOST_PLACES = 4
_COUNTS = ("número", "numero")


def percent(value: Decimal) -> str:
    """A percentage with one decimal, as the reader's country writes it."""
    return f"{written(value, 1)} %"


def quantity(value: Decimal, indicator: Indicator) -> str:
    """A figure with its unit, with one decimal more than the policy prints for the indicator."""
    printed = [f.value for f in (indicator.baseline, *indicator.targets.values()) if f and f.value is not None]
    places = min(_MOST_PLACES, 1 + max((_places(figure) for figure in printed), default=1))
    number = written(half_up(value, places))
    return number if is_count(indicator.unit) else f"{number} {indicator.unit}"


def is_count(unit: str) -> bool:
    """Whether a unit says no more than that things are counted, so that it is not written beside a figure."""
    return unit.strip().lower() in _COUNTS


def day(value: date) -> str:
    """A date as the reader's country writes it."""
    return format_date(value, format="medium", locale=locale())


def answers_for_data(policy: Policy, indicator: Indicator) -> str:
    """Unit and entity that integrate the data of an indicator."""
    entity = policy.reporting_entity(indicator.code)
    return _named(policy, indicator.responsible_data, entity) or answers_for_policy(policy)


def answers_for_result(policy: Policy, indicator: Indicator) -> str:
    """Unit and entity that answer for the service or, in objectives, for the analysis."""
    responsible = indicator.responsible_service
    return _named(policy, responsible, _entity_of(responsible)) or answers_for_data(policy, indicator)


def answers_for_policy(policy: Policy) -> str:
    """The unit that leads the policy."""
    return _named(policy, policy.lead_unit, policy.lead_unit.entity)


def provides(policy: Policy, provider: Responsible | None) -> str:
    """Unit and entity that provide a service."""
    return _named(policy, provider, _entity_of(provider)) or answers_for_policy(policy)


def _entity_of(responsible: Responsible | None) -> str | None:
    return responsible.entity if responsible else None


def _named(policy: Policy, responsible: Responsible | None, entity_code: str | None) -> str:
    """The unit as printed, with its entity where the unit's own name does not tell it."""
    unit = responsible.unit.rstrip(". ") if responsible else ""
    if not entity_code:
        return unit
    entity = policy.entity(entity_code)
    names = (entity.code, entity.name, *entity.printed_names)
    if not unit:
        return entity.name
    told = any(name.casefold() in unit.casefold() for name in names)
    return unit if told else f"{unit}, {entity.name}"


def _places(figure: Decimal) -> int:
    return max(0, -int(figure.as_tuple().exponent))
