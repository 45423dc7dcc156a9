"""Plain references of the aggregates (family A), written from their definitions."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext

import polars as pl
from tests.core.statistics.reference.plain import Row, growth, pct, quotient, records, sums, usd, years_of
from tests.core.statistics.small import SmallTable

Tables = Mapping[str, SmallTable]


def trade_by_year(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """A3: exports plus imports."""
    rows = []
    for year in years_of(frame):
        exports, imports = _flows(frame, year)
        trade = None if exports is None or imports is None else exports + imports
        rows.append({"year": year, "exports_usd": usd(exports), "imports_usd": usd(imports), "trade_usd": usd(trade)})
    return rows


def balance_by_year(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """A4: exports minus imports."""
    rows = []
    for year in years_of(frame):
        exports, imports = _flows(frame, year)
        known = exports is not None and imports is not None
        rows.append(
            {
                "year": year,
                "exports_usd": usd(exports),
                "imports_usd": usd(imports),
                "balance_usd": usd(exports - imports) if known else None,
                "coverage_pct": pct(exports, imports) if known and imports > 0 else None,
            }
        )
    return rows


def growth_from_base(frame: pl.DataFrame, tables: Tables, *, flow: str = "X", base_year: int = 2019) -> list[Row]:
    """A6: growth, multiple and mean yearly rate against a base year."""
    values = {year: value for (year,), value in sums(frame.filter(pl.col("flow") == flow), "year").items()}
    base = values.get(base_year)
    rows = []
    for year in sorted(y for y in values if y >= base_year):
        positive = base is not None and base > 0
        rows.append(
            {
                "year": year,
                "fob_usd": usd(values[year]),
                "base_usd": usd(base),
                "growth_pct": growth(values[year], base),
                "multiple": quotient(values[year], base) if positive else None,
                "mean_rate_pct": _mean_rate(values[year], base, year - base_year) if positive else None,
            }
        )
    return rows


def growth_contribution(frame: pl.DataFrame, tables: Tables, *, flow: str, by: str, column: str) -> list[Row]:
    """A7: percentage points of the growth of the whole that each class of a column accounts for."""
    flowing = frame.filter(pl.col("flow") == flow)
    totals = {year: value for (year,), value in sums(flowing, "year").items()}
    values = sums(flowing, "year", column)
    rows = []
    for year in sorted(totals):
        base = totals.get(year - 1)
        for name in sorted({key[1] for key in values if key[0] in {year, year - 1}}):
            value, former = values.get((year, name), 0), values.get((year - 1, name), 0)
            rows.append(
                {
                    "year": year,
                    by: name,
                    "fob_usd": usd(value),
                    "former_usd": None if base is None else usd(former),
                    "contribution_pct": growth(base + value - former, base) if base is not None else None,
                    "total_growth_pct": growth(totals[year], base),
                }
            )
    return rows


def goods_services_trade(frame: pl.DataFrame, tables: Tables) -> list[Row]:
    """A8: goods trade plus services trade; a year of services is its own row, or its four quarters."""
    rows = []
    for year in years_of(frame):
        exports, imports = _flows(frame, year)
        goods = None if exports is None or imports is None else exports + imports
        sold, bought = (_services(tables, year, column) for column in ("exports_usd_million", "imports_usd_million"))
        services = None if sold is None or bought is None else sold + bought
        rows.append(
            {
                "year": year,
                "goods_usd": usd(goods),
                "services_exports_usd": sold,
                "services_imports_usd": bought,
                "trade_usd": None if goods is None or services is None else usd(goods) + services,
            }
        )
    return rows


def _services(tables: Tables, year: int, column: str) -> Decimal | None:
    of_year = [r for r in records(tables, "services_bcrp") if r["year"] == year and r["item"] == "total"]
    whole = [r[column] for r in of_year if r["quarter"] is None]
    quarters = [r[column] for r in of_year if r["quarter"] is not None]
    if whole and whole[0] is not None:
        return whole[0] * 1_000_000
    if len(quarters) == 4 and None not in quarters:
        return sum(quarters) * 1_000_000
    return None


def _flows(frame: pl.DataFrame, year: int) -> tuple[int | None, int | None]:
    of_year = sums(frame.filter(pl.col("year") == year), "flow")
    return of_year.get(("X",)), of_year.get(("M",))


def _mean_rate(value: int, base: int, years: int) -> Decimal | None:
    """100 * ((V / B) ^ (1 / years) - 1), with eighty digits on the way."""
    if years == 0 or value <= 0:
        return None
    with localcontext(prec=80):
        root = (Decimal(value) / Decimal(base)) ** (Decimal(1) / Decimal(years))
        return (100 * (root - 1)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
