"""Does a row report that there is no figure, and why? The reason, and the day on which the figure is expected.

A row with a reason and no figure is a report of its own: it is recorded, reviewed and shown like a value. A blank row
still reports nothing at all.
"""

import re
from datetime import date

from rumbo.core.errors import Problem
from rumbo.core.intake.cells import Cell, CellKind, Row
from rumbo.core.intake.columns import Column
from rumbo.core.intake.limits import shown
from rumbo.core.language import _
from rumbo.core.observations import NewValue, Observation
from rumbo.core.policy.models import Indicator

FIRST_YEAR, LAST_YEAR = 1900, 2200
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_LOCAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def says_no_data(row: Row) -> bool:
    """Whether a row says why there is no figure, or when there will be one."""
    return row.filled(Column.NO_DATA, Column.EXPECTED)


def contradiction(row: Row, indicator: Indicator, *, figure: bool) -> Problem | None:
    """What is wrong with a row that says so: a figure beside the reason, or a date without a reason.

    Args:
        row: the row.
        indicator: the indicator that it names.
        figure: whether the row, or a part of it, states a figure.
    """
    reason, expected = row.cell(Column.NO_DATA), row.cell(Column.EXPECTED)
    if figure and not reason.blank:
        what = _("{code} has a figure and the reason why there is none; one of the two was expected.")
        mend = _("Remove the figure, or the reason.")
        return Problem(what.format(code=indicator.code), reason.place, mend)
    if figure:
        what = _("{code} has a figure and a date on which it is expected; one of the two was expected.")
        return Problem(what.format(code=indicator.code), expected.place, _("Remove the figure, or the date."))
    if reason.blank:
        what = _("{code} has no figure and no reason why there is none.")
        return Problem(what.format(code=indicator.code), reason.place, _("Say why there is no figure."))
    return None


def expected_on(cell: Cell, problems: list[Problem]) -> date | None:
    """The day that a cell names; what is wrong with it is added to ``problems``."""
    if cell.blank:
        return None
    day = _day(cell.text) if cell.kind in {CellKind.TEXT, CellKind.DATE} else None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        what = _("“{found}” is no date.").format(found=cell.brief)
        problems.append(Problem(what, cell.place, _("Write it as 2027-03-31 or 31/03/2027.")))
        return None
    return day


def no_data_doubts(new: NewValue, indicator: Indicator, held: Observation | None, place: str) -> list[Problem]:
    """What is accepted and worth a second look: a value that would be withdrawn, a year for which nobody asked."""
    found = []
    if held and held.value is not None:
        what = _("The ledger holds a value of {code} for {year}, {value}; the report withdraws it.")
        told = what.format(code=indicator.code, year=new.year, value=shown(held.value))
        found.append(Problem(told, place, _("Report it only if that value was wrong and there is no other.")))
    if indicator.target(new.year) is None:
        what = _("The policy sets no expected value of {code} for {year}, so nothing has to be explained.")
        found.append(Problem(what.format(code=indicator.code, year=new.year), place, _("It may be left blank.")))
    return found


def _day(text: str) -> date | None:
    """A day as ISO 8601 writes it, or as the forms of the country do: day, month, year."""
    iso, local = _ISO.fullmatch(text.strip()), _LOCAL.fullmatch(text.strip())
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(local[3]), int(local[2]), int(local[1])) if local else None
    except ValueError:
        return None
