"""Plain references of the composition of trade (family B), written from their definitions."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl
from tests.core.statistics.reference.plain import (
    UNKNOWN,
    Row,
    in_range,
    only,
    pct,
    records,
    sums,
    usd,
    with_class,
    years_of,
)
from tests.core.statistics.small import SmallTable

Tables = Mapping[str, SmallTable]


def exports_by_product_type(frame: pl.DataFrame, tables: Tables, *, unlisted: str = "no tradicional") -> list[Row]:
    """B1: exports by product type, and what of each type no list names."""
    exports = with_class(only(frame, flow="X"), records(tables, "product_type"), "product_type", unlisted="?")
    values, totals = sums(exports, "year", "product_type"), sums(exports, "year")
    rows = []
    for year in years_of(exports):
        listed = {name: value for (y, name), value in values.items() if y == year}
        outside = listed.pop("?", None)
        if outside is not None:
            listed[unlisted] = listed.get(unlisted, 0) + outside
        for name, value in listed.items():
            rows.append(
                {
                    "year": year,
                    "product_type": name,
                    "fob_usd": usd(value),
                    "share_pct": pct(value, totals[(year,)]),
                    "unlisted_usd": usd(outside or 0) if name == unlisted else usd(0),
                }
            )
    return rows


def exports_by_product(frame: pl.DataFrame, tables: Tables, *, sectors: Sequence[str] = ()) -> list[Row]:
    """B3: share of product groups, which may overlap, in all exports or in those of some sectors."""
    exports = with_class(only(frame, flow="X"), records(tables, "sector"), "sector")
    if sectors:
        exports = exports.filter(pl.col("sector").is_in(sectors))
    totals = sums(exports, "year")
    rows = []
    for group in sorted({str(row["product_group"]) for row in records(tables, "product_group")}):
        ranges = [row for row in records(tables, "product_group") if row["product_group"] == group]
        inside = [
            any(str(r["first_subheading"]) <= code <= str(r["last_subheading"]) for r in ranges)
            for code in exports["subheading"].to_list()
        ]
        for (year,), value in sums(exports.filter(pl.Series(inside, dtype=pl.Boolean)), "year").items():
            share = pct(value, totals[(year,)])
            rows.append({"year": year, "product_group": group, "fob_usd": usd(value), "share_pct": share})
    return rows


def imports_by_use(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """B4: imports by economic use."""
    imports = with_class(only(frame, flow="M"), records(tables, "use_class"), "use_class")
    values, totals = sums(imports, "year", "use_class"), sums(imports, "year")
    return [
        {"year": year, "use_class": name, "fob_usd": usd(value), "share_pct": pct(value, totals[(year,)])}
        for (year, name), value in values.items()
    ]


def products_over_threshold(
    frame: pl.DataFrame,
    tables: Tables,
    *,
    threshold: int = 1_000_000,
    universe: str = "non_mining_energy",
    sectors: Sequence[str] = (),
) -> list[Row]:
    """B5: subheadings whose exports of the year exceed the threshold; lines of zero and below do not count."""
    exports = only(frame, flow="X")
    table = records(tables, "sector")
    rows = []
    for year in years_of(exports):
        over = exported = 0
        for (code,), cents in sums(only(exports, year=year).filter(pl.col("cents") > 0), "subheading").items():
            row = in_range(table, str(code)) or {"sector": UNKNOWN, "mining_energy": False}
            if (universe == "non_mining_energy" and row["mining_energy"]) or (sectors and row["sector"] not in sectors):
                continue
            exported += 1
            over += cents > threshold * 100
        rows.append({"year": year, "products": over, "exported_products": exported})
    return rows


def exports_non_mining_energy(
    frame: pl.DataFrame,
    tables: Tables,
    *,
    partners: str = "world",
    membership: str = "shipment",
    partner_list: Sequence[str] = (),
) -> list[Row]:
    """B6: exports minus mining and hydrocarbons, to the world or to the partners of agreements."""
    exports = only(frame, flow="X")
    agreements, sector = records(tables, "agreement"), records(tables, "sector")
    rows = []
    for year in years_of(exports):
        total = excluded = unlisted = 0
        for line in only(exports, year=year).to_dicts():
            if partners == "agreement" and not _counts(line, agreements, membership, partner_list):
                continue
            found = in_range(sector, line["subheading"])
            total += line["cents"]
            excluded += line["cents"] if found and found["mining_energy"] else 0
            unlisted += 0 if found else line["cents"]
        rows.append(
            {
                "year": year,
                "total_usd": usd(total),
                "mining_energy_usd": usd(excluded),
                "fob_usd": usd(total - excluded),
                "share_pct": pct(total - excluded, total),
                "unlisted_usd": usd(unlisted),
            }
        )
    return rows


def _counts(line: Row, agreements: Sequence[Row], membership: str, partner_list: Sequence[str]) -> bool:
    """Whether the partner of a line has an agreement, on the day that the membership asks for."""
    mine = [row for row in agreements if row["partner"] == line["partner"]]
    if membership == "list":
        return line["partner"] in partner_list
    day = line["period_on"] if membership == "shipment" else date(int(str(line["year"])), 12, 31)
    return any(row["entry_into_force"] <= day and (row["end_date"] is None or day <= row["end_date"]) for row in mine)
