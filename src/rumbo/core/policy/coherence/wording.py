"""How two wordings are compared: accents, case, punctuation and endings say nothing about what is meant."""

import re

from rumbo.core.language import without_accents

#: Words that carry no meaning of their own, and words of quantity that open the name of a term ("Número de ...",
#: "Total de ..."): two terms count the same thing when what follows these is the same.
_ARTICLES = {
    "al",
    "como",
    "con",
    "de",
    "del",
    "el",
    "en",
    "la",
    "las",
    "lo",
    "los",
    "o",
    "para",
    "por",
    "que",
    "se",
    "y",
}
_QUANTITIES = {"cantidad", "n", "nro", "numero", "porcentaje", "promedio", "suma", "sumatoria", "total"}
_YEARS = {"ano", "t"}
_ENGLISH = {"and", "for", "in", "number", "of", "percentage", "share", "the", "total", "year"}
_EMPTY = _ARTICLES | _QUANTITIES | _YEARS | _ENGLISH | {"a", "es", "sobre", "su", "un", "una"}
_WORD = re.compile(r"[a-z0-9]+")
#: Endings of gender and number, longest first; what is left is enough to tell two forms of one word.
_ENDINGS = ("os", "as", "es", "o", "a", "e", "s")
#: A stem shorter than this would join words that have nothing to do with each other.
_SHORTEST_STEM = 4


def folded(text: str) -> str:
    """A text without accents, case and punctuation: ``Número (total)`` -> ``numero total``."""
    return " ".join(_WORD.findall(without_accents(text).lower()))


def stem(word: str) -> str:
    """A word without its ending of gender and number: ``atendidas`` -> ``atendid``."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def meaningful(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order and without repetition."""
    return tuple(dict.fromkeys(stem(word) for word in folded(text).split() if word not in _EMPTY))


def counted(text: str) -> str:
    """What a term counts: the first word that carries meaning, ``Número de empresas asistidas`` -> ``empres``."""
    return next(iter(meaningful(text)), "")


def one_digit_apart(one: int, other: int) -> bool:
    """Whether two whole numbers differ by one digit added, lost or changed: 10479 and 110479."""
    short, long = sorted((str(one), str(other)), key=len)
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
