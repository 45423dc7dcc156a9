"""A small lake of what makes two engines disagree, and reference tables that fit it.

Values near 10^15, of nothing and below nothing; ties; lines without partner, department, weight or tax id; natural
persons; subheadings that no table knows; declarations not regularised; years with one flow only; letters whose order
depends on the collation.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle, islice, product
from random import Random

import pyarrow as pa
from tests.core.statistics.small import SmallTable

from rumbo.core.tables import definition
from rumbo.core.tables.schema import Column, Definition
from rumbo.core.tables.typed import arrow_schema

YEARS = tuple(range(2012, 2025))
FIRMS = tuple(f"20{number:09}" for number in range(1, 31))
PERSONS = ("p-7f3a", "p-Ñ001", "p-a002", "P-b003")
SUBHEADINGS = (
    "0304890000", "0806100000", "0804400000", "0901119000", "2603000000", "2616901000", "2711110000", "3102100000",
    "6109100031", "7108120000", "7403110000", "8471300000", "9706900000", "9999999999", "0000000001", "5599990000",
)  # fmt: skip
PARTNERS = ("US", "CN", "DE", "GB", "CO", "EC", "CL", "JP", "BR", "MX", "AX", "ZZ", "QQ", "", None)
DEPARTMENTS = ("15", "07", "04", "20", "11", "13", "25", "99", None)
CLASSES = ("alfa", "Beta", "Ñandú", "niño", "áspero", "zeta")


def nasty_lines(count: int = 1100, largest: str = "999999999999999.99") -> list[dict[str, object]]:
    """Lines to put into a small lake, the same at every call; ``largest`` is the value of one line a flow."""
    random = Random(20)
    made = [_line(random) for _number in range(count)]
    made += [{"flow": flow, "year": 2024, "fob_usd": largest, "trader_id": FIRMS[0]} for flow in "XM"]
    made += [{"year": 2023, "fob_usd": "0.01", "trader_id": FIRMS[0], "subheading": SUBHEADINGS[0]}]
    made += [{"year": year, "fob_usd": "1000", "trader_id": firm} for year in YEARS for firm in FIRMS[1:6]]
    return made


def _line(random: Random) -> dict[str, object]:
    year = random.choice(YEARS)
    day = date(year, 1, 1) + timedelta(days=random.randrange(365))
    department = random.choice(DEPARTMENTS)
    person = random.random() < 0.1
    return {
        "flow": "X" if year == YEARS[0] else random.choice("XXM"),
        "year": year,
        "period_on": day,
        "regularised_on": random.choice((day, day, None)),
        "customs_office": random.choice(("118", "235", "262", "172", "")),
        "trader_id": random.choice(PERSONS if person else (*FIRMS, None)),
        **({"trader_kind": "natural_person"} if person else {}),
        "subheading": random.choice(SUBHEADINGS),
        "partner": random.choice(PARTNERS),
        "port": random.choice(("PECLL", "PEPAI", None)),
        "transport_mode": random.choice(("1", "1", "4", "7", "ñ", None)),
        "department": department,
        "place_code": None if department is None else department + random.choice(("0101", "0801")),
        "zone": random.choice(("CETICOS Paita", "ZOFRATACNA", None, None)),
        "preference": random.choice(("us", "cptpp", None)),
        "fob_usd": _value(random),
        "freight_usd": random.choice((None, "0", "12.34")),
        "net_kg": random.choice((None, "0", "0.001", str(random.randrange(10**7)))),
        "physical_quantity": random.choice((None, "0", str(random.randrange(1, 10**4)))),
        "physical_unit": random.choice(("KG", "U", None)),
    }


def _value(random: Random) -> Decimal:
    drawn = random.random()
    if drawn < 0.05:
        return Decimal(0)
    if drawn < 0.1:
        return Decimal(-random.randrange(1, 10**7)).scaleb(-2)
    if drawn < 0.3:
        return Decimal(random.choice((100, 100, 2500)))  # ties
    return Decimal(random.randrange(1, 10 ** random.randrange(2, 12))).scaleb(-2)


def invented_table(name: str) -> SmallTable:
    """A table that does not ship, filled by its definition alone, so that a new one needs no line here."""
    defined = definition(name)
    rows = list(_rows(defined))
    return SmallTable(name, pa.Table.from_pylist(rows, schema=arrow_schema(defined)))


def _rows(defined: Definition) -> Iterator[Mapping[str, object]]:
    keys = [defined.column(key) for key in defined.key]
    pools = [_pool(column) for column in keys]
    ranges = {"hs_from", "hs_to"} <= set(defined.key)
    combined = zip(*(cycle(pool) for pool in pools), strict=True) if ranges else product(*pools)
    others = [(column, cycle(_pool(column))) for column in defined.all_columns if column not in keys]
    for values in islice(combined, len(SUBHEADINGS) if ranges else 1500):
        row = dict(zip((key.name for key in keys), values, strict=True))
        yield row | {column.name: next(pool) for column, pool in others}


def _pool(column: Column) -> tuple[object, ...]:
    if column.type == "text":
        some: tuple[object, ...] = column.values or _texts(column.name)
    elif column.type == "integer":
        low, high = int(column.minimum or 1), int(column.maximum or 4)
        some = YEARS if column.name in {"year", "edition"} else tuple(range(low, min(high, low + 3) + 1))
    elif column.type == "decimal":
        low = Decimal(column.minimum if column.minimum is not None else -1000)
        high = Decimal(column.maximum if column.maximum is not None else 10**5)
        exact = Decimal(1).scaleb(-column.places)
        some = tuple((low + (high - low) * part / 7).quantize(exact) for part in range(8))
    else:
        some = (date(2018, 2, 28), date(2021, 7, 1)) if column.type == "date" else (True, False)
    return some if column.required else (*some, None)


def _texts(name: str) -> tuple[object, ...]:
    """Texts that the lake knows, where the name of a column tells what they are."""
    for part, known in (
        ("trader", FIRMS[:20]),
        ("merged", FIRMS[:3]),
        ("subheading", SUBHEADINGS[:10]),
        ("hs_from", SUBHEADINGS[:10]),
        ("hs_to", SUBHEADINGS[:10]),
        ("hs6", tuple(code[:6] for code in SUBHEADINGS)),
        ("economy", ("PE", "CL")),
        ("measure", ("EUDR", "CBAM")),
        ("market", ("US", "CN")),
        ("hs_version", ("2012", "2017")),
        ("department", DEPARTMENTS[:6]),
        ("country", PARTNERS[:8]),
        ("partner", PARTNERS[:8]),
    ):
        if part in name:
            return tuple(known)
    return CLASSES
