"""Which alerts may everyone see? Those that the planning office made public, with what is promised about them."""

from collections.abc import Iterable
from dataclasses import dataclass

from rumbo.apps.following.records import CaseRecord
from rumbo.apps.following.selectors import public_cases
from rumbo.core.monitoring.alerts import RULES
from rumbo.site.policy_shown import policy


@dataclass(frozen=True, slots=True)
class PublicAlert:
    """A public alert, ready to be shown.

    Attributes:
        case: the alert as it was taken up, with its commitments.
        title: name of its rule in the reader's language.
        subject_name: name of the indicator or service that it speaks of; empty for the policy as a whole.
        route: the route of the subject's page; empty where it has none.
    """

    case: CaseRecord
    title: str
    subject_name: str
    route: str


def public_alerts(year: int | None = None) -> tuple[PublicAlert, ...]:
    """The public alerts of a year, or of every year; the latest made public first."""
    return tuple(_shown(public_cases(policy(), year)))


def alerts_about(code: str) -> tuple[PublicAlert, ...]:
    """The public alerts that speak of one indicator or service, of every year."""
    return tuple(alert for alert in public_alerts() if alert.case.key.subject == code)


def _shown(cases: Iterable[CaseRecord]) -> Iterable[PublicAlert]:
    titles = {rule.code: rule.title for rule in RULES}
    indicators = {i.code: i.name for i in policy().indicators}
    services = {s.code: s.name for s in policy().services}
    for case in cases:
        subject = case.key.subject
        route = "public:indicator" if subject in indicators else "public:service" if subject in services else ""
        name = indicators.get(subject) or services.get(subject, "")
        yield PublicAlert(case, titles.get(case.key.alert, case.key.alert), name, route)
