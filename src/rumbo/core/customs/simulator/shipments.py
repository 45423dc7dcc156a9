"""How the worth of the relations in a year becomes lines: when they ship, what they weigh, how they are declared."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from rumbo.core.customs.simulator.lines import Codes, Integers, Lines, Small
from rumbo.core.customs.simulator.parameters import Parameters
from rumbo.core.customs.simulator.trade import Annual, Trade
from rumbo.core.customs.simulator.weeks import day_number

Floats = npt.NDArray[np.float64]

#: The least that a line is worth on the mean, in cents, before a relation gets another one.
_LEAST_LINE = 2_000
_MOST_ITEMS = 200
SEA, RIVER, AIR, ROAD = 1, 2, 4, 7
#: Customs offices in the order of their places in :class:`Lines`.
OFFICES = ("118", "235", "046", "082", "091", "127", "145", "163", "226", "019", "262", "172")
#: The seaport of each department that has one near; the others leave by Callao. Assumed.
_PORTS = {
    **dict.fromkeys(("20", "24", "14"), "046"),
    **dict.fromkeys(("13", "06"), "082"),
    "02": "091",
    **dict.fromkeys(("11", "05"), "127"),
    **dict.fromkeys(("04", "21", "08", "03"), "145"),
    **dict.fromkeys(("18", "23"), "163"),
    "16": "226",
}
#: Neighbours reached by road: part of the lines and office. Assumed.
_NEIGHBOURS = {"EC": (0.6, "019"), "BO": (0.95, "262"), "CL": (0.45, "172"), "CO": (0.1, "019"), "BR": (0.05, "262")}
#: Part of the seaborne lines that go by plane instead, by flow, and of coastal firms that use their own port. Assumed.
_BY_AIR = {"X": 0.03, "M": 0.12}
_OWN_PORT = 0.6


@dataclass(frozen=True, slots=True)
class Kind:
    """What the lines of one year are drawn from."""

    trade: Trade
    parameters: Parameters
    year: int


def year_lines(kind: Kind, annual: Annual, wanted: int, random: np.random.Generator) -> Lines:
    """The lines of a year, by day; their cents add up to the cents of the year, relation by relation.

    Args:
        kind: the trade and the year.
        annual: what each relation is worth.
        wanted: how many lines; never fewer than relations.
        random: the source of chance.
    """
    counts = _counts(annual.cents, wanted, random)
    place = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    cents = _split(annual.cents, counts, place, random)
    relation = annual.relation[place]
    day = _days(kind, relation, random)
    mode, office = _ways(kind, relation, random)
    firm = kind.trade.relations.firm[relation]
    order = np.lexsort((relation, firm, office, day))
    relation, day, mode, office, cents = relation[order], day[order], mode[order], office[order], cents[order]
    number, item = _declarations(day, office, firm[order])
    numbered = _numbered(kind, day, number)
    net, gross, quantity = _weights(kind, relation, cents, random)
    return Lines(
        relation=relation,
        day=day,
        numbered=numbered,
        regularised=day.copy(),
        year=np.full(len(day), kind.year, dtype=np.int16),
        number=number,
        item=item,
        office=office,
        mode=mode,
        cents=cents,
        net=net,
        gross=gross,
        quantity=quantity,
        trap=np.zeros(len(day), dtype=np.int16),
    )


def _counts(cents: Integers, wanted: int, random: np.random.Generator) -> Integers:
    """How many lines each relation ships: one, and of the others the more the more it is worth."""
    counts = np.ones(len(cents), dtype=np.int64)
    most = np.maximum(cents // _LEAST_LINE, 1)
    for _round in range(8):
        left = wanted - int(counts.sum())
        if left <= 0:
            return counts
        chance = np.where(counts < most, np.sqrt(cents), 0.0)
        if chance.sum() == 0:
            break
        counts = np.minimum(counts + random.multinomial(left, chance / chance.sum()), most)
    counts[int(np.argmax(cents))] += max(wanted - int(counts.sum()), 0)
    return counts


def _split(cents: Integers, counts: Integers, place: Codes, random: np.random.Generator) -> Integers:
    """The worth of each line; what rounding leaves goes to the first line of the relation."""
    weight = random.standard_gamma(3.0, len(place), dtype=np.float32).astype(np.float64)
    starts = np.cumsum(counts) - counts
    sums = np.add.reduceat(weight, starts)
    each = np.maximum((cents[place] * (weight / sums[place])).astype(np.int64), 1)
    each[starts] += cents - np.add.reduceat(each, starts)
    return each


def _days(kind: Kind, relation: Codes, random: np.random.Generator) -> Codes:
    """The day of each line, by the season of its product."""
    season = kind.trade.goods.season[kind.trade.relations.product[relation]]
    first = day_number(date(kind.year, 1, 1))
    drawn = random.random(len(relation))
    day = np.empty(len(relation), dtype=np.int32)
    for place, name in enumerate(kind.trade.goods.seasons):
        members = np.flatnonzero(season == place)
        if len(members):
            curve = np.cumsum(_by_day(kind.parameters.seasons[name], kind.year))
            day[members] = np.searchsorted(curve / curve[-1], drawn[members], side="right")
    last = day_number(date(kind.year, 12, 31))
    return np.minimum(day + first, last).astype(np.int32)


def _by_day(months: tuple[float, ...], year: int) -> Floats:
    """Parts of the months, laid out evenly on their days; Sundays are quiet."""
    lengths = [(date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days for month in range(1, 13)]
    parts = np.repeat(np.array(months) / lengths, lengths)
    parts[(np.arange(len(parts)) + date(year, 1, 1).weekday()) % 7 == 6] *= 0.4  # noqa: PLR2004 - Sunday, counted from Monday
    return parts


def _ways(kind: Kind, relation: Codes, random: np.random.Generator) -> tuple[Small, Small]:
    """Transport mode and customs office of each line."""
    trade, linked = kind.trade, kind.trade.relations
    partner = linked.partner[relation]
    mode = np.full(len(relation), SEA, dtype=np.int16)
    drawn = random.random(len(relation))
    ports = np.array([OFFICES.index(_PORTS.get(code, "118")) for code in trade.regions], dtype=np.int16)
    own = ports[trade.firms.region[linked.firm[relation]]]
    office = np.where(random.random(len(relation)) < _OWN_PORT, own, 0).astype(np.int16)
    mode[office == OFFICES.index("226")] = RIVER
    for code, (part, border) in _NEIGHBOURS.items():
        by_road = (partner == trade.partners.index(code)) & (drawn < part)
        mode[by_road], office[by_road] = ROAD, OFFICES.index(border)
    flies = (mode == SEA) & (drawn > 1 - _BY_AIR[trade.flow]) | trade.goods.by_air[linked.product[relation]]
    mode[flies], office[flies] = AIR, OFFICES.index("235")
    return mode, office


def _declarations(day: Codes, office: Small, firm: Codes) -> tuple[Codes, Codes]:
    """Number and item of each line: what a firm ships on a day through an office is a declaration, up to some items."""
    new = np.ones(len(day), dtype=bool)
    new[1:] = (day[1:] != day[:-1]) | (office[1:] != office[:-1]) | (firm[1:] != firm[:-1])
    place = np.arange(len(day))
    since = place - np.maximum.accumulate(np.where(new, place, 0))
    new |= since % _MOST_ITEMS == 0
    item = (since % _MOST_ITEMS + 1).astype(np.int32)
    number = np.empty(len(day), dtype=np.int32)
    for there in range(len(OFFICES)):
        members = office == there
        number[members] = np.cumsum(new[members])
    return number, item


def _numbered(kind: Kind, day: Codes, number: Codes) -> Codes:
    """Exports are numbered up to four days before they leave, in the same year; imports when their day says."""
    if kind.trade.flow == "M":
        return day.copy()
    first = day_number(date(kind.year, 1, 1))
    numbered: Codes = np.maximum(day - number * 7 % 5, first).astype(np.int32)
    return numbered


def _weights(
    kind: Kind, relation: Codes, cents: Integers, random: np.random.Generator
) -> tuple[Integers, Integers, Integers]:
    """Net and gross grams and the physical quantity of each line, from its worth and the price of its product."""
    goods = kind.trade.goods
    product = kind.trade.relations.product[relation]
    noise = np.exp(random.standard_normal(len(relation), dtype=np.float32) * 0.15)
    net = np.maximum(np.rint(cents * 10.0 / goods.price[product] / noise).astype(np.int64), 1)
    gross = net + (net * (2 + relation % 7) // 100)
    each = np.array([{"U": 4.0, "L": 1.2, "M3": 0.0013, "M2": 0.06}.get(unit, 1.0) for unit in goods.units])
    quantity = np.maximum(np.rint(net * each[goods.unit[product]]).astype(np.int64), 1)
    return net, gross, quantity
