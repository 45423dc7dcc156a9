"""The reviewed list of what the checks find in the PNMCE, and how it is written anew.

``python -m tests.core.policy.coherence.expected`` writes ``tests/expected/pnmce_coherence.yaml`` from the policy and
keeps what a reviewer wrote: ``listed``, the number of the same finding in the list made by hand from the source, and
``reviewed``, why a finding that the list does not have is true. A finding that has neither is not reviewed yet.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from rumbo.core.language import speaking
from rumbo.core.policy import find
from rumbo.core.policy.coherence import Finding, check, rules
from rumbo.core.policy.models import Policy

FILE = Path(__file__).parents[3] / "expected" / "pnmce_coherence.yaml"
HEAD = """\
# What `rumbo policy check` finds in the PNMCE, read line by line against the source.
# Written by `python -m tests.core.policy.coherence.expected`, which keeps `listed`, `reviewed` and `not_found`.
# listed: the same finding in the list made by hand from the source; reviewed: why a finding beyond that list is true.
"""
_REVIEW = ("listed", "reviewed")


def read() -> dict[str, Any]:
    """The reviewed file: ``counts``, ``findings`` and ``not_found``."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def computed(policy: Policy) -> list[dict[str, Any]]:
    """What the checks find now, in English, by rule and number."""
    with speaking("en"):
        findings = check(policy)
    return [_entry(finding) for finding in sorted(findings, key=lambda each: each.id)]


def counts(entries: list[dict[str, Any]]) -> dict[str, int]:
    """How many findings each rule has; a rule that was asked and found nothing has 0."""
    found = Counter(entry["rule"] for entry in entries)
    return {rule.id: found[rule.id] for rule in rules()}


def _entry(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "key": finding.key,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "certainty": finding.certainty.value,
        "elements": list(finding.elements),
        "title": finding.title,
        "sources": list(finding.sources),
    }


def write(policy: Policy) -> None:
    """Write the file anew and keep the reviews of the findings that are still there."""
    known = read() if FILE.exists() else {}
    reviews = {
        entry["key"]: {name: entry[name] for name in _REVIEW if name in entry} for entry in known.get("findings", [])
    }
    entries = computed(policy)
    content = {
        "counts": counts(entries),
        "findings": [entry | reviews.get(entry["key"], {}) for entry in entries],
        "not_found": known.get("not_found", []),
    }
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)
    FILE.write_text(HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    write(find("pnmce-2040"))
