"""Which statistics are there, by the question that they answer? And which of them does a reader look for?"""

from collections.abc import Iterable
from dataclasses import dataclass

from rumbo.core.statistics.registry import Statistic, statistics
from rumbo.site.public.search.words import asked_words, plain
from rumbo.site.trade.words import groups


@dataclass(frozen=True, slots=True)
class Group:
    """The statistics that answer one question."""

    letter: str
    title: str
    statistics: tuple[Statistic, ...]


def readable(*, complete: bool) -> tuple[Statistic, ...]:
    """The statistics that a reader may see: those that tell of single firms only where all is shown."""
    return tuple(s for s in statistics() if complete or s.header.publication != "internal")


def grouped(found: Iterable[Statistic]) -> tuple[Group, ...]:
    """Statistics by question, in the order of the catalogue."""
    listed = tuple(found)
    made = (
        Group(letter, title, tuple(s for s in listed if s.header.code[0] == letter))
        for letter, title in groups().items()
    )
    return tuple(group for group in made if group.statistics)


def looked_for(words: str, among: Iterable[Statistic]) -> tuple[Statistic, ...]:
    """Statistics that hold every word, accents and case left aside, in title, meaning, name or code."""
    asked = asked_words(words)
    return tuple(s for s in among if all(word in _text(s) for word in asked))


def _text(found: Statistic) -> str:
    header = found.header
    told = (header.code, header.name, header.title.es, header.title.en, header.meaning.es, header.meaning.en)
    return plain(" ".join(told))
