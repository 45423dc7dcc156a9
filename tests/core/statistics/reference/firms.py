"""Plain references of the statistics of firms (family D), written from their definitions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal

import polars as pl
from tests.core.statistics.reference.plain import UNKNOWN, Row, only, pct, quotient, records, sums, usd, with_class
from tests.core.statistics.small import SmallTable

Tables = Mapping[str, SmallTable]
Firms = dict[int, set[str]]

MIPYME = ("Micro", "Pequeña", "Mediana")


def active(frame: pl.DataFrame, *, above: int = 0) -> Firms:
    """The traders of each year: those whose lines of positive value come to more than a value in cents."""
    counted = frame.filter(pl.col("trader_id").is_not_null() & (pl.col("cents") > 0))
    found: Firms = defaultdict(set)
    for (year, firm), value in sums(counted, "year", "trader_id").items():
        if value > above:
            found[year].add(firm)
    return found


def positive(frame: pl.DataFrame, *by: str) -> dict[tuple, int]:
    """Value of the positive lines that name a trader."""
    return sums(frame.filter(pl.col("trader_id").is_not_null() & (pl.col("cents") > 0)), *by)


def trader_count(frame: pl.DataFrame, tables: Tables, *, above: int = 0, ruc: bool = False) -> list[Row]:
    """D1: exporters, importers, and those who are either."""
    if ruc:
        frame = frame.filter((pl.col("trader_kind") == "company") | pl.col("trader_id_valid"))
    exporters, importers = (active(only(frame, flow=flow), above=above) for flow in "XM")
    return [
        {
            "year": year,
            "exporters": len(exporters[year]),
            "importers": len(importers[year]),
            "both": len(exporters[year] & importers[year]),
            "traders": len(exporters[year] | importers[year]),
        }
        for year in sorted(set(exporters) | set(importers))
    ]


def size_of(frame: pl.DataFrame, tables: Tables) -> Callable[[str | None, int], str]:
    """The size of a trader in a year, by sales in tax units; inclusive below."""
    uit = {row["year"]: row["uit_pen"] for row in records(tables, "uit")}
    sales = {(row["trader_id"], row["year"]): row for row in records(tables, "annual_sales")}
    others = {r["trader_id"] for r in records(tables, "taxpayer") if r["kind"] in NOT_BUSINESS}
    rows = frame.filter(pl.col("trader_id").is_not_null()).to_dicts()
    identified = {r["trader_id"] for r in rows if r["trader_kind"] == "company" or r["trader_id_valid"]}

    def size(firm: str | None, year: int) -> str:
        if firm is None or firm not in identified or firm in others:
            return "Otros"
        row = sales.get((firm, year))
        if row is None:
            return "sin dato"
        if row["sales_pen"] is None:
            return "sin dato" if row["size_class"] is None else str(row["size_class"]).capitalize()
        if year not in uit:
            return "sin dato"
        units = row["sales_pen"] / uit[year]
        limits = ((150, "Micro"), (1700, "Pequeña"), (2300, "Mediana"))
        return next((name for limit, name in limits if units <= limit), "Grande")

    return size


NOT_BUSINESS = ("public_body", "mission", "other")


def exports_by_firm_size(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """D2: value and exporters by size."""
    exports = only(frame, flow="X")
    size, exporters = size_of(exports, tables), active(exports)
    values: Counter = Counter()
    for (year, firm), value in sums(exports, "year", "trader_id").items():
        values[year, size(firm, year)] += value
    totals = {year: value for (year,), value in sums(exports, "year").items()}
    firms = Counter((year, size(firm, year)) for year, several in exporters.items() for firm in several)
    return [
        {
            "year": year,
            "size": name,
            "mipyme": name in MIPYME,
            "fob_usd": usd(value),
            "share_pct": pct(value, totals[year]),
            "firms": firms[year, name],
            "firms_share_pct": pct(firms[year, name], len(exporters[year])),
        }
        for (year, name), value in values.items()
    ]


def mipyme_exports(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """D2: exports and exporters of the three smaller sizes."""
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in exports_by_firm_size(frame, tables):
        rows[row["year"]].append(row)
    made = []
    for year, several in rows.items():
        small = [row for row in several if row["mipyme"]]
        known = any(row["size"] in (*MIPYME, "Grande") for row in several)
        total, firms = sum(row["fob_usd"] for row in several), sum(row["firms"] for row in several)
        value, count = sum((row["fob_usd"] for row in small), Decimal(0)), sum(row["firms"] for row in small)
        lacking = sum((row["fob_usd"] for row in several if row["size"] == "sin dato"), Decimal(0))
        made.append(
            {
                "year": year,
                "mipyme_usd": value if known else None,
                "exports_usd": total,
                "share_pct": pct(value, total) if known else None,
                "mipyme_firms": count if known else None,
                "exporters": firms,
                "firms_share_pct": pct(count, firms) if known else None,
                "without_size_pct": pct(lacking, total),
            }
        )
    return made


def firm_size_transitions(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """D2: where the exporters of each size were a year before."""
    exports = only(frame, flow="X")
    size, exporters, values = size_of(exports, tables), active(exports), positive(exports, "year", "trader_id")
    made = []
    for year in sorted(y for y in exporters if y - 1 in set(exports["year"])):
        cells: dict[tuple[str, str], list[str]] = defaultdict(list)
        for firm in exporters[year] | exporters.get(year - 1, set()):
            sizes = [size(firm, y) if firm in exporters.get(y, ()) else "no exportó" for y in (year - 1, year)]
            cells[sizes[0], sizes[1]].append(firm)
        for (former, this), firms in cells.items():
            before, now = (sum(values.get((y, f), 0) for f in firms) for y in (year - 1, year))
            made.append(
                {
                    "year": year,
                    "former_size": former,
                    "size": this,
                    "firms": len(firms),
                    "former_usd": usd(before),
                    "fob_usd": usd(now),
                }
            )
    return made


def consolidated_exporters(frame: pl.DataFrame, tables: Tables, *, window: int = 5) -> list[Row]:
    """D3: exported in each of the last years, or not."""
    exports = only(frame, flow="X")
    exporters, first = active(exports), min(exports["year"])
    made = []
    for year in exporters:
        every = set.intersection(*(exporters.get(y, set()) for y in range(year - window + 1, year + 1)))
        known = year - window + 1 >= first
        made.append(
            {
                "year": year,
                "exporters": len(exporters[year]),
                "consolidated": len(every) if known else None,
                "sporadic": len(exporters[year] - every) if known else None,
            }
        )
    return made


def exporter_survival(
    frame: pl.DataFrame, tables: Tables, *, look_back: int = 5, horizon: int = 10, pool: str = "no"
) -> list[Row]:
    """D4: share of each cohort of new exporters that still exports k years later, two variants."""
    exports = only(frame, flow="X")
    exporters, years = active(exports), sorted(set(exports["year"]))
    cells: dict[tuple[int | None, int], list[tuple[int, int, int, int]]] = defaultdict(list)
    for cohort in (y for y in exporters if y - look_back >= years[0]):
        new = exporters[cohort].difference(*(exporters.get(y, set()) for y in range(cohort - look_back, cohort)))
        if not new:
            continue
        still = set(new)
        for k in range(1, min(horizon, years[-1] - cohort) + 1):
            at_risk, later = len(still), exporters.get(cohort + k, set())
            still &= later
            cells[cohort if pool == "no" else None, k].append((len(new), at_risk, len(still), len(new & later)))
    made = []
    for (cohort, k), several in cells.items():
        firms, at_risk, continuous, present = (sum(column) for column in zip(*several, strict=True))
        shares = [pct(continuous, firms), pct(present, firms)]
        if pool == "equal":
            shares = [quotient(sum(pct(c[n], c[0]) for c in several), len(several)) for n in (2, 3)]
        made.append(
            {
                "cohort": cohort,
                "k": k,
                "cohorts": len(several),
                "firms": firms,
                "at_risk": at_risk,
                "continuous": continuous,
                "present": present,
                "continuous_pct": shares[0],
                "present_pct": shares[1],
            }
        )
    return made


def profiles(frame: pl.DataFrame, tables: Tables, digits: int = 10) -> dict[tuple[int, str], tuple[int, int, int, int]]:
    """Products, markets and sectors of each exporter in each year, at least one of each; and its value."""
    lines = with_class(only(frame, flow="X"), records(tables, "sector"), "sector", unlisted=None)
    lines = lines.filter(pl.col("trader_id").is_not_null() & (pl.col("cents") > 0))
    lines = lines.with_columns(pl.col("subheading").str.slice(0, digits).alias("product"))
    made = {}
    for (year, firm), own in lines.group_by("year", "trader_id"):
        several = [max(1, own[c].drop_nulls().n_unique()) for c in ("product", "partner", "sector")]
        made[year, firm] = (*several, own["cents"].sum())
    return made


def band(count: int) -> str:
    if count == 1:
        return "1"
    return "2-9" if count < 10 else "10 o más"


def diversification_bands(frame: pl.DataFrame, tables: Tables, *, digits: int = 10) -> list[Row]:
    """D5: exporters by how many products, markets and sectors they export."""
    cells: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for (year, _firm), (products, markets, sectors, cents) in profiles(frame, tables, digits).items():
        cells[year, "productos", band(products)].append(cents)
        cells[year, "mercados", band(markets)].append(cents)
        cells[year, "sectores", "1" if sectors == 1 else "más de 1"].append(cents)
        cells[year, "productos y mercados", "1 y 1" if products == markets == 1 else "los demás"].append(cents)
    return [
        {"year": year, "axis": axis, "band": band}
        | _shares(several, cells, lambda key, y=year, a=axis: key[:2] == (y, a))
        for (year, axis, band), several in cells.items()
    ]


def diversification_cross(frame: pl.DataFrame, tables: Tables, *, digits: int = 10) -> list[Row]:
    """D5: the same bands crossed."""
    cells: dict[tuple[int, str, str, str], list[int]] = defaultdict(list)
    for (year, _firm), (products, markets, sectors, cents) in profiles(frame, tables, digits).items():
        cells[year, band(products), band(markets), "1" if sectors == 1 else "más de 1"].append(cents)
    return [
        {"year": key[0], "products": key[1], "markets": key[2], "sectors": key[3]}
        | _shares(several, cells, lambda other, y=key[0]: other[0] == y)
        for key, several in cells.items()
    ]


def _shares(several: list[int], cells: Mapping[tuple, list[int]], same: Callable[[tuple], bool]) -> Row:
    whole = [cents for key, those in cells.items() if same(key) for cents in those]
    return {
        "firms": len(several),
        "firms_pct": pct(len(several), len(whole)),
        "fob_usd": usd(sum(several)),
        "value_pct": pct(sum(several), sum(whole)),
    }


def _ranked(frame: pl.DataFrame) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (year, firm), cents in positive(frame, "year", "trader_id").items():
        found[year].append((cents, firm))
    return {year: sorted(several, key=lambda pair: (-pair[0], pair[1])) for year, several in found.items()}


def top_exporters_share(frame: pl.DataFrame, tables: Tables, *, top: int = 10, sector: str = "") -> list[Row]:
    """D6: what the largest exporters have of the whole."""
    exports = _of_sector(only(frame, flow="X"), tables, sector)
    totals = {year: value for (year,), value in sums(exports, "year").items()}
    return [
        {
            "year": year,
            "exporters": len(several),
            "counted": min(top, len(several)),
            "top_usd": usd(sum(cents for cents, _firm in several[:top])),
            "fob_usd": usd(totals[year]),
            "share_pct": pct(sum(cents for cents, _firm in several[:top]), totals[year]),
            "tie_at_cut": len(several) > top and several[top][0] == several[top - 1][0],
        }
        for year, several in _ranked(exports).items()
    ]


def top_exporters(frame: pl.DataFrame, tables: Tables, *, top: int = 10) -> list[Row]:
    """D6: the largest exporters one by one; only companies are named."""
    exports = only(frame, flow="X")
    totals = {year: value for (year,), value in sums(exports, "year").items()}
    made = []
    for year, several in _ranked(exports).items():
        cumulated = 0
        for place, (cents, firm) in enumerate(several[:top], start=1):
            cumulated += cents
            made.append(
                {
                    "year": year,
                    "place": place,
                    "company_id": firm if firm.startswith("20") else None,
                    "fob_usd": usd(cents),
                    "share_pct": pct(cents, totals[year]),
                    "cumulated_pct": pct(cumulated, totals[year]),
                    "tie_at_cut": len(several) > top and several[top][0] == several[top - 1][0],
                }
            )
    return made


def _of_sector(frame: pl.DataFrame, tables: Tables, sector: str) -> pl.DataFrame:
    return only(with_class(frame, records(tables, "sector"), "sector"), sector=sector) if sector else frame


FOUR = {
    "primarios": "1. Bienes primarios",
    "basados en recursos naturales": "2. Bienes basados en recursos naturales",
    "baja": "3. Bienes de baja tecnología",
    "mediana": "4. Bienes de mediana y alta tecnología",
    "alta": "4. Bienes de mediana y alta tecnología",
}
FIVE = FOUR | {"mediana": "4. Bienes de mediana tecnología", "alta": "5. Bienes de alta tecnología"}


def technology_level(
    frame: pl.DataFrame,
    tables: Tables,
    *,
    first_year: int,
    last_year: int,
    mode: str = "yearly",
    basis: str = "all",
    threshold: int = 100_00,
    names: Mapping[str, str] | None = None,
) -> list[Row]:
    """D7: Recuadro 1, step by step."""
    names = names or FOUR
    universe = only(frame, flow="X").filter(
        pl.col("year").is_between(first_year, last_year)
        & (pl.col("cents") > 0)
        & (
            (pl.col("trader_kind") == "company")
            | ((pl.col("trader_kind") == "natural_person") & pl.col("trader_id_valid"))
        )
    )
    lines = universe.with_columns(_levels(universe, tables, names).alias("level"))
    classified = lines.filter(pl.col("level").is_not_null())
    by_class: dict[str, dict[str, int]] = defaultdict(dict)
    for (firm, level), cents in sums(classified, "trader_id", "level").items():
        by_class[firm][level] = cents
    best = {firm: min(several, key=lambda level: (-several[level], level)) for firm, several in by_class.items()}
    tied = {firm for firm, several in by_class.items() if list(several.values()).count(max(several.values())) > 1}
    basis_values = sums(lines if basis == "all" else classified, "year", "trader_id")
    period = range(first_year, last_year + 1)
    passing = {y: {f for f in best if basis_values.get((y, f), 0) >= threshold} for y in period}
    if mode == "balanced":
        always = set.intersection(*passing.values())
        passing = dict.fromkeys(period, always)
    years = sorted(set(only(frame, flow="X").filter(pl.col("year").is_between(first_year, last_year))["year"]))
    whole, without = sums(lines, "year"), sums(lines.filter(pl.col("level").is_null()), "year")
    counts = {(y, k): sum(best[f] == k for f in passing[y]) for y in years for k in set(best.values())}
    made = []
    for (year, level), count in counts.items():
        total, first, first_total = len(passing[year]), counts.get((first_year, level), 0), len(passing[first_year])
        made.append(
            {
                "year": year,
                "technology": level,
                "firms": count,
                "share_pct": pct(count, total),
                "change_pp": pct(count * first_total - first * total, total * first_total),
                "tied_firms": sum(best[f] == level and f in tied for f in passing[year]),
                "unclassified_pct": pct(without.get((year,), 0), whole.get((year,))),
                "years_with_data": len(years),
            }
        )
    return made


def _levels(frame: pl.DataFrame, tables: Tables, names: Mapping[str, str]) -> pl.Series:
    """The class of each line, by the last version of the Harmonized System that was there in its year."""
    classes = {
        (int(row["hs_version"].removeprefix("HS")), row["hs6"]): names.get(row["technology"])
        for row in records(tables, "lall")
    }
    versions = sorted({version for version, _hs6 in classes})
    in_use = {y: max((v for v in versions if v <= y), default=versions[0]) for y in frame["year"].unique()}
    pairs = zip(frame["year"], frame["subheading"], strict=True)
    return pl.Series([classes.get((in_use[year], code[:6])) for year, code in pairs], dtype=pl.String)


def exporters_by_class(frame: pl.DataFrame, column: str) -> list[Row]:
    """D8 and its like: exporters with lines of a class, one firm in every class that it has."""
    exports = only(frame, flow="X").with_columns(pl.col(column).fill_null(UNKNOWN))
    everyone = active(exports)
    firms: dict[tuple[int, str], set[str]] = defaultdict(set)
    for year, name, firm in positive(exports, "year", column, "trader_id"):
        firms[year, name].add(firm)
    return [
        {"year": year, column: name, "exporters": len(several), "exporters_pct": pct(len(several), len(everyone[year]))}
        for (year, name), several in firms.items()
    ]


def exporters_by_sector(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """D8."""
    return exporters_by_class(with_class(frame, records(tables, "sector"), "sector"), "sector")


def exporters_by_department(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """The same by department."""
    names = {row["code"]: row["name"] for row in records(tables, "department")}
    rows = exporters_by_class(frame, "department")
    return [row | {"department_name": names.get(row["department"], row["department"])} for row in rows]


def target_population(frame: pl.DataFrame, tables: Tables, *, window: int = 5) -> list[Row]:
    """D9: micro, small and medium exporters that are not consolidated."""
    exports = only(frame, flow="X")
    size, exporters, first = size_of(exports, tables), active(exports), min(exports["year"])
    made = []
    for year, firms in exporters.items():
        sizes = {firm: size(firm, year) for firm in firms}
        known = bool(set(sizes.values()) & {*MIPYME, "Grande"})
        small = {firm for firm, name in sizes.items() if name in MIPYME}
        every = set.intersection(*(exporters.get(y, set()) for y in range(year - window + 1, year + 1)))
        covered = known and year - window + 1 >= first
        made.append(
            {
                "year": year,
                "exporters": len(firms),
                "mipyme": len(small) if known else None,
                "consolidated_mipyme": len(small & every) if covered else None,
                "target": len(small - every) if covered else None,
                "without_size": sum(name == "sin dato" for name in sizes.values()),
            }
        )
    return made


def exporter_entry_exit(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """Margins of growth by firm: who stayed, came, came back, went; the parts add to the growth of the whole."""
    exports = only(frame, flow="X")
    exporters, values = active(exports), sums(exports, "year", "trader_id")
    totals = {year: value for (year,), value in sums(exports, "year").items()}
    made = []
    for year in sorted(y for y in totals if y - 1 in totals):
        earlier = set().union(*(firms for y, firms in exporters.items() if y < year - 1))
        cells: dict[str, list[str | None]] = defaultdict(list)
        for firm in {f for (y, f) in values if y in (year - 1, year)}:
            was, is_ = (firm in exporters.get(y, ()) for y in (year - 1, year))
            if was:
                cells["continúan" if is_ else "salen"].append(firm)
            elif is_:
                cells["reingresan" if firm in earlier else "ingresan"].append(firm)
            else:
                cells["sin empresa"].append(firm)
        for group, firms in cells.items():
            before, now = (sum(values.get((y, f), 0) for f in firms) for y in (year - 1, year))
            base = totals[year - 1]
            made.append(
                {
                    "year": year,
                    "firm_group": group,
                    "margin": {"continúan": "intensivo", "sin empresa": "sin atribuir"}.get(group, "extensivo"),
                    "firms": 0 if group == "sin empresa" else len(firms),
                    "former_usd": usd(before),
                    "fob_usd": usd(now),
                    "contribution_pp": pct(now - before, base) if base > 0 else None,
                    "total_growth_pct": pct(totals[year] - base, base) if base > 0 else None,
                }
            )
    return made


def firm_concentration(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """How few firms have how much: shares of the largest, Herfindahl-Hirschman, Gini; over what firms export."""
    made = []
    for year, several in _ranked(only(frame, flow="X")).items():
        cents = [value for value, _firm in several]
        total, count = sum(cents), len(cents)
        measures = {f"top_{n:03}": pct(sum(cents[:n]), total) for n in (1, 5, 10, 50, 100)}
        measures["hhi"] = quotient(sum(c * c for c in cents), total * total)
        weighted = sum(place * c for place, c in enumerate(sorted(cents), start=1))
        measures["gini"] = quotient(2 * weighted - (count + 1) * total, count * total)
        made += [
            {"year": year, "measure": name, "value": value, "exporters": count} for name, value in measures.items()
        ]
    return made


def exporter_persistence(frame: pl.DataFrame, tables: Tables, *, window: int = 10) -> list[Row]:
    """Exporters of each year by in how many of the last years they exported."""
    exports = only(frame, flow="X")
    exporters, values, first = active(exports), positive(exports, "year", "trader_id"), min(exports["year"])
    made = []
    for year in (y for y in exporters if y - window + 1 >= first):
        span = range(year - window + 1, year + 1)
        cells: dict[int, list[int]] = defaultdict(list)
        for firm in exporters[year]:
            cells[sum(firm in exporters.get(y, ()) for y in span)].append(values[year, firm])
        whole = sum(c for several in cells.values() for c in several)
        made += [
            {
                "year": year,
                "years_active": count,
                "firms": len(several),
                "firms_pct": pct(len(several), len(exporters[year])),
                "fob_usd": usd(sum(several)),
                "value_pct": pct(sum(several), whole),
            }
            for count, several in cells.items()
        ]
    return made
