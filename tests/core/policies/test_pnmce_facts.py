"""The PNMCE data against the facts that were extracted from the source: all records, field by field.

Where both disagree the text wins; every such case is listed in ``TEXT_WINS`` and held by ``test_pnmce_source.py``.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rumbo.core.policy.models import Activity, Figure, Indicator, Policy, Responsible, Service, Variant

FACTS = Path(__file__).parents[4] / "shared" / "data"

pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="the extracted facts are not beside the repository")

#: Fields in which the text does not say what the extraction holds: (code, field) -> the extraction's form.
TEXT_WINS = {
    ("OP3-I1", "name"): "the extraction keeps the escape sign of US\\$",
    ("S3.1.1", "participants"): "PROMPERÚ, where the sheet prints PROMPERU",
    ("S3.2.1", "participants"): "PROMPERÚ, where the sheet prints PROMPERU",
    ("S3.6.1", "participants"): "PROMPERÚ, where the sheet prints PROMPERU",
    ("S5.1.1", "provider"): "PROMPERÚ, where the sheet prints PROMPERU",
}
DIRECTIONS = {"ascendente": "ascending", "descendente": "descending", "no definido": "undefined", None: None}


def _facts(name: str) -> Any:
    return json.loads((FACTS / name).read_text(encoding="utf-8"), parse_float=Decimal)


def _source(*spans: tuple[int, int] | int) -> str:
    """The source that a list of lines makes: single lines and first-last, parted by commas."""
    parts = [(span, span) if isinstance(span, int) else span for span in spans]
    return "pnmce:" + ",".join(f"{first}-{last}" if last > first else str(first) for first, last in parts)


def _spans(lines: list[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for line in lines:
        if spans and line == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], line)
        else:
            spans.append((line, line))
    return spans


def _unit(responsible: Responsible | None) -> str | None:
    return responsible.unit if responsible else None


def _differing(code: str, kept: dict[str, object], facts: dict[str, object]) -> dict[tuple[str, str], object]:
    assert kept.keys() == facts.keys()
    return {(code, key): (kept[key], facts[key]) for key in kept if kept[key] != facts[key]}


def test_indicators(pnmce: Policy) -> None:
    facts = _facts("pnmce/indicators.json")
    assert [fact["id"] for fact in facts if fact["kind"] != "objective"] == [
        i.code for s in pnmce.services for i in s.indicators
    ]
    different: dict[tuple[str, str], object] = {}
    for fact in facts:
        indicator = pnmce.indicator(fact["id"])
        different |= _differing(indicator.code, _kept(pnmce, indicator), _extracted(fact))
    assert different.keys() == {key for key in TEXT_WINS if key[0] == "OP3-I1"}, different


def _kept(policy: Policy, indicator: Indicator) -> dict[str, object]:
    service, baseline = policy.service_of(indicator.code), indicator.baseline
    due = set(policy.target_years)
    return {
        "objective": policy.objective_of(indicator.code).code,
        "guideline": service.guideline if service else None,
        "service": service.code if service else None,
        "kind": indicator.kind.value,
        "name": indicator.name,
        "expression": indicator.formula.expression,
        "shape": indicator.formula.shape,
        "numerator": indicator.formula.numerator,
        "denominator": indicator.formula.denominator,
        "unit": indicator.unit,
        "unit_detail": indicator.unit_detail,
        "direction": indicator.direction,
        "direction_printed": indicator.direction_printed,
        "responsible_data": _unit(indicator.responsible_data),
        "responsible_service": _unit(indicator.responsible_service),
        "sources": indicator.data_sources,
        "with_frequency": indicator.frequency is not None,
        "with_limitations": indicator.limitations is not None,
        "footnotes": list(indicator.footnotes),
        "lines": indicator.source,
        "baseline_year": baseline.year if baseline else None,
        "baseline": _value(baseline) if baseline else None,
        "baseline_starred": bool(baseline and baseline.printed),
        "baseline_terms": _terms(baseline) if baseline else None,
        "targets": {year: _value(figure) for year, figure in indicator.targets.items()},
        "terms": {year: pair for year, figure in indicator.targets.items() if (pair := _terms(figure))},
        "missing": sorted(due - set(indicator.targets)),
        "extra": sorted(set(indicator.targets) - due),
    }


def _value(figure: Figure) -> Decimal | None:
    return Decimal(0) if figure.printed == "0*" else figure.value


def _terms(figure: Figure) -> list[Decimal] | None:
    if figure.numerator is None or figure.denominator is None:
        return None
    return [figure.numerator, figure.denominator]


def _extracted(fact: dict[str, Any]) -> dict[str, object]:
    terms = {int(year): pair for year, pair in fact["absolute_parsed"].items()}
    return {
        "objective": fact["code_objective"],
        "guideline": fact["guideline"],
        "service": fact["service"],
        "kind": fact["kind"],
        "name": fact["name"],
        "expression": fact["formula_expression"],
        "shape": fact["formula_shape"],
        "numerator": fact["numerator"],
        "denominator": fact["denominator"],
        "unit": fact["unit"],
        "unit_detail": fact["unit_detail"],
        "direction": DIRECTIONS[fact["direction"]],
        "direction_printed": fact["direction_raw"],
        "responsible_data": fact["responsible_data"],
        "responsible_service": fact["responsible_analysis_or_service"],
        "sources": fact["sources"],
        "with_frequency": bool(fact["frequency"] or fact["data_frequency"]),
        "with_limitations": fact["limitations_summary"] not in (None, "none stated"),
        "footnotes": fact["footnotes"],
        "lines": _source((fact["lines"]["start"], fact["lines"]["end"])),
        "baseline_year": fact["baseline_year"],
        "baseline": fact["baseline_value"],
        "baseline_starred": bool(fact["baseline_raw"] and fact["baseline_raw"].endswith("*")),
        "baseline_terms": terms.get(2024),
        "targets": {int(year): value for year, value in fact["targets"].items()},
        "terms": {year: pair for year, pair in terms.items() if year != 2024},
        "missing": [int(year) for year in fact["missing_target_years"]],
        "extra": [int(year) for year in fact["extra_target_years"]],
    }


def test_services(pnmce: Policy) -> None:
    facts = _facts("pnmce/services.json")["services"]
    assert [fact["code"] for fact in facts] == [service.code for service in pnmce.services]
    different: dict[tuple[str, str], object] = {}
    for fact in facts:
        service = pnmce.service(fact["code"])
        different |= _differing(service.code, _kept_service(pnmce, service), _extracted_service(fact))
    assert different.keys() == {key for key in TEXT_WINS if key[0].startswith("S")}, different


def _kept_service(policy: Policy, service: Service) -> dict[str, object]:
    return {
        "objective": policy.objective_of(service.code).code,
        "guideline": service.guideline,
        "name": service.name,
        "type": service.type,
        "nature": service.nature,
        "delivery": service.delivery,
        "provider": _unit(service.provider),
        "provider_printed": service.provider_printed,
        "participants": list(service.participants),
        "levels": list(service.levels),
        "receptor": service.receptor,
        "scope": service.scope,
        "standard": service.standard,
        "standard_printed": service.standard_printed or service.standard,
        "with_standard": service.standard_summary is not None,
        "no_coverage": service.no_coverage_reason,
        "quality": sum(i.kind == "quality" for i in service.indicators),
        "coverage": sum(i.kind == "coverage" for i in service.indicators),
        "lines": service.source,
    }


def _extracted_service(fact: dict[str, Any]) -> dict[str, object]:
    return {
        "objective": fact["objective"]["code"],
        "guideline": fact["guideline"]["code"],
        "name": fact["name"],
        "type": fact["type"],
        "nature": fact["nature"],
        "delivery": fact["delivery"],
        "provider": fact["provider_responsible"],
        "provider_printed": fact["provider_as_written"],
        "participants": fact["participants"],
        "levels": fact["government_levels"],
        "receptor": fact["receptor"],
        "scope": fact["scope"],
        "standard": fact["standard_normalised"],
        "standard_printed": fact["standard"],
        "with_standard": bool(fact["standard_description_es"]),
        "no_coverage": fact["coverage_note"],
        "quality": len(fact["quality_indicators"]),
        "coverage": len(fact["coverage_indicators"]),
        "lines": _source(fact["lines"]["tabla28"], tuple(fact["lines"]["ficha"])),
    }


def test_names_in_the_matrix_of_services_are_known(pnmce: Policy) -> None:
    for fact in _facts("pnmce/services.json")["services"]:
        service = pnmce.service(fact["code"])
        if fact["name_differs_from_tabla28"]:
            assert fact["name_in_tabla28"] in {variant.text for variant in service.other_names}


def test_activities(pnmce: Policy) -> None:
    facts = sorted(_facts("pnmce/activities.json"), key=lambda fact: fact["lines"][0])
    assert len(facts) == len(pnmce.activities)
    for fact in facts:
        service = pnmce.service(fact["service"]) if fact["service"] else None
        parent = service or next(g for g in pnmce.guidelines if g.code == fact["guideline"])
        source = _source(*_spans(fact["lines"]))
        activity = next(a for a in parent.activities if a.source == source)
        if service:
            assert service.guideline == fact["guideline"]
        assert _kept_activity(activity) == _extracted_activity(fact), source


def _kept_activity(activity: Activity) -> dict[str, object]:
    return {
        "code": activity.code,
        "code_printed": activity.code_printed,
        "name": activity.name,
        "unit": activity.unit_of_measure,
        "guideline": activity.guideline_printed,
        "service": activity.service_printed,
        "remarked": bool(activity.remarks),
        "responsibles": [
            (r.unit_of_measure, r.unit, r.executing_unit, r.entity_printed, r.sector, r.level, r.source)
            for r in activity.responsibles
        ],
    }


def _extracted_activity(fact: dict[str, Any]) -> dict[str, object]:
    columns = ("unit_of_measure", "org_unit", "executing_unit", "entity", "sector", "gov_level")
    only_spelling = fact["notes"] == ['"NACIONAL" in capitals.']
    return {
        "code": fact["activity_code"],
        "code_printed": fact["activity_code_printed"],
        "name": fact["activity_name"],
        "unit": fact["unit_of_measure"],
        "guideline": fact["guideline_printed"] if fact["guideline_printed"] != fact["guideline"] else None,
        "service": fact["service_printed"] if fact["service_printed"] != fact["service"] else None,
        "remarked": bool(fact["notes"]) and not only_spelling,
        "responsibles": [(*(row[c] for c in columns), _source(row["line"])) for row in fact["responsibles"]],
    }


def test_objectives_and_guidelines(pnmce: Policy) -> None:
    facts = _facts("pnmce/policy_tree.json")["objectives"]
    for objective, fact in zip(pnmce.objectives, facts, strict=True):
        assert (objective.code, objective.name) == (fact["code"], fact["name"])
        assert objective.responsible.unit == fact["responsible"]
        assert objective.direct_cause == fact["direct_cause"]["code"]
        assert objective.source == _source(fact["direct_cause"]["line"], fact["responsible_line"])
        for indicator, printed in zip(objective.indicators, fact["indicators"], strict=True):
            assert _tabla_27(indicator, printed), indicator.code
        for guideline, row in zip(objective.guidelines, fact["guidelines"], strict=True):
            assert (guideline.code, guideline.name) == (row["code"], row["name"])
            assert guideline.normative == row["normative_only"]
            assert [s.code for s in pnmce.services_of(guideline.code)] == row["services"]
            assert guideline.source == _source(row["lines"]["tabla27"], row["lines"]["heading"])
            assert [a.code for a in guideline.activities] == [a["code"] for a in row.get("operational_activities", [])]
            if guideline.normative:
                assert guideline.normative_source == _source(row["normative_line_tabla28"])


def _tabla_27(indicator: Indicator, printed: dict[str, Any]) -> bool:
    """Baseline and target of 2040 as Tabla 27 repeats them: ``23 237 (US$ millones)``, ``0,12%``."""
    assert indicator.baseline
    figures = (printed["baseline_2024"], printed["target_2040"])
    repeated = [Decimal(f.partition("(")[0].strip(" %").replace(" ", "").replace(",", ".")) for f in figures]
    return repeated == [indicator.baseline.value, indicator.target(2040)]


def test_problem_tree(pnmce: Policy) -> None:
    tree = pnmce.problem
    assert tree
    facts = _facts("foresight/problem_tree.json")
    assert tree.effects == facts["effects"]["status"]
    for node, fact in zip(tree.nodes, facts["nodes"], strict=True):
        assert (node.code, node.type, node.parent) == (fact["id"], fact["type"], fact.get("parent"))
        assert node.text == fact["text_es"]
        assert [_variant(v) for v in node.other_texts] == [(v["text"], v["lines"]) for v in fact.get("variants", [])]
        assert str(fact.get("official_line", 446)) in node.source


def _variant(variant: Variant) -> tuple[str, list[int]]:
    return variant.text, [int(line) for line in variant.source.partition(":")[2].split(",")]
