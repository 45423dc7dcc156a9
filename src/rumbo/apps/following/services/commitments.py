"""How a commitment (compromiso de mejora) is written down, ended, and taken up again."""

from datetime import date

from django.db import transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.following.access import require_leader
from rumbo.apps.following.models import Case, Commitment, Progress, Recommendation
from rumbo.apps.following.reading import read_cases, read_commitments, read_recommendations
from rumbo.apps.following.records import CaseRecord, CommitmentRecord, RecommendationRecord
from rumbo.apps.following.services.entries import (
    add,
    locked,
    require_end,
    require_ended,
    require_open,
    required,
)
from rumbo.apps.ledger.services.checking import check_days, check_text, entity_problems
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Policy


def commit(
    policy: Policy,
    *,
    text: str,
    entity: str,
    due: date,
    actor: Person,
    case_id: int | None = None,
    recommendation_id: int | None = None,
    unit: str = "",
    person: Person | None = None,
) -> CommitmentRecord:
    """Write down what an entity promises about a case or a recommendation.

    Args:
        policy: the policy.
        text: what is promised.
        entity: code of the entity that promises.
        due: until when.
        actor: who writes it down.
        case_id: the case that it answers; this or a recommendation.
        recommendation_id: the recommendation that it answers.
        unit: unit of the entity, where one is named.
        person: who answers for it, where somebody is named.

    Raises:
        InputError: an unknown entity, no text, a year out of range, or neither or both of a case and a recommendation.
        FollowingError: the actor's roles do not allow it, or what it answers has ended.
    """
    check_text(unit)
    check_days(due)
    said = required(text, "text")
    problems = list(entity_problems(policy, required(entity, "entity")))
    if (case_id is None) == (recommendation_id is None):
        problems.append(Problem(_("A commitment answers either a case or a recommendation.")))
    if problems:
        raise InputError(*problems)
    require_leader(actor, policy)
    with transaction.atomic():
        occasion, standing = _occasion(policy, case_id, recommendation_id)
        require_open(standing)
        row = Commitment(
            case_id=case_id,
            recommendation_id=recommendation_id,
            text=said,
            entity=entity,
            unit=unit,
            person=person,
            due=due,
        )
        row.save()
        add(row, actor, progress=Progress.OPEN)
        if standing.progress is Progress.OPEN:
            add(occasion, actor, progress=Progress.IN_PROGRESS)
        return _present(row)


def settle(policy: Policy, commitment_id: int, progress: Progress, *, actor: Person, remark: str) -> CommitmentRecord:
    """End a commitment, as done or as closed without action, with the reason.

    Raises:
        InputError: no remark, or a state that is no end.
        FollowingError: the actor's roles do not allow it, or it has ended.
    """
    said = required(remark, "remark")
    require_end(progress)
    require_leader(actor, policy)
    with transaction.atomic():
        row = locked(Commitment, policy, commitment_id)
        require_open(_present(row))
        add(row, actor, progress=progress, remark=said)
        return _present(row)


def unsettle(policy: Policy, commitment_id: int, *, actor: Person, remark: str) -> CommitmentRecord:
    """Take up again a commitment that had ended, with the reason; what it answers must be open.

    Raises:
        InputError: no remark.
        FollowingError: the actor's roles do not allow it, it has not ended, or what it answers has.
    """
    said = required(remark, "remark")
    require_leader(actor, policy)
    with transaction.atomic():
        row = locked(Commitment, policy, commitment_id)
        _row, standing = _occasion(policy, row.case_id, row.recommendation_id)
        require_open(standing)
        require_ended(_present(row))
        add(row, actor, progress=Progress.IN_PROGRESS, remark=said)
        return _present(row)


def _occasion(
    policy: Policy, case_id: int | None, recommendation_id: int | None
) -> tuple[Case, CaseRecord] | tuple[Recommendation, RecommendationRecord]:
    if case_id is not None:
        case = locked(Case, policy, case_id)
        return case, read_cases(Case.objects.filter(pk=case_id), None)[0]
    row = locked(Recommendation, policy, recommendation_id or 0)
    return row, read_recommendations(Recommendation.objects.filter(pk=row.pk), None)[0]


def _present(row: Commitment) -> CommitmentRecord:
    return read_commitments(Commitment.objects.filter(pk=row.pk), None)[0]
