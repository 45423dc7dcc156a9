"""How are words compared? Without accents, capitals or plural, and without those that say nothing."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_CODE_SIGNS = re.compile(r"[^A-Z0-9]")
MOST_WORDS = 8
"""Words of a question that are read."""
_ALONE = 3
"""A word of at most so many letters is taken as it stands."""

#: Words that stand everywhere and tell nothing apart.
_EMPTY = frozenset(
    word
    for line in (
        "a al ante con cual cuales de del desde e el ella en entre es esta este la las le lo los mas mi no o para pero",
        "por que se sin sobre son su sus u un una uno y ya donde cuanto como hay",
        "the of and for in to is on by an",
    )
    for word in line.split()
)


def plain(text: str) -> str:
    """A text in lower case and without accents; ``ñ`` becomes ``n``, as people without the key write it."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def stem(word: str) -> str:
    """A plain word without its endings of number and gender: ``mineras``, ``minero`` and ``minera`` are one word."""
    if len(word) > _ALONE + 1 and word.endswith("es") and word[-3] in "lrndzsj":
        word = word[:-2]
    elif len(word) > _ALONE and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:-1] if len(word) > _ALONE + 1 and word[-1] in "ao" else word


def words(text: str) -> list[tuple[str, str]]:
    """The telling words of a text, each as its stem and as it was written."""
    found = []
    for match in _WORD.finditer(text):
        folded = plain(match[0])
        if len(folded) > 1 and folded not in _EMPTY:
            found.append((stem(folded), match[0].lower()))
    return found


def asked_words(text: str) -> tuple[str, ...]:
    """The stems of the telling words that someone asks for, each once, at most eight."""
    return tuple(dict.fromkeys(word for word, _written in words(text)))[:MOST_WORDS]


def code_of(text: str) -> str:
    """A text as codes are compared: capitals and digits only, ``s 1.1.1-q1`` becomes ``S111Q1``."""
    return _CODE_SIGNS.sub("", plain(text).upper())
