"""The register of rules and the numbering of findings."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.policy.coherence.designs import changed, clean

from rumbo.core.errors import UnknownCodeError
from rumbo.core.language import speaking
from rumbo.core.policy.coherence import Finding, Severity, check, rule, rules
from rumbo.core.policy.coherence.records import natural
from rumbo.core.policy.models import Policy

#: Flaws of several chapters at once, so that an order has something to spoil.
FLAWS: dict[str, Any] = {
    "services/S1.1.1/indicators/S1.1.1-Q1/targets/2029/value": 82,
    "services/S1.1.1/indicators/S1.1.1-C1/targets/2028/value": 9,
    "services/S1.1.2/indicators/S1.1.2-C1/baseline/value": 0,
    "services/S1.1.2/activities/0/code": "AO 1.1.1",
    "services/S1.1.2/standard": "Eficacia",
    "objectives/OP1/indicators/OP1-I1/direction": "undefined",
    "objectives/OP1/guidelines/L1.2/normative": False,
}


def test_the_clean_design_has_no_finding() -> None:
    assert check(changed({})) == ()


def test_findings_are_listed_worst_first_and_numbered_by_rule() -> None:
    findings = check(changed(FLAWS))
    ranks = [list(Severity).index(finding.severity) for finding in findings]
    assert ranks == sorted(ranks)
    for rule_id in {finding.rule for finding in findings}:
        numbers = sorted(finding.id for finding in findings if finding.rule == rule_id)
        assert numbers == [f"{rule_id}.{n:02d}" for n in range(1, len(numbers) + 1)]


def test_a_finding_carries_its_values_and_every_place_once() -> None:
    (finding,) = check(changed(FLAWS), ["NU-04"])
    assert finding.id == "NU-04.01"
    assert finding.key == "NU-04:S1.1.1-Q1"
    assert finding.sources == ("text:111",)
    with speaking("en"):
        (finding,) = check(changed(FLAWS), ["NU-04"])
    assert finding.values[0].value == "2029: 82% printed, 12/15 = 80%"


def test_a_finding_is_plain_data_for_json() -> None:
    (finding,) = check(changed(FLAWS), ["NU-04"])
    document = finding.as_document()
    assert document["severity"] == "medium"
    assert document["certainty"] == "confirmed"
    assert document["elements"] == ("S1.1.1-Q1",)


def test_only_the_rules_asked_for_run() -> None:
    assert {finding.rule for finding in check(changed(FLAWS), ["IN-02", "ST-03"])} == {"IN-02", "ST-03"}


def test_an_unknown_rule_is_refused_with_those_of_its_chapter() -> None:
    with speaking("en"), pytest.raises(UnknownCodeError) as error:
        check(changed({}), ["NU-99"])
    assert str(error.value) == "There is no “NU-99”. Did you mean NU-04, NU-05, NU-08?"


def test_two_rules_cannot_have_one_id() -> None:
    with pytest.raises(ValueError, match="rule NU-04 is registered twice"):
        rule("NU-04", "Another", "Another?")(lambda _policy: ())


def test_codes_sort_as_people_count() -> None:
    assert sorted(["S2.10", "S2.9", "L1"], key=natural) == ["L1", "S2.9", "S2.10"]


def _shuffled(design: dict[str, Any], draw: st.DrawFn) -> dict[str, Any]:
    """The same design with services, indicators, activities and statements in another order."""
    for service in design["services"]:
        service["indicators"] = draw(st.permutations(service["indicators"]))
        service["activities"] = draw(st.permutations(service["activities"]))
    design["services"] = draw(st.permutations(design["services"]))
    design["objectives"][0]["guidelines"] = draw(st.permutations(design["objectives"][0]["guidelines"]))
    design["count_statements"] = draw(st.permutations(design["count_statements"]))
    design["problem"]["nodes"] = draw(st.permutations(design["problem"]["nodes"]))
    return design


@st.composite
def reordered(draw: st.DrawFn) -> Policy:
    return Policy.model_validate(_shuffled(changed(FLAWS).model_dump(exclude={"sha256"}), draw))


@given(policy=reordered())
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_policy_changes_no_finding(policy: Policy) -> None:
    assert check(policy) == check(changed(FLAWS))


def test_the_order_in_which_rules_are_asked_changes_no_finding() -> None:
    asked = [check(changed(FLAWS), order) for order in permutations(["ST-06", "NU-04", "IN-05"])]
    assert len(set(asked)) == 1


def test_every_rule_and_finding_speaks_spanish() -> None:
    policy = changed(FLAWS)
    with speaking("en"):
        english = check(policy)
    with speaking("es"):
        spanish = check(policy)
        for each in rules():
            assert each.spoken_name() != each.name
            assert each.spoken_question() != each.question
    assert [finding.id for finding in english] == [finding.id for finding in spanish]
    assert all(_differs(a, b) for a, b in zip(english, spanish, strict=True))


def _differs(one: Finding, other: Finding) -> bool:
    return one.title != other.title and one.suggested_resolution != other.suggested_resolution


def test_the_clean_design_is_read_anew_for_every_case() -> None:
    spoiled = clean()
    spoiled["services"].clear()
    assert len(clean()["services"]) == 2
