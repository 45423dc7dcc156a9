"""What does an alert speak of, who must act, and does it rest on simulated values?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rumbo.apps.following.access import concerned
from rumbo.apps.following.reach import Matter
from rumbo.apps.following.records import AlertKey, CaseRecord
from rumbo.core.observations import Observations
from rumbo.site.policy_shown import policy


@dataclass(frozen=True, slots=True)
class Subject:
    """What an alert speaks of.

    Attributes:
        code: of the indicator, the service or the policy.
        name: its name; empty for the policy as a whole.
        route: the route of its page; empty where it has none.
        entity: code of the entity concerned; empty where the policy names none.
        unit: its unit; empty where the policy names none.
    """

    code: str
    name: str
    route: str
    entity: str
    unit: str


def subject(code: str) -> Subject:
    """What an alert speaks of, by the code that it names."""
    return _subjects(policy().sha256).get(code) or Subject(code, "", "", *concerned(policy(), code))


@lru_cache(maxsize=4)
def _subjects(sha256: str) -> Mapping[str, Subject]:
    """Everything in the policy that an alert may name and that has a page."""
    named = [(i.code, i.name, "public:indicator") for i in policy().indicators]
    named += [(s.code, s.name, "public:service") for s in policy().services]
    return {code: Subject(code, name, route, *concerned(policy(), code)) for code, name, route in named}


def entity_name(code: str) -> str:
    """The name of an entity; its code where the policy no longer names it."""
    return next((entity.name for entity in policy().entities if entity.code == code), code)


def rests_on_simulated(record: Matter, observations: Observations) -> bool:
    """Whether the case of an alert rests on simulated values; a recommendation rests on an evaluation."""
    return isinstance(record, CaseRecord) and alert_is_simulated(record.key, observations)


def alert_is_simulated(key: AlertKey, observations: Observations) -> bool:
    """Whether the value that an alert speaks of is simulated; of the policy as a whole, whether any of the year is."""
    if subject(key.subject).route == "public:indicator":
        observed = observations.get((key.subject, key.year))
        return bool(observed and observed.simulated)
    return any(observed.simulated for (_code, year), observed in observations.items() if year == key.year)
