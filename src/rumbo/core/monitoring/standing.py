"""Where does a policy stand in a year? Everything that status and report show, judged once."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.monitoring.alerts import Situation, raise_alerts
from rumbo.core.monitoring.compliance import judge
from rumbo.core.monitoring.index import build_index
from rumbo.core.monitoring.method import Method
from rumbo.core.monitoring.records import Standing
from rumbo.core.observations import Observations
from rumbo.core.policy.models import Policy

#: Without a campaign nobody is late.
NO_CAMPAIGN: Mapping[str, date] = MappingProxyType({})


def assess(
    policy: Policy,
    year: int,
    observations: Observations,
    method: Method,
    *,
    as_of: datetime,
    due_dates: Mapping[str, date] = NO_CAMPAIGN,
) -> Standing:
    """Judge every indicator of a policy in a year, form the index and raise the alerts.

    Args:
        policy: what was promised.
        year: the year to judge, between the policy's baseline year and its horizon.
        observations: every value that counts, of every year, by indicator and year.
        method: the way to judge.
        as_of: the instant of which this is the state (UTC).
        due_dates: due date of reporting by entity code; empty where there is no campaign.

    Raises:
        InputError: a year outside the policy.
    """
    _refuse_foreign_year(policy, year)
    judged = {
        indicator.code: judge(
            indicator,
            year,
            observed.value if observed else None,
            method,
            explained=bool(observed and observed.no_data_reason),
        )
        for indicator in policy.indicators
        for observed in (observations.get((indicator.code, year)),)
    }
    situation = Situation(policy, year, method, observations, judged, as_of, due_dates)
    return Standing(
        policy=policy,
        year=year,
        method=method,
        as_of=as_of,
        observations=observations,
        judged=judged,
        index=build_index(policy, judged, method),
        alerts=raise_alerts(situation),
        due_dates=due_dates,
    )


def _refuse_foreign_year(policy: Policy, year: int) -> None:
    if policy.baseline_year <= year <= policy.horizon:
        return
    what = _("The year {year} lies outside the policy {policy}, which goes from {first} to {last}.")
    mend = _("Ask for a year from {first} to {last}.").format(first=policy.baseline_year, last=policy.horizon)
    said = what.format(year=year, policy=policy.code, first=policy.baseline_year, last=policy.horizon)
    raise InputError(Problem(said, mend=mend))
