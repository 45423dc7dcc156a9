"""The data file of printed figures, where it is beside the repository: each figure is found, and what is checked of it.

``tests/expected/printed_figures.yaml`` tells for each code of the catalogue how many figures are printed, how many are
reproduced from others to the printed precision, how many are held between bounds, and why the rest can be neither.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal

import pytest
from tests.core.statistics.cases import FOLDER
from tests.core.statistics.printed import SOURCE, stands
from tests.core.statistics.printed_cases import (
    COMPOSITION,
    FIRMS,
    TABLES,
    figures_of_checks,
    figures_of_tables,
    rows_of,
)

from rumbo.core.policy.yaml_source import parse

FILE = SOURCE.parents[1] / "data" / "statistics" / "printed_figures.json"
COVERAGE = FOLDER.parents[1] / "expected" / "printed_figures.yaml"

#: Figures of the same key with different values: two vintages, a rounding in words, or an error of the source.
CONFLICTS: Mapping[tuple[str, str], set[str]] = {
    ("exporters_count", "2024"): {"9700", "9771"},
    ("exports_value_by_sector", "2024"): {"12000", "12741"},
    ("goods_exports_value", "2024"): {"74431", "74500", "74518"},
    ("ecommerce_market", "2023"): {"12000", "13000"},
    ("monetary_poverty", "2019"): {"20", "20.2"},
    ("zee_users", "2022"): {"1094", "1900"},
}
#: Tables of which each figure is only held between bounds.
BOUNDED = ("enterprise_survey", "competitiveness", "taxes")
#: Levels of the regions of Tabla 9: what is checked is how many have each. How a group gets its own is not printed.
LEVELS = ("Bajo", "Medio", "Alto")
GROUPS = ("PERÚ", "GRANDES", "MEDIANAS", "PEQUEÑAS")

Spot = tuple[Decimal | str, int]


@pytest.fixture(scope="module")
def figures():
    if not FILE.is_file() or not SOURCE.is_file():
        pytest.skip("the data and the text of the policy are not beside the repository")
    return json.loads(FILE.read_text(encoding="utf-8"))["figures"]


def test_every_figure_has_its_lines(figures):
    count = len(SOURCE.read_text(encoding="utf-8").splitlines())
    assert len(figures) == 1727
    assert len({figure["id"] for figure in figures}) == len(figures)
    assert [f["id"] for f in figures if not f["lines"] or not all(1 <= line <= count for line in f["lines"])] == []


def test_every_figure_can_be_read_in_a_line(figures):
    """In digits, or in the words that the list of expected ones tells."""
    text = SOURCE.read_text(encoding="utf-8").splitlines()
    in_words = dict(_expected()["in_words"])
    missing = []
    for figure in figures:
        lines = "\n".join(text[line - 1] for line in figure["lines"])
        words = in_words.pop(figure["id"], None)
        values = figure["value"] if isinstance(figure["value"], list) else [figure["value"]]
        if not (words in lines if words else all(_can_be_read(value, lines) for value in values)):
            missing.append((figure["id"], figure["value"]))
    assert missing == []
    assert in_words == {}


def _can_be_read(value: object, lines: str) -> bool:
    """A number as some form of it, a text as it stands; where the table has a dash, there is none."""
    if value is None:
        return "\t-" in lines
    if not isinstance(value, int | float):
        return str(value) in lines
    forms = {f"{value:g}", f"{value}", f"{value:.1f}", f"{value:.2f}"} if abs(value) < 10**5 else {f"{value}"}
    return any(stands(form, lines) for form in forms)


def test_conflicts_are_known(figures):
    """Records of the same key with different values are listed, not chosen among (rule NU-02)."""
    found = defaultdict(set)
    for figure in figures:
        dimension = json.dumps(figure["dimension"], sort_keys=True)
        found[figure["statistic"], str(figure["year"]), dimension, figure["unit"]].add(str(figure["value"]))
    assert {key[:2]: values for key, values in found.items() if len(values) > 1} == CONFLICTS


def test_every_figure_is_checked_or_it_is_said_why_not(figures):
    """One by one: reproduced, held between bounds, or of a family of which nothing printed tells more."""
    expected = _expected()
    reasons = {name: reason for reason, names in expected["unchecked"].items() for name in names}
    reproduced, bounded = _reproduced(), _bounded()
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    used, unexplained = set(), []
    for figure in figures:
        spots, code = set(_spots(figure)), figure["catalogue"]
        kind = "reproduced" if spots & reproduced else "bounded" if spots & bounded else "unchecked"
        counts[code][kind] += 1
        reason = next((name for name in (figure["id"], code) if name in reasons), None)
        if kind == "unchecked" and reason is None:
            unexplained.append(figure["id"])
        elif kind == "unchecked":
            used.add(reason)
    assert unexplained == []
    assert used == set(reasons)
    assert {code: dict(found) for code, found in counts.items()} == expected["figures"]


def _spots(figure: Mapping[str, object]) -> list[Spot]:
    """The figure in each of its lines, as the checks tell theirs."""
    value = figure["value"]
    values = value if isinstance(value, list) else [value]
    return [(_number("-" if one is None else str(one)), line) for one in values for line in figure["lines"]]


def _reproduced() -> set[Spot]:
    checks = [*COMPOSITION["checks"], *FIRMS["checks"], *(c for c in TABLES["checks"] if "relation" not in c)]
    counted = [{"operands": TABLES["counted"], "printed": {"value": "100", "lines": _rows_of_regions()}}]
    mipyme = [(value, (566,)) for value in FIRMS["mipyme_shares"].values()]
    tables = {name: text for name, text in TABLES.items() if name not in BOUNDED}
    found = [*figures_of_checks([*checks, *counted]), *mipyme]
    for content in (COMPOSITION, FIRMS, tables):
        found += figures_of_tables(content)
    return {(_number(value), line) for value, lines in found for line in lines if value not in LEVELS}


def _rows_of_regions() -> list[int]:
    """Lines of Tabla 9, whose sectors and types add up to the hundred printed."""
    return [int(line) for _value, (line,) in figures_of_tables({"regions": COMPOSITION["regions"]})]


def _bounded() -> set[Spot]:
    found = [*figures_of_checks([check for check in TABLES["checks"] if "relation" in check])]
    found += figures_of_tables({name: TABLES[name] for name in BOUNDED})
    found += [("-", lines) for _value, lines in figures_of_tables({"taxes": TABLES["taxes"]})]
    regions = [row for row in rows_of({"regions": COMPOSITION["regions"]}) if row["region"] not in GROUPS]
    found += [(row[level], (int(row["line"]),)) for row in regions for level in COMPOSITION["level_counts"]]
    return {(_number(value), line) for value, lines in found for line in lines}


def _number(value: str) -> Decimal | str:
    """A figure whatever its last zeros, a level of a region as its word."""
    return Decimal(value).normalize() if value.lstrip("-").replace(".", "").isdecimal() else value


def _expected() -> Mapping[str, object]:
    return parse(COVERAGE.read_bytes(), COVERAGE.name).data
