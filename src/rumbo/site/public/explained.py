"""What does the page of an explanation show? The explanation itself, without what is not public."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.cache import cache

from rumbo.apps.ledger.explanation import Explanation, Recomputation, explain, recompute
from rumbo.core.language import language
from rumbo.core.observations import State
from rumbo.core.reporting.model import Value
from rumbo.site.public.revisions import public_part
from rumbo.site.shown import Shown, standing_of

_KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a value, as a row for readers.

    Attributes:
        sequence: number of its entry in the ledger.
        revision: number of the revision that it speaks of.
        at: when (UTC).
        by: who did it.
        state: the state from then on; ``None`` for the recording itself.
        value: what was recorded; ``None`` for a later step.
        why: reason or comment.
    """

    sequence: int
    revision: int
    at: datetime
    by: str
    state: State | None
    value: Value | None
    why: str


def explained(chosen: Shown, code: str) -> Explanation:
    """Everything that may be told of an indicator in the year of a view.

    Everyone sees the revisions that were made public; who reads another view sees all of them.
    """
    told = explain(standing_of(chosen), code, run_again=False)
    return told if chosen.special else replace(told, history=public_part(told.history))


def sum_again(told: Explanation) -> Recomputation:
    """The statistic of a computed value run again. It always gives the same, so it is run once a revision."""
    current = next(r for r in told.history if told.observation and r.number == told.observation.revision)
    key = f"sum-again:{current.row_hash}:{language()}"
    found: Recomputation | None = cache.get(key)
    if found is None:
        found = recompute(told.indicator, told.observation, told.lineage)
        cache.set(key, found, _KEPT_SECONDS)
    return found


def steps(told: Explanation, *, with_remarks: bool) -> tuple[Step, ...]:
    """What happened to the value, in order.

    Args:
        told: the explanation.
        with_remarks: whether the remarks that offices made to each other are shown.
    """
    found = []
    for revision in told.history:
        value = Value(value=revision.value, numerator=revision.numerator, denominator=revision.denominator)
        found.append(
            Step(
                revision.sequence,
                revision.number,
                revision.recorded_at,
                revision.recorded_by,
                None,
                value,
                revision.no_data_reason or revision.reason or revision.comment,
            )
        )
        found += [
            Step(s.sequence, revision.number, s.at, s.by, s.to_state, None, s.comment if with_remarks else "")
            for s in revision.transitions
        ]
    return tuple(found)


def parameters_of(told: Explanation) -> tuple[tuple[str, str], ...]:
    """The parameters of the statistic of a computed value, each with its value as a text."""
    given: Mapping[str, Any] = told.lineage["parameters"] if told.lineage else {}
    return tuple((name, _text(value)) for name, value in sorted(given.items()))


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
