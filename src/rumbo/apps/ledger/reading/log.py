"""What was done, over all kinds of entries or of one kind, person, indicator or entity? And by whom?"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from rumbo.apps.accounts.models import Person, Role
from rumbo.apps.accounts.words import role_name
from rumbo.apps.ledger.canonical import canonical_json
from rumbo.apps.ledger.models import (
    RECORDED,
    Campaign,
    CampaignDue,
    EvidenceFile,
    IssuedReport,
    Publication,
    Recorded,
    Revision,
    SignOff,
    Transition,
)
from rumbo.apps.ledger.records import LogEntry, LogFilter, LogKind
from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.observations import Origin, State
from rumbo.core.reporting.labels import state_name

_KINDS: Mapping[type[Recorded], LogKind] = {
    Revision: LogKind.VALUE,
    Transition: LogKind.STEP,
    EvidenceFile: LogKind.EVIDENCE,
    Campaign: LogKind.CAMPAIGN,
    CampaignDue: LogKind.DUE,
    IssuedReport: LogKind.REPORT,
    SignOff: LogKind.SIGN_OFF,
    Publication: LogKind.PUBLICATION,
}
#: Kinds that speak of a value, with the way to it.
_OF_VALUES: Mapping[type[Recorded], str] = {Revision: "", Transition: "revision__", EvidenceFile: "revision__"}
_ALL = LogFilter()


def log(limit: int | None = 20, *, before: int | None = None, asked: LogFilter = _ALL) -> tuple[LogEntry, ...]:
    """The last entries of the ledger, newest first. One query a kind.

    Args:
        limit: how many; all of them with ``None``.
        before: only those before this number.
        asked: only those that match.
    """
    last: list[Recorded] = []
    for kind in RECORDED:
        found = _asked_for(kind, asked)
        found = found if before is None else found.filter(sequence__lt=before)
        last += (found.select_related("revision") if _OF_VALUES.get(kind) else found)[:limit]
    newest = sorted(last, key=lambda row: row.sequence, reverse=True)[:limit]
    return tuple(_entry(row) for row in newest)


def recorders() -> tuple[tuple[int, str], ...]:
    """Key and name of everyone who recorded something, by name. One query."""
    recorded = Q()
    for kind in RECORDED:
        recorded |= Q(Exists(kind.objects.filter(recorded_by=OuterRef("pk"))))
    return tuple(Person.objects.filter(recorded).order_by("name", "pk").values_list("pk", "name"))


def _asked_for(kind: type[Recorded], asked: LogFilter) -> QuerySet[Any]:
    found: QuerySet[Any] = kind.objects.order_by("-sequence")
    way = _OF_VALUES.get(kind)
    if asked.kind not in {None, _KINDS[kind]} or (asked.indicator and way is None):
        found = found.none()
    if asked.person_id is not None:
        found = found.filter(recorded_by=asked.person_id)
    if asked.indicator and way is not None:
        found = found.filter(**{f"{way}indicator": asked.indicator})
    return _of_entity(found, kind, asked.entity) if asked.entity else found


def _of_entity(found: QuerySet[Any], kind: type[Recorded], entity: str) -> QuerySet[Any]:
    if kind in _OF_VALUES:
        found = found.filter(**{f"{_OF_VALUES[kind]}entity": entity})
    elif kind is CampaignDue:
        found = found.filter(entity=entity)
    elif kind is Campaign:
        # The codes stand in a stored document; its text holds each in quotes.
        found = found.annotate(named=Cast("entities", TextField())).filter(named__contains=canonical_json(entity))
    else:
        found = found.none()
    return found


def _entry(row: Recorded) -> LogEntry:
    what, subject = _told(row)
    value = row if isinstance(row, Revision) else getattr(row, "revision", None)
    return LogEntry(
        sequence=row.sequence,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by_name,
        what=what,
        subject=subject,
        row_hash=row.row_hash,
        kind=_KINDS[type(row)],
        indicator=value.indicator if value else "",
        year=getattr(value or row, "year", None),
        entity=getattr(value or row, "entity", ""),
        simulated=bool(value and value.origin == Origin.SIMULATED.value),
    )


def _told(row: Recorded) -> tuple[str, str]:
    match row:
        case Revision(value=None):
            return _("No figure, explained: {reason}").format(reason=row.no_data_reason), _subject(row)
        case Revision():
            return _("Value {value} recorded").format(value=written(row.value)), _subject(row)
        case Transition():
            return _step(row), _subject(row.revision)
        case EvidenceFile():
            return _("Evidence “{name}” attached").format(name=row.name), _subject(row.revision)
        case _:
            return _told_of_a_year(row)


def _told_of_a_year(row: Recorded) -> tuple[str, str]:
    match row:
        case Campaign():
            return _("Campaign set, due {due}").format(due=row.due), f"{row.policy} {row.year}"
        case CampaignDue():
            return _("Due date moved to {due}").format(due=row.due or "—"), f"{row.policy} {row.year} {row.entity}"
        case IssuedReport():
            return _("Report issued"), f"{row.policy} {row.number}"
        case SignOff():
            office = role_name(Role(row.office))
            return _("Signed for this office: {office}").format(office=office), f"{row.policy} {row.year}"
        case Publication():
            return _("Report made public"), f"{row.policy} {row.number}"
        case _:
            raise TypeError(row)


def _step(row: Transition) -> str:
    names = {"before": state_name(State(row.from_state)), "after": state_name(State(row.to_state))}
    step = _("{before} → {after}").format(**names)
    return f"{step}: {row.comment}" if row.comment else step


def _subject(revision: Revision) -> str:
    number = _("revision {number}").format(number=revision.number)
    return f"{revision.policy} {revision.indicator} {revision.year}, {number}"
