"""How does a standing become a report? The tree of the policy is walked once, and every figure is put in its place.

The same standing always gives the same report: no clock is read, nothing is drawn by lot, ``as_of`` is the only moment.
"""

from collections import Counter
from datetime import UTC
from typing import Literal

from babel import Locale

from rumbo.core.language import Language, _, speaking
from rumbo.core.monitoring.alerts import RULES
from rumbo.core.monitoring.records import Alert, Light, Score, Severity, Standing
from rumbo.core.observations import Observation, State
from rumbo.core.policy.models import Guideline, Objective, Policy, Responsible, Service
from rumbo.core.reporting.method_card import method_card
from rumbo.core.reporting.model import (
    AlertRow,
    DataRow,
    GuidelineSection,
    IndexRow,
    ObjectiveSection,
    Provenance,
    Report,
    ServiceSection,
)
from rumbo.core.reporting.rows import indicator_row
from rumbo.core.reporting.texts import printable

#: Worst first.
_SEVERITIES = tuple(Severity)


def build_report(
    standing: Standing,
    provenance: Provenance,
    *,
    status: Literal["provisional", "issued"],
    number: str | None = None,
    language: Language = "es",
) -> Report:
    """The annual monitoring report of a standing (source: policy, l.3935-3945).

    Args:
        standing: the policy, the values that count and their judgement. Values of years after the standing's own are
            left out: a report tells of its year and of what came before.
        provenance: from what the standing was made.
        status: ``issued`` for a report that the ledger has numbered, ``provisional`` otherwise.
        number: number of an issued report, ``2026-01``.
        language: language of every word that is not the policy's own.
    """
    with speaking(language):
        return _report(standing, provenance, status=status, number=number, language=language)


def _report(
    standing: Standing,
    provenance: Provenance,
    *,
    status: Literal["provisional", "issued"],
    number: str | None,
    language: Language,
) -> Report:
    policy = standing.policy
    lights = Counter(c.light for c in standing.judged.values())
    data = counted(standing)
    due = sum(1 for c in standing.judged.values() if c.light is not Light.NOT_DUE)
    return Report(
        policy_code=policy.code,
        title=policy.title,
        short_title=policy.short_title,
        country=_country_name(policy, language),
        edition=policy.edition.version,
        year=standing.year,
        horizon=policy.horizon,
        language=language,
        as_of=standing.as_of.astimezone(UTC),
        status=status,
        number=number,
        simulated=any(o.simulated for o in data),
        lead_unit=policy.lead_unit.unit,
        planning_unit=policy.planning_unit.unit,
        management=_index(standing.index.management),
        result=_index(standing.index.result),
        due=due,
        with_data=due - lights[Light.NO_DATA],
        lights={light: lights[light] for light in Light},
        states=_states(data, standing.year),
        objectives=tuple(_objective(standing, o) for o in policy.objectives),
        alerts=_alerts(standing),
        method=method_card(standing.method),
        data=tuple(_data(o) for o in data),
        provenance=provenance,
    )


def counted(standing: Standing) -> tuple[Observation, ...]:
    """Every observation that the report shows, in the order of the policy's indicators and of the years."""
    order = {i.code: place for place, i in enumerate(standing.policy.indicators)}
    shown = [o for o in standing.observations.values() if o.year <= standing.year and o.indicator in order]
    return tuple(sorted(shown, key=lambda o: (order[o.indicator], o.year)))


def _states(data: tuple[Observation, ...], year: int) -> dict[State, int]:
    found = Counter(o.state for o in data if o.year == year and o.value is not None)
    return {state: found[state] for state in State}


def _objective(standing: Standing, objective: Objective) -> ObjectiveSection:
    return ObjectiveSection(
        code=objective.code,
        name=objective.name,
        responsible=objective.responsible.unit,
        management=_index(standing.index.objectives_management[objective.code]),
        result=_index(standing.index.objectives_result[objective.code]),
        indicators=tuple(indicator_row(standing, i) for i in objective.indicators),
        guidelines=tuple(_guideline(standing, g) for g in objective.guidelines),
    )


def _guideline(standing: Standing, guideline: Guideline) -> GuidelineSection:
    return GuidelineSection(
        code=guideline.code,
        name=guideline.name,
        normative=guideline.normative,
        index=_index(standing.index.guidelines.get(guideline.code)),
        services=tuple(_service(standing, s) for s in standing.policy.services_of(guideline.code)),
    )


def _service(standing: Standing, service: Service) -> ServiceSection:
    return ServiceSection(
        code=service.code,
        name=service.name,
        standard=service.standard,
        provider=_unit(service.provider) or service.provider_printed,
        index=_index(standing.index.services.get(service.code)),
        indicators=tuple(indicator_row(standing, i) for i in service.indicators),
        note=_service_note(service),
    )


def _service_note(service: Service) -> str | None:
    if not service.indicators:
        return _("The policy prints no indicator for this service.")
    return service.no_coverage_reason


def _unit(responsible: Responsible | None) -> str | None:
    return responsible.unit if responsible else None


def _country_name(policy: Policy, language: Language) -> str:
    """The country's name for its code (ISO 3166), or the text itself where it is no code."""
    return str(Locale(language).territories.get(policy.country, policy.country))


def _index(score: Score | None) -> IndexRow:
    """A score, or the empty one of a branch that has nothing to be judged."""
    if score is None:
        return IndexRow(value=None, due=0, with_data=0, light=Light.NOT_DUE)
    return IndexRow(value=score.value, due=score.due, with_data=score.with_data, light=score.light)


def _alerts(standing: Standing) -> tuple[AlertRow, ...]:
    """Alerts, worst first; those of one severity keep the order in which monitoring gives them."""
    names, titles = _names(standing.policy), {rule.code: rule.title for rule in RULES}
    ranked = sorted(standing.alerts, key=lambda a: _SEVERITIES.index(a.severity))
    return tuple(_alert(alert, names, titles) for alert in ranked)


def _alert(alert: Alert, names: dict[str, str], titles: dict[str, str]) -> AlertRow:
    return AlertRow(
        code=alert.code,
        title=titles.get(alert.code, alert.code),
        severity=alert.severity,
        subject=alert.subject,
        subject_name=names.get(alert.subject, alert.subject),
        figure=alert.figure,
        figure_unit=alert.figure_unit,
        since=alert.since,
        concerns=printable(alert.concerns),
        message=printable(alert.message),
        action=printable(alert.action),
    )


def _names(policy: Policy) -> dict[str, str]:
    return {
        policy.code: policy.title,
        **{o.code: o.name for o in policy.objectives},
        **{g.code: g.name for g in policy.guidelines},
        **{s.code: s.name for s in policy.services},
        **{i.code: i.name for i in policy.indicators},
    }


def _data(observation: Observation) -> DataRow:
    return DataRow(
        indicator=observation.indicator,
        year=observation.year,
        value=observation.value,
        numerator=observation.numerator,
        denominator=observation.denominator,
        origin=observation.origin,
        state=observation.state,
        revision=observation.revision,
        recorded_at=observation.recorded_at,
        recorded_by=printable(observation.recorded_by),
        entity=observation.entity,
        comment=printable(observation.comment),
        reason=printable(observation.reason),
        no_data_reason=printable(observation.no_data_reason),
        expected_on=observation.expected_on,
    )
