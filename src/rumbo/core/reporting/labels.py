"""What do we call it? The words for lights, kinds, directions, states, origins and severities, and for moments.

Every format takes its words from here, so that a light, a state or a date reads the same in all of them.
"""

from datetime import date, datetime
from typing import Protocol

from babel.dates import format_date, format_datetime

from rumbo.core.language import _, language
from rumbo.core.monitoring.records import Light, Severity
from rumbo.core.observations import Origin, State
from rumbo.core.place import clock_city, locale, time_zone
from rumbo.core.policy.models import Direction, Kind


def light_name(light: Light) -> str:
    """The light in a word, ``Verde``; colour alone never tells it."""
    return {
        Light.GREEN: _("Green"),
        Light.AMBER: _("Amber"),
        Light.RED: _("Red"),
        Light.NO_DATA: _("No data"),
        Light.NOT_DUE: _("Not programmed"),
    }[light]


def light_meaning(light: Light) -> str:
    """What the light says, in a few words; its limits are in the method annex."""
    return {
        Light.GREEN: _("expected value reached or nearly so"),
        Light.AMBER: _("below the expected value"),
        Light.RED: _("far from the expected value"),
        Light.NO_DATA: _("a value was due and none was reported; it is not a zero"),
        Light.NOT_DUE: _("the policy sets no expected value for this year"),
    }[light]


def light_mark(light: Light) -> str:
    """A sign of its own shape for each light, for readers who do not tell the colours apart."""
    return {Light.GREEN: "●", Light.AMBER: "▲", Light.RED: "■", Light.NO_DATA: "○", Light.NOT_DUE: "–"}[light]


def kind_name(kind: Kind) -> str:
    """What an indicator measures."""
    return {Kind.OBJECTIVE: _("Objective"), Kind.QUALITY: _("Quality"), Kind.COVERAGE: _("Coverage")}[kind]


def direction_name(direction: Direction | None) -> str:
    """Where an indicator should go, in the sheet's own words; a dash where the sheet is cut."""
    if direction is None:
        return "—"
    return {
        Direction.ASCENDING: _("Ascending"),
        Direction.DESCENDING: _("Descending"),
        Direction.UNDEFINED: _("Not defined"),
    }[direction]


def state_name(state: State) -> str:
    """Where a value stands on its way."""
    return {
        State.DRAFT: _("Draft"),
        State.SUBMITTED: _("Submitted"),
        State.RETURNED: _("Returned"),
        State.CONSOLIDATED: _("Consolidated"),
        State.VALIDATED: _("Validated"),
        State.PUBLISHED: _("Published"),
    }[state]


def origin_name(origin: Origin) -> str:
    """How a value came to be."""
    return {
        Origin.REPORTED: _("Reported"),
        Origin.COMPUTED: _("Computed"),
        Origin.SIMULATED: _("Simulated"),
    }[origin]


def severity_name(severity: Severity) -> str:
    """How soon an alert asks for action."""
    return {Severity.HIGH: _("High"), Severity.MEDIUM: _("Medium"), Severity.LOW: _("Low")}[severity]


def yes_no(*, answer: bool) -> str:
    """Yes or no."""
    return _("Yes") if answer else _("No")


def simulated_mark() -> str:
    """The word that stands on every page and in every file that holds an invented value."""
    return _("SIMULATED")


def simulated_sentence() -> str:
    """What the mark means, in one sentence."""
    return _(
        "This document holds simulated values, invented for a demonstration. They say nothing about any real result."
    )


def report_name() -> str:
    """Name of the document in the policy (source: l.3935, l.3945)."""
    return _("Annual monitoring report")


class WithoutFigure(Protocol):
    """What may say that there is no figure, and why."""

    @property
    def no_data_reason(self) -> str:
        """Why there is none; empty where nothing was said."""

    @property
    def expected_on(self) -> date | None:
        """When it is expected."""


def no_data_told(row: WithoutFigure) -> str:
    """Why there is no figure, and when it is expected; empty where nothing was said."""
    if not row.no_data_reason or row.expected_on is None:
        return row.no_data_reason
    return f"{row.no_data_reason} {_('The figure is expected on {day}.').format(day=day_name(row.expected_on))}"


def status_name(*, issued: bool) -> str:
    """Whether the report was issued or is a provisional view of the ledger."""
    return _("Issued") if issued else _("Provisional")


def confirmed_name(*, confirmed: bool) -> str:
    """Whether a choice of the method rests on the guide's own text."""
    return _("confirmed") if confirmed else _("to be confirmed")


def local(instant: datetime) -> datetime:
    """The same instant on the clock of the installation."""
    return instant.astimezone(time_zone())


def moment(instant: datetime) -> str:
    """An instant as readers write it, with its clock: ``20 de enero de 2027, 14:05 (hora de Lima)``."""
    pattern = "d MMMM y, HH:mm" if language() == "en" else "d 'de' MMMM 'de' y, HH:mm"
    text = format_datetime(local(instant), pattern, locale=locale())
    return _("{moment} ({city} time)").format(moment=text, city=clock_city())


def day_name(day: date) -> str:
    """A day in words, ``20 de enero de 2027``."""
    pattern = "d MMMM y" if language() == "en" else "d 'de' MMMM 'de' y"
    return str(format_date(day, pattern, locale=locale()))


def day_and_hour(instant: datetime) -> str:
    """An instant in few signs, for tables: ``2027-01-20 14:05``, on the clock of the installation."""
    return local(instant).strftime("%Y-%m-%d %H:%M")
