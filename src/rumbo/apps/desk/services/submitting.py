"""How a draft enters the ledger: checked, recorded, and answered alike however often it is sent."""

from uuid import UUID

from rumbo.apps.accounts.models import Person
from rumbo.apps.desk.access import require, submitters
from rumbo.apps.desk.checking import check_content, check_size
from rumbo.apps.desk.models import Draft, Submission
from rumbo.apps.desk.records import Checked, Conflict, DraftContent, DraftRecord, Submitted
from rumbo.apps.desk.services.drafts import check_texts, latest_record, store
from rumbo.apps.ledger.chain import recording
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.records import ObservationKey, Recording
from rumbo.apps.ledger.selectors import observations
from rumbo.apps.ledger.services import record_values
from rumbo.core.errors import Problem
from rumbo.core.intake.doubts import Thresholds
from rumbo.core.intake.errors import IntakeError
from rumbo.core.intake.figures import Convention
from rumbo.core.language import _
from rumbo.core.observations import NewValue, Origin
from rumbo.core.policy.models import Policy


def submit_draft(
    policy: Policy,
    key: ObservationKey,
    content: DraftContent,
    *,
    actor: Person,
    submission_id: UUID,
    seen_version: int,
    seen_revision: int | None = None,
    thresholds: Thresholds | None = None,
    decimal: Convention | None = None,
) -> Submitted | Conflict:
    """Submit what the form holds: it is saved, checked, recorded, and the draft goes, in one transaction.

    The same submission sent again after a lost answer is recorded once and answered the same. What cannot be accepted
    stays saved as a draft.

    Args:
        policy: the policy.
        key: the value.
        content: what the form holds.
        actor: who submits.
        submission_id: made with the form.
        seen_version: version of the draft that the form showed; 0 where it showed none.
        seen_revision: number of the ledger's latest revision that the form showed; without it the one that the draft
            was begun from.
        thresholds: when a doubt is raised.
        decimal: the decimal sign, where the person stated it.

    Returns:
        What stands in the ledger; or, where somebody else saved or recorded meanwhile, both, nothing being recorded.

    Raises:
        IntakeError: every problem of what was typed, with the name of its field; the draft is saved.
        InputError: a text that cannot be stored; an unknown indicator.
        LedgerError: the actor may not submit this indicator, the ledger is locked for too long, or the identity was
            used for another submission.
    """
    check_size(content)
    check_texts(content)
    require(actor, policy, key, submitters())
    with recording(actor):  # whoever sends the same twice at once waits here for the first answer
        if answered := _answered(key, actor, submission_id):
            return answered
        saved = store(key, content, actor, seen_version, seen_revision)
        if isinstance(saved, Conflict):
            return saved
        if saved.overtaken:
            return Conflict(content, saved.draft, saved.overtaken)
        found = checked(policy, saved.draft, thresholds, decimal)
        if found.value:
            done = _record(policy, saved.draft, found.value, actor)
            return _answer(key, actor, submission_id, recorded=bool(done.recorded))
    raise IntakeError(*found.problems)


def checked(policy: Policy, draft: DraftRecord, thresholds: Thresholds | None, decimal: Convention | None) -> Checked:
    """What the sheet says of a stored draft."""
    return check_content(
        policy,
        draft.key.indicator,
        draft.key.year,
        draft.content,
        observations(policy.code),
        replaces=draft.base_revision,
        thresholds=thresholds,
        decimal=decimal,
    )


def _answered(key: ObservationKey, actor: Person, submission_id: UUID) -> Submitted | None:
    known = Submission.objects.filter(pk=submission_id).first()
    if known is None:
        return None
    if (known.person_id, known.policy, known.indicator, known.year) != (actor.pk, *key):
        what = _("This form was already used for another submission.")
        raise LedgerError(Problem(what, f"{key.indicator} {key.year}", _("Open the form again.")))
    return _as_submitted(known, repeated=True)


def _record(policy: Policy, draft: DraftRecord, value: NewValue, actor: Person) -> Recording:
    Draft.objects.filter(**draft.key._asdict()).delete()
    return record_values(
        policy, [value], origin=Origin.REPORTED, actor=actor, evidence=draft.evidence, submit=True, resubmit=True
    )


def _answer(key: ObservationKey, actor: Person, submission_id: UUID, *, recorded: bool) -> Submitted:
    latest = latest_record(key)
    assert latest is not None  # noqa: S101 - recorded a moment ago, and nothing is ever deleted
    made = Submission.objects.create(
        pk=submission_id,
        person=actor,
        **key._asdict(),
        revision_sequence=latest.sequence,
        revision_number=latest.number,
        recorded=recorded,
    )
    return _as_submitted(made, repeated=False)


def _as_submitted(row: Submission, *, repeated: bool) -> Submitted:
    return Submitted(
        submission_id=row.pk,
        key=ObservationKey(row.policy, row.indicator, row.year),
        revision_sequence=row.revision_sequence,
        revision_number=row.revision_number,
        recorded=row.recorded,
        repeated=repeated,
    )
