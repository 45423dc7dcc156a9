"""One flow of a simulation: its firms, products, partners and relations, and what each relation is worth in a year."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rumbo.core.customs.simulator.firms import Firms, Span, broad_sectors, exporters, importers, region_shares
from rumbo.core.customs.simulator.goods import Catalogue, catalogue
from rumbo.core.customs.simulator.parameters import Bands, Parameters, at
from rumbo.core.customs.simulator.raking import Margin, present, raked
from rumbo.core.customs.simulator.relations import ALIVE, Choices, Relations, relations

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]

MILLION = 100_000_000
#: The least that a relation is worth in a year, in cents.
_LEAST = 20_000
#: Relations a firm has at most of the lines a firm has, so that most relations ship more than once.
_PART_OF_LINES = 0.75
_IMPORT_BANDS = Bands(
    one_product=0.3, many_products=0.2, one_market=0.5, many_markets=0.05, one_of_each=0.25, one_sector=0.6
)


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a simulation reaches: the first year, how many years, lines of a mean year."""

    first: int
    years: int
    lines: float

    @property
    def middle(self) -> int:
        """The year in the middle."""
        return self.first + self.years // 2


@dataclass(frozen=True, slots=True)
class Trade:
    """One flow.

    Attributes:
        flow: ``X`` or ``M``.
        first: the first year.
        firms: who trades.
        goods: what.
        partners: ISO codes.
        partner_shares: part of each partner, by sector.
        regions: codes of departments.
        relations: who trades what with whom.
    """

    flow: str
    first: int
    firms: Firms
    goods: Catalogue
    partners: tuple[str, ...]
    partner_shares: Floats
    regions: tuple[str, ...]
    relations: Relations


@dataclass(frozen=True, slots=True)
class Annual:
    """What the relations alive in a year are worth: place of the relation, cents, the sum being the year's total."""

    relation: Codes
    cents: Integers


def export_trade(parameters: Parameters, extent: Extent, random: np.random.Generator) -> Trade:
    """The exports of a simulation.

    Args:
        parameters: what shapes it.
        extent: its years and lines.
        random: the source of chance.
    """
    chosen = parameters.exports
    wanted = sum(at(size.firms, extent.middle) for size in chosen.sizes.values())
    scale = min(1.0, extent.lines / (wanted * parameters.lines_per_firm))
    firms = exporters(chosen, Span(extent.first, extent.years, scale), random)
    goods = catalogue(parameters, parameters.products.exports, random)
    partners, shares = _partners([chosen.partners[name] for name in goods.sectors], parameters, chosen.partner_count)
    most = _PART_OF_LINES * extent.lines / max(firms.active.sum(axis=0).mean(), 1)
    linked = relations(firms, Choices(goods, shares, chosen.bands, most), random)
    return Trade("X", extent.first, firms, goods, partners, shares, tuple(chosen.regions), linked)


def import_trade(parameters: Parameters, sellers: Firms, extent: Extent, random: np.random.Generator) -> Trade:
    """The imports of a simulation; arguments as of :func:`export_trade`, and the exporters."""
    chosen = parameters.imports
    wanted = at(chosen.firms, extent.middle)
    scale = min(1.0, extent.lines / (wanted * parameters.lines_per_firm / 2))
    firms = importers(chosen, sellers, Span(extent.first, extent.years, scale), random)
    goods = catalogue(parameters, parameters.products.imports, random)
    partners, shares = _partners([chosen.partners] * len(goods.sectors), parameters, chosen.partner_count)
    most = _PART_OF_LINES * extent.lines / max(firms.active.sum(axis=0).mean(), 1)
    linked = relations(firms, Choices(goods, shares, _IMPORT_BANDS, most), random)
    return Trade("M", extent.first, firms, goods, partners, shares, tuple(parameters.exports.regions), linked)


def annual(trade: Trade, parameters: Parameters, year: int, random: np.random.Generator) -> Annual:
    """What each relation is worth in a year, raked to the totals of the year in every direction told."""
    linked = trade.relations
    column = year - trade.first
    alive = trade.firms.active[linked.firm, column]
    alive &= linked.first | (random.random(len(alive)) < ALIVE)
    relation = np.flatnonzero(alive).astype(np.int32)
    start = linked.weight[relation] * random.lognormal(0, 0.35, len(relation))
    chosen = parameters.exports if trade.flow == "X" else parameters.imports
    total = at(chosen.totals, year)
    margins = (_export_margins if trade.flow == "X" else _import_margins)(trade, parameters, year, relation)
    values = raked(start, margins)
    cents = np.maximum(np.rint(values * MILLION).astype(np.int64), _LEAST)
    largest = int(np.argmax(cents))
    cents[largest] += round(total * MILLION) - int(cents.sum())
    return Annual(relation, cents)


