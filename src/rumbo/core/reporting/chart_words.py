"""Where do the words of a chart go? Beside their point, where they hide neither a line nor another word.

Places are tried in a fixed order and the one that hides least is taken, so the same chart always looks the same. All
lengths are in the chart's own pixels, from its upper left corner.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

Place = tuple[float, float]

SIZE = 12
"""Size of the letters."""
_WIDTH_OF_LETTER = 0.55 * SIZE
_HEIGHT = 15
_STEP = 3
_ALIGNS = (("left", -4.0), ("center", 0.0), ("right", 4.0))
_HEIGHTS = (-15.0, 15.0, -30.0, 30.0, -45.0, 45.0)
_OUTSIDE, _ON_WORD, _ON_MARK, _ON_LINE = 500.0, 1000.0, 8.0, 2.0
_MARK, _LINE = 5.0, 1.5
"""How far the ink of a mark and of a line reaches around its middle."""


@dataclass(frozen=True, slots=True)
class Word:
    """What is to be written beside a point."""

    text: str
    at: Place
    colour: str


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with the place found for it, as Vega-Lite's text mark takes it."""

    word: Word
    align: str
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, place: Place, reach: float) -> bool:
        across = self.left - reach <= place[0] <= self.right + reach
        return across and self.top - reach <= place[1] <= self.bottom + reach

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def place_words(
    words: Sequence[Word], lines: Sequence[Sequence[Place]], *, width: float, height: float
) -> tuple[PlacedWord, ...]:
    """Find a place for each word, the first ones first.

    Args:
        words: what to write, most important first.
        lines: every line of the chart as its corners; corners carry marks.
        width: of the plot.
        height: of the plot.
    """
    ink = [place for line in lines for place in _walk(line)]
    marks = [place for line in lines for place in line]
    taken: list[_Box] = []
    placed: list[PlacedWord] = []
    for word in words:
        tried = list(_tries(word))
        costs = [_cost(_box(t), ink, marks, taken, (width, height)) + order / 2 for order, t in enumerate(tried)]
        best = tried[costs.index(min(costs))]
        placed.append(best)
        taken.append(_box(best))
    return tuple(placed)


def _tries(word: Word) -> Iterator[PlacedWord]:
    for dy in _HEIGHTS:
        for align, dx in _ALIGNS:
            yield PlacedWord(word, align, dx, dy)


def _box(placed: PlacedWord) -> _Box:
    length = len(placed.word.text) * _WIDTH_OF_LETTER
    start = placed.word.at[0] + placed.dx - length * {"left": 0.0, "center": 0.5, "right": 1.0}[placed.align]
    middle = placed.word.at[1] + placed.dy
    return _Box(start, middle - _HEIGHT / 2, start + length, middle + _HEIGHT / 2)


def _walk(line: Sequence[Place]) -> Iterator[Place]:
    """Places along a line, a few pixels apart."""
    for (x1, y1), (x2, y2) in pairwise(line):
        steps = max(1, int(dist((x1, y1), (x2, y2)) / _STEP))
        yield from ((x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps) for n in range(steps + 1))


def _cost(
    box: _Box, ink: Sequence[Place], marks: Sequence[Place], taken: Sequence[_Box], plot: tuple[float, float]
) -> float:
    """How much a word would hide there, and how far it would leave the plot."""
    outside = box.left < -6 or box.right > plot[0] + 6 or box.top < -2 or box.bottom > plot[1]  # noqa: PLR2004
    return (
        _ON_LINE * sum(box.touches(place, _LINE) for place in ink)
        + _ON_MARK * sum(box.touches(place, _MARK) for place in marks)
        + _ON_WORD * sum(box.meets(other) for other in taken)
        + _OUTSIDE * outside
    )
