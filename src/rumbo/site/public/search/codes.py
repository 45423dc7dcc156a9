"""Which code does someone mean? ``s 1.1.1-q1``, ``S111Q1``, ``lineamiento 2.1`` and ``1.1.1`` are all codes."""

import re

from rumbo.site.public.search.entries import Entry
from rumbo.site.public.search.index import Index
from rumbo.site.public.search.words import code_of, plain

#: Letters that begin the codes of each kind; people write the kind and the number.
_PREFIXES = {
    "objetivo": "OP",
    "objective": "OP",
    "lineamiento": "L",
    "guideline": "L",
    "servicio": "S",
    "service": "S",
    "actividad": "AO",
    "activity": "AO",
}
_SPELLED_OUT = re.compile(rf"({'|'.join(_PREFIXES)})\s+(?:prioritari[oa]\s+)?(?:n\S*\s+)?([\d.]+)")
_BARE_NUMBER = re.compile(r"[\d.]*\d\.\d[\d.]*")
_CODE = re.compile(r"[A-Za-z]{0,3}\s*\d[\d.]*(\s*-?\s*[A-Za-z]\d+)?")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def looks_like_code(asked: str) -> bool:
    """Whether a question is a code and nothing else; its parts are then no words to look for."""
    return bool(_CODE.fullmatch(asked))


def entries_of_code(index: Index, asked: str) -> list[Entry]:
    """The entries whose code is meant; after them those whose code begins with it.

    A bare number means every code with that number; letters alone mean a whole code.
    """
    spelled = _SPELLED_OUT.fullmatch(plain(asked))
    code = code_of(_PREFIXES[spelled[1]] + spelled[2] if spelled else asked)
    exact = list(index.by_code.get(code, ()))
    if not any(sign.isdigit() for sign in code):
        return exact
    if _BARE_NUMBER.fullmatch(asked):
        return [entry for known, found in index.by_code.items() if known.lstrip(_LETTERS) == code for entry in found]
    longer = (found for known, found in index.by_code.items() if known.startswith(code) and known != code)
    return [*exact, *(entry for found in longer for entry in found)]
