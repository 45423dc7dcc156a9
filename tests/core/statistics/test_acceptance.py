"""Acceptance: one set of lines with known totals through the whole catalogue of values, and three rules in full."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from tests.core.statistics.cases import reference_table
from tests.core.statistics.reference.generated import TABLES
from tests.core.statistics.reference.plain import UNKNOWN
from tests.core.statistics.small import SmallTable, small_lake

from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.sources import FileSource
from rumbo.core.statistics.vocabulary import NO_DIMENSION, dimensions

MILLION = 1_000_000
FIRMS = ("20100000001", "20100000002", "10100000003", None)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> FileSource:
    """Exports of 100 million in 2024 and 80 in 2023, imports of 60 and 50, in classes whose totals are round."""
    rows = [
        # year, flow, subheading, partner, department, millions
        (2023, "X", "2603000000", "CN", "04", 50),
        (2023, "X", "0806100000", "US", "11", 30),
        (2024, "X", "2603000000", "CN", "04", 40),
        (2024, "X", "2711110000", "JP", "20", 15),
        (2024, "X", "2523290000", "CO", "15", 5),
        (2024, "X", "0806100000", "DE", "11", 20),
        (2024, "X", "0804400000", "FR", "11", 10),
        (2024, "X", "9706900000", None, None, 7),
        (2024, "X", "3102100000", "ZZ", "99", 3),
        (2023, "M", "6109100031", "CN", None, 50),
        (2024, "M", "0806100000", "CL", None, 12),
        (2024, "M", "3102100000", "CN", None, 30),
        (2024, "M", "9706900000", "EC", None, 18),
    ]
    lines = [
        {
            "year": year,
            "flow": flow,
            "subheading": subheading,
            "partner": partner,
            "department": department,
            "trader_id": FIRMS[number % len(FIRMS)],
            "fob_usd": millions * MILLION,
        }
        for number, (year, flow, subheading, partner, department, millions) in enumerate(rows)
    ]
    return small_lake(tmp_path_factory.mktemp("known"), lines)


#: Of each statistic, with its parameters: the class column, the value column, and what is known of 2024, in millions.
KNOWN: list[tuple[str, Mapping[str, object], str, str, Mapping[object, int]]] = [
    ("exports_by_year", {}, "year", "fob_usd", {2024: 100}),
    ("imports_by_year", {}, "year", "fob_usd", {2024: 60}),
    ("trade_by_year", {}, "year", "trade_usd", {2024: 160}),
    ("balance_by_year", {}, "year", "balance_usd", {2024: 40}),
    ("exports_by_product_type", {}, "product_type", "fob_usd", {"tradicional": 65, "no tradicional": 35}),
    (
        "exports_by_sector",
        {},
        "sector",
        "fob_usd",
        {
            "minería metálica": 40,
            "hidrocarburos": 15,
            "minería no metálica": 5,
            "agropecuario": 30,
            "químico": 3,
            UNKNOWN: 7,
        },
    ),
    ("exports_by_product", {}, "product_group", "fob_usd", {"fruta": 30, "uva": 20}),
    ("imports_by_use", {}, "use_class", "fob_usd", {"bienes de consumo": 12, "insumos": 30, UNKNOWN: 18}),
    ("exports_non_mining_energy", {}, "year", "fob_usd", {2024: 40}),
    ("exports_non_mining_energy", {"partners": "agreement"}, "year", "fob_usd", {2024: 30}),
    ("share_by_partner", {}, "partner", "fob_usd", {"CN": 40, "JP": 15, "CO": 5, "UE": 30, UNKNOWN: 7, "ZZ": 3}),
    ("trade_by_continent", {}, "continent", "fob_usd", {"Asia": 55, "América": 5, "Europa": 30, UNKNOWN: 10}),
    ("trade_with_bloc", {}, "bloc", "trade_usd", {"UE": 30, "CAN": 23, "Alianza del Pacífico": 17}),
    (
        "exports_by_department",
        {},
        "region",
        "fob_usd",
        {"Arequipa": 40, "Piura": 15, "Lima": 5, "Ica": 30, UNKNOWN: 10},
    ),
]
#: The same for counts.
COUNTED: list[tuple[str, Mapping[str, object], str, str, Mapping[object, int]]] = [
    ("products_over_threshold", {}, "year", "products", {2024: 4}),
    ("products_over_threshold", {"threshold": 7 * MILLION}, "year", "products", {2024: 2}),
    ("market_count", {}, "year", "markets", {2024: 5}),
    ("market_count", {"flow": "M"}, "year", "markets", {2024: 3}),
    (
        "subheadings_by_department",
        {},
        "region",
        "subheadings",
        {"Arequipa": 1, "Ica": 2, "Lima": 1, "Piura": 1, UNKNOWN: 2},
    ),
]
#: Statistics whose classes make the whole.
PARTITIONS = (
    "exports_by_product_type",
    "exports_by_sector",
    "imports_by_use",
    "share_by_partner",
    "trade_by_continent",
    "exports_by_department",
)


@pytest.mark.parametrize(("name", "parameters", "column", "value", "expected"), KNOWN)
def test_known_totals(known, name, parameters, column, value, expected):
    """Item 1: values are what they were made to be."""
    found = run_statistic(name, lines=known, tables=TABLES, parameters={"years": [2024], **parameters}).to_rows()
    assert {row[column]: row[value] for row in found} == {key: Decimal(n) * MILLION for key, n in expected.items()}
    if name in PARTITIONS:
        assert sum(row[value] for row in found) == (60 if name == "imports_by_use" else 100) * MILLION


@pytest.mark.parametrize(("name", "parameters", "column", "value", "expected"), COUNTED)
def test_known_counts(known, name, parameters, column, value, expected):
    """Item 1: counts are what they were made to be."""
    found = run_statistic(name, lines=known, tables=TABLES, parameters={"years": [2024], **parameters}).to_rows()
    assert {row[column]: row[value] for row in found} == expected


def test_known_traders(known):
    """Item 1: three firms export; a line without tax id is none."""
    found = run_statistic("trader_count", lines=known, tables=TABLES, parameters={"years": [2024]}).to_rows()
    assert [(row["exporters"], row["importers"]) for row in found] == [(3, 2)]


@pytest.mark.parametrize("dimension", [NO_DIMENSION, *(name for name, d in dimensions().items() if not d.overlapping)])
def test_contributions_add_up(known, dimension):
    """Item 2: contributions (A7) add up to growth (A5) for every dimension whose classes make the whole."""
    found = run_statistic(
        "growth_contribution", lines=known, tables=TABLES, parameters={"years": [2024], "by_1": dimension}
    ).to_rows()
    (growth,) = run_statistic("growth", lines=known, tables=TABLES, parameters={"years": [2024]}).to_rows()
    assert growth["growth_pct"] == 25
    assert sum(row["contribution_pct"] for row in found) == 25


def test_twenty_three_values_make_8_7_8(tmp_path):
    """Item 9: with distinct values the levels of 23 regions are 8 Bajo, 7 Medio and 8 Alto."""
    codes = [f"{number:02}" for number in range(1, 24)]
    lines = [{"department": code, "fob_usd": 1000 + 7 * int(code)} for code in codes]
    found = run_statistic("regional_panel", lines=small_lake(tmp_path, lines), tables=_regions(codes)).to_rows()
    regions = [row for row in found if not row["is_group"]]
    assert len(regions) == 23
    for measure in ("exports_gdp_level", "gdp_per_capita_level", "poverty_level"):
        assert Counter(row[measure] for row in regions) == {"Bajo": 8, "Medio": 7, "Alto": 8}


@pytest.mark.parametrize(
    ("exported", "gdp", "group"),
    [
        (999, 50_000, "PEQUEÑAS"),
        (1000, 50_000, "MEDIANAS"),  # not below 1 000 million
        (999, 4_995, "MEDIANAS"),  # 999 million are 20 % of it, not below
        (999, 4_996, "PEQUEÑAS"),
        (1000, 4_000, "MEDIANAS"),
    ],
)
def test_small_needs_both_conditions(tmp_path, exported, gdp, group):
    """Item 9: below US$ 1 000 million and below 20 % of GDP; one of them alone is not enough."""
    lines = [
        {"department": "01", "fob_usd": exported * MILLION},
        {"department": "15", "fob_usd": 60_000 * MILLION},
    ]
    tables = _regions(["01"]) | {"regional_gdp": _by_department("regional_gdp", "gdp_pen_million:decimal", {"01": gdp})}
    found = run_statistic("regional_panel", lines=small_lake(tmp_path, lines), tables=tables).to_rows()
    assert [row["size_group"] for row in found if not row["is_group"]] == [group]


@pytest.mark.parametrize(("membership", "expected"), [("shipment", 6), ("year_end", 7)])
def test_an_agreement_that_starts_in_july(tmp_path, membership, expected):
    """Item 10: it counts from its day by default, and for the whole year by the end of the year."""
    lines = [
        {"partner": "CN", "period_on": day, "fob_usd": value}
        for day, value in zip((date(2024, 6, 30), date(2024, 7, 1), date(2024, 12, 31)), (1, 2, 4), strict=True)
    ]
    agreement = "agreement  partner  entry_into_force:date  end_date:date\ncn  CN  2024-07-01  -"
    tables = {**TABLES, "agreement": reference_table("agreement", agreement)}
    source = small_lake(tmp_path, lines)
    parameters = {"partners": "agreement", "membership": membership}
    found = run_statistic("exports_non_mining_energy", lines=source, tables=tables, parameters=parameters).to_rows()
    assert [row["fob_usd"] for row in found] == [expected]
    coverage = run_statistic(
        "agreement_coverage", lines=source, tables=tables, parameters={"membership": membership}
    ).to_rows()
    assert [row["covered_usd"] for row in coverage] == [expected]


def _regions(codes: list[str]) -> dict[str, SmallTable]:
    """The tables of the panel for some regions of the interior, every figure another one."""
    names = "\n".join(f"{code}  Región {code}  interior" for code in codes)
    return {
        **TABLES,
        "department": reference_table("department", f"code  name  area\n15  Lima  Lima\n{names}"),
        "regional_gdp": _by_department(
            "regional_gdp", "gdp_pen_million:decimal", {c: 100 + int(c) ** 2 for c in codes}
        ),
        "population": _by_department("population", "population:integer", {c: 10_000 + 3 * int(c) for c in codes}),
        "poverty": _by_department("poverty", "poverty_pct:decimal", {c: 60 - int(c) for c in codes}),
        "exchange_rate": reference_table("exchange_rate", "year:integer  pen_per_usd:decimal\n2024  1"),
    }


def _by_department(name: str, column: str, values: Mapping[str, int]) -> SmallTable:
    rows = "\n".join(f"{code}  2024  {value}" for code, value in values.items())
    return reference_table(name, f"department  year:integer  {column}\n{rows}")
