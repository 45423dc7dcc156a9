"""In which words the project speaks: Spanish first, English complete.

Every sentence for a user is written in English in the code, inside ``_()``, and translated in the catalogue of its
room: ``<room>/locale/es.po`` (gettext's own format, so that translators keep their tools). The catalogues are read
once and merged. ``RUMBO_LANG`` chooses the language of a process; :func:`speaking` changes it for a block.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = ("es", "en")

_current: ContextVar[Language | None] = ContextVar("language", default=None)


def language() -> Language:
    """The language in force: the one of :func:`speaking`, else ``RUMBO_LANG``, else Spanish."""
    chosen = _current.get()
    if chosen is None:
        return "en" if os.environ.get("RUMBO_LANG", "es").lower().startswith("en") else "es"
    return chosen


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Speak another language inside a block, for instance to print a report in English."""
    token = _current.set(chosen)
    try:
        yield
    finally:
        _current.reset(token)


def _(message: str) -> str:
    """Translate a sentence; the English sentence itself where there is no translation."""
    if language() == "en":
        return message
    return catalogue("es").get(message, message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a sentence that counts: Spanish and English share one rule, one and many."""
    return _(singular if count == 1 else plural)


def catalogue_files(chosen: str) -> list[Path]:
    """The catalogues of a language, one a room, in alphabetical order."""
    return sorted(Path(__file__).parent.parent.rglob(f"locale/{chosen}.po"))


@cache
def catalogue(chosen: str) -> dict[str, str]:
    """All translations of one language, message to translation, merged from every room's file."""
    merged: dict[str, str] = {}
    for file in catalogue_files(chosen):
        with file.open("rb") as stream:
            for message in read_po(stream, locale=chosen):
                if message.id and message.string and not message.fuzzy:
                    merged[str(message.id)] = str(message.string)
    return merged
