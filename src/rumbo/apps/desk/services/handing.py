"""How a draft goes from the reporter to the head of the entity, and back where something is wrong."""

from datetime import UTC, datetime

from django.db import transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.desk.access import HEADS, require
from rumbo.apps.desk.models import Draft
from rumbo.apps.desk.records import Conflict, DraftRecord, Saved
from rumbo.apps.desk.selectors import draft_record
from rumbo.apps.desk.services.drafts import latest_record, locked, overtaking
from rumbo.apps.desk.services.submitting import checked
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services.checking import check_text
from rumbo.core.errors import InputError, Problem
from rumbo.core.intake.doubts import Thresholds
from rumbo.core.intake.errors import IntakeError
from rumbo.core.intake.figures import Convention
from rumbo.core.language import _
from rumbo.core.policy.models import Policy


def send_to_head(
    policy: Policy,
    key: ObservationKey,
    *,
    actor: Person,
    seen_version: int,
    thresholds: Thresholds | None = None,
    decimal: Convention | None = None,
) -> Saved | Conflict:
    """Hand a saved draft to the head of the entity, who submits it. Saving it again takes it back.

    Returns:
        The draft; or both versions where somebody else saved meanwhile.

    Raises:
        IntakeError: the draft would not be accepted as it is; every problem with the name of its field.
        LedgerError: the actor may not report this indicator, or there is no draft.
    """
    require(actor, policy, key)
    with transaction.atomic():
        draft = _present(key)
        latest = latest_record(key)
        if draft.version != seen_version:
            return Conflict(draft_record(draft).content, draft_record(draft), latest)
        found = checked(policy, draft_record(draft), thresholds, decimal)
        if found.problems:
            raise IntakeError(*found.problems)
        draft.sent_by, draft.sent_at, draft.remark = actor, datetime.now(UTC), ""
        draft.save()
        return Saved(draft_record(draft), overtaking(draft, latest))


def hand_back(policy: Policy, key: ObservationKey, *, actor: Person, remark: str) -> DraftRecord:
    """Hand a draft back to its reporter with a remark.

    Raises:
        InputError: no remark.
        LedgerError: the actor is not a head of the entity, or the draft was not handed over.
    """
    check_text(remark)
    if not remark.strip():
        raise InputError(Problem(_("A draft is handed back with a remark."), "remark", _("Say what must be mended.")))
    require(actor, policy, key, HEADS)
    with transaction.atomic():
        draft = _present(key)
        if draft.sent_at is None:
            raise LedgerError(Problem(_("The draft was not handed to the head of the entity."), _place(key)))
        draft.sent_by, draft.sent_at, draft.remark = None, None, remark.strip()
        draft.save()
        return draft_record(draft)


def _present(key: ObservationKey) -> Draft:
    draft = locked(key)
    if draft is None:
        raise LedgerError(Problem(_("There is no draft of this value."), _place(key), _("Save it first.")))
    return draft


def _place(key: ObservationKey) -> str:
    return f"{key.indicator} {key.year}"
