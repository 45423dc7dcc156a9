"""What changed from one revision of a value to the next?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rumbo.apps.ledger.records import RevisionRecord
from rumbo.core.language import _
from rumbo.core.observations import Evidence, Part
from rumbo.core.policy.models import Indicator, Policy
from rumbo.core.reporting.figures import figure
from rumbo.core.reporting.labels import day_name
from rumbo.site.work.parts import part_name


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed; empty texts where there was nothing, or is nothing any more."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A revision with what it changed; the first one changed nothing."""

    record: RevisionRecord
    differences: tuple[Difference, ...]


def changes(policy: Policy, indicator: Indicator, past: Sequence[RevisionRecord]) -> tuple[Change, ...]:
    """Every revision of a value with what it changed, newest first."""
    pairs = zip((None, *past), past, strict=False)
    found = [
        Change(after, tuple(_differences(policy, indicator, before, after)) if before else ())
        for before, after in pairs
    ]
    return tuple(reversed(found))


def _differences(
    policy: Policy, indicator: Indicator, before: RevisionRecord, after: RevisionRecord
) -> Iterator[Difference]:
    pairs = (
        (_("Value"), figure(before.value), figure(after.value)),
        (_("Numerator"), figure(before.numerator), figure(after.numerator)),
        (_("Denominator"), figure(before.denominator), figure(after.denominator)),
        (_("Why there is no figure"), before.no_data_reason, after.no_data_reason),
        (_("Figure expected on"), _day(before.expected_on), _day(after.expected_on)),
        (_("Comment"), before.comment, after.comment),
    )
    yield from (Difference(*pair) for pair in pairs if pair[1] != pair[2])
    old, new = _parts(before.parts), _parts(after.parts)
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield Difference(part_name(policy, indicator, *key), old.get(key, ""), new.get(key, ""))
    files_before, files_after = _files(before.evidence), _files(after.evidence)
    for sha256 in dict.fromkeys((*files_before, *files_after)):
        if (sha256 in files_before) is not (sha256 in files_after):
            yield Difference(_("Evidence"), files_before.get(sha256, ""), files_after.get(sha256, ""))


def _day(day: date | None) -> str:
    return day_name(day) if day else ""


def _parts(parts: Sequence[Part]) -> dict[tuple[str, str], str]:
    return {(part.dimension, part.member): figure(part.value) for part in parts}


def _files(evidence: Sequence[Evidence]) -> dict[str, str]:
    return {file.sha256: file.name for file in evidence}
