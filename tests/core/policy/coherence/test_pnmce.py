"""What the checks find in the policy that ships: the reviewed list, and the list made by hand from the source."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.core.policy.coherence.expected import computed, counts, read

from rumbo.core.policy.coherence import check, rules
from rumbo.core.policy.models import Policy

BY_HAND = Path(__file__).parents[5] / "shared" / "data" / "foresight" / "coherence_findings.json"


def test_the_findings_are_the_reviewed_ones(pnmce: Policy) -> None:
    reviewed = [{k: v for k, v in entry.items() if k not in {"listed", "reviewed"}} for entry in read()["findings"]]
    assert computed(pnmce) == reviewed


def test_the_counts_by_rule_are_the_reviewed_ones(pnmce: Policy) -> None:
    assert counts(computed(pnmce)) == read()["counts"]


def test_every_finding_has_been_reviewed() -> None:
    assert [entry["id"] for entry in read()["findings"] if not entry.get("listed") and not entry.get("reviewed")] == []


def test_findings_are_told_apart_by_their_key(pnmce: Policy) -> None:
    keys = [entry["key"] for entry in computed(pnmce)]
    assert len(keys) == len(set(keys))


def test_every_source_is_a_line_of_the_sheets_or_tables(pnmce: Policy) -> None:
    assert all(entry["sources"] for entry in computed(pnmce))


@pytest.fixture(scope="module")
def by_hand() -> dict[str, dict[str, Any]]:
    """The findings read by hand from the source, of the chapters that the rules cover."""
    if not BY_HAND.exists():
        pytest.skip("the list made by hand is not beside the repository")
    chapters = {rule.id for rule in rules()}
    listed = json.loads(BY_HAND.read_text(encoding="utf-8"))["findings"]
    return {finding["id"]: finding for finding in listed if finding["rule"] in chapters}


def test_each_finding_made_by_hand_is_found_or_explained(by_hand: dict[str, dict[str, Any]]) -> None:
    found = {listed for entry in read()["findings"] for listed in entry.get("listed", [])}
    explained = {entry["listed"] for entry in read()["not_found"] if not entry.get("elements")}
    assert set(by_hand) == found | explained
    assert not found & explained


def test_each_element_of_a_finding_made_by_hand_is_found_or_explained(by_hand: dict[str, dict[str, Any]]) -> None:
    content = read()
    for number, finding in by_hand.items():
        same = [entry for entry in content["findings"] if number in entry.get("listed", [])]
        explained = {
            e for entry in content["not_found"] if entry["listed"] == number for e in entry.get("elements", [])
        }
        named = {element for entry in same for element in entry["elements"]} | explained
        assert not same or set(finding.get("elements") or ()) <= named, number


def test_each_year_of_a_finding_made_by_hand_is_shown(pnmce: Policy, by_hand: dict[str, dict[str, Any]]) -> None:
    findings = {finding.key: finding for finding in check(pnmce)}
    years = 0
    for entry in read()["findings"]:
        shown = " ".join(value.value for value in findings[entry["key"]].values)
        for number in entry.get("listed", []):
            for value in by_hand[number]["values"]:
                if "year" in value:
                    years += 1
                    assert f"{value['year']}: " in shown, number
    assert years > 0


def test_a_finding_made_by_hand_has_the_same_rule(by_hand: dict[str, dict[str, Any]]) -> None:
    for entry in read()["findings"]:
        for number in entry.get("listed", []):
            assert by_hand[number]["rule"] == entry["rule"]


def test_another_severity_or_certainty_than_by_hand_is_explained(by_hand: dict[str, dict[str, Any]]) -> None:
    for entry in read()["findings"]:
        for number in entry.get("listed", []):
            same = all(by_hand[number][field] == entry[field] for field in ("severity", "certainty"))
            assert same or entry.get("reviewed"), entry["id"]
