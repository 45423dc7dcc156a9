"""A plain reference of the regional panel (C7), written from its definition."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl
from tests.core.statistics.reference.plain import Row, only, pct, quotient, records, sums, usd, with_class, years_of
from tests.core.statistics.small import SmallTable

Tables = Mapping[str, SmallTable]

GROUPS = ("GRANDES", "MEDIANAS", "PEQUEÑAS")
MILLION = 1_000_000
SECTORS = {
    "mining_pct": ("minería metálica", "minería no metálica"),
    "agro_pct": ("agropecuario",),
    "energy_pct": ("hidrocarburos",),
    "fishing_pct": ("pesquero",),
}


def regional_panel(
    frame: pl.DataFrame,
    tables: Tables,
    *,
    large_share_pct: Decimal = Decimal("5.5"),
    small_usd: int = 1_000_000_000,
    small_gdp_pct: int = 20,
) -> list[Row]:
    """C7: the regions other than Lima and Callao, and their size groups."""
    exports = only(frame, flow="X")
    exports = with_class(exports, records(tables, "sector"), "sector")
    exports = with_class(exports, records(tables, "product_type"), "product_type", unlisted="no tradicional")
    rows: list[Row] = []
    for year in years_of(exports):
        of_year = only(exports, year=year)
        total = int(of_year["cents"].sum())
        regions = [_region(of_year, tables, year, row) for row in _interior(tables)]
        for region in regions:
            region["size_group"] = _size(region, total, large_share_pct, small_usd, small_gdp_pct)
        members = {name: [r for r in regions if r["size_group"] == name] for name in GROUPS}
        whole = [_together(name, rs) for name, rs in members.items() if rs]
        ratios = {
            name: [_ratios(r)[name] for r in regions] for name in ("exports_gdp_pct", "gdp_per_capita", "poverty")
        }
        rows.extend(_shown(row, year, total, ratios) for row in [*whole, *regions])
    return rows


def _interior(tables: Tables) -> list[Row]:
    return [row for row in records(tables, "department") if row["area"] == "interior"]


def _region(of_year: pl.DataFrame, tables: Tables, year: int, department: Row) -> Row:
    lines = only(of_year, department=department["code"])
    return {
        "name": department["name"],
        "is_group": False,
        "cents": int(lines["cents"].sum()),
        "sectors": {name: value for (name,), value in sums(lines, "sector").items()},
        "types": {name: value for (name,), value in sums(lines, "product_type").items()},
        "gdp": _of(tables, "regional_gdp", "gdp_pen_million", department["code"], year),
        "population": _of(tables, "population", "population", department["code"], year),
        "poverty": _of(tables, "poverty", "poverty_pct", department["code"], year),
        "rate": next((r["pen_per_usd"] for r in records(tables, "exchange_rate") if r["year"] == year), None),
    }


def _of(tables: Tables, table: str, column: str, department: object, year: int) -> object:
    rows = records(tables, table)
    return next((row[column] for row in rows if row["department"] == department and row["year"] == year), None)


def _size(region: Row, total: int, large: Decimal, small_usd: int, small_gdp: int) -> str:
    """Small where both are small; unknown where the second cannot be told of a region with few exports."""
    over_gdp = _ratios(region)["exports_gdp_pct"]
    if region["cents"] < small_usd * 100:
        if over_gdp is None:
            return "sin dato"
        if over_gdp < small_gdp:
            return "PEQUEÑAS"
    share = pct(region["cents"], total)
    return "GRANDES" if share is not None and share >= large else "MEDIANAS"


def _ratios(row: Row) -> dict[str, Decimal | None]:
    gdp, rate, people = row["gdp"], row["rate"], row["population"]
    known = gdp is not None and rate is not None
    return {
        "exports_gdp_pct": pct(usd(row["cents"]) * rate, gdp * MILLION) if known else None,
        "gdp_per_capita": quotient(gdp * MILLION, people) if gdp is not None and people else None,
        "poverty": row["poverty"],
    }


def _together(name: str, regions: Sequence[Row]) -> Row:
    """A size group: values added up, poverty weighted by population; unknown where a member's is."""
    sectors: dict[str, int] = {}
    types: dict[str, int] = {}
    for region in regions:
        for key, value in region["sectors"].items():
            sectors[key] = sectors.get(key, 0) + value
        for key, value in region["types"].items():
            types[key] = types.get(key, 0) + value
    people = _sum([r["population"] for r in regions])
    poor = _sum([None if None in (r["poverty"], r["population"]) else r["poverty"] * r["population"] for r in regions])
    return {
        "name": name,
        "is_group": True,
        "size_group": name,
        "cents": sum(r["cents"] for r in regions),
        "sectors": sectors,
        "types": types,
        "gdp": _sum([r["gdp"] for r in regions]),
        "population": people,
        "poverty": quotient(poor, people),
        "rate": regions[0]["rate"],
    }


def _sum(values: Sequence[Decimal | int | None]) -> Decimal | int | None:
    return None if None in values else sum(values)


def _level(value: Decimal | None, regions: Sequence[Decimal | None]) -> str | None:
    """Low, middle or high by p = (rank - 1) / (n - 1) among the regions with a value; rank of equals is the lowest."""
    known = [other for other in regions if other is not None]
    if value is None or len(known) < 2:
        return None
    below = sum(other < value for other in known)
    if below * 100 <= 33 * (len(known) - 1):
        return "Bajo"
    return "Medio" if below * 100 <= 67 * (len(known) - 1) else "Alto"


def _shown(row: Row, year: int, total: int, regions: Mapping[str, Sequence[Decimal | None]]) -> Row:
    ratios, cents = _ratios(row), row["cents"]
    parts = {name: sum(row["sectors"].get(s, 0) for s in of) for name, of in SECTORS.items()}
    parts["others_pct"] = cents - sum(parts.values())
    traditional = row["types"].get("tradicional", 0)
    return {
        "year": year,
        "size_group": row["size_group"],
        "region": row["name"],
        "is_group": row["is_group"],
        "fob_usd": usd(cents),
        "share_pct": pct(cents, total),
        "exports_gdp_pct": ratios["exports_gdp_pct"],
        "exports_gdp_level": _level(ratios["exports_gdp_pct"], regions["exports_gdp_pct"]),
        "gdp_per_capita": ratios["gdp_per_capita"],
        "gdp_per_capita_level": _level(ratios["gdp_per_capita"], regions["gdp_per_capita"]),
        "poverty_pct": ratios["poverty"],
        "poverty_level": _level(ratios["poverty"], regions["poverty"]),
        **{name: pct(part, cents) for name, part in parts.items()},
        "traditional_pct": pct(traditional, cents),
        "non_traditional_pct": pct(cents - traditional, cents),
    }
