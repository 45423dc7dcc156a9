"""Which reference tables go with a simulation: firm sizes, zones, regions, services and others, all of them invented.

They are written as texts with tabs, so that a folder of customs files never takes them for one, in the layouts of the
definitions of the reference tables.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from rumbo.core.customs.simulator.identities import company_ids
from rumbo.core.customs.simulator.marks import TABLE_ENDING
from rumbo.core.customs.simulator.parameters import Parameters
from rumbo.core.customs.simulator.stream import Stream
from rumbo.core.customs.simulator.truth import SECTOR_NAMES

FOLDER = "tables"
#: Who answers for them, and how their versions begin.
AUTHORITY, VERSION = "Datos simulados", "simulado"
_SIZE_NAMES = {"pequena": "pequeña"}
_COMPONENTS = "ABCDEFGHIJK"
_QUARTERS = 4
#: Running numbers of users of zones that export nothing, beyond those of any trader.
_FIRST_USER = 900_000
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Companion:
    """One table: its name, its file, and what to load it with."""

    name: str
    file: Path
    version: str
    authority: str = AUTHORITY


def companions(folder: Path, seed: int) -> tuple[Companion, ...]:
    """The companion tables of a simulation that was written.

    Args:
        folder: the folder of the simulation.
        seed: its seed, which their versions name.
    """
    files = sorted((folder / FOLDER).glob("*.tsv"))
    return tuple(Companion(file.name.split(".")[0], file, f"{VERSION}-{seed}") for file in files)


def write_companions(folder: Path, streams: Sequence[Stream], parameters: Parameters, seed: int) -> None:
    """Write the companion tables of a simulation.

    Args:
        folder: the folder of the simulation.
        streams: its flows, exports first.
        parameters: what shapes it.
        seed: its seed.
    """
    place = folder / FOLDER
    place.mkdir()
    exports, given = streams[0], _given()
    years = exports.years
    random = np.random.default_rng([seed, 99])
    _write(place, "annual_sales", ("trader_id", "year", "sales_pen", "size_class"), _sales(exports, parameters, random))
    _write(place, "uit", ("year", "uit_pen"), ((y, _near(given["uit"], y)) for y in years))
    zones = ("trader_id", "zone", "activity", "department", "valid_from", "valid_to")
    _write(place, "zee_register", zones, _zones(exports, parameters, random))
    _write(place, "exchange_rate", ("year", "pen_per_usd"), ((y, _near(given["exchange_rate"], y)) for y in years))
    _write(place, "population", ("department", "year", "population"), _regional(years, _people))
    _write(place, "regional_gdp", ("department", "year", "gdp_pen_million"), _regional(years, _gdp))
    _write(place, "poverty", ("department", "year", "poverty_pct"), _regional(years, _poverty))
    _write(place, "trade_facilitation", ("economy", "edition", "component", "score"), _facilitation(years))
    services = ("item", "year", "quarter", "exports_usd_million", "imports_usd_million")
    _write(place, "services_bcrp", services, _services(years))
    world = tuple(f"{kind}_{way}_usd_million" for kind in ("goods", "services") for way in ("exports", "imports"))
    _write(place, "world_trade", ("year", *world), ((y, *_near(given["world"], y)) for y in years))
    for imports in streams[1:]:
        _write(place, "use_class", ("hs_from", "hs_to", "use_class"), _uses(imports))


@cache
def _given() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "companions.yaml").read_text("utf-8"))
    return document


def _write(place: Path, name: str, columns: Row, rows: Iterable[Row]) -> None:
    """One table; its file name says that it is simulated."""
    lines = ["\t".join(map(str, row)) for row in (columns, *rows)]
    (place / f"{name}{TABLE_ENDING}").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")


def _near(values: dict[int, Any], year: int) -> Any:
    return values[min(values, key=lambda told: abs(told - year))]


def _sales(stream: Stream, parameters: Parameters, random: np.random.Generator) -> Iterable[Row]:
    """Yearly sales of each exporter, inside the limits of its class; only the class for embassies and the like."""
    firms, classes, given = stream.trade.firms, list(parameters.exports.sizes), _given()
    for column, year in enumerate(stream.years):
        there = np.flatnonzero(firms.active[:, column])
        drawn = random.random(len(there)) ** 2
        unit = _near(given["uit"], year)
        for firm, part in zip(there.tolist(), drawn.tolist(), strict=True):
            name = classes[firms.size[firm]]
            if name in given["bands"]:
                low, high = given["bands"][name]
                yield (
                    int(firms.tax_id[firm]),
                    year,
                    round(unit * low * (high / low) ** part),
                    _SIZE_NAMES.get(name, name),
                )
            else:
                yield int(firms.tax_id[firm]), year, "", "otros"


def _zones(stream: Stream, parameters: Parameters, random: np.random.Generator) -> Iterable[Row]:
    """The users of the zones: those that export, and others up to the number that is told."""
    firms, zones, given = stream.trade.firms, parameters.exports.zones, _given()
    inside = np.flatnonzero(firms.zone)
    activities, parts = list(given["activities"]), np.array(list(given["activities"].values()), dtype=float)
    others = max(zones.users - len(inside), 0)
    ids = [*firms.tax_id[inside].tolist(), *company_ids(_FIRST_USER + np.arange(others)).tolist()]
    codes = [stream.trade.regions[region] for region in firms.region[inside]]
    codes += random.choice(list(zones.names), others).tolist()
    for tax_id, code, activity in zip(
        ids, codes, random.choice(activities, len(ids), p=parts / parts.sum()), strict=True
    ):
        yield tax_id, zones.names[code], activity, code, f"{stream.years.start}-01-01", ""


def _regional(years: range, value: Callable[[str, list[Any], int], object]) -> Iterable[Row]:
    for code, region in _given()["regions"].items():
        for year in years:
            yield code, year, value(code, region, year)


def _spread(code: str, levels: dict[str, float], level: str) -> float:
    """The value of a level, a little different in each region, never as much as to change the level."""
    return levels[level] * (1 + (int(code) - 13) / 120)


def _people(_code: str, region: list[Any], year: int) -> object:
    return round(region[0] * 1000 * 1.01 ** (year - 2024))


def _gdp(code: str, region: list[Any], year: int) -> object:
    head = _spread(code, _given()["gdp_per_head"], region[1]) * 1.06 ** (year - 2024)
    return round(region[0] * 1.01 ** (year - 2024) * head / 1000, 3)


def _poverty(code: str, region: list[Any], year: int) -> object:
    return round(_spread(code, _given()["poverty"], region[2]) + (3 if year in (2020, 2021) else 0), 3)


def _facilitation(years: range) -> Iterable[Row]:
    """Eleven scores whose mean is the one told."""
    for edition, mean in _given()["facilitation"].items():
        if edition <= years.stop - 1:
            for place, component in enumerate(_COMPONENTS):
                yield "PE", edition, component, round(mean + (place - 5) * 0.03, 6)


def _services(years: range) -> Iterable[Row]:
    given = _given()
    for item, values in given["services"].items():
        for year, sold in values.items():
            if year in years:
                bought = given["services_imports"][year] if item == "total" else None
                for quarter in range(1, _QUARTERS + 1):
                    yield item, year, quarter, _part(sold, quarter), "" if bought is None else _part(bought, quarter)


def _part(yearly: int, quarter: int) -> int:
    """A quarter of a yearly figure in whole millions; the last one takes what is left."""
    each = yearly // _QUARTERS
    return each if quarter < _QUARTERS else yearly - each * (_QUARTERS - 1)


def _uses(stream: Stream) -> Iterable[Row]:
    """The use of each subheading that is imported, by its ten digits."""
    goods = stream.trade.goods
    for code, sector in sorted(zip(goods.subheading.tolist(), goods.sector.tolist(), strict=True)):
        yield f"{code:010d}", f"{code:010d}", SECTOR_NAMES[goods.sectors[sector]]
