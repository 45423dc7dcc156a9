"""Two people worked on one value: what did each of them write, field beside field?"""

from collections.abc import Iterator
from dataclasses import dataclass

from rumbo.apps.desk.records import Conflict, DraftContent
from rumbo.apps.desk.selectors import content_of
from rumbo.apps.ledger.records import RevisionRecord
from rumbo.core.language import _
from rumbo.core.policy.models import Indicator, Policy
from rumbo.site.work.parts import part_name


@dataclass(frozen=True, slots=True)
class Compared:
    """One field in the versions at hand; ``None`` where a version does not exist."""

    label: str
    mine: str
    theirs: str | None
    recorded: str | None

    @property
    def differs(self) -> bool:
        """Whether the versions say different things."""
        return any(other is not None and other.strip() != self.mine.strip() for other in (self.theirs, self.recorded))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page tells of a conflict.

    Attributes:
        conflict: what the desk answered.
        recorded: the revision that came meanwhile; ``None`` where only a draft did.
        fields: every field in which anybody wrote something.
        version: version of the draft that whoever goes on has now seen.
        revision: number of the revision that whoever goes on has now seen.
    """

    conflict: Conflict
    recorded: RevisionRecord | None
    fields: tuple[Compared, ...]
    version: int
    revision: int


def compare(policy: Policy, indicator: Indicator, conflict: Conflict, seen_revision: int) -> Comparison:
    """Lay the versions of a conflict side by side."""
    latest = conflict.revision
    recorded = latest if latest and latest.number > seen_revision else None
    theirs = conflict.theirs.content if conflict.theirs else None
    came = content_of(recorded) if recorded else None
    fields = tuple(
        row for row in _fields(policy, indicator, conflict.mine, theirs, came) if row.mine or row.theirs or row.recorded
    )
    version = conflict.theirs.version if conflict.theirs else 0
    return Comparison(conflict, recorded, fields, version, latest.number if latest else 0)


def _fields(
    policy: Policy, indicator: Indicator, mine: DraftContent, theirs: DraftContent | None, came: DraftContent | None
) -> Iterator[Compared]:
    ratio = indicator.measure.reported_as == "ratio"
    names = {"numerator": _("Numerator"), "denominator": _("Denominator")} if ratio else {"value": _("Obtained value")}
    names |= {"no_data_reason": _("Why there is no figure"), "expected_on": _("Figure expected on")}
    names |= {"comment": _("Comment"), "reason": _("Reason of the change")}
    for name, label in names.items():
        versions = (getattr(mine, name), *(getattr(other, name) if other else None for other in (theirs, came)))
        yield Compared(label, *versions)
    own, other, recorded = (_parts(version) for version in (mine, theirs, came))
    for key in dict.fromkeys((*own, *other, *recorded)):
        yield Compared(
            part_name(policy, indicator, *key),
            own.get(key, ""),
            other.get(key, "") if theirs else None,
            recorded.get(key, "") if came else None,
        )


def _parts(content: DraftContent | None) -> dict[tuple[str, str], str]:
    if content is None:
        return {}
    return {
        (part.dimension, part.member): part.value or f"{part.numerator} / {part.denominator}" for part in content.parts
    }
