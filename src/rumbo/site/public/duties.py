"""What does an entity answer for? Its services, its indicators, its activities."""

from collections.abc import Iterator
from dataclasses import dataclass

from rumbo.core.policy.models import Activity, Policy, Service
from rumbo.site.public.anchors import activity_anchor


@dataclass(frozen=True, slots=True)
class ActivityDuty:
    """An activity of an entity.

    Attributes:
        activity: the activity.
        units: its units of this entity that carry it out, as printed.
        route: the route of the page where the activity is shown.
        code: code of that page's element.
        anchor: its place there.
    """

    activity: Activity
    units: tuple[str, ...]
    route: str
    code: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Duties:
    """What an entity answers for.

    Attributes:
        provides: services that it provides.
        takes_part: services in which it takes part.
        reports: codes of the indicators that it reports.
        activities: activities that it carries out.
    """

    provides: tuple[Service, ...]
    takes_part: tuple[Service, ...]
    reports: tuple[str, ...]
    activities: tuple[ActivityDuty, ...]


def duties_of(policy: Policy, code: str) -> Duties:
    """What one entity answers for, in the order of the policy."""
    provides = tuple(s for s in policy.services if s.provider and s.provider.entity == code)
    return Duties(
        provides=provides,
        takes_part=tuple(s for s in policy.services if code in s.participant_entities and s not in provides),
        reports=tuple(i.code for i in policy.indicators if policy.reporting_entity(i.code) == code),
        activities=tuple(_activities(policy, code)),
    )


def _activities(policy: Policy, code: str) -> Iterator[ActivityDuty]:
    for guideline in policy.guidelines:
        yield from _of(code, guideline.activities, "public:guideline", guideline.code)
        for service in policy.services_of(guideline.code):
            yield from _of(code, service.activities, "public:service", service.code)


def _of(code: str, activities: tuple[Activity, ...], route: str, within: str) -> Iterator[ActivityDuty]:
    for activity in activities:
        rows = [who for who in activity.responsibles if who.entity == code]
        if rows:
            units = tuple(dict.fromkeys(who.unit for who in rows if who.unit))
            yield ActivityDuty(activity, units, route, within, activity_anchor(activity.code))
