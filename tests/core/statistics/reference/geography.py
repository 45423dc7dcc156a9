"""Plain references of the geography of trade (family C), written from their definitions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl
from tests.core.statistics.reference.plain import UNKNOWN, Row, in_range, kg, only, pct, records, sums, usd, years_of
from tests.core.statistics.small import SmallTable

Tables = Mapping[str, SmallTable]


def share_by_partner(
    frame: pl.DataFrame,
    tables: Tables,
    *,
    flow: str = "X",
    blocs: Sequence[str] = ("UE",),
    membership: str = "shipment",
    sectors: Sequence[str] = (),
) -> list[Row]:
    """C1: share of each partner, the members of a bloc as one."""
    names = {row["code"]: row["name_es"] for row in records(tables, "country")}
    members, sector = records(tables, "bloc"), records(tables, "sector")
    values: dict[tuple[int, str], int] = defaultdict(int)
    for line in only(frame, flow=flow).to_dicts():
        if sectors and (in_range(sector, line["subheading"]) or {"sector": UNKNOWN})["sector"] not in sectors:
            continue
        mine = [bloc for bloc in _blocs(line, members, membership) if bloc in blocs]
        values[line["year"], min(mine) if mine else line["partner"] or UNKNOWN] += line["cents"]
    totals: dict[int, int] = defaultdict(int)
    for (year, _partner), value in values.items():
        totals[year] += value
    return [
        {
            "year": year,
            "partner": partner,
            "partner_name": names.get(partner, partner),
            "fob_usd": usd(value),
            "share_pct": pct(value, totals[year]),
        }
        for (year, partner), value in values.items()
    ]


def market_count(frame: pl.DataFrame, tables: Tables, *, flow: str = "X", minimum_value: int = 0) -> list[Row]:
    """C2: partners with a value above the minimum; codes that are no country are counted apart."""
    special = {row["code"]: row["special"] for row in records(tables, "country")}
    rows = []
    flowing = only(frame, flow=flow)
    for year in years_of(flowing):
        values = sums(only(flowing, year=year).filter(pl.col("cents") > 0), "partner")
        codes = [code for (code,), cents in values.items() if code is not None and cents > minimum_value * 100]
        rows.append(
            {
                "year": year,
                "markets": sum(special.get(code) is False for code in codes),
                "special_codes": sum(special.get(code) is True for code in codes),
                "unknown_codes": sum(code not in special for code in codes),
                "lines_without_partner": only(flowing, year=year)["partner"].null_count(),
            }
        )
    return rows


def trade_by_continent(frame: pl.DataFrame, tables: Tables, *, universe: str = "exports") -> list[Row]:
    """C3: share of each continent in exports, imports or both."""
    continents = {row["code"]: row["continent"] for row in records(tables, "country") if not row["special"]}
    flows = {"exports": ["X"], "imports": ["M"], "trade": ["X", "M"]}[universe]
    lines = frame.filter(pl.col("flow").is_in(flows))
    whole = {year for year in years_of(lines) if only(lines, year=year)["flow"].n_unique() == len(flows)}
    lines = lines.filter(pl.col("year").is_in(whole))
    placed = pl.Series([continents.get(code, UNKNOWN) for code in lines["partner"].to_list()], dtype=pl.String)
    lines = lines.with_columns(placed.alias("continent"))
    totals = sums(lines, "year")
    return [
        {"year": year, "continent": name, "fob_usd": usd(value), "share_pct": pct(value, totals[(year,)])}
        for (year, name), value in sums(lines, "year", "continent").items()
    ]


def trade_with_bloc(frame: pl.DataFrame, tables: Tables, *, membership: str = "shipment") -> list[Row]:
    """C4: exports plus imports with the members of each bloc."""
    members = records(tables, "bloc")
    values: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: {"X": 0, "M": 0})
    for line in frame.to_dicts():
        for bloc in _blocs(line, members, membership):
            values[line["year"], bloc][line["flow"]] += line["cents"]
    flows = set(frame.select("year", "flow").iter_rows())
    totals = sums(frame, "year")
    rows = []
    for (year, bloc), of_flow in values.items():
        exports, imports = (of_flow[flow] if (year, flow) in flows else None for flow in "XM")
        trade = None if exports is None or imports is None else exports + imports
        rows.append(
            {
                "year": year,
                "bloc": bloc,
                "exports_usd": usd(exports),
                "imports_usd": usd(imports),
                "trade_usd": usd(trade),
                "share_pct": None if trade is None else pct(trade, totals[(year,)]),
            }
        )
    return rows


def exports_by_department(
    frame: pl.DataFrame,
    tables: Tables,
    *,
    level: str = "department",
    lima_provinces: str = "lima",
    without_region: str = "in_total",
) -> list[Row]:
    """C5: exports by department of origin, or by the interior against Lima and Callao."""
    region = {row["code"]: row for row in records(tables, "department")}
    values: dict[tuple[int, str], int] = defaultdict(int)
    for line in only(frame, flow="X").to_dicts():
        found = region.get(line["department"])
        if found is None and without_region == "left_out":
            continue
        apart = lima_provinces == "apart" and _outside_metropolis(line)
        if level == "department":
            name = "Lima Provincias" if apart else (found["name"] if found else UNKNOWN)
        else:
            name = "interior" if apart else (found["area"] if found else UNKNOWN)
        values[line["year"], name] += line["cents"]
    totals: dict[int, int] = defaultdict(int)
    for (year, _name), value in values.items():
        totals[year] += value
    return [
        {"year": year, "region": name, "fob_usd": usd(value), "share_pct": pct(value, totals[year])}
        for (year, name), value in values.items()
    ]


def subheadings_by_department(frame: pl.DataFrame, tables: Tables, *, minimum_value: int = 0) -> list[Row]:
    """C6: distinct subheadings that a region exports above a minimum."""
    names = {row["code"]: row["name"] for row in records(tables, "department")}
    lines = only(frame, flow="X").filter(pl.col("cents") > 0)
    regions = pl.Series([names.get(code, UNKNOWN) for code in lines["department"].to_list()], dtype=pl.String)
    counted: dict[tuple[int, str], int] = defaultdict(int)
    for (year, name, _code), cents in sums(
        lines.with_columns(regions.alias("region")), "year", "region", "subheading"
    ).items():
        counted[year, name] += cents > minimum_value * 100
    return [{"year": year, "region": name, "subheadings": count} for (year, name), count in counted.items() if count]


def trade_by_customs_office(frame: pl.DataFrame, tables: Tables, *, level: str = "office") -> list[Row]:
    """C8: exports plus imports by customs office, or by group of offices."""
    offices = {row["code"]: row for row in records(tables, "customs_office")}
    names = {code: row["name"] for code, row in offices.items()}
    if level == "group":
        groups = {code: row["office_group"] for code, row in offices.items()}
        placed = pl.Series([groups.get(code) or UNKNOWN for code in frame["customs_office"].to_list()])
        frame = frame.with_columns(placed.alias("customs_office"))
    flows = set(frame.select("year", "flow").iter_rows())
    totals = sums(frame, "year")
    values = sums(frame, "year", "customs_office", "flow")
    rows = []
    for year, office in sorted({key[:2] for key in values}):
        exports, imports = (values.get((year, office, f), 0) if (year, f) in flows else None for f in "XM")
        trade = None if exports is None or imports is None else exports + imports
        rows.append(
            {
                "year": year,
                "customs_office": office,
                "office_name": names.get(office, office),
                "exports_usd": usd(exports),
                "imports_usd": usd(imports),
                "trade_usd": usd(trade),
                "share_pct": None if trade is None else pct(trade, totals[(year,)]),
            }
        )
    return rows


def trade_by_transport_mode(frame: pl.DataFrame, tables: Tables, *, flow: str = "X") -> list[Row]:
    """C9: value and weight by transport mode, each with its share."""
    names = {row["code"]: row["name_es"] for row in records(tables, "transport_mode")}
    lines = only(frame, flow=flow).with_columns(pl.col("transport_mode").fill_null(UNKNOWN))
    weighed = lines.filter(pl.col("grams").is_not_null())
    values, weights = sums(lines, "year", "transport_mode"), sums(weighed, "year", "transport_mode", of="grams")
    whole, weight = sums(lines, "year"), sums(weighed, "year", of="grams")
    return [
        {
            "year": year,
            "transport_mode": mode,
            "mode_name": names.get(mode, mode),
            "fob_usd": usd(value),
            "share_pct": pct(value, whole[(year,)]),
            "net_kg": kg(weights.get((year, mode))),
            "weight_share_pct": pct(weights.get((year, mode)), weight.get((year,))),
        }
        for (year, mode), value in values.items()
    ]


def _blocs(line: Row, members: Sequence[Row], membership: str) -> list[str]:
    """The blocs that the partner of a line belongs to, on the day of shipment or at the end of the year."""
    day = line["period_on"] if membership == "shipment" else date(int(str(line["year"])), 12, 31)
    return [
        str(row["bloc"])
        for row in members
        if row["country"] == line["partner"]
        and row["valid_from"] <= day
        and (row["valid_to"] is None or day <= row["valid_to"])
    ]


def _outside_metropolis(line: Row) -> bool:
    """Whether a line comes from the provinces of the department of Lima other than Lima itself."""
    return line["department"] == "15" and line["place_code"] is not None and str(line["place_code"])[:4] != "1501"
