"""What each firm sells where: its relations, each a product, a partner and a region."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rumbo.core.customs.simulator.firms import Firms
from rumbo.core.customs.simulator.goods import Catalogue
from rumbo.core.customs.simulator.parameters import Bands

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]

#: A firm with many products or markets has at most this many.
_MOST_PRODUCTS, _MOST_MARKETS = 60, 45
_MANY, _FEW = 10, 9
#: A relation beyond the first of a firm is alive in this part of the firm's years.
ALIVE = 0.85


@dataclass(frozen=True, slots=True)
class Relations:
    """One array for each property; relations of a firm stand together, its first one first.

    Attributes:
        firm: place in the firms.
        product: place in the catalogue.
        partner: place in the partners.
        first: the relation that lives as long as the firm.
        weight: how large it is beside the others.
    """

    firm: Codes
    product: Codes
    partner: Codes
    first: npt.NDArray[np.bool_]
    weight: Floats


@dataclass(frozen=True, slots=True)
class Choices:
    """What relations are drawn from.

    Attributes:
        goods: what may be traded.
        partners: part of each partner, by sector (rows) and partner.
        bands: how many products, markets and sectors firms have.
        most: relations that a firm may have on the mean; more are cut in proportion.
    """

    goods: Catalogue
    partners: Floats
    bands: Bands
    most: float


def relations(firms: Firms, choices: Choices, random: np.random.Generator) -> Relations:
    """Draw what each firm trades with whom.

    Args:
        firms: who trades.
        choices: what is drawn from.
        random: the source of chance.
    """
    goods, bands = choices.goods, choices.bands
    products, markets = _widths(firms, bands, random)
    products, markets = _cut(products, markets, choices.most)
    lines = np.maximum(products, markets)
    firm = np.repeat(np.arange(len(lines), dtype=np.int32), lines)
    slot = np.arange(len(firm)) - np.repeat(np.cumsum(lines) - lines, lines)
    product_slot, market_slot = slot % products[firm], slot % markets[firm]
    second = _second_sectors(firms, products, len(goods.sectors), bands, random)
    sector = np.where(product_slot % 2 == 1, second[firm], firms.sector[firm]).astype(np.int32)
    product = _drawn(
        _slots(firm, product_slot), sector, [_tempered(goods, s) for s in range(len(goods.sectors))], random
    )
    chances = [_rooted(row) for row in choices.partners]
    partner = _drawn(_slots(firm, market_slot), firms.sector[firm], chances, random)
    weight = firms.weight[firm] * np.sqrt(goods.share[product]) * random.lognormal(0, 0.6, len(firm))
    return Relations(firm, product, partner, slot == 0, weight)


def _widths(firms: Firms, bands: Bands, random: np.random.Generator) -> tuple[Codes, Codes]:
    """Products and markets of each firm: larger firms rather have many."""
    total = len(firms.size)
    score = random.normal(0, 1, total) - 0.5 * firms.size - 0.25 * np.log(firms.weight.max() / firms.weight) / 3
    rank = np.empty(total)
    order = np.argsort(score)
    years = firms.active.sum(axis=1)[order]
    # A firm counts as often as it trades: the bands are those of the firms of a year.
    rank[order] = (np.cumsum(years) - years / 2) / years.sum()
    only_one = bands.one_of_each
    one_product = rank < only_one
    one_market = rank < only_one
    middle = (rank >= only_one) & (rank < bands.one_product + bands.one_market - only_one)
    of_product = (bands.one_product - only_one) / max(bands.one_product + bands.one_market - 2 * only_one, 1e-9)
    coin = random.random(total) < of_product
    one_product |= middle & coin
    one_market |= middle & ~coin
    products = _counts(one_product, rank > 1 - bands.many_products, _MOST_PRODUCTS, random)
    markets = _counts(one_market, rank > 1 - bands.many_markets, _MOST_MARKETS, random)
    return products, markets


def _counts(one: npt.NDArray[np.bool_], many: npt.NDArray[np.bool_], most: int, random: np.random.Generator) -> Codes:
    few = 1 + random.geometric(0.35, len(one)).clip(1, _FEW - 1)
    lots = (_MANY + 1 + random.geometric(0.08, len(one))).clip(_MANY, most)
    return np.where(one, 1, np.where(many, lots, few)).astype(np.int32)


def _cut(products: Codes, markets: Codes, most: float) -> tuple[Codes, Codes]:
    """Fewer relations where there are not lines enough for all of them."""
    mean = float(np.maximum(products, markets).mean())
    if mean <= most:
        return products, markets
    factor = max(most - 1, 0) / (mean - 1)
    return (
        (1 + np.rint((products - 1) * factor)).astype(np.int32),
        (1 + np.rint((markets - 1) * factor)).astype(np.int32),
    )


def _second_sectors(firms: Firms, products: Codes, sectors: int, bands: Bands, random: np.random.Generator) -> Codes:
    """The second sector of firms that have one, for others their own."""
    several = (products > 1).mean()
    chance = min((1 - bands.one_sector) / several, 1.0) if several else 0.0
    has = (products > 1) & (random.random(len(products)) < chance) & ~firms.zone
    other = random.integers(0, sectors, len(products))
    return np.where(has, other, firms.sector).astype(np.int32)


def _slots(firm: Codes, slot: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Which draw each relation takes: relations of a firm in the same slot share it."""
    places: npt.NDArray[np.int64] = np.unique(firm.astype(np.int64) * 1000 + slot, return_inverse=True)[1]
    return places


def _drawn(slots: npt.NDArray[np.int64], sector: Codes, chances: list[Floats], random: np.random.Generator) -> Codes:
    """Draw a place for each slot by the chances of its sector."""
    first = np.unique(slots, return_index=True)[1]
    of_slot = sector[first]
    drawn = np.zeros(len(first), dtype=np.int32)
    for place, chance in enumerate(chances):
        members = np.flatnonzero(of_slot == place)
        drawn[members] = np.searchsorted(np.cumsum(chance), random.random(len(members)) * chance.sum(), side="right")
    return np.minimum(drawn, len(chances[0]) - 1)[slots]


def _tempered(goods: Catalogue, sector: int) -> Floats:
    """Chances of the products of a sector: small ones are met more often than their value would tell."""
    return np.where(goods.sector == sector, goods.share**0.5, 0.0)


def _rooted(shares: Floats) -> Floats:
    return shares**0.7
