"""Who was reminded, and when."""

from dataclasses import dataclass
from datetime import date, datetime

from rumbo.apps.reminders.models import Reminder


@dataclass(frozen=True, slots=True)
class ReminderRecord:
    """A reminder that was sent."""

    person: str
    email: str
    entities: tuple[str, ...]
    missing: tuple[str, ...]
    due: date | None
    sent_at: datetime
    sent_by: str


def reminders(policy_code: str, year: int) -> tuple[ReminderRecord, ...]:
    """The reminders of a campaign, newest first. One query."""
    rows = Reminder.objects.filter(policy=policy_code, year=year).select_related("person", "sent_by")
    return tuple(
        ReminderRecord(
            row.person.name, row.email, tuple(row.entities), tuple(row.missing), row.due, row.sent_at, row.sent_by.name
        )
        for row in rows
    )
