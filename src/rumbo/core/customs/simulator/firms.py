"""Who trades: every invented firm with its size, sector, region, weight and the years in which it trades."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rumbo.core.customs.simulator.identities import company_ids, natural_ids
from rumbo.core.customs.simulator.parameters import ByYear, Exports, Imports, at
from rumbo.core.customs.simulator.population import BEFORE, Plan, Population, population

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Firms:
    """The firms of one flow, one array for each property.

    Attributes:
        number: running number in the invented names and ids.
        natural: a natural person.
        tax_id: eleven digits.
        size: place in the classes by sales (imports: all 0).
        sector: the sector it sells most of.
        region: place in the regions.
        zone: stands in a special economic zone.
        weight: how large it is beside the others.
        active: whether it trades, by year.
    """

    number: Integers
    natural: Mask
    tax_id: Integers
    size: Codes
    sector: Codes
    region: Codes
    zone: Mask
    weight: Floats
    active: Mask


@dataclass(frozen=True, slots=True)
class Span:
    """The first year, how many years, and which part of the printed number of firms there is."""

    first: int
    years: int
    scale: float


def exporters(parameters: Exports, span: Span, random: np.random.Generator) -> Firms:
    """The exporters.

    Args:
        parameters: what shapes the exports.
        span: years and part of the firms.
        random: the source of chance.
    """
    classes = tuple(parameters.sizes.values())
    last = max(span.first + span.years - 1, *parameters.consolidated)
    plan = Plan(
        first=span.first,
        counts=_counts([size.firms for size in classes], span, last),
        exits=parameters.exits,
        times=tuple(size.exit_times for size in classes),
        consolidated={year: round(count * span.scale) for year, count in parameters.consolidated.items()},
        comebacks=parameters.comebacks,
    )
    people = population(plan, span.years, random)
    natural_part = np.array([size.natural_persons for size in classes])
    natural = random.random(len(people.size)) < natural_part[people.size]
    sector = _sectors(parameters, people, random)
    region = _regions(parameters, sector, random)
    zone = _zone_members(parameters, people, natural, span.scale)
    sector[zone], region[zone] = _zone_places(parameters, int(zone.sum()), random)
    return Firms(
        number=np.arange(len(natural), dtype=np.int64),
        natural=natural,
        tax_id=_tax_ids(np.arange(len(natural)), natural),
        size=people.size,
        sector=sector,
        region=region,
        zone=zone,
        weight=_weights(people.size, parameters.zipf, random),
        active=people.active,
    )


def importers(parameters: Imports, sellers: Firms, span: Span, random: np.random.Generator) -> Firms:
    """The importers; some of them are exporters too, with the same id and region."""
    counts = _counts([parameters.firms], span, span.first + span.years - 1)
    people = population(Plan(span.first, counts, parameters.exits, (1.0,), {}, 0.1), span.years, random)
    total = len(people.size)
    both = random.permutation(len(sellers.number))[: min(round(parameters.also_exporters * len(sellers.number)), total)]
    long_lived = np.argsort(-people.active.sum(axis=1), kind="stable")[: len(both)]
    number = len(sellers.number) + np.arange(total, dtype=np.int64)
    natural = random.random(total) < parameters.natural_persons
    region = random.choice(len(_IMPORT_REGIONS), total, p=_IMPORT_REGIONS).astype(np.int32)
    region = np.where(region == 0, _LIMA, region - 1).astype(np.int32)
    number[long_lived], natural[long_lived] = sellers.number[both], sellers.natural[both]
    region[long_lived] = sellers.region[both]
    return Firms(
        number=number,
        natural=natural,
        tax_id=_tax_ids(number, natural),
        size=people.size,
        sector=random.integers(0, 3, total).astype(np.int32),
        region=region,
        zone=np.zeros(total, dtype=bool),
        weight=_weights(people.size, parameters.zipf, random),
        active=people.active,
    )


#: Lima first, then the departments in the order of the parameters; assumed.
_IMPORT_REGIONS = np.array([0.76, *([0.24 / 25] * 25)])


#: Lima is the last but one of the regions.
_LIMA = 23


def _counts(classes: list[ByYear], span: Span, last: int) -> Integers:
    """Firms by year and class, from the years before the first."""
    return np.array(
        [
            [max(round(at(values, year) * span.scale), 1) for values in classes]
            for year in range(span.first - BEFORE, last + 1)
        ]
    )


def _tax_ids(number: Integers, natural: Mask) -> Integers:
    return np.where(natural, natural_ids(number), company_ids(number))


def _weights(size: Codes, power: float, random: np.random.Generator) -> Floats:
    """Zipf within each class: the k-th firm weighs k to a power."""
    weight = np.empty(len(size))
    for place in np.unique(size):
        members = random.permutation(np.flatnonzero(size == place))
        weight[members] = np.arange(1, len(members) + 1, dtype=float) ** power
    return weight


def _sectors(parameters: Exports, people: Population, random: np.random.Generator) -> Codes:
    """The main sector of each firm; some have more large firms than others."""
    names = list(parameters.sectors)
    parts = np.array([parameters.firms_by_sector[name] for name in names])
    times = np.array([parameters.large_firms_times.get(name, 1.0) for name in names])
    sector = random.choice(len(names), len(people.size), p=parts / parts.sum())
    large = people.size == 0
    of_large = parts * times / (parts * times).sum()
    sector[large] = random.choice(len(names), int(large.sum()), p=of_large)
    return sector.astype(np.int32)


def _regions(parameters: Exports, sector: Codes, random: np.random.Generator) -> Codes:
    """The region of each firm, by what the regions sell of its sector."""
    table = region_shares(parameters)
    region = np.empty(len(sector), dtype=np.int32)
    broad = broad_sectors(tuple(parameters.sectors))
    for place in range(len(broad)):
        members = np.flatnonzero(sector == place)
        parts = np.sqrt(table[:, broad[place]])
        region[members] = random.choice(len(parts), len(members), p=parts / parts.sum())
    return region


def _zone_members(parameters: Exports, people: Population, natural: Mask, scale: float) -> Mask:
    """Choose the exporters of the zones: companies below the large ones, those that trade longest."""
    wished = max(round(parameters.zones.exporters * scale), 2 * len(parameters.zones.sectors))
    possible = np.flatnonzero(~natural & (people.size > 0) & (people.size < len(parameters.sizes) - 1))
    order = possible[np.argsort(-people.active[possible].sum(axis=1), kind="stable")]
    zone = np.zeros(len(natural), dtype=bool)
    zone[order[:wished]] = True
    return zone


def _zone_places(parameters: Exports, count: int, random: np.random.Generator) -> tuple[Codes, Codes]:
    """Sector and region of the exporters of the zones."""
    names, codes = list(parameters.sectors), list(parameters.regions)
    sectors = np.array([names.index(name) for name in parameters.zones.sectors], dtype=np.int32)
    homes = np.array([codes.index(code) for code in parameters.zones.names], dtype=np.int32)
    return np.resize(sectors, count), random.choice(homes, count)


def broad_sectors(sectors: tuple[str, ...]) -> Codes:
    """The group of each sector in the regional table of the policy: mining, agriculture, energy, fishing, others."""
    groups = {"mineria_metalica": 0, "mineria_no_metalica": 0, "agropecuario": 1, "hidrocarburos": 2, "pesquero": 3}
    return np.array([groups.get(name, 4) for name in sectors], dtype=np.int32)


def region_shares(parameters: Exports, year: int = 2024) -> Floats:
    """Part of all exports by region and group of sectors; Lima and Callao take what the others leave."""
    broad = broad_sectors(tuple(parameters.sectors))
    total = at(parameters.totals, year)
    values = np.array([at(by_year, year) if by_year else 0.0 for by_year in parameters.sectors.values()])
    values[0] = total - values.sum()
    groups = np.bincount(broad, values, minlength=5) / total
    regions = list(parameters.regions.values())
    share = np.array([region.share for region in regions])
    table = np.array([region.mix for region in regions], dtype=float) + 0.02
    table *= (share * parameters.interior / 100 / share.sum() / table.sum(axis=1))[:, None]
    most = 0.97 * groups
    inside = table.sum(axis=0)
    table *= np.where(inside > most, most / inside, 1.0)
    rest = groups - table.sum(axis=0)
    codes = list(parameters.regions)
    table[codes.index("15")] = rest * (1 - parameters.callao)
    table[codes.index("07")] = rest * parameters.callao
    result: Floats = table
    return result
