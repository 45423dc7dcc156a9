"""Which way is an indicator going? One chart of it, for the browser (Vega-Lite) and for print (SVG).

The chart shows the baseline (línea de base), the path of expected values (logros esperados) to the policy's horizon and
the obtained values. Each series has its own shape, line and words beside it, so that colour alone never tells it.
A simulated value is drawn hollow and says so. Both media come from the same specification.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from rumbo.core.language import Language, speaking
from rumbo.core.reporting import palette
from rumbo.core.reporting.chart_layers import WIDE, Size, layers
from rumbo.core.reporting.chart_series import series_of
from rumbo.core.reporting.chart_text import chart_sentence
from rumbo.core.reporting.model import IndicatorRow

FONTS = Path(__file__).parent / "fonts"
"""Folder of the typeface that the document and its charts share."""
FONT = "Source Sans Pro"

_VEGA_LITE = "6.4"
_NUMBERS: dict[str, Any] = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]}
"""Separators of es-PE, which English shares."""


def indicator_chart_spec(row: IndicatorRow, *, horizon: int, language: Language, size: Size = WIDE) -> dict[str, Any]:
    """The chart of an indicator as a Vega-Lite specification.

    Args:
        row: the indicator; its ``series`` holds targets and obtained values by year.
        horizon: last year of the policy, where the axis of years ends.
        language: language of the words in the chart.
        size: how large the plot is.

    Returns:
        A self-contained specification: data, layers, typeface and the signs of numbers.
    """
    with speaking(language):
        chart = alt.layer(*layers(series_of(row, horizon), size))
        chart = chart.properties(width=size.width, height=size.height, description=chart_sentence(row))
    spec: dict[str, Any] = chart.configure(**looks()).to_dict(validate=False)  # a test holds it against the schema
    return spec


def indicator_chart_svg(row: IndicatorRow, *, horizon: int, language: Language, size: Size = WIDE) -> str:
    """The same chart as SVG for print, measured with the document's own typeface.

    Args:
        row: the indicator.
        horizon: last year of the policy.
        language: language of the words in the chart.
        size: how large the plot is.
    """
    return spec_svg(indicator_chart_spec(row, horizon=horizon, language=language, size=size))


def indicator_chart_svgs(rows: Iterable[IndicatorRow], *, horizon: int, language: Language) -> tuple[str, ...]:
    """Many charts as SVG, in the order of the rows; while one is drawn, the next is specified."""
    with ThreadPoolExecutor(max_workers=1) as drawing:
        specs = (indicator_chart_spec(row, horizon=horizon, language=language) for row in rows)
        waiting = [drawing.submit(spec_svg, spec) for spec in specs]
    return tuple(chart.result() for chart in waiting)


def spec_svg(spec: dict[str, Any]) -> str:
    """A Vega-Lite specification as SVG, measured with the document's own typeface; nothing is fetched for it."""
    _register_fonts()
    return str(vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE, allowed_base_urls=[]))


def starts_at_zero(row: IndicatorRow, *, horizon: int) -> bool:
    """Whether the chart's axis of values starts at zero; the reader is told where it does not."""
    return series_of(row, horizon).values_range[0] == 0


def looks() -> dict[str, Any]:
    """What every chart shares: typeface, ground, axes and the signs of numbers."""
    return {
        "font": FONT,
        "background": palette.PAPER,
        "view": alt.ViewConfig(stroke=None),
        "axis": alt.AxisConfig(labelFontSize=11.5, labelColor=palette.QUIET, labelFont=FONT),
        "locale": alt.Locale(number=alt.NumberLocale(**_NUMBERS)),
        "padding": 4,
    }


@cache
def _register_fonts() -> None:
    """Tell the converter of the typeface once; it keeps one engine for the whole process."""
    vl_convert.register_font_directory(str(FONTS))
