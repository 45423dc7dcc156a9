"""How a policy numbers its activities, read from its own codes.

Two ways are common. By the last numbers of the service, anew in every objective: ``AO 2.1.3`` under ``S4.2.1``.
By the first numbers, as an outline: ``AO 4.2.3`` under ``L4.2`` or ``S4.2.1``. A policy may follow neither.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rumbo.core.policy.models import Activity, Policy

#: A way of numbering is the policy's own when more than this share of its activities follows it.
MAJORITY = 0.5


@dataclass(frozen=True, slots=True)
class Numbered:
    """An activity and what it hangs on: a service, or a guideline without services."""

    activity: Activity
    owner: str
    owner_is_guideline: bool


def activities_out_of_pattern(policy: Policy) -> list[Numbered]:
    """The activities whose code does not follow the way in which the policy numbers most of them.

    Returns:
        Nothing where no way is followed by a majority: there is no pattern then to fall out of.
    """
    numbered = [each for each in _numbered(policy) if len(_numbers(each.activity.code)) > 1]
    for follows in sorted(_WAYS, key=lambda way: sum(map(way, numbered)), reverse=True)[:1]:
        if sum(map(follows, numbered)) > MAJORITY * len(numbered):
            return [each for each in numbered if not follows(each)]
    return []


def _numbered(policy: Policy) -> list[Numbered]:
    of_guidelines = [Numbered(a, g.code, owner_is_guideline=True) for g in policy.guidelines for a in g.activities]
    return of_guidelines + [
        Numbered(a, s.code, owner_is_guideline=False) for s in policy.services for a in s.activities
    ]


def _by_last_numbers(each: Numbered) -> bool:
    """The activities of a guideline without services are numbered as if it had one: one number more."""
    leading = _numbers(each.activity.code)[:-1]
    if each.owner_is_guideline:
        leading = leading[:-1] or leading
    return leading == _numbers(each.owner)[-len(leading) :]


def _by_first_numbers(each: Numbered) -> bool:
    leading = _numbers(each.activity.code)[:-1]
    return leading == _numbers(each.owner)[: len(leading)]


_WAYS: tuple[Callable[[Numbered], bool], ...] = (_by_last_numbers, _by_first_numbers)


def _numbers(code: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", code)]
