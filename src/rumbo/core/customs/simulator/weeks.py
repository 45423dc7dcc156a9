"""Which weeks there are, and what the file of each is called: x{DDstart}{DDend}{MMend}{YYend}.zip, Monday to Sunday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

#: Days are counted from this one in the arrays of the simulator, as NumPy and Arrow count them.
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday to Sunday; the first and the last of a simulation may be cut by the years asked for."""

    monday: date

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + timedelta(days=6)

    @property
    def first(self) -> int:
        """The first day, counted from the epoch."""
        return day_number(self.monday)

    @property
    def last(self) -> int:
        """The last day, counted from the epoch."""
        return self.first + 6

    def name(self, prefix: str) -> str:
        """The name of the file without its ending: month and year are those of the last day."""
        return f"{prefix}{self.monday:%d}{self.sunday:%d%m%y}"


def day_number(day: date) -> int:
    """Days since the epoch."""
    return (day - EPOCH).days


def weeks(first_year: int, last_year: int) -> Iterator[Week]:
    """The weeks that touch the years, in order."""
    day = date(first_year, 1, 1)
    monday = day - timedelta(days=day.weekday())
    while monday.year <= last_year and monday <= date(last_year, 12, 31):
        yield Week(monday)
        monday += timedelta(days=7)
