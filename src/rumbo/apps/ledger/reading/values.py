"""Which value of each indicator and year counts, and how it came to be."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from rumbo.apps.ledger.models import EvidenceFile, Revision, Transition
from rumbo.apps.ledger.parts import read_parts
from rumbo.apps.ledger.reading.moments import known_until
from rumbo.apps.ledger.records import ObservationKey, RevisionRecord, TransitionRecord
from rumbo.apps.ledger.workflow import APPROVED, counted
from rumbo.core.observations import Evidence, Observation, Origin, State

_Key = tuple[str, int]


def observations(
    policy_code: str, *, as_of: datetime | None = None, counted_from: State = State.SUBMITTED
) -> dict[_Key, Observation]:
    """The value of each indicator and year that counted at a moment.

    It is the latest revision whose state at that moment was ``counted_from`` or later on the way; a draft and a
    returned one never count. Four queries, however many values there are.

    Args:
        policy_code: code of the policy.
        as_of: the moment; now without one.
        counted_from: ``SUBMITTED`` for what was reported, ``VALIDATED`` for what was approved.

    Returns:
        Observations by indicator code and year, in that order.
    """
    until = known_until(as_of)
    if until is None:
        return {}
    states = _states(policy_code, until)
    chosen: dict[_Key, Revision] = {}
    approved: dict[_Key, list[Revision]] = {}
    for revision in Revision.objects.filter(policy=policy_code, recorded_at__lte=until).order_by("sequence"):
        key, state = (revision.indicator, revision.year), states.get(revision.sequence, State.DRAFT)
        if counted(state, counted_from):
            chosen[key] = revision
        if counted(state, APPROVED):
            approved.setdefault(key, []).append(revision)
    evidence = _evidence(policy_code, until)
    return {
        key: _observation(
            revision,
            states[revision.sequence],
            evidence.get(revision.sequence, ()),
            _approved_before(revision, approved.get(key, ())),
        )
        for key, revision in sorted(chosen.items())
    }


def history(policy_code: str, indicator: str, year: int, as_of: datetime | None = None) -> tuple[RevisionRecord, ...]:
    """Every revision of a value, oldest first, with its steps and evidence, as known at a moment. Four queries."""
    until = known_until(as_of)
    if until is None:
        return ()
    key = ObservationKey(policy_code, indicator, year)
    revisions = Revision.objects.filter(policy=policy_code, indicator=indicator, year=year, recorded_at__lte=until)
    steps: dict[int, list[TransitionRecord]] = {}
    for step in Transition.objects.filter(revision__in=revisions, recorded_at__lte=until).order_by("sequence"):
        steps.setdefault(step.revision_id, []).append(_step(step))
    evidence = _files(EvidenceFile.objects.filter(revision__in=revisions, recorded_at__lte=until))
    return tuple(
        _record(key, r, tuple(steps.get(r.sequence, ())), evidence.get(r.sequence, ()))
        for r in revisions.order_by("number")
    )


def latest_of_year(policy_code: str, year: int, as_of: datetime | None = None) -> dict[str, RevisionRecord]:
    """The latest revision of every indicator with a value of a year, whatever its state, by indicator code.

    Unlike :func:`observations` it tells what was returned too, with every step. Four queries.
    """
    until = known_until(as_of)
    if until is None:
        return {}
    newest: dict[str, Revision] = {}
    revisions = Revision.objects.filter(policy=policy_code, year=year, recorded_at__lte=until)
    for revision in revisions.order_by("number"):
        newest[revision.indicator] = revision
    of_year = {"revision__policy": policy_code, "revision__year": year, "recorded_at__lte": until}
    steps: dict[int, list[TransitionRecord]] = {}
    for step in Transition.objects.filter(**of_year).order_by("sequence"):
        steps.setdefault(step.revision_id, []).append(_step(step))
    evidence = _files(EvidenceFile.objects.filter(**of_year))
    return {
        code: _record(
            ObservationKey(policy_code, code, year), r, tuple(steps.get(r.sequence, ())), evidence.get(r.sequence, ())
        )
        for code, r in sorted(newest.items())
    }


def _states(policy_code: str, until: datetime) -> dict[int, State]:
    steps = Transition.objects.filter(revision__policy=policy_code, recorded_at__lte=until).order_by("sequence")
    return {revision: State(to) for revision, to in steps.values_list("revision_id", "to_state")}


def _evidence(policy_code: str, until: datetime) -> dict[int, tuple[Evidence, ...]]:
    return _files(EvidenceFile.objects.filter(revision__policy=policy_code, recorded_at__lte=until))


def _files(rows: Iterable[EvidenceFile]) -> dict[int, tuple[Evidence, ...]]:
    found: dict[int, tuple[Evidence, ...]] = {}
    for row in sorted(rows, key=lambda row: row.sequence):
        file = Evidence(name=row.name, sha256=row.sha256, size=row.size)
        found[row.revision_id] = (*found.get(row.revision_id, ()), file)
    return found


def _approved_before(revision: Revision, approved: Iterable[Revision]) -> Decimal | None:
    earlier = [other.value for other in approved if other.number < revision.number]
    return earlier[-1] if earlier else None


def _observation(
    revision: Revision, state: State, evidence: tuple[Evidence, ...], approved_before: Decimal | None
) -> Observation:
    return Observation(
        indicator=revision.indicator,
        year=revision.year,
        value=revision.value,
        numerator=revision.numerator,
        denominator=revision.denominator,
        origin=Origin(revision.origin),
        state=state,
        revision=revision.number,
        recorded_at=revision.recorded_at,
        recorded_by=revision.recorded_by_name,
        entity=revision.entity,
        comment=revision.comment,
        reason=revision.reason,
        parts=read_parts(revision.parts),
        evidence=evidence,
        approved_before=approved_before,
        no_data_reason=revision.no_data_reason or "",
        expected_on=revision.expected_on,
    )


def _step(step: Transition) -> TransitionRecord:
    return TransitionRecord(
        sequence=step.sequence,
        from_state=State(step.from_state),
        to_state=State(step.to_state),
        at=step.recorded_at,
        by=step.recorded_by_name,
        comment=step.comment,
    )


def _record(
    key: ObservationKey, revision: Revision, steps: tuple[TransitionRecord, ...], evidence: tuple[Evidence, ...]
) -> RevisionRecord:
    return RevisionRecord(
        key=key,
        sequence=revision.sequence,
        row_hash=revision.row_hash,
        number=revision.number,
        value=revision.value,
        numerator=revision.numerator,
        denominator=revision.denominator,
        origin=Origin(revision.origin),
        state=steps[-1].to_state if steps else State.DRAFT,
        recorded_at=revision.recorded_at,
        recorded_by=revision.recorded_by_name,
        entity=revision.entity,
        comment=revision.comment,
        reason=revision.reason,
        parts=read_parts(revision.parts),
        evidence=evidence,
        source_name=revision.source_name,
        source_sha256=revision.source_sha256,
        lineage=revision.lineage,
        transitions=steps,
        no_data_reason=revision.no_data_reason or "",
        expected_on=revision.expected_on,
    )
