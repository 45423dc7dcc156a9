"""The weeks of a simulation in order: what each weekly file holds, with the lines that come again corrected."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rumbo.core.customs.simulator.lines import Codes, Lines, joined
from rumbo.core.customs.simulator.parameters import Corrections, Parameters
from rumbo.core.customs.simulator.shipments import Kind, year_lines
from rumbo.core.customs.simulator.trade import Annual, Trade, annual
from rumbo.core.customs.simulator.traps import ADDED, trapped
from rumbo.core.customs.simulator.weeks import Week, weeks


@dataclass(frozen=True, slots=True)
class Weekly:
    """What one weekly file holds.

    Attributes:
        week: the week.
        lines: its records in order.
        corrections: how many of them come for the second time, with their final values.
    """

    week: Week
    lines: Lines
    corrections: int


@dataclass(frozen=True, slots=True)
class Stream:
    """One flow of a simulation, week by week.

    Attributes:
        trade: who trades what.
        parameters: what shapes it.
        years: the years, in order.
        lines: lines declared in all.
        seed: all chance comes from it.
        traps: part of the lines that get a trap.
    """

    trade: Trade
    parameters: Parameters
    years: range
    lines: int
    seed: int
    traps: float

    def annual(self, year: int) -> Annual:
        """What each relation is worth in a year."""
        return annual(self.trade, self.parameters, year, self._random(year, 0))

    def lines_of(self, year: int) -> int:
        """How many lines are declared in a year: in proportion to the firms of the years."""
        firms = [int(self.trade.firms.active[:, place].sum()) for place in range(len(self.years))]
        ends = np.rint(np.cumsum(firms) * (self.lines / sum(firms))).astype(np.int64)
        place = year - self.years.start
        return int(ends[place] - (ends[place - 1] if place else 0))

    def year_lines(self, year: int) -> Lines:
        """The lines of a year in their final form, by day."""
        kind = Kind(self.trade, self.parameters, year)
        return year_lines(kind, self.annual(year), self.lines_of(year), self._random(year, 2))

    def weeks(self) -> Iterator[Weekly]:
        """The weeks, in order; those without lines too."""
        waiting: dict[int, list[Lines]] = defaultdict(list)
        loaded: dict[int, Lines] = {}
        due: dict[int, Codes] = {}
        added = 0
        everything = list(weeks(self.years.start, self.years.stop - 1))
        for place, week in enumerate(everything):
            for year in {week.monday.year, week.sunday.year} & set(self.years):
                if year not in loaded:
                    loaded[year], due[year] = self._year(year, everything)
            for year in [year for year in loaded if year < week.monday.year]:
                del loaded[year], due[year]
            parts = []
            for year in sorted(loaded):
                first, last = np.searchsorted(loaded[year].day, [week.first, week.last + 1])
                part, when = loaded[year].part(int(first), int(last)), due[year][first:last]
                parts.append(self._first_sight(part, when))
                for later in np.unique(when[when > 0]):
                    waiting[int(later)].append(part.take(when == later))
            again = waiting.pop(place, [])
            corrections = [self._final(part, week) for part in again]
            lines = joined(parts + corrections)
            lines = trapped(lines, self.trade.flow, self.traps, added, self._random(week.first, 1))
            added += int(np.isin(lines.trap, ADDED).sum())
            yield Weekly(week, lines, sum(map(len, corrections)))

    def _year(self, year: int, everything: list[Week]) -> tuple[Lines, Codes]:
        """The lines of a year and the week in which each comes again (0: never)."""
        random = self._random(year, 3)
        lines = self.year_lines(year)
        rule = self._rule()
        ore = self.trade.goods.concentrate[self.trade.relations.product[lines.relation]]
        again = random.random(len(lines)) < np.where(ore, rule.concentrates_share, rule.share)
        longest = np.where(ore, rule.concentrates_weeks, rule.weeks)
        delay = 1 + (random.random(len(lines)) * longest).astype(np.int32)
        own = (lines.day - everything[0].first) // 7
        due = np.where(again, own + np.minimum(delay, np.maximum(longest, 1)), 0)
        return lines, np.where(due < len(everything), due, 0).astype(np.int32)

    def _rule(self) -> Corrections:
        return self.parameters.exports.corrections if self.trade.flow == "X" else self.parameters.imports.corrections

    def _first_sight(self, lines: Lines, due: Codes) -> Lines:
        """Lines that will come again carry other values and no regularisation date at first."""
        first = due > 0
        drift = 1 + ((lines.number * 31 + lines.item * 17) % 41 - 20) / 200
        shift = np.where(first, drift, 1.0)
        return lines.changed(
            cents=np.where(first, np.maximum(np.rint(lines.cents * shift), 1), lines.cents).astype(np.int64),
            net=np.where(first, np.maximum(np.rint(lines.net * shift), 1), lines.net).astype(np.int64),
            regularised=np.where(first, 0, lines.regularised).astype(np.int32),
        )

    def _final(self, lines: Lines, week: Week) -> Lines:
        """Lines as they come again: final values, regularised in the week."""
        return lines.changed(regularised=np.full(len(lines), week.first + 2, dtype=np.int32))

    def _random(self, *path: int) -> np.random.Generator:
        """Chance of its own for each purpose, so that one thing changed does not change all the others."""
        return np.random.default_rng([self.seed, ord(self.trade.flow), *path])
