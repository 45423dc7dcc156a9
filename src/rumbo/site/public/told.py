"""How is a change told on a page? In cells: what, of what, before, now, why."""

from collections.abc import Iterable
from dataclasses import dataclass

from rumbo.core.exchange.differences import Change, What, headline, shown
from rumbo.core.exchange.differences.wording import cause_name
from rumbo.core.policy.models import Policy
from rumbo.site.policy_shown import policy
from rumbo.site.public.finding import ROUTES
from rumbo.site.public.words import of_policy

#: What changes on a value's way and in the works, of little interest to most readers.
_INNER = frozenset({What.STATE, What.REVISION, What.SOFTWARE})


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change in words.

    Attributes:
        what: what changed.
        code: code of what it speaks of; empty where it speaks of the whole policy.
        name: its name.
        route: the route of its page; empty where it has none.
        before: what stood.
        now: what stands.
        why: the reason of the correction, or the causes.
    """

    what: str
    code: str
    name: str
    route: str
    before: str
    now: str
    why: str


def told(changes: Iterable[Change]) -> tuple[ToldChange, ...]:
    """The changes in words, in their order."""
    routes = _routes(policy())
    return tuple(_told(change, routes) for change in changes)


def apart(changes: Iterable[Change]) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The changes that readers look for, and apart from them those on a value's way and in the works."""
    every = tuple(changes)
    return tuple(c for c in every if c.what not in _INNER), tuple(c for c in every if c.what in _INNER)


def _told(change: Change, routes: dict[str, str]) -> ToldChange:
    whole = change.subject == policy().code
    return ToldChange(
        what=headline(change),
        code="" if whole else change.subject,
        name=change.name,
        route=routes.get(change.subject, ""),
        before=shown(change, change.old),
        now=shown(change, change.new),
        why=of_policy(change.reason) or ", ".join(cause_name(cause) for cause in change.causes),
    )


def _routes(policy: Policy) -> dict[str, str]:
    """The route of the page of everything that has a score or a value, by its code."""
    return {
        **{o.code: ROUTES["objective"] for o in policy.objectives},
        **{g.code: ROUTES["guideline"] for g in policy.guidelines},
        **{s.code: ROUTES["service"] for s in policy.services},
        **{i.code: ROUTES["indicator"] for i in policy.indicators},
    }
