"""What is answered to whoever searches: the hits in order, what the words were taken for, what else to try."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from rumbo.core.language import Language, _, language
from rumbo.core.policy.models import Policy
from rumbo.site.policy_shown import policy
from rumbo.site.public.search.codes import entries_of_code, looks_like_code
from rumbo.site.public.search.entries import Entry, entries, kind_names
from rumbo.site.public.search.index import Index, Match
from rumbo.site.public.search.words import asked_words, code_of

LONGEST = 120
"""Letters of a question that are read; nobody means more."""
MOST = 40
"""Hits that are shown; who gets more asks more narrowly."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, ready to be shown.

    Attributes:
        kind: its kind.
        kind_name: what the kind is called.
        code: its code; empty where it has none.
        title: its name.
        place: where it stands.
        excerpt: a sentence about it.
        address: where it is shown.
    """

    kind: str
    kind_name: str
    code: str
    title: str
    place: str
    excerpt: str
    address: str

    @property
    def from_policy(self) -> bool:
        """Whether its words are the policy's own, in the policy's language."""
        return self.kind not in {"term", "method", "statistic"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    Attributes:
        asked: the question, trimmed.
        hits: the best first.
        count: how many there are; ``hits`` may hold fewer.
        kinds: name and count of each kind among all of them, with its key.
        taken: words of the question that were not known, with what they were taken for.
        partly: whether no entry holds all of the words.
        near: what is nearest where nothing was found.
    """

    asked: str
    hits: tuple[Hit, ...] = ()
    count: int = 0
    kinds: tuple[tuple[str, str, int], ...] = ()
    taken: tuple[tuple[str, str], ...] = ()
    partly: bool = False
    near: tuple[Hit, ...] = ()


def search_for(text: str, kind: str = "") -> Answer:
    """Search the policy, the terms, the method and the statistics.

    Args:
        text: what someone typed.
        kind: only this kind of entry; every kind where it is empty.
    """
    asked = " ".join(text[:LONGEST].split())
    index = _index(policy(), language())
    coded = entries_of_code(index, asked)
    stems = asked_words(asked)
    matched = [(word, index.matches(word)) for word in stems]
    known = tuple(matches for _word, matches in matched if matches)
    ranked = index.ranked(known)
    in_words = [] if looks_like_code(asked) else [r.entry for r in ranked]
    found = list(dict.fromkeys((*coded, *in_words)))
    shown = [entry for entry in found if kind in {"", entry.kind}]
    most = max((r.held for r in ranked), default=0)
    return Answer(
        asked=asked,
        hits=tuple(_hit(entry) for entry in shown[:MOST]),
        count=len(shown),
        kinds=_kinds(found),
        taken=() if coded else _taken(index, asked, matched),
        partly=not coded and bool(ranked) and most < len(stems),
        near=() if found else near_codes(asked),
    )


def near_codes(asked: str) -> tuple[Hit, ...]:
    """Elements whose code is like one that does not exist."""
    code = code_of(asked[:LONGEST])
    return tuple(_hit(entry) for entry in _index(policy(), language()).near_codes(code)) if code else ()


@lru_cache(maxsize=4)
def _kept(_sha256: str, _code: str, _spoken: Language) -> Index:
    """One index a policy and a language."""
    return Index(entries(policy()))


def _index(shown: Policy, spoken: Language) -> Index:
    return _kept(shown.sha256, shown.code, spoken)


def _kinds(found: list[Entry]) -> tuple[tuple[str, str, int], ...]:
    counted = Counter(entry.kind for entry in found)
    return tuple((key, name, counted[key]) for key, name in kind_names().items() if counted[key])


def _taken(index: Index, asked: str, matched: list[tuple[str, tuple[Match, ...]]]) -> tuple[tuple[str, str], ...]:
    """The words that were guessed, as typed, with the word that each was taken for."""
    typed = {asked_words(word)[0]: word for word in asked.split() if asked_words(word)}
    return tuple(
        (typed.get(word, word), index.as_written(matches[0].stem))
        for word, matches in matched
        if matches and matches[0].guessed
    )


def _hit(entry: Entry) -> Hit:
    address = reverse(entry.route, kwargs=dict(entry.holes))
    return Hit(
        kind=entry.kind,
        kind_name=kind_names()[entry.kind],
        code=entry.code,
        title=entry.title,
        place=entry.place,
        excerpt=entry.told,
        address=f"{address}#{entry.anchor}" if entry.anchor else address,
    )


def nothing_found_help() -> tuple[str, ...]:
    """What to try where nothing was found."""
    return (
        _("Write fewer words, or only the beginning of one: “export” finds what speaks of exports."),
        _("Write a code if you know it: “OP3”, “L2.1”, “S1.1.1” or “S1.1.1-Q1”."),
        _("The policy is written in Spanish; its names are found by Spanish words."),
    )
