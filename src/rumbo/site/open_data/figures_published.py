"""Which figures are open data? Those that everyone sees, as they stood when they last changed.

Public pages say where the policy stands today; a file must be the same to the byte until something in it changes. So
the report of the open data is taken at the moment of the last public change, and tells only the alerts made public.
"""

from datetime import UTC, datetime
from functools import lru_cache

from rumbo.apps.following.selectors import public_cases
from rumbo.apps.ledger.models import Campaign, CampaignDue, IssuedReport, Publication, Transition
from rumbo.apps.ledger.standing import LedgerStanding, standing_at
from rumbo.core.language import Language
from rumbo.core.observations import Observations, State
from rumbo.core.reporting.build import build_report
from rumbo.core.reporting.model import Report
from rumbo.site.policy_shown import method, policy
from rumbo.site.shown import latest_year, public_mark

_Alert = tuple[str, str, str]


def last_change() -> datetime:
    """When what everyone sees last changed; the end of the baseline year while nothing was published."""
    code = policy().code
    rows = (
        Transition.objects.filter(revision__policy=code, to_state=State.PUBLISHED),
        Campaign.objects.filter(policy=code),
        CampaignDue.objects.filter(policy=code),
        IssuedReport.objects.filter(policy=code),
        Publication.objects.filter(policy=code),
    )
    found = [each.order_by("-sequence").values_list("recorded_at", flat=True).first() for each in rows]
    return max((at for at in found if at), default=datetime(policy().baseline_year, 12, 31, tzinfo=UTC))


def open_report(spoken: Language) -> Report:
    """The report of the latest year with published values, of published values alone."""
    return _report(latest_year(), last_change(), _public_alerts(), _versions(), spoken)


def published_observations() -> Observations:
    """The published values of every year."""
    return _standing(latest_year(), last_change(), _versions()).standing.observations


def data_marks() -> tuple[str, ...]:
    """Everything that the files depend on, besides the language."""
    return (public_mark(), last_change().isoformat(), str(_public_alerts()), *_versions())


def _versions() -> tuple[str, str]:
    return policy().sha256, method().sha256


def _public_alerts() -> tuple[_Alert, ...]:
    """Rule, subject and since when, of the alerts of the year that are public."""
    return tuple(sorted((c.key.alert, c.key.subject, c.key.since) for c in public_cases(policy(), latest_year())))


@lru_cache(maxsize=8)
def _report(
    year: int, moment: datetime, public: tuple[_Alert, ...], _versions: tuple[str, str], spoken: Language
) -> Report:
    seen = _standing(year, moment, _versions)
    whole = build_report(seen.standing, seen.provenance, status="provisional", number=None, language=spoken)
    return whole.model_copy(
        update={"alerts": tuple(a for a in whole.alerts if (a.code, a.subject, a.since) in set(public))}
    )


@lru_cache(maxsize=8)
def _standing(year: int, moment: datetime, _versions: tuple[str, str]) -> LedgerStanding:
    return standing_at(policy(), year, method=method(), as_of=moment, counted_from=State.PUBLISHED)
