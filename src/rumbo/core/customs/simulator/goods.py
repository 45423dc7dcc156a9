"""Which products the simulated files may name: one array for each property, a place for each subheading."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from rumbo.core.customs.simulator.parameters import Goods, Parameters

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

_CHAPTER, _HEADING, _SUB = 100_000_000, 1_000_000, 10_000
#: Headings of the tail begin here, so that they meet neither ores nor the first forms of metals.
_FIRST_HEADING, _HEADINGS = 5, 11


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The products of one flow.

    Attributes:
        sectors: names of the sectors (uses, for imports).
        subheading: ten digits as a number.
        sector: place in ``sectors``.
        share: part of the sector's value.
        price: US$ for a kilogram.
        season: place in ``seasons``.
        unit: place in ``units``.
        names: what the goods are called.
        by_air: leaves by plane.
        concentrate: waits months for its final values.
    """

    sectors: tuple[str, ...]
    subheading: Integers
    sector: Codes
    share: Floats
    price: Floats
    season: Codes
    seasons: tuple[str, ...]
    unit: Codes
    units: tuple[str, ...]
    names: tuple[str, ...]
    by_air: Mask
    concentrate: Mask


def catalogue(parameters: Parameters, goods: dict[str, Goods], random: np.random.Generator) -> Catalogue:
    """The products of one flow: the named ones, and the tail drawn by chapter."""
    taken = {head[0] for held in goods.values() for head in held.heads}
    rows: list[tuple[int, int, float, float, str, str, str]] = []
    for place, held in enumerate(goods.values()):
        rows += [
            (code, place, share, price, season, unit, name) for code, name, share, price, season, unit in held.heads
        ]
        left = max(100 - sum(head[2] for head in held.heads), 0)
        sizes = _sizes(held.tail.count, parameters.products.spread)
        prices = held.tail.price * random.lognormal(0, 0.7, held.tail.count)
        codes = _tail_codes(held, taken, random)
        season = "clothing" if held.tail.unit == "U" else "flat"
        rows += [
            (
                code,
                place,
                float(left * size / sizes.sum()),
                float(price),
                season,
                held.tail.unit,
                f"PRODUCTO DEL CAPITULO {code // _CHAPTER:02d}",
            )
            for code, size, price in zip(codes, sizes, prices, strict=True)
        ]
    return _arrays(parameters, tuple(goods), rows)


def _sizes(count: int, spread: float) -> Floats:
    """Sizes of a lognormal tail at even steps of chance, so that how many are large does not hang on the seed."""
    normal = NormalDist()
    return np.exp(spread * np.array([normal.inv_cdf((place + 0.5) / count) for place in range(count)]))[::-1]


def _tail_codes(held: Goods, taken: set[int], random: np.random.Generator) -> list[int]:
    """Subheadings that nobody else has, spread over the chapters."""
    codes: list[int] = []
    while len(codes) < held.tail.count:
        chapter = held.tail.chapters[len(codes) % len(held.tail.chapters)]
        heading, sub, last = random.integers([_FIRST_HEADING, 1, 0], [_FIRST_HEADING + _HEADINGS, 10, 3])
        code = chapter * _CHAPTER + int(heading) * _HEADING + int(sub) * 10 * _SUB + int(last) * 1000
        if code not in taken:
            taken.add(code)
            codes.append(code)
    return codes


def _arrays(
    parameters: Parameters, sectors: tuple[str, ...], rows: list[tuple[int, int, float, float, str, str, str]]
) -> Catalogue:
    seasons = tuple(parameters.seasons)
    units = tuple(dict.fromkeys(row[5] for row in rows))
    subheading = np.array([row[0] for row in rows], dtype=np.int64)
    sector = np.array([row[1] for row in rows], dtype=np.int32)
    share = np.array([row[2] for row in rows])
    share /= np.bincount(sector, share)[sector]
    return Catalogue(
        sectors=sectors,
        subheading=subheading,
        sector=sector,
        share=share,
        price=np.array([row[3] for row in rows]),
        season=np.array([seasons.index(row[4]) for row in rows], dtype=np.int32),
        seasons=seasons,
        unit=np.array([units.index(row[5]) for row in rows], dtype=np.int32),
        units=units,
        names=tuple(row[6] for row in rows),
        by_air=np.isin(subheading, list(parameters.products.by_air)),
        concentrate=np.isin(subheading, list(parameters.products.concentrates)),
    )
