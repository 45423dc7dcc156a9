"""How answers are made of the policy and of the report, which hold every figure already."""

from collections.abc import Iterator
from typing import Any

from rumbo.core.policy.models import Indicator, Policy
from rumbo.core.reporting.model import IndexRow, IndicatorRow, Report
from rumbo.site.api import answers


def policy_answer(policy: Policy) -> answers.PolicyAnswer:
    """The policy with its counts."""
    return answers.PolicyAnswer(
        code=policy.code,
        title=policy.title,
        short_title=policy.short_title,
        country=policy.country,
        edition=policy.edition.version,
        baseline_year=policy.baseline_year,
        horizon=policy.horizon,
        objectives=len(policy.objectives),
        guidelines=len(policy.guidelines),
        services=len(policy.services),
        activities=len(policy.activities),
        indicators=len(policy.indicators),
        sha256=policy.sha256,
    )


def objectives(policy: Policy) -> list[answers.ElementAnswer]:
    """Every objective."""
    return [
        answers.ElementAnswer(code=o.code, name=o.name, above=None, responsible=o.responsible.unit)
        for o in policy.objectives
    ]


def guidelines(policy: Policy) -> list[answers.ElementAnswer]:
    """Every guideline."""
    return [
        answers.ElementAnswer(code=g.code, name=g.name, above=policy.objective_of(g.code).code, responsible=None)
        for g in policy.guidelines
    ]


def services(policy: Policy) -> list[answers.ElementAnswer]:
    """Every service."""
    return [
        answers.ElementAnswer(
            code=s.code, name=s.name, above=s.guideline, responsible=s.provider.unit if s.provider else None
        )
        for s in policy.services
    ]


def activities(policy: Policy) -> list[answers.ActivityAnswer]:
    """Every operational activity, guideline by guideline."""
    made = []
    for guideline in policy.guidelines:
        owners = [(None, guideline.activities), *((s.code, s.activities) for s in policy.services_of(guideline.code))]
        made += [
            answers.ActivityAnswer(
                code=activity.code,
                name=activity.name,
                guideline=guideline.code,
                service=service,
                entities=[r.entity for r in activity.responsibles if r.entity],
            )
            for service, of in owners
            for activity in of
        ]
    return made


def indicator(policy: Policy, one: Indicator) -> answers.IndicatorAnswer:
    """An indicator and its place in the policy."""
    return answers.IndicatorAnswer(**_place(policy, one))


def sheet(policy: Policy, one: Indicator) -> answers.SheetAnswer:
    """An indicator with its sheet."""
    baseline = one.baseline
    return answers.SheetAnswer(
        **_place(policy, one),
        formula=one.formula.expression or one.formula.logic,
        responsible=one.responsible_data.unit if one.responsible_data else None,
        limitations=one.limitations,
        data_sources=one.data_sources,
        baseline_year=baseline.year if baseline else None,
        baseline=answers.FigureAnswer(
            value=baseline.value, numerator=baseline.numerator, denominator=baseline.denominator
        )
        if baseline
        else None,
        targets=[
            answers.TargetAnswer(
                year=year, value=target.value, numerator=target.numerator, denominator=target.denominator
            )
            for year, target in sorted(one.targets.items())
        ],
        source=str(one.source),
    )


def values(report: Report) -> list[answers.ValueAnswer]:
    """Every published value, of every year."""
    return [
        answers.ValueAnswer(
            indicator=row.indicator,
            year=row.year,
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            origin=row.origin,
            state=row.state,
            simulated=row.origin.value == "simulated",
            revision=row.revision,
            recorded_at=row.recorded_at,
            entity=row.entity or None,
            no_data_reason=row.no_data_reason,
            expected_on=row.expected_on,
        )
        for row in report.data
    ]


def status(report: Report) -> answers.StatusAnswer:
    """Where the policy stands."""
    return answers.StatusAnswer(
        policy=report.policy_code,
        year=report.year,
        simulated=report.simulated,
        result=score(report.result),
        management=score(report.management),
        lights={light.value: count for light, count in report.lights.items()},
        scores=list(_scores(report)),
        indicators=[compliance(row) for row in report.indicators],
        method=report.method.name,
        method_sha256=report.method.sha256,
        policy_sha256=report.provenance.policy_sha256,
        ledger_sequence=report.provenance.ledger_sequence,
        ledger_hash=report.provenance.ledger_hash,
    )


def score(index: IndexRow) -> answers.ScoreAnswer:
    """A score with its coverage."""
    return answers.ScoreAnswer(value=index.value, due=index.due, with_data=index.with_data, light=index.light)


def compliance(row: IndicatorRow) -> answers.ComplianceAnswer:
    """How an indicator stands."""
    return answers.ComplianceAnswer(
        code=row.code,
        value=row.obtained.value if row.obtained else None,
        target=row.target.value if row.target else None,
        ratio_pct=row.ratio_pct,
        type2_pct=row.type2_pct,
        light=row.light,
        no_data_reason=row.no_data_reason,
        expected_on=row.expected_on,
        notes=[note.value for note in row.notes],
        simulated=row.simulated,
    )


def _scores(report: Report) -> Iterator[answers.ElementScoreAnswer]:
    for objective in report.objectives:
        yield _element(objective.code, "result", objective.result)
        yield _element(objective.code, "management", objective.management)
        for guideline in objective.guidelines:
            yield _element(guideline.code, "management", guideline.index)
            for service in guideline.services:
                yield _element(service.code, "management", service.index)


def _element(code: str, measure: str, index: IndexRow) -> answers.ElementScoreAnswer:
    return answers.ElementScoreAnswer(
        code=code,
        measure=measure,
        value=index.value,
        due=index.due,
        with_data=index.with_data,
        light=index.light,
    )


def _place(policy: Policy, one: Indicator) -> dict[str, Any]:
    service = policy.service_of(one.code)
    return {
        "code": one.code,
        "kind": one.kind,
        "name": one.name,
        "unit": one.unit,
        "direction": one.direction,
        "objective": policy.objective_of(one.code).code,
        "guideline": service.guideline if service else None,
        "service": service.code if service else None,
        "entity": policy.reporting_entity(one.code),
    }
