"""Which year, which value does an address of the room speak of? Whoever may not prepare it finds nothing there."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import Http404, HttpRequest

from rumbo.apps.desk.access import PREPARERS
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import campaign, campaign_years
from rumbo.core.observations import Observations, State
from rumbo.core.policy.models import Indicator
from rumbo.core.reporting.labels import local
from rumbo.site.persons import powers_of
from rumbo.site.policy_shown import policy
from rumbo.site.shown import YEAR, Shown, shown, standing_of

#: How an address asks for one entity.
ENTITY = "entidad"


@dataclass(frozen=True, slots=True)
class Asked:
    """The value that an address speaks of."""

    indicator: Indicator
    key: ObservationKey


def value_asked(request: HttpRequest, code: str, year: int) -> Asked:
    """The value of an address, for who may prepare it.

    Raises:
        Http404: the policy has no such indicator or year, or another entity or unit reports it.
    """
    asked = known_value(code, year)
    if not powers_of(request.user).may_report(PREPARERS, policy(), code):
        raise Http404(code)
    return asked


def known_value(code: str, year: int) -> Asked:
    """The value of an address, whoever asks.

    Raises:
        Http404: the policy has no such indicator, or does not reach that year.
    """
    known = {indicator.code: indicator for indicator in policy().indicators}
    if code not in known or not policy().baseline_year <= year <= policy().horizon:
        raise Http404(code)
    return Asked(known[code], ObservationKey(policy().code, code, year))


def working_year(request: HttpRequest) -> int:
    """The year that the address asks for, else the one whose values are asked for now.

    Raises:
        InputError: the year is none of the policy.
    """
    if request.GET.get(YEAR):
        return shown(request).year
    return year_in_course()


def year_in_course() -> int:
    """The year of the latest campaign that has begun; the first one after the baseline where there is none."""
    today = local(datetime.now(UTC)).date()
    for year in reversed(campaign_years(policy().code)):
        found = campaign(policy().code, year)
        if found and found.opens <= today:
            return year
    return policy().baseline_year + 1


def reported_values(year: int) -> Observations:
    """Every value that was reported and not returned, of every year: what a new value is compared with."""
    return standing_of(Shown(year, counted_from=State.SUBMITTED)).standing.observations
