"""How do charts and colours come onto the page? Charts as inline SVG that follow the page's own colours."""

import re

from markupsafe import Markup, escape

from rumbo.core.language import Language
from rumbo.core.monitoring.records import Light
from rumbo.core.reporting import palette
from rumbo.core.reporting.chart_layers import NARROW
from rumbo.core.reporting.chart_text import chart_sentence
from rumbo.core.reporting.charts import indicator_chart_svg
from rumbo.core.reporting.model import IndicatorRow

_OPENING = re.compile(r"<svg\b[^>]*viewBox=\"0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)\"[^>]*>")
_SPOKEN = re.compile(r" (?:role|aria-[a-z]+|tabindex|font-family)=\"[^\"]*\"")
_NAMED = re.compile(r"(?<=\bid=\")|(?<=url\(#)|(?<=href=\"#)")

#: Colours of the charts that are not in the palette, and the use that takes their place on the page.
_CHART_COLOURS = (("target", "#7A5317"), ("quiet", "#888"))
#: Room on the left for a reader's typeface that is wider than the one the chart was measured with.
_MARGIN = 16


def chart(row: IndicatorRow, horizon: int, language: Language) -> Markup:
    """The chart of an indicator as one image with a name and a description, not read out piece by piece."""
    drawn = indicator_chart_svg(row, horizon=horizon, language=language)
    return image(drawn, row.code, title=f"{row.code}. {row.name}", description=chart_sentence(row))


def narrow_chart(row: IndicatorRow, horizon: int, language: Language) -> Markup:
    """The same chart for a telephone, where the wide one would be cut or too small to read."""
    drawn = indicator_chart_svg(row, horizon=horizon, language=language, size=NARROW)
    name = f"{row.code}-narrow"
    return image(drawn, name, title=f"{row.code}. {row.name}", description=chart_sentence(row), look="chart narrow")


def image(drawn: str, name: str, *, title: str, description: str, look: str = "chart") -> Markup:
    """A drawn chart as one image of the page, in the page's own colours.

    Args:
        drawn: the chart as SVG.
        name: stands before the names inside it, because a page may hold many charts.
        title: name of the image.
        description: what it shows, in a sentence.
        look: its classes.
    """
    found = _OPENING.search(drawn)
    if found is None:
        return Markup()
    inner = _NAMED.sub(f"{name}-", _SPOKEN.sub("", drawn[found.end() :]))
    named, described = escape(f"{name}-title"), escape(f"{name}-desc")
    box = f"-{_MARGIN} 0 {float(found['width']) + _MARGIN:g} {found['height']}"
    opening = (
        f'<svg class="{look}" role="img" viewBox="{box}" aria-labelledby="{named} {described}">'
        f'<title id="{named}">{escape(title)}</title>'
        f'<desc id="{described}">{escape(description)}</desc>'
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
