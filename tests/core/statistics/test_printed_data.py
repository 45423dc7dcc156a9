"""The data file of printed figures, where it is beside the repository: it loads, and its conflicts are known."""

import json
from collections import defaultdict
from collections.abc import Mapping

import pytest
from tests.core.statistics.printed import SOURCE, stands

FILE = SOURCE.parents[1] / "data" / "statistics" / "printed_figures.json"

#: Figures of the same key with different values: two vintages, a rounding in words, or an error of the source.
CONFLICTS: Mapping[tuple[str, str], set[str]] = {
    ("exporters_count", "2024"): {"9700", "9771"},
    ("exports_value_by_sector", "2024"): {"12000", "12741"},
    ("goods_exports_value", "2024"): {"74431", "74500", "74518"},
}
#: Families whose figures this test looks up in the text one by one.
FAMILIES = ("D", "E", "S")


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


def test_figures_of_firms_stand_in_a_line(figures):
    """A figure in digits can be read in one of its lines."""
    text = SOURCE.read_text(encoding="utf-8").splitlines()
    missing = []
    for figure in figures:
        value = figure["value"]
        if figure["catalogue"][0] not in FAMILIES or not isinstance(value, int | float):
            continue
        lines = "\n".join(text[line - 1] for line in figure["lines"])
        forms = {f"{value:g}", f"{value}", f"{value:.1f}", f"{value:.2f}"} if value < 10**5 else {f"{value}"}
        if not any(stands(form, lines) for form in forms):
            missing.append((figure["id"], value))
    assert missing == []


def test_conflicts_are_known(figures):
    """Records of the same key with different values are listed, not chosen among (rule NU-02)."""
    found = defaultdict(set)
    for figure in figures:
        if figure["catalogue"][0] not in "ABCDES":
            continue
        dimension = json.dumps(figure["dimension"], sort_keys=True)
        found[figure["statistic"], str(figure["year"]), dimension, figure["unit"]].add(str(figure["value"]))
    assert {key[:2]: values for key, values in found.items() if len(values) > 1} == CONFLICTS
