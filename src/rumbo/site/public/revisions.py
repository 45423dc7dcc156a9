"""How did a value come to be what it is? Its published revisions, of every year, and no other."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rumbo.apps.ledger.models import Transition
from rumbo.apps.ledger.records import RevisionRecord
from rumbo.core.observations import Origin, State
from rumbo.site.policy_shown import policy
from rumbo.site.shown import Shown


@dataclass(frozen=True, slots=True)
class PublishedRevision:
    """A revision that was made public.

    Attributes:
        year: the year that it speaks of.
        number: 1 for the first report of the year.
        value: in the indicator's unit; ``None`` where it was published that there is none.
        origin: how it came to be.
        reason: why it replaced the one before.
        recorded_at: when it was recorded (UTC).
        published_at: when it was made public (UTC).
        no_data_reason: why there is no value.
    """

    year: int
    number: int
    value: Decimal | None
    origin: Origin
    reason: str
    recorded_at: datetime
    published_at: datetime
    no_data_reason: str = ""

    @property
    def simulated(self) -> bool:
        """Whether the value is invented."""
        return self.origin is Origin.SIMULATED


def published_revisions(code: str, chosen: Shown) -> tuple[PublishedRevision, ...]:
    """The published revisions of an indicator, the latest year first and within it the latest revision. One query."""
    steps = Transition.objects.filter(
        revision__policy=policy().code, revision__indicator=code, to_state=State.PUBLISHED
    ).select_related("revision")
    if chosen.as_of:
        steps = steps.filter(recorded_at__lte=chosen.as_of)
    found = (
        PublishedRevision(
            year=step.revision.year,
            number=step.revision.number,
            value=step.revision.value,
            origin=Origin(step.revision.origin),
            reason=step.revision.reason,
            recorded_at=step.revision.recorded_at,
            published_at=step.recorded_at,
            no_data_reason=step.revision.no_data_reason or "",
        )
        for step in steps
    )
    return tuple(sorted(found, key=lambda r: (-r.year, -r.number)))


def public_part(history: tuple[RevisionRecord, ...]) -> tuple[RevisionRecord, ...]:
    """Of the revisions of a value, those that were made public."""
    return tuple(r for r in history if any(step.to_state is State.PUBLISHED for step in r.transitions))
