"""What is followed, now or as it was known at a moment."""

from collections.abc import Iterable
from datetime import date, datetime

from rumbo.apps.following.models import Case, Commitment, CommitmentReminder, Recommendation
from rumbo.apps.following.reading import read_cases, read_commitments, read_recommendations
from rumbo.apps.following.records import (
    AlertKey,
    CaseRecord,
    CommitmentRecord,
    Followed,
    FollowedAlert,
    RecommendationRecord,
    ReminderRecord,
)
from rumbo.core.monitoring.records import Alert, Standing
from rumbo.core.policy.models import Policy


def key_of(policy: Policy, alert: Alert) -> AlertKey:
    """By what an alert is known again."""
    return AlertKey(policy.code, alert.year, alert.code, alert.subject, alert.began)


def cases(policy: Policy, year: int | None = None, as_of: datetime | None = None) -> tuple[CaseRecord, ...]:
    """The cases of a year, or of every year, as they stood at a moment, in the order of taking up. Four queries."""
    found = Case.objects.filter(policy=policy.code)
    return read_cases(found if year is None else found.filter(year=year), as_of)


def case(policy: Policy, case_id: int, as_of: datetime | None = None) -> CaseRecord | None:
    """One case; ``None`` where there is none, or it was not taken up by then."""
    return next(iter(read_cases(Case.objects.filter(policy=policy.code, pk=case_id), as_of)), None)


def case_of(policy: Policy, alert: Alert, as_of: datetime | None = None) -> CaseRecord | None:
    """The case of an alert; ``None`` where nobody took it up."""
    return next(iter(read_cases(Case.objects.filter(**key_of(policy, alert)._asdict()), as_of)), None)


def public_cases(policy: Policy, year: int | None = None, as_of: datetime | None = None) -> tuple[CaseRecord, ...]:
    """The cases whose alert is public, the latest made public first."""
    found = Case.objects.filter(policy=policy.code)
    found = found if year is None else found.filter(year=year)
    public = ((record.public_since, record) for record in read_cases(found, as_of))
    listed = [(since, record) for since, record in public if since is not None]
    return tuple(record for _since, record in sorted(listed, key=lambda pair: pair[0], reverse=True))


def commitments(
    policy: Policy, entity: str | None = None, overdue_on: date | None = None, as_of: datetime | None = None
) -> tuple[CommitmentRecord, ...]:
    """Commitments of a policy, the first due first.

    Args:
        policy: the policy.
        entity: only those of this entity.
        overdue_on: only those whose date is past on this day and that have not ended.
        as_of: as they stood at this moment.
    """
    found = Commitment.objects.filter(case__policy=policy.code) | Commitment.objects.filter(
        recommendation__policy=policy.code
    )
    found = found if entity is None else found.filter(entity=entity)
    records = read_commitments(found, as_of)
    listed = [record for record in records if overdue_on is None or record.overdue_on(overdue_on)]
    return tuple(sorted(listed, key=lambda record: (record.due, record.id)))


def commitment(policy: Policy, commitment_id: int, as_of: datetime | None = None) -> CommitmentRecord | None:
    """One commitment; ``None`` where there is none, or it was not promised by then."""
    return next((record for record in commitments(policy, as_of=as_of) if record.id == commitment_id), None)


def recommendations(policy: Policy, as_of: datetime | None = None) -> tuple[RecommendationRecord, ...]:
    """The recommendations of a policy's evaluations, in the order in which they were written down. Four queries."""
    return read_recommendations(Recommendation.objects.filter(policy=policy.code), as_of)


def recommendation(
    policy: Policy, recommendation_id: int, as_of: datetime | None = None
) -> RecommendationRecord | None:
    """One recommendation; ``None`` where there is none, or it was not written down by then."""
    found = Recommendation.objects.filter(policy=policy.code, pk=recommendation_id)
    return next(iter(read_recommendations(found, as_of)), None)


def reminders(commitment_ids: Iterable[int], as_of: datetime | None = None) -> tuple[ReminderRecord, ...]:
    """The reminders of some commitments that were sent until a moment, newest first. One query."""
    found = CommitmentReminder.objects.filter(commitment__in=list(commitment_ids))
    found = found if as_of is None else found.filter(sent_at__lte=as_of)
    return tuple(
        ReminderRecord(row.commitment_id, row.person.name, row.email, row.sent_at, row.sent_by.name)
        for row in found.select_related("person", "sent_by")
    )


def followed_alerts(standing: Standing, as_of: datetime | None = None) -> Followed:
    """Each present alert with its case, and the cases of the year whose alert no longer fires."""
    known = {record.key: record for record in cases(standing.policy, standing.year, as_of)}
    keyed = [(alert, key_of(standing.policy, alert)) for alert in standing.alerts]
    present = {key for _alert, key in keyed}
    return Followed(
        alerts=tuple(FollowedAlert(alert, key, known.get(key)) for alert, key in keyed),
        gone=tuple(record for key, record in known.items() if key not in present),
    )
