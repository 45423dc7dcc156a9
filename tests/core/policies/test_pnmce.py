"""The PNMCE as the project ships it: counts, references, and the gaps of the source kept as gaps."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from rumbo.core.policy.models import Direction, Indicator, Policy

EXPECTED = yaml.safe_load((Path(__file__).parents[2] / "expected" / "pnmce_counts.yaml").read_text(encoding="utf-8"))
LAST_LINE = 7526


def _spans(source: str) -> list[tuple[int, int]]:
    spans = [span.partition("-") for span in source.partition(":")[2].split(",")]
    return [(int(first), int(last or first)) for first, _dash, last in spans]


def _sources(policy: Policy) -> list[str]:
    assert policy.problem
    found = [n.source for n in policy.problem.nodes] + [v.source for n in policy.problem.nodes for v in n.other_texts]
    found += [s.source for s in (*policy.horizon_statements, *policy.count_statements)]
    for indicator in policy.indicators:
        found += [indicator.source, *(v.source for v in indicator.other_names)]
        found += [indicator.baseline_source] if indicator.baseline_source else []
    for activity in policy.activities:
        found += [activity.source, *(r.source for r in activity.responsibles)]
    for elements in (policy.objectives, policy.guidelines, policy.services):
        for named in elements:
            found += [named.source, *(v.source for v in named.other_names)]
    return found + [g.normative_source for g in policy.guidelines if g.normative_source]


def test_counts(pnmce: Policy) -> None:
    assert {
        "objectives": len(pnmce.objectives),
        "guidelines": len(pnmce.guidelines),
        "services": len(pnmce.services),
        "activities": len(pnmce.activities),
        "indicators": len(pnmce.indicators),
        "entities": len(pnmce.entities),
        "causes": len(pnmce.problem.nodes if pnmce.problem else ()),
    } == EXPECTED["elements"]
    assert dict(Counter(i.kind.value for i in pnmce.indicators)) == EXPECTED["kinds"]
    assert (
        dict(Counter(i.direction.value if i.direction else "none" for i in pnmce.indicators)) == EXPECTED["directions"]
    )


def test_counts_that_the_text_states(pnmce: Policy) -> None:
    services = Counter(pnmce.objective_of(s.code).code for s in pnmce.services)
    guidelines = Counter(pnmce.objective_of(g.code).code for g in pnmce.guidelines)
    natures = Counter(s.nature for s in pnmce.services)
    stated = {statement.subject: statement.value for statement in pnmce.count_statements}
    for objective in pnmce.objectives:
        assert stated[f"services:objective={objective.code}"] == services[objective.code]
        assert stated[f"guidelines:objective={objective.code}"] == guidelines[objective.code]
    for nature, count in natures.items():
        assert stated[f"services:nature={nature}"] == count
    assert (stated["objectives"], stated["guidelines"], stated["services"]) == (5, 22, 40)


def test_no_figure_is_dropped_unrecorded(pnmce: Policy) -> None:
    """The number of targets and of terms of each indicator, and the sums of all figures, are pinned."""
    found = {i.code: [len(i.targets), _with_terms(i)] for i in pnmce.indicators}
    assert found == EXPECTED["targets_and_terms"]
    targets = [f for i in pnmce.indicators for f in i.targets.values()]
    baselines = [i.baseline for i in pnmce.indicators if i.baseline]
    assert len(baselines) == EXPECTED["baselines"]
    assert str(sum((b.value for b in baselines if b.value is not None), Decimal(0))) == EXPECTED["sum_of_baselines"]
    assert str(sum((t.value for t in targets if t.value is not None), Decimal(0))) == EXPECTED["sum_of_targets"]


def _with_terms(indicator: Indicator) -> int:
    return sum(f.numerator is not None and f.denominator is not None for f in indicator.targets.values())


def test_each_indicator_has_one_parent(pnmce: Policy) -> None:
    codes = Counter(i.code for i in pnmce.indicators)
    assert set(codes.values()) == {1}
    for indicator in pnmce.indicators:
        parent = pnmce.service_of(indicator.code) or pnmce.objective_of(indicator.code)
        assert indicator.code.startswith(f"{parent.code}-")
        assert (pnmce.service_of(indicator.code) is None) == (indicator.kind == "objective")


def test_every_source_lies_in_the_document(pnmce: Policy) -> None:
    sources = _sources(pnmce)
    assert len(sources) > 92 + 126 + 40 + 22 + 5 + 26
    for source in sources:
        assert source.startswith("pnmce:"), source
        for first, last in _spans(source):
            assert 1 <= first <= last <= LAST_LINE, source


def test_figures_stand_inside_their_sheet(pnmce: Policy) -> None:
    for indicator in pnmce.indicators:
        if indicator.baseline is None:
            assert indicator.baseline_source is None, indicator.code
            continue
        assert indicator.baseline_source, indicator.code
        ((first, last),), ((above, below),) = _spans(indicator.baseline_source), _spans(indicator.source)
        assert above <= first <= last <= below, indicator.code


def test_every_code_resolves(pnmce: Policy) -> None:
    entities, dimensions = {e.code for e in pnmce.entities}, {d.code for d in pnmce.dimensions}
    causes = {n.code for n in pnmce.problem.nodes} if pnmce.problem else set()
    named = {r.entity for a in pnmce.activities for r in a.responsibles} | {pnmce.lead_unit.entity}
    named |= {s.provider.entity for s in pnmce.services if s.provider} | {
        o.responsible.entity for o in pnmce.objectives
    }
    named |= {code for s in pnmce.services for code in s.participant_entities} | {pnmce.planning_unit.entity}
    assert named <= entities
    assert {b.dimension for i in pnmce.indicators for b in i.breakdowns} == dimensions
    assert {c for g in pnmce.guidelines for c in g.causes} | {o.direct_cause for o in pnmce.objectives} <= causes
    assert all(g.causes for g in pnmce.guidelines)


def test_sectors_of_entities_are_those_of_the_tables(pnmce: Policy) -> None:
    rows = [r for a in pnmce.activities for r in a.responsibles]
    for entity in (e for e in pnmce.entities if e.sector):
        own = {r.sector for r in rows if r.entity == entity.code or r.entity_printed in entity.printed_names}
        assert own == {entity.sector}, entity.code


def test_every_indicator_is_reported_by_someone(pnmce: Policy) -> None:
    entities = {e.code for e in pnmce.entities}
    reporting = Counter(pnmce.reporting_entity(i.code) for i in pnmce.indicators)
    assert set(reporting) <= entities
    assert dict(reporting) == EXPECTED["reporting_entities"]


def test_measures_fit_their_units(pnmce: Policy) -> None:
    for indicator in pnmce.indicators:
        measure = indicator.measure
        if indicator.unit == "%":
            assert (measure.reported_as, str(measure.scale)) == ("ratio", "100"), indicator.code
        elif indicator.unit == "número":
            assert (measure.reported_as, measure.whole) == ("value", True), indicator.code
    hours = pnmce.indicator("S2.1.3-Q1")
    assert (hours.unit, hours.measure.reported_as, str(hours.measure.scale)) == ("horas", "ratio", "1")


def test_a_share_never_prints_above_its_scale(pnmce: Policy) -> None:
    shares = [i for i in pnmce.indicators if i.measure.share]
    assert len(shares) == EXPECTED["shares"]
    for indicator in shares:
        for figure in (*indicator.targets.values(), indicator.baseline):
            if figure and figure.numerator is not None and figure.denominator is not None:
                assert figure.numerator <= figure.denominator, indicator.code


def test_whole_counts_are_printed_whole(pnmce: Policy) -> None:
    for indicator in (i for i in pnmce.indicators if i.measure.whole):
        assert all(f.value == f.value.to_integral_value() for f in indicator.targets.values() if f.value is not None)


@pytest.mark.parametrize(
    ("code", "missing", "extra"),
    [
        ("OP2-I1", [2027, 2029, 2031, 2033], []),
        ("S1.4.1-C1", [2040], []),
        ("S2.2.1-Q1", [2035], []),
        ("S2.1.1-C1", [], [2025]),
        ("S5.2.5-Q1", [], [2025]),
        ("S5.2.5-C1", [], [2025]),
        ("S2.3.2-Q1", [], [2036, 2037, 2038, 2039]),
    ],
)
def test_years_that_the_tables_leave_out_or_add(pnmce: Policy, code: str, missing: list[int], extra: list[int]) -> None:
    targets = pnmce.indicator(code).targets
    assert sorted(set(pnmce.target_years) - set(targets)) == missing
    assert sorted(set(targets) - set(pnmce.target_years)) == extra


def test_all_other_indicators_have_every_year(pnmce: Policy) -> None:
    irregular = {"OP2-I1", "S1.4.1-C1", "S2.2.1-Q1", "S2.1.1-C1", "S5.2.5-Q1", "S5.2.5-C1", "S2.3.2-Q1", "S2.1.1-Q1"}
    for indicator in pnmce.indicators:
        assert (tuple(indicator.targets) == pnmce.target_years) == (indicator.code not in irregular), indicator.code


def test_the_service_without_indicators(pnmce: Policy) -> None:
    service = pnmce.service("S2.1.2")
    assert (service.indicators, service.activities, service.standard_summary) == ((), (), None)
    assert [s.code for s in pnmce.services if not s.indicators] == ["S2.1.2"]
    assert [s.code for s in pnmce.services if not s.activities] == ["S1.5.2", "S2.1.2"]
    assert pnmce.service("S2.3.2").no_coverage_reason


def test_the_cut_sheet(pnmce: Policy) -> None:
    cut = pnmce.indicator("S2.1.1-Q1")
    assert cut.sheet == "cut"
    assert (cut.direction, cut.baseline, cut.targets, cut.formula.expression) == (None, None, {}, None)
    assert (cut.responsible_data, cut.responsible_service, cut.data_sources, cut.limitations) == (
        None,
        None,
        None,
        None,
    )
    assert pnmce.reporting_entity(cut.code) == "MTC"


def test_baselines_that_were_not_measured(pnmce: Policy) -> None:
    """``0*`` is no zero: the footnote says that nothing was measured; a plain 0 is a real zero."""
    unmeasured = {i.code for i in pnmce.indicators if i.baseline and i.baseline.printed == "0*"}
    assert unmeasured == {"S3.5.1-Q1", "S4.1.1-Q1", "S4.1.1-C1", "S5.2.3-Q1"}
    for indicator in pnmce.indicators:
        baseline = indicator.baseline
        if baseline:
            assert (baseline.value is None) == (indicator.code in unmeasured), indicator.code
            assert bool(baseline.printed) == bool(baseline.note), indicator.code
    zeros = {i.code for i in pnmce.indicators if i.baseline and i.baseline.value == 0}
    assert zeros == set(EXPECTED["zero_baselines"])


def test_damaged_figures(pnmce: Policy) -> None:
    last = pnmce.indicator("S4.2.1-C1").targets[2040]
    assert (str(last.value), last.numerator, last.denominator, bool(last.note)) == ("100", None, None, True)
    misprinted = {y: f for y, f in pnmce.indicator("S3.5.1-C2").targets.items() if f.denominator == Decimal(110479)}
    assert sorted(misprinted) == [2028, 2029, 2030, 2031]
    assert all(figure.note for figure in misprinted.values())
    rebuilt = [i.code for i in pnmce.indicators if any(f.reconstructed for f in i.targets.values())]
    assert rebuilt == ["S2.3.1-C1"]
    assert all(figure.reconstructed for figure in pnmce.indicator("S2.3.1-C1").targets.values())


def test_printed_precision_is_kept(pnmce: Policy) -> None:
    assert str(pnmce.indicator("S2.2.1-Q1").target(2027)) == "96.0"
    assert str(pnmce.indicator("OP2-I1").target(2032)) == "1.690"
    assert str(pnmce.indicator("S3.4.1-Q1").target(2026)) == "91.50"


def test_directions_that_the_sheets_do_not_define(pnmce: Policy) -> None:
    undefined = [i.code for i in pnmce.indicators if i.direction is Direction.UNDEFINED]
    assert undefined == EXPECTED["undefined_directions"]
    assert [i.code for i in pnmce.indicators if i.direction is Direction.DESCENDING] == ["S2.1.3-Q1"]


def test_activities_printed_under_another_service(pnmce: Policy) -> None:
    moved = {a.source: (a.guideline_printed, a.service_printed) for a in pnmce.activities}
    assert {source: place for source, place in moved.items() if any(place)} == {
        "pnmce:6863": ("L1.4", None),
        "pnmce:6864": ("L1.4", None),
        "pnmce:6865": ("L1.4", None),
        "pnmce:6872": (None, "S2.1.2"),
    }


def test_breakdowns_add_up_only_where_parts_are_counts(pnmce: Policy) -> None:
    for indicator in pnmce.indicators:
        if indicator.measure.reported_as == "ratio":
            assert not any(b.adds_up for b in indicator.breakdowns), indicator.code
    regions = next(d for d in pnmce.dimensions if d.code == "region")
    assert sorted(regions.members) == [f"{n:02d}" for n in range(1, 26)]
