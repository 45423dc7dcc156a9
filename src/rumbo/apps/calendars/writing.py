"""How are dates written for calendar programs? As iCalendar (RFC 5545), each with a reminder a week before."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from rumbo.apps.calendars.dates import DueDate
from rumbo.core.language import _, language
from rumbo.core.policy.models import Policy

MEDIA_TYPE = "text/calendar; charset=utf-8"
_REMINDER = timedelta(days=-7)
_READ_AGAIN = timedelta(hours=12)


def calendar(policy: Policy, dates: Sequence[DueDate], address: str) -> bytes:
    """Dates as a calendar file.

    Args:
        policy: gives the name.
        dates: what is due.
        address: page of the site where a reader sees more.
    """
    made = Calendar.new(
        prodid="-//Rumbo//due dates//ES",
        name=_("Due dates: {policy}").format(policy=policy.short_title),
        language=language(),
        uid=uuid.uuid5(uuid.NAMESPACE_URL, f"rumbo/calendar/{policy.code}"),
        refresh_interval=_READ_AGAIN,
    )
    for due in dates:
        made.add_component(_event(due, address))
    written: bytes = made.to_ical()
    return written


def _event(due: DueDate, address: str) -> Event:
    event = Event.new(
        uid=uuid.uuid5(uuid.NAMESPACE_URL, f"rumbo/{due.key}"),
        summary=due.title,
        description=due.told,
        start=due.day,
        end=due.day + timedelta(days=1),
        stamp=due.changed,
        last_modified=due.changed,
        url=address,
    )
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", due.title)
    reminder.add("trigger", _REMINDER)
    event.add_component(reminder)
    return event
