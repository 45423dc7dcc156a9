"""How do charts and colours come onto the page? Charts as inline SVG that follow the page's own colours."""

import re

from markupsafe import Markup, escape

from rumbo.core.monitoring.records import Light
from rumbo.core.reporting import palette
from rumbo.core.reporting.chart_text import chart_sentence
from rumbo.core.reporting.charts import indicator_chart_svg
from rumbo.core.reporting.model import IndicatorRow, Report

_OPENING = re.compile(r"<svg\b[^>]*viewBox=\"0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)\"[^>]*>")
_SPOKEN = re.compile(r" (?:role|aria-[a-z]+|tabindex|font-family)=\"[^\"]*\"")
_NAMED = re.compile(r"(?<=\bid=\")|(?<=url\(#)|(?<=href=\"#)")

#: Colours of the charts that are not in the palette, and the use that takes their place on the page.
_CHART_COLOURS = (("target", "#7A5317"), ("quiet", "#888"))
#: Room on the left for a reader's typeface that is wider than the one the chart was measured with.
_MARGIN = 16


def chart(row: IndicatorRow, report: Report) -> Markup:
    """The chart of an indicator as one image with a name and a description, not read out piece by piece.

    The names inside it get the indicator's code in front, because a page holds many charts.
    """
    drawn = indicator_chart_svg(row, horizon=report.horizon, language=report.language)
    found = _OPENING.search(drawn)
    if found is None:
        return Markup()
    inner = _NAMED.sub(f"{row.code}-", _SPOKEN.sub("", drawn[found.end() :]))
    title, description = escape(f"{row.code}-title"), escape(f"{row.code}-desc")
    box = f"-{_MARGIN} 0 {float(found['width']) + _MARGIN:g} {found['height']}"
    opening = (
        f'<svg class="chart" role="img" viewBox="{box}" aria-labelledby="{title} {description}">'
        f'<title id="{title}">{escape(row.code)}. {escape(row.name)}</title>'
        f'<desc id="{description}">{escape(chart_sentence(row))}</desc>'
    )
    return Markup(opening + inner)  # noqa: S704 - our own drawing; every text in it was escaped by its maker


def tokens() -> str:
    """The palette as custom properties of the style sheet, for a light and a dark ground."""
    light = _properties(palette.LIGHT, palette.LIGHTS)
    dark = _properties(palette.DARK, palette.DARK_LIGHTS)
    chart_colours = "".join(
        f'.chart [fill="{hex_}"]{{fill:var(--{name})}}.chart [stroke="{hex_}"]{{stroke:var(--{name})}}'
        for name, hex_ in (*palette.LIGHT.items(), *_CHART_COLOURS)
    )
    return f":root{{{light}}}@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}{chart_colours}"


def _properties(plain: dict[str, str], lights: dict[Light, palette.LightColours]) -> str:
    colours = {**plain}
    for light, look in lights.items():
        name = light.value.replace("_", "-")
        colours |= {f"{name}-strong": look.strong, f"{name}-pale": look.pale, f"{name}-ink": look.ink}
    return "".join(f"--{name}:{value};" for name, value in colours.items())
