"""What lies on the desk."""

from uuid import UUID

from django.db.models import QuerySet

from rumbo.apps.accounts.models import Person
from rumbo.apps.accounts.selectors import powers
from rumbo.apps.desk.access import PREPARERS, READERS
from rumbo.apps.desk.models import Draft, Submission
from rumbo.apps.desk.records import DraftContent, DraftRecord, TypedPart
from rumbo.apps.ledger.canonical import decimal_text
from rumbo.apps.ledger.records import ObservationKey, RevisionRecord
from rumbo.core.observations import Evidence
from rumbo.core.policy.models import Policy


def draft_of(key: ObservationKey) -> DraftRecord | None:
    """The draft of a value; ``None`` where nothing is being prepared."""
    return next(iter(_records(Draft.objects.filter(**key._asdict()))), None)


def drafts(policy: Policy, year: int, person: Person) -> dict[str, DraftRecord]:
    """The drafts of a year that a person may read, by indicator code, in the order of the policy. Three queries."""
    held = powers(person, policy.code)
    found = {draft.key.indicator: draft for draft in _records(Draft.objects.filter(policy=policy.code, year=year))}
    codes = (indicator.code for indicator in policy.indicators if indicator.code in found)
    return {code: found[code] for code in codes if held.may_report(PREPARERS | READERS, policy, code)}


def drafted_codes(policy_code: str, year: int) -> frozenset[str]:
    """The indicators of a year of which a draft exists, for counting alone: what it holds is not read. One query."""
    return frozenset(Draft.objects.filter(policy=policy_code, year=year).values_list("indicator", flat=True))


def waiting_for_head(policy: Policy, year: int, person: Person) -> dict[str, DraftRecord]:
    """The drafts of a year, among those that a person may read, that were handed to the head of the entity."""
    return {code: draft for code, draft in drafts(policy, year, person).items() if draft.sent_at}


def was_submitted(submission_id: UUID, person: Person) -> bool:
    """Whether this very submission of a person was answered before, so that sending it again changes nothing."""
    return Submission.objects.filter(pk=submission_id, person=person).exists()


def content_of(revision: RevisionRecord) -> DraftContent:
    """What a recorded revision would look like typed: where the form of a correction begins."""
    figures = (revision.value if revision.numerator is None else None, revision.numerator, revision.denominator)
    value, numerator, denominator = ("" if figure is None else decimal_text(figure) for figure in figures)
    parts = []
    for part in revision.parts:
        ratio = part.numerator is not None
        texts = (None if ratio else part.value, part.numerator, part.denominator)
        typed = ("" if figure is None else decimal_text(figure) for figure in texts)
        parts.append(TypedPart(part.dimension, part.member, *typed))
    return DraftContent(
        value,
        numerator,
        denominator,
        revision.comment,
        parts=tuple(parts),
        no_data=revision.value is None,
        no_data_reason=revision.no_data_reason,
        expected_on=revision.expected_on.isoformat() if revision.expected_on else "",
    )


def draft_record(draft: Draft) -> DraftRecord:
    """A stored draft as a record."""
    files = (Evidence(name=file.name, sha256=file.sha256, size=file.size) for file in draft.files.all())
    return DraftRecord(
        key=ObservationKey(draft.policy, draft.indicator, draft.year),
        content=DraftContent(
            value=draft.value,
            numerator=draft.numerator,
            denominator=draft.denominator,
            comment=draft.comment,
            reason=draft.reason,
            parts=tuple(TypedPart(**part) for part in draft.parts),
            no_data=draft.no_data,
            no_data_reason=draft.no_data_reason,
            expected_on=draft.expected_on,
        ),
        evidence=tuple(files),
        version=draft.version,
        base_revision=draft.base_revision,
        saved_by=draft.saved_by.name,
        saved_by_id=draft.saved_by_id,
        saved_at=draft.saved_at,
        sent_by=draft.sent_by.name if draft.sent_by else "",
        sent_at=draft.sent_at,
        remark=draft.remark,
    )


def _records(found: QuerySet[Draft]) -> list[DraftRecord]:
    return [draft_record(draft) for draft in found.select_related("saved_by", "sent_by").prefetch_related("files")]
