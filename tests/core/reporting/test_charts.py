"""Charts: what they show, in which words, and that both media say the same."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from altair import LayerChart
from hypothesis import given
from hypothesis import strategies as st
from tests.core.reporting.printed import empty_report, full_report

from rumbo.core.language import speaking
from rumbo.core.monitoring.records import Light
from rumbo.core.policy.models import Direction, Kind, Policy
from rumbo.core.reporting.chart_layers import NARROW
from rumbo.core.reporting.chart_text import chart_figure, chart_sentence
from rumbo.core.reporting.chart_words import Word, place_words
from rumbo.core.reporting.charts import FONT, indicator_chart_spec, indicator_chart_svg, starts_at_zero
from rumbo.core.reporting.model import IndicatorRow, Point, Value

SVG = "{http://www.w3.org/2000/svg}"
TARGETS = {2026: 24853, 2027: 25645, 2030: 31289, 2035: 38930, 2040: 44633}


def row(
    baseline: Decimal | None = Decimal(23237),
    targets: dict[int, int] | None = None,
    obtained: dict[int, Decimal] | None = None,
    *,
    simulated: bool = False,
) -> IndicatorRow:
    targets = TARGETS if targets is None else targets
    obtained = obtained or {}
    years = sorted({2024, *targets, *obtained})
    points = tuple(
        Point(
            year=y,
            target=None if y not in targets else Decimal(targets[y]),
            obtained=obtained.get(y, baseline if y == 2024 else None),
            simulated=simulated and y in obtained,
        )
        for y in years
    )
    return IndicatorRow(
        code="OP1-I1", kind=Kind.OBJECTIVE, name="Exportaciones", unit="US$ millones", direction=Direction.ASCENDING,
        direction_printed="Ascendente", standard=None, responsible="DGIECE", responsible_service=None, entity=None,
        baseline_year=2024, baseline=Value(value=baseline), target=None, obtained=None, ratio_pct=None, type2_pct=None,
        light=Light.NO_DATA, notes=(), state=None, origin=None, revision=None, comment="", parts=(), evidence=(),
        last_known_year=2024, last_known=baseline, next_target_year=2026, next_target=None, required_rate_pct=None,
        required_step=None, series=points, footnotes=(), source="pnmce:1",
    )  # fmt: skip


def marks(spec: dict[str, Any]) -> list[dict[str, object]]:
    """The rows of data that stand for marks: each has a shape."""
    sets: dict[str, list[dict[str, object]]] = spec["datasets"]
    return [row for rows in sets.values() for row in rows if "shape" in row]


def svg_texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


def test_the_specification_is_valid_vega_lite() -> None:
    spec = indicator_chart_spec(row(obtained={2026: Decimal(26000)}), horizon=2040, language="es")
    assert LayerChart.from_dict(spec).to_dict() == spec
    assert "/vega-lite/v6" in spec["$schema"]
    assert spec["config"]["font"] == FONT


def test_every_figure_of_the_series_has_its_mark() -> None:
    spec = indicator_chart_spec(row(obtained={2026: Decimal(26000)}), horizon=2040, language="es")
    shown = {(m["year"], m["value"], m["shape"]) for m in marks(spec)}
    assert shown == {*((y, float(v), "diamond") for y, v in TARGETS.items()),
                     (2024, 23237.0, "circle"), (2026, 26000.0, "circle")}  # fmt: skip


def test_a_simulated_value_is_hollow_and_says_so() -> None:
    real = indicator_chart_spec(row(obtained={2026: Decimal(26000)}), horizon=2040, language="es")
    invented = indicator_chart_spec(row(obtained={2026: Decimal(26000)}, simulated=True), horizon=2040, language="es")
    assert {(m["shape"], m["fill"]) for m in marks(real) if m["value"] == 26000} == {("circle", "#0B5A73")}
    assert {(m["shape"], m["fill"]) for m in marks(invented) if m["value"] == 26000} == {("square", "#FFFFFF")}
    assert "Simulado 2026: 26,000" in json.dumps(invented, ensure_ascii=False)
    assert "simulado" in invented["description"]
    assert "imulado" not in json.dumps(real, ensure_ascii=False)


def test_a_baseline_that_was_not_measured_is_not_drawn_as_zero() -> None:
    spec = indicator_chart_spec(row(baseline=None), horizon=2040, language="es")
    assert {m["shape"] for m in marks(spec)} == {"diamond"}
    assert min(float(str(m["value"])) for m in marks(spec)) == 24853
    assert "no se midió" in spec["description"]


def test_the_svg_holds_the_words_and_figures_of_the_specification() -> None:
    texts = svg_texts(indicator_chart_svg(row(obtained={2026: Decimal("26000.5")}), horizon=2040, language="es"))
    assert {"Línea de base 2024: 23,237", "Obtenido 2026: 26,000.5", "Esperado 2040: 44,633"} <= set(texts)
    assert {"2024", "2026", "2035", "2040", "25,000", "40,000"} <= set(texts)


def test_the_chart_speaks_english_when_asked() -> None:
    texts = svg_texts(indicator_chart_svg(row(), horizon=2040, language="en"))
    assert {"Baseline 2024: 23,237", "Expected 2040: 44,633"} <= set(texts)


def test_a_chart_without_any_figure_can_be_drawn() -> None:
    svg = indicator_chart_svg(row(baseline=None, targets={}), horizon=2040, language="es")
    assert ET.fromstring(svg).tag == f"{SVG}svg"


def test_hostile_words_stay_words() -> None:
    bad = row().model_copy(update={"unit": '<script>alert("x")</script> ]] > &amp; {{x}}', "name": "</svg>"})
    svg = indicator_chart_svg(bad, horizon=2040, language="es")
    assert not list(ET.fromstring(svg).iter(f"{SVG}script"))
    assert '<script>alert("x")</script>' in indicator_chart_spec(bad, horizon=2040, language="es")["description"]


def test_the_chart_of_every_objective_indicator_is_drawn(pnmce: Policy) -> None:
    for report in (empty_report(pnmce), full_report(pnmce)):
        rows = [i for o in report.objectives for i in o.indicators]
        assert len(rows) == 8
        for indicator in rows:
            texts = svg_texts(indicator_chart_svg(indicator, horizon=report.horizon, language="es"))
            assert str(report.horizon) in texts
            assert any(text.startswith("Línea de base 2024") for text in texts)


def test_two_processes_draw_the_same_chart() -> None:
    script = (
        "import sys; from rumbo.core.reporting.charts import indicator_chart_svg as svg;"
        "from rumbo.core.reporting.model import IndicatorRow as Row;"
        "row = Row.model_validate_json(sys.stdin.read());"
        "svg(row, horizon=2040, language='en');"
        "sys.stdout.write(svg(row, horizon=2040, language='es'))"
    )
    drawn = row(obtained={2026: Decimal(26000)})
    other = subprocess.run(
        [sys.executable, "-c", script], input=drawn.model_dump_json(), capture_output=True, text=True, check=True
    )
    assert other.stdout == indicator_chart_svg(drawn, horizon=2040, language="es")


START = "En 2024 la línea de base fue 23,237 (US$ millones). La política espera 44,633 en 2040."


@pytest.mark.parametrize(
    ("obtained", "simulated", "end"),
    [
        ({}, False, "No se ha reportado ningún valor desde la línea de base."),
        ({2026: Decimal(26000)}, False, "El último valor obtenido es 26,000, en 2026."),
        ({2026: Decimal(26000)}, True, "El último valor obtenido, 26,000 en 2026, es simulado."),
    ],
)
def test_the_sentence(obtained: dict[int, Decimal], simulated: bool, end: str) -> None:
    with speaking("es"):
        assert chart_sentence(row(obtained=obtained, simulated=simulated)) == f"{START} {end}"


def test_what_is_counted_has_no_unit_in_the_sentence() -> None:
    counted = row().model_copy(update={"unit": "número"})
    with speaking("en"):
        assert chart_sentence(counted).startswith("In 2024 the baseline was 23,237. ")


@pytest.mark.parametrize(
    ("value", "text"),
    [("23237", "23,237"), ("1.617", "1.617"), ("94.5", "94.5"), ("69.94219653", "69.94"), ("0.113402061", "0.1134"),
     ("0", "0"), ("-12.345678", "-12.35")],
)  # fmt: skip
def test_computed_figures_are_rounded_and_given_ones_are_not(value: str, text: str) -> None:
    assert chart_figure(Decimal(value)) == text


def test_the_reader_is_told_where_the_axis_starts() -> None:
    assert not starts_at_zero(row(), horizon=2040)
    assert starts_at_zero(row(baseline=Decimal(0), targets={2030: 50}), horizon=2040)


def test_the_narrow_chart_says_the_same_in_less_room() -> None:
    wide = indicator_chart_spec(row(), horizon=2040, language="es")
    narrow = indicator_chart_spec(row(), horizon=2040, language="es", size=NARROW)
    assert narrow["width"] < wide["width"] / 2
    drawn = json.dumps(narrow, ensure_ascii=False)
    assert "Base 2024: " in drawn
    assert "Línea de base" in json.dumps(wide, ensure_ascii=False)
    assert "Esperado " in drawn


def test_words_keep_off_the_marks() -> None:
    ring, square = (10.0, 80.0), (46.0, 93.0)
    (placed,) = place_words([Word("Línea de base 2024: 38", ring, "#000")], [[ring, square]], width=560, height=158)
    left, top, right, bottom = _box(placed.word, placed.align, placed.dx, placed.dy)
    assert not (left - 4 <= square[0] <= right + 4 and top - 4 <= square[1] <= bottom + 4)


places = st.tuples(st.floats(0, 560), st.floats(0, 158))
sentences = st.text("abcdefgh 0123456789,.", min_size=4, max_size=26)


@given(at=st.lists(places, min_size=3, max_size=3), texts=st.lists(sentences, min_size=3, max_size=3))
def test_words_keep_apart_and_inside_the_plot(at: list[tuple[float, float]], texts: list[str]) -> None:
    words = [Word(text, place, "#000") for text, place in zip(texts, at, strict=True)]
    placed = place_words(words, [sorted(at)], width=560, height=158)
    assert [p.word for p in placed] == words
    assert placed == place_words(words, [sorted(at)], width=560, height=158)
    boxes = [_box(p.word, p.align, p.dx, p.dy) for p in placed]
    for box in boxes:
        assert box[0] >= -7
        assert box[2] <= 567
    for one, other in combinations(boxes, 2):
        assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])


def _box(word: Word, align: str, dx: float, dy: float) -> tuple[float, float, float, float]:
    length = len(word.text) * 6.6
    left = word.at[0] + dx - length * {"left": 0, "center": 0.5, "right": 1}[align]
    return left, word.at[1] + dy - 7, left + length, word.at[1] + dy + 7
