"""Plain references of what the firms of a size or a department do (D4, D5, E3), written from their definitions."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

import polars as pl
from tests.core.statistics.reference.firms import MIPYME, Tables, active, band, profiles, size_of
from tests.core.statistics.reference.overlays import holds
from tests.core.statistics.reference.plain import UNKNOWN, Row, only, pct, quotient, records, usd

Followed = tuple[list[bool], int]
"""Of a new firm: whether it exports in each year after its entry, as far as it is observed; and its cohort."""


def exporter_survival_by_size(
    frame: pl.DataFrame, tables: Tables, *, look_back: int = 5, horizon: int = 10
) -> list[Row]:
    """D4: firm by firm, each with its own time until it stops or is no longer observed."""
    exports = only(frame, flow="X")
    size, exporters = size_of(exports, tables), active(exports)
    first, last = min(exports["year"]), max(exports["year"])
    groups: dict[str, list[Followed]] = defaultdict(list)
    for cohort in (y for y in exporters if y - look_back >= first):
        for firm in exporters[cohort]:
            if any(firm in exporters.get(y, ()) for y in range(cohort - look_back, cohort)):
                continue
            years = [firm in exporters.get(y, ()) for y in range(cohort + 1, min(last, cohort + horizon) + 1)]
            entered = size(firm, cohort)
            for group in {entered, "Todas"} | ({"Mipyme"} if entered in MIPYME else set()):
                groups[group].append((years, cohort))
    return [row for group, firms in groups.items() for row in _steps(group, firms)]


def _steps(group: str, firms: Sequence[Followed]) -> list[Row]:
    made = []
    survival, variance, defined = Fraction(1), Fraction(0), True
    for k in range(1, max(len(years) for years, _cohort in firms) + 1):
        seen = [(years[:k], cohort) for years, cohort in firms if len(years) >= k]
        at_risk = sum(all(years[:-1]) for years, _cohort in seen)
        continuous = sum(all(years) for years, _cohort in seen)
        present = sum(years[-1] for years, _cohort in seen)
        if at_risk:
            survival *= Fraction(continuous, at_risk)
            variance += Fraction(at_risk - continuous, at_risk * continuous) if continuous else 0
        defined = defined and (at_risk > 0 or survival == 0)
        made.append(
            {
                "size": group,
                "k": k,
                "cohorts": len({cohort for _years, cohort in seen}),
                "firms": len(seen),
                "at_risk": at_risk,
                "continuous": continuous,
                "present": present,
                "continuous_pct": pct(continuous, len(seen)),
                "present_pct": pct(present, len(seen)),
                "kaplan_meier_pct": pct(survival.numerator, survival.denominator) if defined else None,
                "error_pp": _error(survival, variance) if defined and survival else None,
            }
        )
    return made


def _error(survival: Fraction, variance: Fraction) -> Decimal | None:
    with localcontext(prec=60):
        root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
        return quotient(100 * survival.numerator * root, survival.denominator)


Bands = dict[tuple[int, str, str, str], list[int]]
"""Value in cents of each firm by year, axis, group and band."""


def _banded(cells: Bands, year: int, group: str, counts: tuple[int, int, int, int]) -> None:
    products, markets, sectors, cents = counts
    cells[year, "productos", group, band(products)].append(cents)
    cells[year, "mercados", group, band(markets)].append(cents)
    cells[year, "sectores", group, "1" if sectors == 1 else "más de 1"].append(cents)
    cells[year, "productos y mercados", group, "1 y 1" if products == markets == 1 else "los demás"].append(cents)


def _bands(cells: Bands, column: str) -> list[Row]:
    firms: Counter = Counter()
    values: Counter = Counter()
    for (year, axis, group, _band), several in cells.items():
        firms[year, axis, group] += len(several)
        values[year, axis] += sum(several)
    return [
        {
            "year": year,
            "axis": axis,
            column: group,
            "band": name,
            "firms": len(several),
            "firms_pct": pct(len(several), firms[year, axis, group]),
            "fob_usd": usd(sum(several)),
            "value_pct": pct(sum(several), values[year, axis]),
        }
        for (year, axis, group, name), several in cells.items()
    ]


def diversification_by_size(frame: pl.DataFrame, tables: Tables, *, digits: int = 10) -> list[Row]:
    """D5: the bands of the firms of each size."""
    size = size_of(only(frame, flow="X"), tables)
    cells: Bands = defaultdict(list)
    for (year, firm), counts in profiles(frame, tables, digits).items():
        _banded(cells, year, size(firm, year), counts)
    return _bands(cells, "size")


def diversification_by_department(frame: pl.DataFrame, tables: Tables, *, digits: int = 10) -> list[Row]:
    """D5: the bands of what firms export from each department; a firm of two departments counts in both."""
    cells: Bands = defaultdict(list)
    departments = frame["department"].fill_null(UNKNOWN)
    for department in departments.unique().to_list():
        for (year, _firm), counts in profiles(frame.filter(departments == department), tables, digits).items():
            _banded(cells, year, department, counts)
    names = {row["code"]: row["name"] for row in records(tables, "department")}
    rows = _bands(cells, "department")
    return [row | {"department_name": names.get(row["department"], row["department"])} for row in rows]


def measure_exposure_by_size(frame: pl.DataFrame, tables: Tables, *, measure: str, dated: bool = False) -> list[Row]:
    """E3: line by line, whether it is of a product of the measure, goes to its market, and is reached."""
    exports = only(frame, flow="X")
    size = size_of(exports, tables)
    scope = [row for row in records(tables, "measure_scope") if row["measure"] == measure]
    cells: dict[tuple[int, str, str, str], list[tuple[Row, bool | None]]] = defaultdict(list)
    for line in exports.to_dicts():
        own = size(line["trader_id"], line["year"])
        rows = [row for row in scope if row["first_subheading"] <= line["subheading"] <= row["last_subheading"]]
        for market, product in {(row["market"], row["product"]) for row in rows}:
            named = [row for row in rows if (row["market"], row["product"]) == (market, product)]
            valid = [row for row in named if not dated or holds(row, line["period_on"])]
            cells[line["year"], market, product, own].append((line, _reached(valid, own)))
    made = []
    for (year, market, product, own), lines in cells.items():
        there = [(line, reached) for line, reached in lines if _goes_to(line, market, tables)]
        unknown = any(reached is None for _line, reached in there)
        value, of_market = (sum(line["cents"] for line, _reached in part) for part in (lines, there))
        made.append(
            {
                "year": year,
                "market": market,
                "product": product,
                "size": own,
                "fob_usd": usd(value),
                "market_usd": usd(of_market),
                "exposure_pct": pct(of_market, value),
                "reached_usd": None if unknown else usd(sum(line["cents"] for line, reached in there if reached)),
                "firms": len({line["trader_id"] for line, _reached in there if line["cents"] > 0} - {None}),
            }
        )
    return made


def _reached(rows: list[Row], size: str) -> bool | None:
    """Whether a measure reaches a firm; unknown where that depends on a size that is not."""
    if any(row["firm_size"] in (None, size.lower()) for row in rows):
        return True
    return None if rows and size == "sin dato" else False


def _goes_to(line: Row, market: str, tables: Tables) -> bool:
    return line["partner"] == market or any(
        row["bloc"] == market and row["country"] == line["partner"] and holds(row, line["period_on"])
        for row in records(tables, "bloc")
    )
