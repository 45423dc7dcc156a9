"""Plain references of what the policy lays over trade (family E) and of services (S), from their definitions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

import polars as pl
from tests.core.statistics.reference.plain import UNKNOWN, Row, only, pct, records, sums, usd, with_class
from tests.core.statistics.small import SmallTable

Tables = Mapping[str, SmallTable]


def holds(row: Row, day: date, start: str = "valid_from", end: str = "valid_to") -> bool:
    """Whether a row of a table is in force on a day; both ends included."""
    last = row[end]
    return row[start] <= day and (last is None or day <= last)


def agreement_coverage(
    frame: pl.DataFrame,
    tables: Tables,
    *,
    flows: str = "X",
    membership: str = "shipment",
    partners: Iterable[str] = (),
    mining: bool = True,
) -> list[Row]:
    """E1: share of trade with partners that have an agreement in force; a partner in two counts once."""
    lines = frame.filter(pl.col("flow").is_in(list(flows)))
    if not mining:
        lines = with_class(lines, records(tables, "sector"), "mining_energy", unlisted=False)
        lines = lines.filter(~pl.col("mining_energy"))
    agreements = records(tables, "agreement")

    def covered(line: Row) -> bool:
        if membership == "list":
            return line["partner"] in partners
        day = line["period_on"] if membership == "shipment" else date(line["year"], 12, 31)
        return any(
            row["partner"] == line["partner"] and holds(row, day, "entry_into_force", "end_date") for row in agreements
        )

    years: dict[int, list[Row]] = defaultdict(list)
    for line in lines.to_dicts():
        years[line["year"]].append(line | {"covered": covered(line)})
    made = []
    for year, several in years.items():
        total, inside = (sum(line["cents"] for line in several if line["covered"] or every) for every in (True, False))
        counted = [line for line in several if line["cents"] > 0 and line["partner"]]
        made.append(
            {
                "year": year,
                "fob_usd": usd(total),
                "covered_usd": usd(inside),
                "coverage_pct": pct(inside, total),
                "partners": len({line["partner"] for line in counted}),
                "covered_partners": len({line["partner"] for line in counted if line["covered"]}),
            }
        )
    return made


def measure_exposure(frame: pl.DataFrame, tables: Tables, *, measure: str, dated: bool = False) -> list[Row]:
    """E3: what part of the exports of a product goes to the market that applies a measure."""
    exports = only(frame, flow="X").to_dicts()
    totals: dict[int, int] = defaultdict(int)
    for line in exports:
        totals[line["year"]] += line["cents"]
    blocs = records(tables, "bloc")
    scope = [row for row in records(tables, "measure_scope") if row["measure"] == measure]
    made = []
    for product, market in {(row["product"], row["market"]) for row in scope}:
        ranges = [row for row in scope if (row["product"], row["market"]) == (product, market)]
        cells: dict[int, list[Row]] = defaultdict(list)
        for line in exports:
            if any(
                row["first_subheading"] <= line["subheading"] <= row["last_subheading"]
                and (not dated or holds(row, line["period_on"]))
                for row in ranges
            ):
                cells[line["year"]].append(line)
        for year, several in cells.items():
            there = [
                line
                for line in several
                if line["partner"] == market
                or any(
                    row["bloc"] == market and row["country"] == line["partner"] and holds(row, line["period_on"])
                    for row in blocs
                )
            ]
            counted = [line for line in there if line["cents"] > 0]
            product_cents, market_cents = (sum(line["cents"] for line in part) for part in (several, there))
            made.append(
                {
                    "year": year,
                    "market": market,
                    "product": product,
                    "fob_usd": usd(product_cents),
                    "market_usd": usd(market_cents),
                    "exposure_pct": pct(market_cents, product_cents),
                    "total_exposure_pct": pct(market_cents, totals[year]),
                    "firms": len({line["trader_id"] for line in counted} - {None}),
                    "departments": len({line["department"] for line in counted} - {None}),
                }
            )
    return made


def product_exposure(
    frame: pl.DataFrame, tables: Tables, *, digits: int = 6, products: Iterable[str] = (), partners: Iterable[str] = ()
) -> list[Row]:
    """What part of the exports of each product goes to each market."""
    exports = only(frame, flow="X").with_columns(
        pl.col("subheading").str.slice(0, digits).alias("product"), pl.col("partner").fill_null(UNKNOWN)
    )
    totals, of_product = sums(exports, "year"), sums(exports, "year", "product")
    counted = exports.filter((pl.col("cents") > 0) & pl.col("trader_id").is_not_null())
    firms: dict[tuple, set[str]] = defaultdict(set)
    for *cell, firm in sums(counted, "year", "product", "partner", "trader_id"):
        firms[tuple(cell)].add(firm)
    return [
        {
            "year": year,
            "product": product,
            "partner": partner,
            "fob_usd": usd(cents),
            "product_usd": usd(of_product[year, product]),
            "exposure_pct": pct(cents, of_product[year, product]),
            "total_exposure_pct": pct(cents, totals[year,]),
            "firms": len(firms[year, product, partner]),
        }
        for (year, product, partner), cents in sums(exports, "year", "product", "partner").items()
        if (not products or product in products) and (not partners or partner in partners)
    ]


def _in_zone(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """The exports of each firm while it is in a zone; of two zones the first by name."""
    register = records(tables, "zee_register")
    made = []
    for line in only(frame, flow="X").to_dicts():
        zones = [r["zone"] for r in register if r["trader_id"] == line["trader_id"] and holds(r, line["period_on"])]
        if zones:
            made.append(line | {"in_zone": min(zones)})
    return made


def zone_export_share(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """E4: exports of the zones over all exports, by three sources of the numerator."""
    exports = only(frame, flow="X")
    inside, register = _in_zone(frame, tables), records(tables, "zee_register")
    months: dict[tuple[int, str, int], list[Row]] = defaultdict(list)
    for row in records(tables, "zee_exports"):
        months[row["year"], row["zone"], row["month"]].append(row)
    made = []
    for (year,), total in sums(exports, "year").items():
        known = any(row["valid_from"].year <= year <= (row["valid_to"] or date.max).year for row in register)
        firms = sum(line["cents"] for line in inside if line["year"] == year) if known else None
        marked = exports.filter((pl.col("year") == year) & pl.col("zone").is_not_null())
        zone = marked["cents"].sum() if marked.height else None
        of_year = [rows for (y, _zone, _month), rows in months.items() if y == year]
        reported = None
        if of_year:
            wholes = [[row["fob_usd"] for row in rows if row["sector"] is None] for rows in of_year]
            parts = [sum(row["fob_usd"] for row in rows) for rows in of_year]
            reported = sum(whole[0] if whole else part for whole, part in zip(wholes, parts, strict=True))
        made.append(
            {
                "year": year,
                "exports_usd": usd(total),
                "firms_usd": usd(firms),
                "firms_pct": pct(firms, total),
                "reported_usd": reported,
                "reported_pct": pct(reported, usd(total)),
                "reported_months": len(of_year) or None,
                "zone_usd": usd(zone),
                "zone_pct": pct(zone, total),
            }
        )
    return made


def zone_exports_by_sector(frame: pl.DataFrame, tables: Tables, *, by_zone: bool = False) -> list[Row]:
    """E5: sectors of what the firms of the zones export."""
    inside = _in_zone(frame, tables)
    if not inside:
        return []
    lines = with_class(pl.DataFrame(inside, infer_schema_length=None), records(tables, "sector"), "sector")
    lines = lines.with_columns((pl.col("in_zone") if by_zone else pl.lit("todas")).alias("shown"))
    of_zone, of_sector = sums(lines, "year", "shown"), sums(lines, "year", "sector")
    return [
        {
            "year": year,
            "zone": zone,
            "sector": sector,
            "fob_usd": usd(cents),
            "share_pct": pct(cents, of_zone[year, zone]),
            "sector_share_pct": pct(cents, of_sector[year, sector]),
        }
        for (year, zone, sector), cents in sums(lines, "year", "shown", "sector").items()
    ]


def world_trade_share(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """E8: trade of goods and services over that of the world; sum and mean forms."""
    services = yearly_services(tables)
    made = []
    for world in records(tables, "world_trade"):
        year = world["year"]
        of_year = sums(only(frame, year=year), "flow")
        goods = [usd(of_year.get((flow,))) for flow in "XM"]
        served = [services.get((side, year, "total")) for side in ("exports", "imports")]
        parts = [*goods, *(None if s is None else (s * 1_000_000).quantize(Decimal("0.01")) for s in served)]
        trade = None if None in parts else sum(parts)
        whole = 1_000_000 * sum(value for name, value in world.items() if name.endswith("_usd_million"))
        made.append(
            {
                "year": year,
                "goods_exports_usd": parts[0],
                "goods_imports_usd": parts[1],
                "services_exports_usd": parts[2],
                "services_imports_usd": parts[3],
                "trade_usd": trade,
                "world_usd": whole,
                "share_pct": pct(trade, whole),
                "mean_share_pct": pct(None if trade is None else trade / 2, whole / 2),
            }
        )
    return made


def yearly_services(tables: Tables) -> dict[tuple[str, int, str], Decimal]:
    """Services by side, year and item: the whole year where it is told, else its four quarters, else nothing."""
    found: dict[tuple[str, int, str], dict[int | None, Decimal]] = defaultdict(dict)
    for row in records(tables, "services_bcrp"):
        for side in ("exports", "imports"):
            if row[f"{side}_usd_million"] is not None:
                found[side, row["year"], row["item"]][row["quarter"]] = row[f"{side}_usd_million"]
    made = {}
    for key, quarters in found.items():
        if None in quarters:
            made[key] = quarters[None]
        elif set(quarters) == {1, 2, 3, 4}:
            made[key] = sum(quarters.values())
    return made


SHOWN = {
    "total": ("Exportación de servicios", None),
    "viajes": ("Viajes", "Servicios relacionados al turismo"),
    "pasajeros": ("Pasajeros", "Servicios relacionados al turismo"),
    "otros servicios": ("Servicios no tradicionales", "Exportación de servicios"),
    "otros transportes": ("Otros transportes", "Exportación de servicios"),
    "comunicaciones": ("Comunicaciones", "Exportación de servicios"),
    "seguros y reaseguros": ("Seguros y reaseguros", "Exportación de servicios"),
    "flete de mercancías": ("Flete de mercancías", "Exportación de servicios"),
}


def services_exports(frame: pl.DataFrame, tables: Tables, *, side: str = "exports", base_year: int = 2020) -> list[Row]:
    """S1: services by item, reclassified as the ministry does."""
    values = {(y, item): v for (s, y, item), v in yearly_services(tables).items() if s == side}
    for year in {year for year, _item in values}:
        tourism = [values.get((year, item)) for item in ("viajes", "pasajeros")]
        if None not in tourism:
            values[year, "turismo"] = sum(tourism)
    shown = SHOWN | {"turismo": ("Servicios relacionados al turismo", "Exportación de servicios")}
    return [
        {
            "year": year,
            "item": shown[item][0],
            "part_of": shown[item][1],
            "usd_million": value,
            "share_pct": pct(value, values.get((year, "total"))),
            "former_usd_million": values.get((year - 1, item)),
            "growth_pct": None
            if not values.get((year - 1, item))
            else pct(value - values[year - 1, item], values[year - 1, item]),
            "mean_rate_pct": _mean_rate(value, values.get((base_year, item)), year - base_year),
        }
        for (year, item), value in values.items()
    ]


def _mean_rate(value: Decimal, base: Decimal | None, years: int) -> Decimal | None:
    if years <= 0 or not base:
        return None
    with localcontext(prec=50):
        rate = 100 * ((value / base) ** (Decimal(1) / years) - 1)
    return rate.quantize(Decimal("0.000001"), ROUND_HALF_UP)
