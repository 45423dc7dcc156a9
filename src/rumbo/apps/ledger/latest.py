"""Which revision of each value is the latest, and how far it has come; asked inside an open chain."""

from collections.abc import Iterable
from dataclasses import dataclass

from rumbo.apps.ledger.models import Revision, Transition
from rumbo.apps.ledger.records import ObservationKey
from rumbo.core.observations import State


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest revision of a value and its state."""

    revision: Revision
    state: State


def latest_revisions(policy: str, years: Iterable[int]) -> dict[ObservationKey, Latest]:
    """The latest revision of every value of a policy in some years. Two queries."""
    asked = sorted(set(years))
    newest: dict[ObservationKey, Revision] = {}
    for revision in Revision.objects.filter(policy=policy, year__in=asked).order_by("number"):
        newest[key_of(revision)] = revision
    states = _states(policy, asked)
    return {key: Latest(r, states.get(r.sequence, State.DRAFT)) for key, r in newest.items()}


def latest_revision(key: ObservationKey) -> Latest | None:
    """The latest revision of one value; ``None`` where nothing was recorded."""
    revision = (
        Revision.objects.filter(policy=key.policy, indicator=key.indicator, year=key.year).order_by("number").last()
    )
    if revision is None:
        return None
    last = Transition.objects.filter(revision=revision).order_by("sequence").last()
    return Latest(revision, State(last.to_state) if last else State.DRAFT)


def key_of(revision: Revision) -> ObservationKey:
    """What a revision speaks of."""
    return ObservationKey(revision.policy, revision.indicator, revision.year)


def _states(policy: str, years: list[int]) -> dict[int, State]:
    steps = Transition.objects.filter(revision__policy=policy, revision__year__in=years).order_by("sequence")
    return {revision: State(to) for revision, to in steps.values_list("revision_id", "to_state")}
