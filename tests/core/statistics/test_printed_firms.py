"""The printed figures of firms, overlays, services and external sources (``tests/cases/printed_firms.yaml``).

They are checked against one another, and the printed counts are given to the statistics, which must give the printed
shares. Checks that fail are findings about the source: they are held to fail by exactly as much as stated.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake
from tests.core.statistics.cases import FOLDER, reference_table
from tests.core.statistics.printed import SOURCE, apart, block, exactly, places_of, rounded, stands
from tests.core.statistics.small import lines_table

from rumbo.core.customs.schema import PARTITIONS
from rumbo.core.policy.yaml_source import parse
from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.registry import statistics
from rumbo.core.statistics.sources import FileSource

FILE = FOLDER.parent / "printed_firms.yaml"
CHECKS = parse(FILE.read_bytes(), FILE.name).data
SIZES = block(CHECKS["sizes"])
COUNTS, SHARES = block(CHECKS["technology_counts"]), block(CHECKS["technology_shares"])
SERVICES = block(CHECKS["services"])
PERIOD = [str(year) for year in range(2013, 2024)]
MIPYME = ("Mediana", "Pequeña", "Micro")


@pytest.mark.parametrize("check", CHECKS["checks"], ids=lambda check: check["name"])
def test_check(check: Mapping[str, object]):
    operands, printed = [figure["value"] for figure in check["operands"]], check["printed"]["value"]
    fails_by = check.get("fails_by")
    if check.get("exact"):
        result = exactly(check["formula"], operands, check.get("places"))
        assert abs(result - Decimal(printed)) == Decimal(str(fails_by or 0))
        return
    difference, possible = apart(check["formula"], operands, printed)
    assert fails_by is None
    assert possible, f"the printed figure is {difference} away from what its operands give"


@pytest.mark.parametrize("column", ["usd_2023", "usd_2024", "firms_2023", "firms_2024"])
def test_sizes_add_up(column: str):
    """Tabla 2: classes add to the total, in value and in number, both years; three of them to the MIPYME."""
    of = {row["size"]: int(row[column]) for row in SIZES}
    assert of["Total"] == sum(of[size] for size in ("Grande", *MIPYME, "Otros"))
    printed = CHECKS["mipyme_shares"][column]
    assert rounded(Decimal(100 * sum(of[size] for size in MIPYME)) / of["Total"], 1) == Decimal(printed)


#: In 2023 the three rounded classes come to 2 517 million, and 2 518 is printed.
ROUNDED_APART = {"usd_2023": 1, "usd_2024": 0, "firms_2023": 0, "firms_2024": 0}


@pytest.mark.parametrize("column", ROUNDED_APART)
def test_mipyme_row(column: str):
    of = {row["size"]: int(row[column]) for row in SIZES}
    assert abs(of["Mipymes"] - sum(of[size] for size in MIPYME)) == ROUNDED_APART[column]


@pytest.mark.parametrize("row", SIZES, ids=lambda row: row["size"])
@pytest.mark.parametrize("measure", ["usd", "firms"])
def test_growth_of_the_sizes(row: Mapping[str, str], measure: str):
    difference, possible = apart("growth", [row[f"{measure}_2024"], row[f"{measure}_2023"]], row[f"{measure}_growth"])
    assert possible, difference


@pytest.mark.parametrize("year", PERIOD)
def test_technology_shares(year: str):
    """Tabla 10: the 44 printed counts give the 44 printed shares, to the decimal."""
    total = sum(int(row[year]) for row in COUNTS)
    assert [rounded(Decimal(100 * int(row[year])) / total, 1) for row in COUNTS] == [
        Decimal(row[year]) for row in SHARES
    ]


@pytest.mark.parametrize("year", ["2020", "2021", "2022", "2023", "2024"])
def test_services_add_up(year: str):
    """Tabla 8: items add to the total, and travel and passengers to tourism, within 1."""
    of = {row["item"]: int(row[year]) for row in SERVICES}
    parts = sum(value for item, value in of.items() if item not in {"total", "viajes", "pasajeros"})
    assert abs(parts - of["total"]) <= 1
    assert abs(of["viajes"] + of["pasajeros"] - of["turismo"]) <= 1


def test_services_shares_add_up():
    shares = {row["item"]: int(row["share"]) for row in SERVICES}
    assert sum(share for item, share in shares.items() if item not in {"total", "viajes", "pasajeros"}) == 100


@pytest.mark.parametrize("row", SERVICES, ids=lambda row: row["item"])
def test_services_growth_and_shares(row: Mapping[str, str]):
    for formula, operands, printed in (
        ("growth", [row["2024"], row["2023"]], row["growth"]),
        ("share", [row["2024"], SERVICES[0]["2024"]], row["share"]),
    ):
        difference, possible = apart(formula, operands, printed)
        assert possible, difference


def test_traders_of_both_sides_are_at_most_the_overlap():
    """D1: 9 771 exporters and 40 798 importers are more than 46 000 traders only if fewer than 4 569 are both."""
    assert 9771 + 40798 - 46000 == 4569


def lake_of(folder, **columns: Sequence[object]) -> FileSource:
    """A lake of many lines that differ only in some columns."""
    count = len(next(iter(columns.values())))
    lines = lines_table([{}]).take(pa.array([0] * count))
    lines = lines.set_column(
        lines.schema.get_field_index("declaration_number"),
        "declaration_number",
        pa.array([f"{n}" for n in range(count)]),
    )
    for name, values in columns.items():
        place = lines.schema.get_field_index(name)
        lines = lines.set_column(place, lines.schema.field(place), pa.array(values, lines.schema.field(place).type))
    write_deltalake(folder, lines, partition_by=list(PARTITIONS))
    delta = DeltaTable(folder)
    return FileSource(delta.version(), tuple(delta.file_uris()))


def test_statistic_gives_the_printed_technology_shares(tmp_path):
    """D7: firms made after the printed counts come out as the printed shares, +4.4 and +6.5."""
    technologies = ("primarios", "basados en recursos naturales", "baja", "alta")
    years, firms, codes = [], [], []
    for number, row in enumerate(COUNTS, start=1):
        for year in PERIOD:
            years += [int(year)] * int(row[year])
            firms += [f"20{number}{firm:08}" for firm in range(int(row[year]))]
            codes += [f"0{number}00000000"] * int(row[year])
    lake = lake_of(tmp_path, year=years, trader_id=firms, subheading=codes, fob_usd=[Decimal("100.00")] * len(years))
    rows = [f"2012  0{number}0000  {name}" for number, name in enumerate(technologies, start=1)]
    tables = {"lall": reference_table("lall", "\n".join(["hs_version  hs6  technology", *rows]))}
    found = run_statistic("technology_level", lines=lake, tables=tables).to_rows()
    assert len(found) == 44
    by_cell = {(str(row["year"]), row["technology"]): row for row in found}
    for counts, shares in zip(COUNTS, SHARES, strict=True):
        for year in PERIOD:
            row = by_cell[year, counts["technology"]]
            assert (row["firms"], rounded(row["share_pct"], 1)) == (int(counts[year]), Decimal(shares[year]))
    changes = [rounded(by_cell["2023", row["technology"]]["change_pp"], 1) for row in COUNTS]
    assert (changes[3], changes[0]) == (Decimal("4.4"), Decimal("6.5"))


def test_statistic_gives_the_printed_sizes(tmp_path):
    """D2: firms made after Tabla 2 come out as its shares and growth, 4.4 and 69.3 in 2024."""
    years, firms, kinds, values, sales = [], [], [], [], ["trader_id  year:integer  sales_pen:decimal  size_class"]
    units = {"Micro": 150, "Pequeña": 1700, "Mediana": 2300, "Grande": 2301}
    for row in SIZES[1:-1]:
        for year in ("2023", "2024"):
            count, value = int(row[f"firms_{year}"]), Decimal(row[f"usd_{year}"]) * 1_000_000
            years += [int(year)] * count
            firms += [f"{row['size']}-{firm}" for firm in range(count)]
            kinds += ["other" if row["size"] == "Otros" else "company"] * count
            values += [value - (count - 1), *([Decimal(1)] * (count - 1))]
            if row["size"] in units:
                sales += [f"{row['size']}-{firm}  {year}  {100 * units[row['size']]}  -" for firm in range(count)]
    lake = lake_of(
        tmp_path,
        year=years,
        trader_id=firms,
        trader_kind=kinds,
        trader_id_valid=[kind == "company" for kind in kinds],
        fob_usd=[value.quantize(Decimal("0.01")) for value in values],
    )
    tables = {
        "annual_sales": reference_table("annual_sales", "\n".join(sales)),
        "uit": reference_table("uit", "year:integer  uit_pen:decimal\n2023  100\n2024  100"),
        "taxpayer": reference_table("taxpayer", "trader_id  kind"),
    }
    by_size = run_statistic("exports_by_firm_size", lines=lake, tables=tables).to_rows()
    found = {(row["year"], row["size"]): (row["fob_usd"], row["firms"]) for row in by_size}
    for row in SIZES[1:-1]:
        for year in (2023, 2024):
            expected = Decimal(row[f"usd_{year}"]) * 1_000_000, int(row[f"firms_{year}"])
            assert found[year, row["size"]] == expected
    whole = run_statistic("mipyme_exports", lines=lake, tables=tables).to_rows()
    for row in whole:
        shares = CHECKS["mipyme_shares"]
        assert rounded(row["share_pct"], 1) == Decimal(shares[f"usd_{row['year']}"])
        assert rounded(row["firms_share_pct"], 1) == Decimal(shares[f"firms_{row['year']}"])


def test_statistic_gives_the_printed_consolidated(tmp_path):
    """D3: 3 318 firms of five years and 6 453 that lack one of them."""
    years, firms = [], []
    for year in range(2020, 2025):
        years += [year] * 3318
        firms += [f"C{firm}" for firm in range(3318)]
        if year != 2022:
            years += [year] * 6453
            firms += [f"S{firm}" for firm in range(6453)]
    lake = lake_of(tmp_path, year=years, trader_id=firms, fob_usd=[Decimal("1.00")] * len(years))
    rows = run_statistic("consolidated_exporters", lines=lake, tables={}, parameters={"years": [2024]}).to_rows()
    assert rows == [{"year": 2024, "exporters": 9771, "consolidated": 3318, "sporadic": 6453}]


def test_figures_stand_in_their_lines():
    """Every figure can be read in the lines of the policy that it is said to stand in."""
    text = _source()
    missing = [(value, line) for value, lines in _figures() for line in lines if not stands(value, text[line - 1])]
    assert missing == []


@pytest.mark.parametrize("found", [s for s in statistics() if s.header.printed], ids=lambda found: found.name)
def test_figures_of_headers_stand_in_their_lines(found):
    """Every figure that a header tells as printed stands in one of the lines that it names."""
    text = _source()
    missing = []
    for figure in found.header.printed:
        said = figure.value.rpartition(" ")[2].replace(",", "")
        lines = "".join(text[n - 1] + "\n" for n in _numbers(str(figure.source)))
        if not stands(said, lines) and not stands(said.rstrip("0").rstrip("."), lines):
            missing.append((figure.value, str(figure.source)))
    assert missing == []


def _source() -> list[str]:
    if not SOURCE.is_file():
        pytest.skip("the text of the policy is not beside the repository")
    return SOURCE.read_text(encoding="utf-8").splitlines()


def _numbers(source: str) -> Iterator[int]:
    for part in source.partition(":")[2].split(","):
        first, _dash, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _figures() -> Iterator[tuple[str, Sequence[int]]]:
    for check in CHECKS["checks"]:
        for figure in (*check["operands"], check["printed"]):
            yield figure["value"], figure["lines"]
    for table in (SIZES, COUNTS, SHARES, SERVICES):
        for row in table:
            for name, value in row.items():
                if name not in {"line", "size", "item", "technology"} and places_of(value) <= 1:
                    yield value.removesuffix(".0") if value == "0.0" else value, [int(row["line"])]
    for value in CHECKS["mipyme_shares"].values():
        yield value, [566]