def _partners(named: list[dict[str, float]], parameters: Parameters, count: int) -> tuple[tuple[str, ...], Floats]:
    """The partners of a flow, and the part of each by sector; the unnamed share what the named leave."""
    codes = list(dict.fromkeys(code for shares in named for code in shares))
    codes += [code for code in parameters.other_partners if code not in codes][: max(count - len(codes), 0)]
    table = np.zeros((len(named), len(codes)))
    for row, shares in enumerate(named):
        for code, share in shares.items():
            table[row, codes.index(code)] = share
        others = np.flatnonzero(table[row] == 0)
        weights = 1 / np.arange(1, len(others) + 1)
        table[row, others] = max(100 - sum(shares.values()), 0.1) * weights / weights.sum()
    return tuple(codes), table / table.sum(axis=1, keepdims=True)


def _export_margins(trade: Trade, parameters: Parameters, year: int, relation: Codes) -> list[Margin]:
    chosen, goods, firms, linked = parameters.exports, trade.goods, trade.firms, trade.relations
    firm, product, partner = linked.firm[relation], linked.product[relation], linked.partner[relation]
    sector = goods.sector[product]
    by_sector = sector_totals(parameters, year)
    total = np.array([at(chosen.totals, year)])
    sizes = _size_totals(parameters, year)
    table = region_shares(chosen) * total[0]
    broad = broad_sectors(goods.sectors)
    in_region = (broad[sector] * len(trade.regions) + firms.region[firm]).astype(np.int32)
    broad_totals = np.bincount(broad, by_sector, minlength=5).astype(np.float64)
    return [
        present(firms.size[firm], sizes, np.zeros(len(sizes), dtype=np.int32), total),
        _zone_margin(parameters, year, goods, firms.zone[firm], sector),
        present(in_region, table.T.ravel(), np.repeat(np.arange(5, dtype=np.int32), len(trade.regions)), broad_totals),
        _partner_margin(trade, sector, partner, by_sector),
        present(product, goods.share, goods.sector, by_sector),
    ]


def _import_margins(trade: Trade, parameters: Parameters, year: int, relation: Codes) -> list[Margin]:
    goods, linked = trade.goods, trade.relations
    product, partner = linked.product[relation], linked.partner[relation]
    uses = np.array(list(parameters.imports.uses.values()), dtype=np.float64)
    by_use = uses / uses.sum() * at(parameters.imports.totals, year)
    return [
        _partner_margin(trade, goods.sector[product], partner, by_use),
        present(product, goods.share, goods.sector, by_use),
    ]


def _partner_margin(trade: Trade, sector: Codes, partner: Codes, by_sector: Floats) -> Margin:
    count = len(trade.partners)
    classes = (sector * count + partner).astype(np.int32)
    groups = np.repeat(np.arange(len(by_sector), dtype=np.int32), count)
    return present(classes, trade.partner_shares.ravel(), groups, by_sector)


def _zone_margin(
    parameters: Parameters, year: int, goods: Catalogue, zone: npt.NDArray[np.bool_], sector: Codes
) -> Margin:
    """What the zones sell of each sector; firms outside are free."""
    parts = np.array([parameters.exports.zones.sectors.get(name, 0.0) for name in goods.sectors])
    totals = parts / parts.sum() * at(parameters.exports.zones.values, year)
    classes = np.where(zone, sector, -1).astype(np.int32)
    groups = np.zeros(len(totals), dtype=np.int32)
    return present(classes, totals, groups, np.array([at(parameters.exports.zones.values, year)]))


def sector_totals(parameters: Parameters, year: int) -> Floats:
    """US$ million of each sector of exports in a year; the first takes what the others leave."""
    values = np.array([at(by_year, year) if by_year else 0.0 for by_year in parameters.exports.sectors.values()])
    values[0] = at(parameters.exports.totals, year) - values.sum()
    return values


def _size_totals(parameters: Parameters, year: int) -> Floats:
    """US$ million of each class of firms in a year; the class without values takes what the others leave."""
    values = np.array([at(size.values, year) if size.values else 0.0 for size in parameters.exports.sizes.values()])
    open_class = next(i for i, size in enumerate(parameters.exports.sizes.values()) if not size.values)
    values[open_class] = at(parameters.exports.totals, year) - values.sum()
    return values
