"""How a draft is saved: never over what somebody else saved unseen, and never lost."""

from dataclasses import asdict
from datetime import UTC, datetime

from django.db import transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.desk.access import require
from rumbo.apps.desk.checking import check_size
from rumbo.apps.desk.models import Draft, DraftEvidence
from rumbo.apps.desk.records import Conflict, DraftContent, DraftRecord, Saved
from rumbo.apps.desk.selectors import draft_record
from rumbo.apps.ledger.evidence import check_kept
from rumbo.apps.ledger.records import ObservationKey, RevisionRecord
from rumbo.apps.ledger.selectors import history
from rumbo.apps.ledger.services.checking import check_text
from rumbo.core.observations import Evidence
from rumbo.core.policy.models import Policy


def save_draft(
    policy: Policy,
    key: ObservationKey,
    content: DraftContent,
    *,
    actor: Person,
    seen_version: int,
    seen_revision: int | None = None,
) -> Saved | Conflict:
    """Save what was typed, unless somebody else saved meanwhile.

    What is equal to the stored draft is left as it is, so that the same saving sent twice is one.

    Args:
        policy: the policy.
        key: the value.
        content: what the form holds.
        actor: who saves.
        seen_version: version of the draft that the form showed; 0 where it showed none.
        seen_revision: number of the ledger's latest revision that the form showed, 0 where it showed none; without it
            the draft keeps the one that it was begun from.

    Returns:
        The stored draft; or, where the stored version is not the one that was seen, both, nothing having been stored.

    Raises:
        InputError: a text that is too long or cannot be stored; an unknown indicator.
        LedgerError: the actor may not report this indicator.
    """
    check_size(content)
    check_texts(content)
    require(actor, policy, key)
    with transaction.atomic():
        return store(key, content, actor, seen_version, seen_revision)


def store(
    key: ObservationKey, content: DraftContent, actor: Person, seen_version: int, seen_revision: int | None
) -> Saved | Conflict:
    """Save inside the transaction of whoever calls; see :func:`save_draft`."""
    latest = latest_record(key)
    draft, new = _begun(key, actor, latest)
    same = draft_record(draft).content == content
    if draft.version != seen_version and not (same and draft.version):
        theirs = None if new else draft_record(draft)
        if new:
            draft.delete()
        return Conflict(content, theirs, latest)
    if not same or not draft.version:
        _write(draft, content, actor)
    if seen_revision is not None and seen_revision != draft.base_revision:
        draft.base_revision = seen_revision
    draft.save()
    return Saved(draft_record(draft), overtaking(draft, latest))


def discard_draft(policy: Policy, key: ObservationKey, *, actor: Person, seen_version: int) -> Conflict | None:
    """Throw a draft away, unless somebody else saved meanwhile; nothing happens where there is none.

    Raises:
        LedgerError: the actor may not report this indicator.
    """
    require(actor, policy, key)
    with transaction.atomic():
        draft = locked(key)
        if draft and draft.version != seen_version:
            return Conflict(draft_record(draft).content, draft_record(draft), latest_record(key))
        if draft:
            draft.delete()
    return None


def attach(policy: Policy, key: ObservationKey, evidence: Evidence, *, actor: Person) -> DraftRecord:
    """Attach a stored file (:func:`~rumbo.apps.ledger.services.store_evidence`) to the draft, which is begun for it.

    It does not count as a saving: a form that is open meanwhile is not put in conflict. Attaching twice is attaching
    once.

    Raises:
        LedgerError: the actor may not report this indicator, or the file is not stored.
    """
    check_text(evidence.name)
    check_kept([evidence])
    require(actor, policy, key)
    with transaction.atomic():
        draft, _new = _begun(key, actor, latest_record(key))
        named = {"name": evidence.name, "size": evidence.size}
        DraftEvidence.objects.get_or_create(draft=draft, sha256=evidence.sha256, defaults=named)
        return draft_record(draft)


def detach(policy: Policy, key: ObservationKey, sha256: str, *, actor: Person) -> DraftRecord | None:
    """Take a file off the draft; the stored bytes stay. ``None`` where there is no draft.

    Raises:
        LedgerError: the actor may not report this indicator.
    """
    require(actor, policy, key)
    with transaction.atomic():
        draft = locked(key)
        if draft is None:
            return None
        DraftEvidence.objects.filter(draft=draft, sha256=sha256).delete()
        return draft_record(draft)


def locked(key: ObservationKey) -> Draft | None:
    """The draft of a value, locked until the transaction ends."""
    return Draft.objects.select_for_update().filter(**key._asdict()).first()


def latest_record(key: ObservationKey) -> RevisionRecord | None:
    """The latest revision of a value in the ledger, with its state and evidence."""
    return next(iter(reversed(history(*key))), None)


def overtaking(draft: Draft, latest: RevisionRecord | None) -> RevisionRecord | None:
    """The latest revision, where it came after the draft was begun."""
    return latest if latest and latest.number > draft.base_revision else None


def _begun(key: ObservationKey, actor: Person, latest: RevisionRecord | None) -> tuple[Draft, bool]:
    """The draft, locked, and whether it is new. A new one starts with the files of the revision that it corrects."""
    begin = {"saved_by": actor, "saved_at": datetime.now(UTC), "base_revision": latest.number if latest else 0}
    draft, new = Draft.objects.select_for_update().get_or_create(**key._asdict(), defaults=begin)
    if new and latest:
        DraftEvidence.objects.bulk_create(
            DraftEvidence(draft=draft, name=file.name, sha256=file.sha256, size=file.size) for file in latest.evidence
        )
    return draft, new


def _write(draft: Draft, content: DraftContent, actor: Person) -> None:
    for name, typed in asdict(content).items():
        setattr(draft, name, list(typed) if name == "parts" else typed)
    draft.version += 1
    draft.saved_by, draft.saved_at = actor, datetime.now(UTC)
    draft.sent_by, draft.sent_at = None, None


def check_texts(content: DraftContent) -> None:
    """Refuse texts that one of the databases would refuse."""
    fields = asdict(content)
    parts, _chosen = fields.pop("parts"), fields.pop("no_data")
    check_text(*fields.values(), *(text for part in parts for text in part.values()))
