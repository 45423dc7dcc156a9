"""What was done last, over all kinds of entries."""

from rumbo.apps.ledger.models import (
    RECORDED,
    Campaign,
    CampaignDue,
    EvidenceFile,
    IssuedReport,
    Recorded,
    Revision,
    Transition,
)
from rumbo.apps.ledger.records import LogEntry
from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.observations import State
from rumbo.core.reporting.labels import state_name


def log(limit: int = 20) -> tuple[LogEntry, ...]:
    """The last entries of the ledger, newest first. One query a kind of entry."""
    last: list[Recorded] = []
    for kind in RECORDED:
        found = kind.objects.order_by("-sequence")
        last += (found.select_related("revision") if kind in {Transition, EvidenceFile} else found)[:limit]
    newest = sorted(last, key=lambda row: row.sequence, reverse=True)[:limit]
    return tuple(_entry(row) for row in newest)


def _entry(row: Recorded) -> LogEntry:
    what, subject = _told(row)
    return LogEntry(row.sequence, row.recorded_at, row.recorded_by_name, what, subject, row.row_hash)


def _told(row: Recorded) -> tuple[str, str]:
    match row:
        case Revision():
            return _("Value {value} recorded").format(value=written(row.value)), _subject(row)
        case Transition():
            return _step(row), _subject(row.revision)
        case EvidenceFile():
            return _("Evidence “{name}” attached").format(name=row.name), _subject(row.revision)
        case Campaign():
            return _("Campaign set, due {due}").format(due=row.due), f"{row.policy} {row.year}"
        case CampaignDue():
            return _("Due date moved to {due}").format(due=row.due or "—"), f"{row.policy} {row.year} {row.entity}"
        case IssuedReport():
            return _("Report issued"), f"{row.policy} {row.number}"
        case _:
            raise TypeError(row)


def _step(row: Transition) -> str:
    names = {"before": state_name(State(row.from_state)), "after": state_name(State(row.to_state))}
    step = _("{before} → {after}").format(**names)
    return f"{step}: {row.comment}" if row.comment else step


def _subject(revision: Revision) -> str:
    number = _("revision {number}").format(number=revision.number)
    return f"{revision.policy} {revision.indicator} {revision.year}, {number}"
