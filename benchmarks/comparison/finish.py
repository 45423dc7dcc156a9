"""What a script over frames still does when the lines are summed: shares, growth, survival, over a few rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from benchmarks.comparison.tasks import FIRST, LAST, YEAR

Row = dict[str, Any]
Rows = list[Row]
Number = Any
LOOK_BACK, HORIZON = 5, 10
CLASS_NAMES = {
    "primarios": "1. Bienes primarios",
    "basados en recursos naturales": "2. Bienes basados en recursos naturales",
    "baja": "3. Bienes de baja tecnología",
    "mediana": "4. Bienes de mediana y alta tecnología",
    "alta": "4. Bienes de mediana y alta tecnología",
}


def pct(part: Number, whole: Number) -> Number:
    """A share in percent; none of nothing."""
    return None if part is None or not whole else 100 * part / whole


def exports(total: Number, mining: Number, unlisted: Number) -> Rows:
    """The value outside mining and energy."""
    row = {"year": YEAR, "total_usd": total, "mining_energy_usd": mining, "fob_usd": total - mining}
    return [row | {"share_pct": pct(total - mining, total), "unlisted_usd": unlisted}]


def zones(total: Number, firms: Number, zone: Number) -> Rows:
    """The share of the zones; no zone reports in a benchmark lake."""
    reported = {"reported_usd": None, "reported_pct": None, "reported_months": None}
    row = {"year": YEAR, "exports_usd": total, "firms_usd": firms, "firms_pct": pct(firms, total)}
    return [row | reported | {"zone_usd": zone, "zone_pct": pct(zone, total)}]


def mipyme(sums: Mapping[str, Number]) -> Rows:
    """The shares of the smaller firms."""
    whole = sums["exports_usd"]
    return [
        {
            "year": YEAR,
            "mipyme_usd": sums["mipyme_usd"],
            "exports_usd": whole,
            "share_pct": pct(sums["mipyme_usd"], whole),
            "mipyme_firms": sums["mipyme_firms"],
            "exporters": sums["exporters"],
            "firms_share_pct": pct(Decimal(int(sums["mipyme_firms"])), int(sums["exporters"])),
            "without_size_pct": pct(sums["without_size_usd"], whole),
        }
    ]


def trade(rows: Rows) -> Rows:
    """Share of the year and growth over the same group of the year before."""
    known = {(r["year"], r["sector"], r["partner"]): r["fob_usd"] for r in rows}
    totals: dict[int, Number] = defaultdict(int)
    for row in rows:
        totals[row["year"]] += row["fob_usd"]
    for row in rows:
        former = known.get((row["year"] - 1, row["sector"], row["partner"]))
        row["share_pct"] = pct(row["fob_usd"], totals[row["year"]])
        row["former_usd"] = former
        row["growth_pct"] = pct(row["fob_usd"] - former, former) if former is not None and former > 0 else None
    return rows


def survival(masks: Mapping[int, int]) -> Rows:
    """Survival from how many firms exported in which years: bit 0 of a mask is the first year."""
    rows = []
    for cohort in range(FIRST + LOOK_BACK, LAST + 1):
        bit = cohort - FIRST
        before = ((1 << LOOK_BACK) - 1) << (bit - LOOK_BACK)
        new = {m: n for m, n in masks.items() if m >> bit & 1 and not m & before}
        firms = risk = sum(new.values())
        for k in range(1, min(HORIZON, LAST - cohort) + 1 if firms else 1):
            until = ((1 << k) - 1) << (bit + 1)
            present = sum(n for m, n in new.items() if m >> (bit + k) & 1)
            staying = sum(n for m, n in new.items() if m & until == until)
            row = {"cohort": cohort, "k": k, "cohorts": 1, "firms": firms, "at_risk": risk, "continuous": staying}
            shares = {"continuous_pct": pct(Decimal(staying), firms), "present_pct": pct(Decimal(present), firms)}
            rows.append(row | {"present": present} | shares)
            risk = staying
    return rows


def crossed(rows: Rows) -> Rows:
    """The shares of the cells in firms and value."""
    firms: dict[int, int] = defaultdict(int)
    values: dict[int, Number] = defaultdict(int)
    for row in rows:
        firms[row["year"]] += int(row["firms"])
        values[row["year"]] += row["fob_usd"]
    for row in rows:
        row["firms_pct"] = pct(Decimal(int(row["firms"])), firms[row["year"]])
        row["value_pct"] = pct(row["fob_usd"], values[row["year"]])
    return rows


def moves(rows: Rows) -> Rows:
    """The contributions of those that stay, enter, come back and leave."""
    values: dict[int, Number] = defaultdict(int)
    former: dict[int, Number] = defaultdict(int)
    for row in rows:
        values[row["year"]] += row["fob_usd"]
        former[row["year"]] += row["former_usd"]
    margins = {"continúan": "intensivo", "sin empresa": "sin atribuir"}
    for row in rows:
        base = former[row["year"]]
        row["margin"] = margins.get(row["firm_group"], "extensivo")
        row["firms"] = 0 if row["firm_group"] == "sin empresa" else row["firms"]
        row["contribution_pp"] = pct(row["fob_usd"] - row["former_usd"], base)
        row["total_growth_pct"] = pct(values[row["year"]] - base, base)
    return rows


def technology(
    counts: Mapping[tuple[int, str], tuple[int, int]],
    coverage: Mapping[int, tuple[Number, Number]],
    names: Iterable[str],
) -> Rows:
    """Firms and shares of each class and year, from firms and tied firms, and from the whole value and the rest."""
    shown = sorted(names)
    totals = {y: sum(counts.get((y, name), (0, 0))[0] for name in shown) for y in range(FIRST, LAST + 1)}
    rows = []
    for year in range(FIRST, LAST + 1):
        for name in shown:
            firms, tied = counts.get((year, name), (0, 0))
            share = pct(Decimal(firms), totals[year])
            first = pct(Decimal(counts.get((FIRST, name), (0, 0))[0]), totals[FIRST])
            row = {"year": year, "technology": name, "firms": firms, "share_pct": share, "change_pp": share - first}
            left = pct(coverage[year][1], coverage[year][0])
            rows.append(row | {"tied_firms": tied, "unclassified_pct": left, "years_with_data": LAST - FIRST + 1})
    return rows
