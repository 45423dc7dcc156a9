"""Plain references of what an analyst looks for beside the catalogue, written from their definitions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
from tests.core.statistics.reference.plain import Row, growth, kg, only, pct, quotient, records, sums, usd, years_of
from tests.core.statistics.small import SmallTable

Tables = Mapping[str, SmallTable]


def monthly_trade(frame: pl.DataFrame, tables: Tables, *, flow: str = "X") -> list[Row]:
    """Each month, against the same month of the year before, and the sum of the twelve months that end with it."""
    lines = only(frame, flow=flow).with_columns(
        (pl.col("period_on").dt.year() * 12 + pl.col("period_on").dt.month() - 1).alias("month")
    )
    values = {month: value for (month,), value in sums(lines, "month").items()}

    def twelve(month: int) -> int | None:
        window = [values.get(month - back) for back in range(12)]
        return None if None in window else sum(window)

    rows = []
    for month, value in values.items():
        former, year, year_before = values.get(month - 12), twelve(month), twelve(month - 12)
        rows.append(
            {
                "year": month // 12,
                "month": month % 12 + 1,
                "fob_usd": usd(value),
                "former_usd": usd(former),
                "growth_pct": growth(value, former),
                "twelve_month_usd": usd(year),
                "twelve_month_growth_pct": None if year is None else growth(year, year_before),
            }
        )
    return rows


def top_products(frame: pl.DataFrame, tables: Tables, *, flow: str = "X", top: int = 10, digits: int = 10) -> list[Row]:
    """The products of the largest value, exactly as many as asked for."""
    lines = only(frame, flow=flow).with_columns(pl.col("subheading").str.slice(0, digits).alias("product"))
    return _top(lines, "product", top)


def top_partners(frame: pl.DataFrame, tables: Tables, *, flow: str = "X", top: int = 10) -> list[Row]:
    """The partners of the largest value; what has no partner is in the total only."""
    names = {row["code"]: row["name_es"] for row in records(tables, "country")}
    rows = _top(only(frame, flow=flow), "partner", top)
    return [
        {"year": r["year"], "place": r["place"], "partner": r["partner"]}
        | {"partner_name": names.get(r["partner"], r["partner"])}
        | {name: r[name] for name in ("fob_usd", "share_pct", "tie_at_cut")}
        for r in rows
    ]


def _top(lines: pl.DataFrame, column: str, top: int) -> list[Row]:
    rows = []
    for year in years_of(lines):
        values = sums(only(lines, year=year), column)
        ranked = sorted(((-value, code) for (code,), value in values.items() if code is not None))
        tie = len(ranked) > top and ranked[top][0] == ranked[top - 1][0]
        rows.extend(
            {
                "year": year,
                "place": place,
                column: code,
                "fob_usd": usd(-value),
                "share_pct": pct(-value, sum(values.values())),
                "tie_at_cut": tie,
            }
            for place, (value, code) in enumerate(ranked[:top], start=1)
        )
    return rows


def unit_values(
    frame: pl.DataFrame, tables: Tables, *, flow: str = "X", digits: int = 10, products: Sequence[str] = ()
) -> list[Row]:
    """Dollars per kilogram by product and partner: of the sums, and the median of the lines."""
    lines = only(frame, flow=flow).filter((pl.col("cents") > 0) & (pl.col("grams") > 0))
    cells: dict[tuple[int, str, str], list[Row]] = defaultdict(list)
    for line in lines.to_dicts():
        product = line["subheading"][:digits]
        if not products or product in products:
            cells[line["year"], product, line["partner"] or "sin especificar"].append(line)
    rows = []
    for (year, product, partner), of_cell in cells.items():
        cents, grams = sum(line["cents"] for line in of_cell), sum(line["grams"] for line in of_cell)
        each = sorted(quotient(usd(line["cents"]), kg(line["grams"])) for line in of_cell)
        middle = each[(len(each) - 1) // 2 : len(each) // 2 + 1]
        rows.append(
            {
                "year": year,
                "product": product,
                "partner": partner,
                "line_count": len(of_cell),
                "fob_usd": usd(cents),
                "net_kg": kg(grams),
                "unit_value": quotient(usd(cents), kg(grams)),
                "median_unit_value": quotient(sum(middle), len(middle)),
            }
        )
    return rows


def new_and_lost_products_markets(
    frame: pl.DataFrame, tables: Tables, *, flow: str = "X", digits: int = 10
) -> list[Row]:
    """Growth by what is new, lost and kept among pairs of product and market."""
    lines = only(frame, flow=flow).with_columns(pl.col("subheading").str.slice(0, digits).alias("product"))
    values = sums(lines, "year", "product", "partner")
    sold = lines.filter((pl.col("cents") > 0) & pl.col("partner").is_not_null())
    active = {tuple(row) for row in sold.select("year", "product", "partner").iter_rows()}
    totals = {year: value for (year,), value in sums(lines, "year").items()}
    rows = []
    for year in sorted(totals):
        if year - 1 not in totals:
            continue
        margins: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for pair in {key[1:] for key in values if key[0] in {year, year - 1}}:
            now, before = (year, *pair) in active, (year - 1, *pair) in active
            name = {(True, True): "continuos", (True, False): "nuevos", (False, True): "perdidos"}.get((now, before))
            margin = margins[name or "sin especificar"]
            margin[0] += name is not None
            margin[1] += values.get((year, *pair), 0)
            margin[2] += values.get((year - 1, *pair), 0)
        base = totals[year - 1]
        rows.extend(
            {
                "year": year,
                "margin": name,
                "pairs": pairs,
                "fob_usd": usd(value),
                "former_usd": usd(former),
                "contribution_pct": pct(value - former, base) if base > 0 else None,
                "total_growth_pct": growth(totals[year], base),
            }
            for name, (pairs, value, former) in margins.items()
        )
    return rows


def concentration_hhi(
    frame: pl.DataFrame, tables: Tables, *, flow: str = "X", of: str = "products", digits: int = 10
) -> list[Row]:
    """Sum of the squares of the shares in per cent, over products or markets with a value above zero."""
    lines = only(frame, flow=flow).filter(pl.col("cents") > 0)
    column = "subheading" if of == "products" else "partner"
    lines = lines.with_columns(pl.col("subheading").str.slice(0, digits))
    rows = []
    for year in years_of(lines):
        values = {code: value for (code,), value in sums(only(lines, year=year), column).items()}
        whole = sum(values.values())
        known = [value for code, value in values.items() if code is not None]
        shares = [pct(value, sum(known)) for value in known]
        hhi = sum((share * share for share in shares), Decimal(0)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
        rows.append(
            {
                "year": year,
                "classes": len(known),
                "hhi": hhi if known else None,
                "equivalent_number": quotient(10_000, hhi),
                "coverage_pct": pct(sum(known), whole),
            }
        )
    return rows
