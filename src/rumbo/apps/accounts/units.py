"""Which unit of organisation reports an indicator, and whether two printed names mean the same unit."""

import re

from rumbo.core.language import without_accents
from rumbo.core.policy.models import Policy, Responsible

_SIGNS = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(la|el) ")


def unit_key(name: str) -> str:
    """A unit's name without what printing changes: case, accents, dashes, points, a leading article.

    The policy prints "Dirección de Zonas Económicas Especiales – MINCETUR." and "... - MINCETUR" for one unit. Names
    that differ in their words stay two: whoever reports for both holds a role in both.
    """
    return _ARTICLE.sub("", _SIGNS.sub(" ", without_accents(name).casefold()).strip())


def reporting_unit(policy: Policy, indicator: str) -> str:
    """The unit that reports an indicator, as printed; empty where the policy names none of the reporting entity.

    It is the unit of the same responsible whose entity :meth:`~rumbo.core.policy.models.Policy.reporting_entity` names.
    """
    return responsible.unit if (responsible := _reporting(policy, indicator)) else ""


def _reporting(policy: Policy, indicator: str) -> Responsible | None:
    data, service = policy.indicator(indicator).responsible_data, policy.service_of(indicator)
    return data if data and data.entity else service.provider if service else None
