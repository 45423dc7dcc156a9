"""In which words the project speaks: Spanish first, English complete.

Every sentence for a user is written in English in the code, inside ``_()``, and translated in the catalogue of its
room: ``<room>/locale/es.po`` (gettext's own format, so that translators keep their tools). The catalogues are read
once and merged. ``RUMBO_LANG`` chooses the language of a process; :func:`speaking` changes it for a block.
"""

import os
import unicodedata
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
_both: ContextVar[bool] = ContextVar("both", default=False)


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


class Told(str):
    """A sentence in the language in force that still knows itself in the other one; its holes are filled in both."""

    __slots__ = ("versions",)
    versions: dict[Language, str]

    def format(self, *holes: object, **named: object) -> "Told":
        """The sentence with its holes filled, in every language."""
        return _told(
            {
                chosen: text.format(
                    *(_version(hole, chosen) for hole in holes),
                    **{name: _version(hole, chosen) for name, hole in named.items()},
                )
                for chosen, text in self.versions.items()
            }
        )


@contextmanager
def in_both_languages() -> Iterator[None]:
    """Keep every sentence of a block in both languages, for whoever stores it for readers of either.

    :func:`said_in` gives a sentence in one of them. What is joined to a sentence by other means than ``format`` is
    said in the language in force alone.
    """
    token = _both.set(True)
    try:
        yield
    finally:
        _both.reset(token)


def said_in(text: str, chosen: Language) -> str:
    """A sentence in one language; as it is where it was not said :func:`in_both_languages`."""
    return str(_version(text, chosen))


def without_accents(text: str) -> str:
    """A text as it is looked up and sorted: ``Número`` -> ``Numero``."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _(message: str) -> str:
    """Translate a sentence; the English sentence itself where there is no translation."""
    if _both.get():
        return _told({chosen: _translation(message, chosen) for chosen in LANGUAGES})
    return _translation(message, language())


def _translation(message: str, chosen: Language) -> str:
    return message if chosen == "en" else catalogue(chosen).get(message, message)


def _told(versions: dict[Language, str]) -> Told:
    told = Told(versions[language()])
    told.versions = versions
    return told


def _version(said: object, chosen: Language) -> object:
    return said.versions[chosen] if isinstance(said, Told) else said


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
