"""The cases of ``tests/cases/index``, and what holds of every index."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.monitoring.cases import cases, indicator, policy

from rumbo.core.monitoring.compliance import judge
from rumbo.core.monitoring.index import build_index, weights
from rumbo.core.monitoring.method import load_method
from rumbo.core.monitoring.records import Index, Light, Score
from rumbo.core.numbers import half_up
from rumbo.core.policy.models import Indicator, Policy

METHOD = load_method("ceplan-2024")
YEAR = 2026

#: An objective, a service, an indicator as a case draws them.
Drawn = Any


@pytest.mark.parametrize("case", cases("index"))
def test_the_case_is_rolled_up_as_it_says(case: dict[str, Any]) -> None:
    assert set(case) == {"name", "rule", "given", "expect"}
    index = _index(case["given"])

    for code, expected in case["expect"].items():
        for part, wanted in _by_part(code, expected).items():
            score = _score(index, code, part)
            assert {key: _as_written(getattr(score, key), value) for key, value in wanted.items()} == wanted, code


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ([1, 2], ["0.667", "0.333"]),
        ([1, 1, 2], ["0.400", "0.400", "0.200"]),
        ([1, 2, 3], ["0.500", "0.333", "0.167"]),
        ([None, None], ["0.500", "0.500"]),
        ([1, None], ["0.500", "0.500"]),
        ([5], ["1.000"]),
        ([], []),
    ],
)
def test_grades_of_relevance_become_weights(grades: list[int | None], expected: list[str]) -> None:
    assert [str(half_up(weight, 3)) for weight in weights(grades)] == expected


@given(st.lists(st.integers(1, 9), min_size=1, max_size=9))
def test_weights_are_positive_add_to_one_and_fall_with_the_grade(grades: list[int]) -> None:
    found = weights(grades)

    assert all(weight > 0 for weight in found)
    assert abs(sum(found) - 1) < Decimal("1e-20")
    assert [w for _, w in sorted(zip(grades, found, strict=True))] == sorted(found, reverse=True)


RATIOS = st.one_of(st.just("no data"), st.just("not due"), st.decimals(-50, 200, places=3))
GRADES = st.none() | st.integers(1, 4)
INDICATORS = st.lists(st.fixed_dictionaries({"ratio": RATIOS, "relevance": GRADES}), max_size=4)
SERVICES = st.lists(st.fixed_dictionaries({"indicators": INDICATORS, "relevance": GRADES}), max_size=3)
GUIDELINES = st.lists(st.fixed_dictionaries({"services": SERVICES, "relevance": GRADES}), min_size=1, max_size=3)
OBJECTIVES = st.lists(
    st.fixed_dictionaries({"result": INDICATORS, "guidelines": GUIDELINES, "relevance": GRADES}), min_size=1, max_size=3
)


def _numbered(objectives: list[Drawn]) -> dict[str, Drawn]:
    """The drawn lists with the codes that a policy gives."""
    return {
        f"OP{o}": objective
        | {
            "guidelines": {
                f"L{o}.{g}": guideline
                | {"services": {f"S{o}.{g}.{s}": service for s, service in enumerate(guideline["services"], 1)}}
                for g, guideline in enumerate(objective["guidelines"], 1)
            }
        }
        for o, objective in enumerate(objectives, 1)
    }


@given(OBJECTIVES)
def test_a_mean_lies_between_the_least_and_the_greatest_of_its_parts(objectives: list[Drawn]) -> None:
    built = _policy(_numbered(objectives))
    judged = _judged(built)
    index = build_index(built, judged, METHOD)

    for service in built.services:
        _assert_between(index.services[service.code], [judged[i.code].capped_pct for i in service.indicators])
    for guideline in built.guidelines:
        below = [index.services[s.code].value for s in built.services_of(guideline.code)]
        _assert_between(index.guidelines[guideline.code], below)
    for objective in built.objectives:
        below = [index.guidelines[g.code].value for g in objective.guidelines]
        _assert_between(index.objectives_management[objective.code], below)
        own = [judged[i.code].capped_pct for i in objective.indicators]
        _assert_between(index.objectives_result[objective.code], own)
    _assert_between(index.management, [score.value for score in index.objectives_management.values()])
    _assert_between(index.result, [score.value for score in index.objectives_result.values()])


@given(OBJECTIVES)
def test_coverage_adds_up_at_every_level(objectives: list[Drawn]) -> None:
    built = _policy(_numbered(objectives))
    judged = _judged(built)
    index = build_index(built, judged, METHOD)

    due = [c for c in judged.values() if c.light is not Light.NOT_DUE]
    assert index.management.due + index.result.due == len(due)
    assert index.management.with_data + index.result.with_data == sum(c.value is not None for c in due)
    for scores in (index.services, index.guidelines, index.objectives_management):
        assert sum(score.due for score in scores.values()) == index.management.due
        assert sum(score.with_data for score in scores.values()) == index.management.with_data
    assert all((score.value is None) is (score.with_data == 0) for score in index.services.values())


@given(OBJECTIVES, st.randoms(use_true_random=False))
def test_the_order_of_services_and_objectives_does_not_matter(objectives: list[Drawn], random: Any) -> None:
    built = _policy(_numbered(objectives))
    judged = _judged(built)
    shuffled = built.model_copy(
        update={
            "services": tuple(random.sample(built.services, len(built.services))),
            "objectives": tuple(random.sample(built.objectives, len(built.objectives))),
        }
    )

    assert build_index(shuffled, judged, METHOD) == build_index(built, judged, METHOD)


def test_the_real_policy_without_any_value_has_no_index_and_full_lists(pnmce: Policy) -> None:
    judged = {i.code: judge(i, YEAR, None, METHOD) for i in pnmce.indicators}
    index = build_index(pnmce, judged, METHOD)

    assert index.management == Score(None, 83, 0, Light.NO_DATA)
    assert index.result == Score(None, 8, 0, Light.NO_DATA)
    assert list(index.services) == [s.code for s in pnmce.services]
    assert list(index.guidelines) == [g.code for g in pnmce.guidelines]
    assert list(index.objectives_management) == list(index.objectives_result) == [o.code for o in pnmce.objectives]
    assert index.services["S2.1.2"] == Score(None, 0, 0, Light.NOT_DUE)


def _index(drawn: dict[str, Drawn]) -> Index:
    built = _policy(drawn)
    return build_index(built, _judged(built), METHOD)


def _policy(drawn: dict[str, Drawn]) -> Policy:
    objectives, services = [], []
    for code, objective in drawn.items():
        guidelines = objective["guidelines"]
        objectives.append(
            {
                "code": code,
                "name": code,
                "relevance": objective.get("relevance"),
                "indicators": _indicators(code, objective.get("result", [])),
                "guidelines": [
                    {"code": g, "name": g, "relevance": drawn_g.get("relevance"), "source": "invented:1"}
                    for g, drawn_g in guidelines.items()
                ],
            }
        )
        services += [
            _service(guideline, service, drawn_s)
            for guideline, drawn_g in guidelines.items()
            for service, drawn_s in drawn_g["services"].items()
        ]
    return policy(objectives, services)


def _service(guideline: str, code: str, drawn: Drawn) -> dict[str, Any]:
    drawn = drawn if isinstance(drawn, dict) else {"indicators": drawn}
    return {
        "code": code,
        "guideline": guideline,
        "relevance": drawn.get("relevance"),
        "indicators": _indicators(code, drawn["indicators"]),
    }


def _indicators(above: str, drawn: list[Drawn]) -> tuple[Indicator, ...]:
    """Indicators whose expected value is 100, so that the value is the ratio; it stands in the sheet's remarks."""
    found = []
    for number, each in enumerate(drawn, 1):
        ratio = each["ratio"] if isinstance(each, dict) else each
        found.append(
            indicator(
                f"{above}-I{number}",
                targets={} if ratio == "not due" else {YEAR: 100},
                relevance=each.get("relevance") if isinstance(each, dict) else None,
                remarks=(str(ratio),),
            )
        )
    return tuple(found)


