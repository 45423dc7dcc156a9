"""Each rule against the readable cases in ``tests/cases/coherence``: one change to a clean design, what is found."""

from typing import Any

import pytest
import yaml
from tests.core.policy.coherence.designs import CASES, changed

from rumbo.core.policy.coherence import check, rules


def _cases() -> list[Any]:
    files = sorted(path for path in CASES.glob("*.yaml") if path.name != "design.yaml")
    return [case for path in files for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case['rule']}: {case['name']}")
def test_case(case: dict[str, Any]) -> None:
    findings = check(changed(case["change"]), [case["rule"]])
    assert sorted(list(finding.elements) for finding in findings) == sorted(case["finds"])
    for field in ("severity", "certainty"):
        if field in case:
            assert [getattr(finding, field).value for finding in findings] == [case[field]] * len(findings)


@pytest.mark.parametrize("rule", [rule.id for rule in rules()])
def test_every_rule_has_a_case_that_finds_and_one_that_does_not(rule: str) -> None:
    finds = {bool(case["finds"]) for case in _cases() if case["rule"] == rule}
    assert True in finds
    assert check(changed({}), [rule]) == ()
