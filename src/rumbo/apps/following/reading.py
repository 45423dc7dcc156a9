"""How stored rows become the state at a moment: the sum of the entries until then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from rumbo.apps.following.models import Case, Commitment, Entry, Progress, Recommendation
from rumbo.apps.following.records import AlertKey, CaseRecord, CommitmentRecord, EntryRecord, RecommendationRecord
from rumbo.core.monitoring.records import Severity
from rumbo.core.observations import Evidence


@dataclass(slots=True)
class _Sum:
    """What the entries until a moment come to."""

    progress: Progress = Progress.OPEN
    owner: str = ""
    owner_id: int | None = None
    public_since: datetime | None = None
    due: date | None = None

    def add(self, entry: Entry) -> None:
        """One entry more."""
        self.progress = Progress(entry.progress) if entry.progress else self.progress
        self.due = entry.due or self.due
        if entry.owner:
            self.owner, self.owner_id = entry.owner.name, entry.owner_id
        if entry.public is not None:
            self.public_since = (self.public_since or entry.at) if entry.public else None


def read_cases(found: QuerySet[Case], as_of: datetime | None) -> tuple[CaseRecord, ...]:
    """Cases as they stood at a moment, in the order in which they were taken up. Four queries."""
    rows = list(found.order_by("pk"))
    entries = _entries(Q(case__in=rows), "case_id", as_of)
    promised = _by_occasion(Q(case__in=rows), "case_id", as_of)
    return tuple(_case(row, entries[row.pk], promised[row.pk]) for row in rows if entries[row.pk])


def read_recommendations(found: QuerySet[Recommendation], as_of: datetime | None) -> tuple[RecommendationRecord, ...]:
    """Recommendations as they stood at a moment, in the order in which they were written down. Four queries."""
    rows = list(found.order_by("pk"))
    entries = _entries(Q(recommendation__in=rows), "recommendation_id", as_of)
    promised = _by_occasion(Q(recommendation__in=rows), "recommendation_id", as_of)
    return tuple(_recommendation(row, entries[row.pk], promised[row.pk]) for row in rows if entries[row.pk])


def read_commitments(found: QuerySet[Commitment], as_of: datetime | None) -> tuple[CommitmentRecord, ...]:
    """Commitments as they stood at a moment, in the order of promising. Two queries."""
    rows = list(found.select_related("person").order_by("pk"))
    entries = _entries(Q(commitment__in=rows), "commitment_id", as_of)
    return tuple(_commitment(row, entries[row.pk]) for row in rows if entries[row.pk])


def entry_record(entry: Entry) -> EntryRecord:
    """A stored entry as a record."""
    evidence = None
    if entry.evidence_sha256:
        evidence = Evidence(entry.evidence_name, entry.evidence_sha256, entry.evidence_size or 0)
    return EntryRecord(
        id=entry.pk,
        at=entry.at,
        by=entry.by_name,
        remark=entry.remark,
        progress=Progress(entry.progress) if entry.progress else None,
        owner=entry.owner.name if entry.owner else "",
        public=entry.public,
        due=entry.due,
        evidence=evidence,
    )


def _entries(of: Q, by: str, as_of: datetime | None) -> Mapping[int, list[Entry]]:
    found = Entry.objects.filter(of).select_related("owner").order_by("pk")
    grouped: dict[int, list[Entry]] = defaultdict(list)
    for entry in found if as_of is None else found.filter(at__lte=as_of):
        grouped[getattr(entry, by)].append(entry)
    return grouped


def _by_occasion(of: Q, by: str, as_of: datetime | None) -> Mapping[int, list[CommitmentRecord]]:
    grouped: dict[int, list[CommitmentRecord]] = defaultdict(list)
    for record in read_commitments(Commitment.objects.filter(of), as_of):
        grouped[getattr(record, by)].append(record)
    return grouped


def _case(row: Case, entries: Sequence[Entry], promised: Iterable[CommitmentRecord]) -> CaseRecord:
    present = _sum(entries)
    return CaseRecord(
        id=row.pk,
        key=AlertKey(row.policy, row.year, row.alert, row.subject, row.since),
        severity=Severity(row.severity),
        message=row.message,
        action=row.action,
        concerns=row.concerns,
        entity=row.entity,
        unit=row.unit,
        owner=present.owner,
        owner_id=present.owner_id,
        progress=present.progress,
        public=present.public_since is not None,
        public_since=present.public_since,
        begun_at=entries[0].at,
        begun_by=entries[0].by_name,
        commitments=tuple(promised),
        history=tuple(entry_record(entry) for entry in entries),
    )


def _recommendation(
    row: Recommendation, entries: Sequence[Entry], promised: Iterable[CommitmentRecord]
) -> RecommendationRecord:
    present = _sum(entries)
    return RecommendationRecord(
        id=row.pk,
        policy=row.policy,
        report=row.report,
        number=row.number,
        text=row.text,
        entity=row.entity,
        unit=row.unit,
        due=present.due or row.due,
        owner=present.owner,
        owner_id=present.owner_id,
        progress=present.progress,
        begun_at=entries[0].at,
        begun_by=entries[0].by_name,
        commitments=tuple(promised),
        history=tuple(entry_record(entry) for entry in entries),
    )


def _commitment(row: Commitment, entries: Sequence[Entry]) -> CommitmentRecord:
    present = _sum(entries)
    return CommitmentRecord(
        id=row.pk,
        case_id=row.case_id,
        recommendation_id=row.recommendation_id,
        text=row.text,
        entity=row.entity,
        unit=row.unit,
        person=row.person.name if row.person else "",
        person_id=row.person_id,
        promised_due=row.due,
        due=present.due or row.due,
        progress=present.progress,
        begun_at=entries[0].at,
        begun_by=entries[0].by_name,
        history=tuple(entry_record(entry) for entry in entries),
    )


def _sum(entries: Iterable[Entry]) -> _Sum:
    present = _Sum()
    for entry in entries:
        present.add(entry)
    return present
