"""Time: do the text and the sheets agree on the horizon and on the years that have targets?"""

from collections.abc import Iterator
from itertools import pairwise

from rumbo.core.language import _
from rumbo.core.policy.coherence.engine import rule
from rumbo.core.policy.coherence.records import Evidence, Instance, Severity
from rumbo.core.policy.coherence.series import table_source, targets, written_value, written_years
from rumbo.core.policy.models import Indicator, Policy

#: Fewer holes than this are an omission; as many at even distance are a rhythm of their own.
RHYTHM = 3


@rule("TI-01", "Horizon", "Is the horizon year the same everywhere?", severity=Severity.HIGH)
def horizon(policy: Policy) -> Iterator[Instance]:
    """Compare every statement on the horizon with the horizon of the policy."""
    for statement in policy.horizon_statements:
        if statement.value != policy.horizon:
            agreeing = [s for s in policy.horizon_statements if s.value == policy.horizon]
            yield Instance(
                title=_("The text gives {year} as horizon ({subject}); the policy runs to {horizon}.").format(
                    year=statement.value, subject=statement.subject, horizon=policy.horizon
                ),
                elements=(policy.code,),
                about=statement.source,
                values=tuple(Evidence(f"{s.value}: {s.subject}", s.source) for s in (statement, *agreeing)),
                resolution=_("Write the horizon of the policy."),
            )


@rule("TI-02", "Target years", "Has each indicator the same set of target years?")
def target_years(policy: Policy) -> Iterator[Instance]:
    """Compare the years of each table with those of the policy, and the terms of a ratio from year to year.

    An indicator without any target is ST-04's.
    """
    expected = set(policy.target_years)
    for indicator in policy.indicators:
        years = {point.year for point in targets(indicator)}
        if years and expected - years:
            yield _missing(policy, indicator, sorted(expected - years))
        if expected and years - expected:
            yield _extra(indicator, sorted(years - expected))
        yield from _without_terms(indicator)


def _missing(policy: Policy, indicator: Indicator, years: list[int]) -> Instance:
    service = policy.service_of(indicator.code)
    owner = service or policy.objective_of(indicator.code)
    siblings = [
        other.code
        for other in owner.indicators
        if other.code != indicator.code and all(other.target(year) is not None for year in years)
    ]
    regular = len(years) >= RHYTHM and len({b - a for a, b in pairwise(years)}) == 1
    return Instance(
        title=_("{code} has no target in {years}.").format(code=indicator.code, years=written_years(years)),
        elements=(indicator.code,),
        about="missing",
        values=(Evidence(written_years([p.year for p in targets(indicator)]), table_source(indicator)),),
        severity=Severity.LOW if regular else None,
        remark=_("Targets in that year: {codes}.").format(codes=", ".join(siblings))
        if siblings and not regular
        else "",
        resolution=_("Set the missing target, or say why the year has none."),
    )


def _extra(indicator: Indicator, years: list[int]) -> Instance:
    shown = ", ".join(f"{p.year}: {written_value(indicator, p.value)}" for p in targets(indicator) if p.year in years)
    return Instance(
        title=_("{code} has targets in years that the policy does not ask for: {years}.").format(
            code=indicator.code, years=written_years(years)
        ),
        elements=(indicator.code,),
        about="extra",
        values=(Evidence(shown, table_source(indicator)),),
        severity=Severity.LOW,
        resolution=_("Remove the column, or ask for the year in every indicator."),
    )


def _without_terms(indicator: Indicator) -> Iterator[Instance]:
    if indicator.measure.reported_as != "ratio":
        return
    bare = [point for point in targets(indicator) if point.terms() is None]
    if bare and len(bare) < len(targets(indicator)):
        yield Instance(
            title=_("{code} prints a percentage without numerator and denominator in {years}.").format(
                code=indicator.code, years=written_years([point.year for point in bare])
            ),
            elements=(indicator.code,),
            about="terms",
            values=tuple(
                Evidence(f"{point.year}: {written_value(indicator, point.value)}", table_source(indicator))
                for point in bare
            ),
            severity=Severity.LOW,
            resolution=_("Print the terms of every ratio."),
        )
