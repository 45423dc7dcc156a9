"""Random lines of many firms over many years, the same for the same seed, and the tables that fit them.

Firms come, go and come back; some are persons, some have no tax id of the scheme; values repeat so that ties occur.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.core.statistics.cases import reference_table
from tests.core.statistics.reference.generated import PARTNERS, SUBHEADINGS, TABLES
from tests.core.statistics.small import SmallTable

YEARS = range(2013, 2025)
CLASSES = ("micro", "pequeña", "mediana", "grande", "otros")
FIRMS = (
    *(f"201000000{n:02}" for n in range(26)),
    *(f"np-{n:02}" for n in range(8)),
    *(f"other-{n:02}" for n in range(4)),
)


def firm_lines(seed: int, count: int = 1200) -> list[dict[str, object]]:
    """Some lines; every firm has its own span of years, with holes, and its own size."""
    random = Random(seed)
    spans = {firm: _span(random) for firm in FIRMS}
    return [_line(random, spans, number) for number in range(count)]


def firm_tables(seed: int) -> Mapping[str, SmallTable]:
    """The tables of the aggregates and those of firms: sales about the limits, with holes; tax units of some years."""
    random = Random(seed)
    return dict(TABLES) | {
        "uit": reference_table("uit", "\n".join(["year:integer  uit_pen:decimal", *map(_uit, YEARS)])),
        "annual_sales": reference_table(
            "annual_sales",
            "\n".join(
                ["trader_id  year:integer  sales_pen:decimal  size_class"]
                + [
                    f"{firm}  {year}  {_sales(random, year)}"
                    for firm in FIRMS
                    for year in YEARS
                    if not firm.startswith("other") and random.random() < 0.85
                ]
            ),
        ),
        "taxpayer": reference_table(
            "taxpayer",
            """
            trader_id    kind
            20100000003  public_body
            20100000004  company
            """,
        ),
        "lall": reference_table(
            "lall",
            """
            hs_version  hs6     technology
            2012        080610  primarios
            2012        080440  primarios
            2012        030489  basados en recursos naturales
            2012        260300  basados en recursos naturales
            2012        711290  alta
            2012        610910  baja
            2012        310210  mediana
            2012        970690  alta
            2012        710812  sin clasificar
            HS2017      080610  primarios
            HS2017      080440  basados en recursos naturales
            HS2017      081190  primarios
            HS2017      030489  baja
            HS2017      260300  basados en recursos naturales
            HS2017      271111  primarios
            HS2017      610910  baja
            HS2017      310210  mediana
            HS2017      970690  alta
            """,
        ),
    }


def _uit(year: int) -> str:
    return f"{year}  {3700 + 50 * (year - YEARS[0])}"


def _sales(random: Random, year: int) -> str:
    uit = 3700 + 50 * (year - YEARS[0])
    drawn = random.random()
    if drawn < 0.1:
        return f"-  {random.choice(CLASSES)}"
    if drawn < 0.2:
        return "-  -"
    units = random.choice((1, 150, 150, 151, 1000, 1700, 1701, 2299, 2300, 2301, 90000))
    return f"{uit * units + random.choice((0, 0, 1, -1))}  -"


def _span(random: Random) -> list[int]:
    first, last = sorted((random.choice(YEARS), random.choice(YEARS)))
    return [year for year in range(first, last + 1) if random.random() < 0.85] or [first]


def _line(random: Random, spans: Mapping[str, list[int]], number: int) -> dict[str, object]:
    firm = random.choice(FIRMS) if random.random() < 0.96 else None
    year = random.choice(spans[firm]) if firm else random.choice(YEARS)
    day = date(year, 1, 1) + timedelta(days=random.randrange(365))
    return {
        "flow": random.choice("XXXXM"),
        "year": year,
        "period_on": day,
        "regularised_on": random.choice((day, day, day, None)),
        "trader_id": firm,
        "trader_kind": _kind(firm),
        "trader_id_valid": firm is not None and not firm.startswith("other") and firm != "np-00",
        "subheading": random.choice(SUBHEADINGS[: random.choice((2, 5, 12))]),
        "partner": random.choice(PARTNERS[: random.choice((1, 3, 14))]) if random.random() < 0.95 else None,
        "department": random.choice(("15", "04", "20", None)),
        "zone": random.choice((None, None, None, "ZED Paita")),
        "fob_usd": _value(random),
        "net_kg": None,
        "description": f"line {number}",
    }


def _kind(firm: str | None) -> str:
    if firm is None:
        return "none"
    if firm.startswith("np"):
        return "natural_person"
    return "other" if firm.startswith("other") else "company"


def _value(random: Random) -> Decimal:
    drawn = random.random()
    if drawn < 0.05:
        return Decimal(0)
    if drawn < 0.1:
        return Decimal(-random.randrange(1, 5000)).scaleb(-2)
    return random.choice((Decimal(100), Decimal(60), Decimal("99.99"), Decimal(random.randrange(1, 10**7)).scaleb(-2)))
