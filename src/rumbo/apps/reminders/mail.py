"""What does a reminder say? What is missing, until when, and where to report it."""

from datetime import date

from babel.dates import format_date

from rumbo.apps.reminders.missing import Asked
from rumbo.apps.reminders.words import days_told
from rumbo.core.language import Language, _, ngettext, speaking
from rumbo.core.place import locale
from rumbo.core.policy.models import Policy


def message(policy: Policy, year: int, asked: Asked, spoken: Language, address: str, *, today: date) -> tuple[str, str]:
    """Subject and text of a reminder in the language of its reader."""
    with speaking(spoken):
        count, until = len(asked.missing), _day(asked.due, spoken)
        subject = ngettext(
            "{policy}: one value of {year} is missing, due {until}",
            "{policy}: {count} values of {year} are missing, due {until}",
            count,
        ).format(policy=policy.short_title, count=count, year=year, until=until)
        listed = "\n".join(f"- {indicator.code}: {indicator.name}" for indicator in asked.missing)
        text = _(
            "{name}:\n\nThese values of {year} have not been submitted yet:\n\n{listed}\n\nThey are due on {until} "
            "({left}).\n\nReport them here:\n{address}\n\nIf you have no data for one of them, say so in its comment "
            "and save the draft."
        ).format(
            name=asked.person.name,
            year=year,
            listed=listed,
            until=until,
            left=days_told((asked.due - today).days),
            address=address,
        )
    return subject, text


def _day(day: date, spoken: Language) -> str:
    pattern = "d MMMM y" if spoken == "en" else "d 'de' MMMM 'de' y"
    return str(format_date(day, pattern, locale=locale()))
