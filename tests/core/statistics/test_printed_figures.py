"""The figures that the policy prints, checked against one another (``tests/cases/printed_checks.yaml``).

Checks that fail are findings about the source, not about the code: they are held to fail by exactly as much as stated.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from pathlib import Path

import pytest
from tests.core.statistics.cases import FOLDER

from rumbo.core.policy.yaml_source import parse

FILE = FOLDER.parent / "printed_checks.yaml"
SOURCE = Path(__file__).parents[3].parent / "shared" / "seeds" / "004_051e6f03b294d5f2.txt"
CHECKS = parse(FILE.read_bytes(), FILE.name).data
SECTORS = ("mining", "agro", "energy", "fishing", "others")
GROUPS = {"PERÚ", "GRANDES", "MEDIANAS", "PEQUEÑAS"}

FORMULAS: Mapping[str, Callable[..., Decimal]] = {
    "sum": lambda *values: sum(values, Decimal(0)),
    "difference": lambda whole, *parts: whole - sum(parts),
    "growth": lambda value, base: 100 * (value / base - 1),
    "grown": lambda base, *rates: base * prod(1 + rate / 100 for rate in rates),
    "part": lambda share, of: share * of / 100,
    "share": lambda part, whole: 100 * part / whole,
    "times": lambda value, base: value / base,
    "thousandth": lambda value: value / 1000,
}


def regions() -> list[dict[str, str]]:
    """The rows of Tabla 9."""
    titles, *rows = (re.split(r"\s{2,}", row.strip()) for row in CHECKS["regions"].strip().splitlines())
    return [dict(zip(titles, row, strict=True)) for row in rows]


@pytest.mark.parametrize("check", CHECKS["checks"], ids=lambda check: check["name"])
def test_check(check: Mapping[str, object]):
    apart, possible = _apart(check)
    fails_by = check.get("fails_by")
    if fails_by is None:
        assert possible, f"the printed figure is {apart} away from what its operands give"
    else:
        assert not possible
        assert apart == Decimal(str(fails_by))


@pytest.mark.parametrize("row", regions(), ids=lambda row: row["region"])
def test_sectors_of_a_row_add_up(row: Mapping[str, str]):
    missing = 100 - sum(int(row[sector]) for sector in SECTORS)
    assert (missing if abs(missing) > 2 else 0) == CHECKS["incomplete_rows"].get(row["region"], 0)


@pytest.mark.parametrize("row", regions(), ids=lambda row: row["region"])
def test_product_types_of_a_row_add_up(row: Mapping[str, str]):
    assert int(row["T"]) + int(row["NT"]) == 100


@pytest.mark.parametrize("measure", CHECKS["level_counts"])
def test_levels_of_the_regions(measure: str):
    levels = [row[measure] for row in regions() if row["region"] not in GROUPS]
    assert len(levels) == 23
    assert [levels.count(level) for level in ("Bajo", "Medio", "Alto")] == CHECKS["level_counts"][measure]


def test_figures_stand_in_their_lines():
    """Every figure can be read in the lines of the policy that it is said to stand in."""
    if not SOURCE.is_file():
        pytest.skip("the text of the policy is not beside the repository")
    text = SOURCE.read_text(encoding="utf-8").splitlines()
    missing = [
        (value, number)
        for value, lines in _figures()
        for number in lines
        if not re.search(rf"(?<![\d,]){value.replace('.', ',')}(?![\d,]*\d)", _bare(text[number - 1]))
    ]
    assert missing == []


def _figures() -> Iterator[tuple[str, Sequence[int]]]:
    for check in CHECKS["checks"]:
        for figure in (*check["operands"], check["printed"]):
            yield figure["value"], figure["lines"]
    for row in regions():
        yield from ((row[name], [int(row["line"])]) for name in ("share", *SECTORS, "T", "NT"))


def _bare(line: str) -> str:
    """A line without the spaces and commas that part thousands."""
    return re.sub(r"(?<=\d)[ ,](?=\d{3}(?!\d))", "", line)


def _apart(check: Mapping[str, object]) -> tuple[Decimal, bool]:
    """How far the result is from the printed figure, and whether rounding alone can make the difference."""
    formula = FORMULAS[str(check["formula"])]
    operands = [_range(figure["value"]) for figure in check["operands"]]
    low, middle, high = _range(check["printed"]["value"])
    result = formula(*(operand[1] for operand in operands))
    corners = [formula(*values) for values in product(*((o[0], o[2]) for o in operands))]
    return abs(result - middle), min(corners) <= high and max(corners) >= low


def _range(value: str) -> tuple[Decimal, Decimal, Decimal]:
    """A printed figure and half a unit of its last digit to each side."""
    printed = Decimal(value)
    half = Decimal(5).scaleb(printed.as_tuple().exponent - 1)
    return printed - half, printed, printed + half
