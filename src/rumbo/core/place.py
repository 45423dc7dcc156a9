"""In which country is the installation? Its clock and its way of writing numbers and dates; Peru's unless set."""

import os
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _, language

_ENGLISH = "en_US"


def time_zone() -> ZoneInfo:
    """The clock that people read: ``RUMBO_TIME_ZONE``, else America/Lima. Instants are stored in UTC.

    Raises:
        InputError: no such time zone.
    """
    return _zone(os.environ.get("RUMBO_TIME_ZONE", "America/Lima"))


def clock_city() -> str:
    """The city that names the clock, for print: ``Lima``."""
    return time_zone().key.rsplit("/", 1)[-1].replace("_", " ")


def locale() -> str:
    """How numbers and dates are written: ``RUMBO_LOCALE``, else es_PE; American English where English is spoken.

    Raises:
        InputError: no such locale.
    """
    return _ENGLISH if language() == "en" else _locale(os.environ.get("RUMBO_LOCALE", "es_PE"))


@lru_cache
def _zone(name: str) -> ZoneInfo:
    if name not in available_timezones():
        what = _("There is no time zone “{name}”.").format(name=name)
        raise InputError(Problem(what, "RUMBO_TIME_ZONE", _("Write it as America/Lima.")))
    return ZoneInfo(name)


@lru_cache
def _locale(name: str) -> str:
    try:
        Locale.parse(name)
    except (ValueError, UnknownLocaleError) as unknown:
        what = _("There is no locale “{name}”.").format(name=name)
        raise InputError(Problem(what, "RUMBO_LOCALE", _("Write it as es_PE."))) from unknown
    return name
