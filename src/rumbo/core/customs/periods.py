"""Which days a file covers, as its name tells."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

#: Prefixes: x exports, ma and mb the two parts of imports, idv verification.
_NAME = re.compile(r"^(?P<prefix>x|ma|mb|idv)(?P<first>\d{2})(?P<last>\d{2})(?P<month>\d{2})(?P<year>\d{2})$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def period_of(name: str) -> Period | None:
    """The period that the name of a weekly file tells.

    The name gives the first day, the last day, and the month and year of the last: where the first day is the greater
    number it is of the month before, so ``x29040126.zip`` runs from 29 December 2025 to 4 January 2026.

    Args:
        name: name of the file, with or without its ending.

    Returns:
        The period; None when the name is of another pattern or tells days that do not exist.
    """
    match = _NAME.match(name.rsplit(".", 1)[0].lower())
    if match is None:
        return None
    try:
        last = date(2000 + int(match["year"]), int(match["month"]), int(match["last"]))
        first_day = int(match["first"])
        if first_day <= last.day:
            return Period(last.replace(day=first_day), last)
        before = last.replace(day=1) - timedelta(days=1)
        return Period(before.replace(day=first_day), last)
    except ValueError:
        return None
