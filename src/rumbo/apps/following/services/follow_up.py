"""How those concerned tell what was done: a remark, evidence, another date with its reason."""

from datetime import date

from django.db import transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.following.access import require_follower
from rumbo.apps.following.models import Case, Commitment, Progress, Recommendation
from rumbo.apps.following.reading import entry_record, read_cases, read_commitments, read_recommendations
from rumbo.apps.following.records import CommitmentRecord, EntryRecord
from rumbo.apps.following.services.entries import Matter, Record, Said, add, locked, require_open, required
from rumbo.apps.ledger.evidence import check_kept
from rumbo.apps.ledger.services.checking import check_days, check_text
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.observations import Evidence
from rumbo.core.policy.models import Policy


def follow_up(
    policy: Policy,
    *,
    actor: Person,
    remark: str,
    case_id: int | None = None,
    recommendation_id: int | None = None,
    commitment_id: int | None = None,
    evidence: Evidence | None = None,
    new_due: date | None = None,
) -> EntryRecord:
    """Tell what was done about a case, a recommendation or a commitment; what was open is then in progress.

    Args:
        policy: the policy.
        actor: who tells it.
        remark: what was done; with another date, why.
        case_id: one of the three says what it is about.
        recommendation_id: one of the three.
        commitment_id: one of the three.
        evidence: a stored file (:func:`~rumbo.apps.ledger.services.store_evidence`).
        new_due: another date for a commitment or a recommendation; the one first promised stays in its history.

    Raises:
        InputError: no remark, not exactly one matter, a year out of range, or another date for a case, which has none.
        FollowingError: none of the actor's roles reaches an entity concerned and the actor answers for nothing of it;
            or it has ended.
        LedgerError: the evidence is not stored.
    """
    said = Said(remark=required(remark, "remark"))
    _check(case_id, recommendation_id, commitment_id, new_due)
    if new_due:
        check_days(new_due)
        said["due"] = new_due
    if evidence:
        check_text(evidence.name)
        check_kept([evidence])
        said["evidence_name"], said["evidence_sha256"] = evidence.name, evidence.sha256
        said["evidence_size"] = evidence.size
    with transaction.atomic():
        row, record = _matter(policy, case_id, recommendation_id, commitment_id)
        _require_concerned(actor, policy, record)
        require_open(record)
        if record.progress is Progress.OPEN:
            said["progress"] = Progress.IN_PROGRESS
        return entry_record(add(row, actor, **said))


def _check(case_id: int | None, recommendation_id: int | None, commitment_id: int | None, new_due: date | None) -> None:
    if sum(key is not None for key in (case_id, recommendation_id, commitment_id)) != 1:
        raise InputError(Problem(_("A remark is about one thing: a case, a recommendation or a commitment.")))
    if case_id is not None and new_due:
        raise InputError(Problem(_("A case has no date; its commitments have."), "new_due"))


def _matter(
    policy: Policy, case_id: int | None, recommendation_id: int | None, commitment_id: int | None
) -> tuple[Matter, Record]:
    if case_id is not None:
        case = locked(Case, policy, case_id)
        return case, read_cases(Case.objects.filter(pk=case.pk), None)[0]
    if recommendation_id is not None:
        recommendation = locked(Recommendation, policy, recommendation_id)
        return recommendation, read_recommendations(Recommendation.objects.filter(pk=recommendation.pk), None)[0]
    commitment = locked(Commitment, policy, commitment_id or 0)
    return commitment, read_commitments(Commitment.objects.filter(pk=commitment.pk), None)[0]


def _require_concerned(actor: Person, policy: Policy, record: Record) -> None:
    """Those of the entities concerned, those who lead, and whoever answers for it by name."""
    promised = (record,) if isinstance(record, CommitmentRecord) else record.commitments
    answers = None if isinstance(record, CommitmentRecord) else record.owner_id
    if actor.is_active and actor.pk in {answers, *(each.person_id for each in promised)}:
        return
    require_follower(actor, policy, [(record.entity, record.unit), *((each.entity, each.unit) for each in promised)])
