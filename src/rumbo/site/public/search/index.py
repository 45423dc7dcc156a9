"""Which entries hold which words? Built once for a policy and a language, asked in a few milliseconds."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rumbo.site.public.search.entries import Entry
from rumbo.site.public.search.words import code_of, words

#: What a word weighs by where it stands.
_IN_TITLE, _IN_BODY = 3.0, 1.0
#: Of two entries that hold the words alike, the one of the weightier kind comes first.
_KINDS = {"objective": 1.5, "guideline": 1.2, "service": 1.2, "indicator": 1.3, "entity": 1.3, "activity": 0.8}
#: A word is taken for another one from this likeness on; a short one must be nearer.
_ALIKE, _SHORT_ALIKE, _SHORT = 0.66, 0.75, 4
_SHORTEST_MISSPELT = 4
_SHORTEST_BEGINNING = 3
_BEGINNING, _LIKENESS = 0.8, 0.6
_MOST_ALIKE = 4


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the index that was taken for a word asked for, and how well it fits: 1 is the word itself."""

    stem: str
    fit: float
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry with its score and how many of the words asked for it holds."""

    entry: Entry
    score: float
    held: int


class Index:
    """The words of all entries.

    Args:
        entries: everything that can be found.
    """

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self.by_code: dict[str, list[Entry]] = defaultdict(list)
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for place, entry in enumerate(entries):
            if entry.code:
                self.by_code[code_of(entry.code)].append(entry)
            for text, weight in ((f"{entry.code} {entry.title}", _IN_TITLE), (f"{entry.told} {entry.more}", _IN_BODY)):
                for word, as_written in words(text):
                    held = self._weights[word]
                    held[place] = max(held.get(place, 0.0), weight)
                    written[word][as_written] += 1
        self._written = {word: forms.most_common(1)[0][0] for word, forms in written.items()}
        self._words = sorted(self._weights)

    def as_written(self, word: str) -> str:
        """A word as the entries write it most often."""
        return self._written.get(word, word)

    def matches(self, word: str) -> tuple[Match, ...]:
        """The words of the index that a stem may stand for: itself, those that begin with it, or else the likest."""
        found = [Match(word, 1.0)] if word in self._weights else []
        if len(word) >= _SHORTEST_BEGINNING:
            found += [
                Match(longer, _BEGINNING * (len(word) / len(longer)) ** 0.5)
                for longer in self._words
                if longer.startswith(word) and longer != word
            ]
        return tuple(found) or self._alike(word)

    def ranked(self, asked: tuple[tuple[Match, ...], ...]) -> list[Ranked]:
        """The entries that hold most of the words asked for, best first.

        Args:
            asked: for each word asked for, the words of the index that it may stand for.
        """
        scores: dict[int, float] = defaultdict(float)
        held: Counter[int] = Counter()
        for matches in asked:
            best: dict[int, float] = {}
            for match in matches:
                rarity = log(1 + len(self.entries) / len(self._weights[match.stem]))
                for place, weight in self._weights[match.stem].items():
                    best[place] = max(best.get(place, 0.0), weight * match.fit * rarity)
            for place, score in best.items():
                scores[place] += score
                held[place] += 1
        most = max(held.values(), default=0)
        found = [
            Ranked(entry, scores[place] * _KINDS.get(entry.kind, 1.0), held[place])
            for place, entry in enumerate(self.entries)
            if most and held[place] == most
        ]
        return sorted(found, key=lambda ranked: -ranked.score)

    def near_codes(self, code: str, most: int = 5) -> tuple[Entry, ...]:
        """Entries whose code is like one that does not exist; the likest first."""
        near = process.extract(
            code, self.by_code.keys(), scorer=OSA.normalized_similarity, score_cutoff=0.6, limit=most
        )
        return tuple(entry for found, _score, _place in near for entry in self.by_code[found][:1])

    def _alike(self, word: str) -> tuple[Match, ...]:
        if len(word) < _SHORTEST_MISSPELT or word.isdecimal():
            return ()
        cutoff = _SHORT_ALIKE if len(word) <= _SHORT else _ALIKE
        near = process.extract(
            word, self._words, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=_MOST_ALIKE
        )
        best = near[0][1] if near else 0.0
        return tuple(
            Match(found, _LIKENESS * score, guessed=True)
            for found, score, _place in near
            if score >= best and len(found) >= _SHORTEST_MISSPELT
        )