def _judged(built: Policy) -> Mapping[str, Any]:
    def value(sheet: Indicator) -> Decimal | None:
        drawn = sheet.remarks[0]
        return None if drawn in {"no data", "not due"} else Decimal(drawn)

    return {sheet.code: judge(sheet, YEAR, value(sheet), METHOD) for sheet in built.indicators}


def _by_part(code: str, expected: dict[str, Any]) -> dict[str, dict[str, Any]]:
    if code == "policy" or code.startswith("OP"):
        return expected
    return {"management": expected}


def _score(index: Index, code: str, part: str) -> Score:
    if code == "policy":
        return index.management if part == "management" else index.result
    if code.startswith("OP"):
        return (index.objectives_management if part == "management" else index.objectives_result)[code]
    return (index.guidelines if code.startswith("L") else index.services)[code]


def _as_written(actual: Any, wanted: Any) -> Any:
    if isinstance(actual, Decimal) and wanted is not None:
        return half_up(actual, max(0, -int(Decimal(wanted).as_tuple().exponent)))
    return getattr(actual, "value", actual)


def _assert_between(score: Score, parts: list[Decimal | None]) -> None:
    known = [part for part in parts if part is not None]
    if not known:
        assert score.value is None
        return
    assert score.value is not None
    assert min(known) <= score.value <= max(known)
