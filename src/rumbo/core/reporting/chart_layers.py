"""How is the chart drawn? Its lines, marks, words and axes as layers of Vega-Lite."""

from typing import Any, NamedTuple

import altair as alt

from rumbo.core.language import _
from rumbo.core.reporting import palette
from rumbo.core.reporting.chart_series import Dated, Series
from rumbo.core.reporting.chart_text import chart_figure
from rumbo.core.reporting.chart_words import SIZE, Place, PlacedWord, Word, place_words


class Size(NamedTuple):
    """How large the plot is, in pixels."""

    width: int
    height: int


WIDE = Size(560, 158)
"""For a printed page and a screen."""
NARROW = Size(276, 200)
"""For a telephone: the letters keep their size, the years come closer."""
_TARGET_INK = "#7A5317"
"""The path's colour, darker, so that words in it can be read."""


def layers(series: Series, size: Size = WIDE) -> list[alt.Chart]:
    """Every layer, from the back to the front: expected path, obtained line, marks, words.

    Looks that differ from mark to mark are data: few layers draw several times faster than many.
    """
    axes = _axes(series)
    return [layer.encode(**axes) for layer in (*_lines(series), _marks(series), *_words(series, size))]


def _axes(series: Series) -> dict[str, Any]:
    years = alt.Axis(
        values=list(series.years),
        format="d",
        title=None,
        grid=False,
        tickSize=4,
        labelPadding=4,
        labelOverlap="greedy",
        domainColor=palette.QUIET,
    )
    values = alt.Axis(title=None, tickCount=5, domain=False, ticks=False, gridColor=palette.RULE)
    return {
        "x": alt.X("year:Q", scale=alt.Scale(domain=list(series.years_range), nice=False), axis=years),
        "y": alt.Y("value:Q", scale=alt.Scale(domain=list(series.values_range), nice=False, zero=False), axis=values),
    }


def _chart(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _at(point: Dated) -> dict[str, Any]:
    return {"year": point[0], "value": float(point[1])}


def _lines(series: Series) -> tuple[alt.Chart, alt.Chart]:
    """The expected values dashed, the obtained ones solid, both from the baseline on."""
    expected = _chart([_at(p) for p in series.expected_line])
    obtained = _chart([_at(p) for p in series.obtained_line])
    return (
        expected.mark_line(color=palette.TARGET, strokeWidth=1.6, strokeDash=[5, 3]),
        obtained.mark_line(color=palette.ACCENT, strokeWidth=2.4),
    )


def _marks(series: Series) -> alt.Chart:
    """Diamonds: expected. Discs: obtained. Hollow marks: the ring is the baseline, the square a simulated value."""
    diamond = _look("diamond", palette.TARGET, palette.TARGET, 30, _("Expected value"))
    disc = _look("circle", palette.ACCENT, palette.ACCENT, 60, _("Obtained value"))
    square = _look("square", palette.PAPER, palette.ACCENT, 78, _("Obtained value (simulated)"))
    ring = _look("circle", palette.PAPER, palette.INK, 78, _("Baseline"))
    rows = [
        *(_at(p) | diamond for p in series.expected),
        *(_at(p) | (square if p[0] in series.simulated else disc) for p in series.obtained),
        *(_at(p) | ring for p in series.start),
    ]
    marks: alt.Chart = (
        _chart(rows)
        .mark_point(strokeWidth=1.8, opacity=1)
        .encode(
            shape=alt.Shape("shape:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("stroke:N", scale=None),
            size=alt.Size("size:Q", scale=None),
            tooltip=[
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("year:Q", title=_("Year"), format="d"),
                alt.Tooltip("value:Q", title=_("Value"), format=",~f"),
            ],
        )
    )
    return marks


def _look(shape: str, fill: str, stroke: str, size: int, name: str) -> dict[str, Any]:
    return {"shape": shape, "fill": fill, "stroke": stroke, "size": size, "name": name}


def _words(series: Series, size: Size) -> tuple[alt.Chart, alt.Chart]:
    """Names and figures beside the points, instead of a legend, on a pale outline that keeps them readable on lines."""
    named = _named(series, short=size.width < WIDE.width)
    words = [Word(text, _place(series, point, size), colour) for text, point, colour in named]
    lines = [[_place(series, point, size) for point in line] for line in (series.expected_line, series.obtained_line)]
    placed = place_words(words, lines, width=size.width, height=size.height)
    rows = [_at(point) | _written(spot) for spot, (_text, point, _colour) in zip(placed, named, strict=True)]
    place = _chart(rows).encode(text="text:N")
    common: dict[str, Any] = {
        "align": alt.ExprRef("datum.align"),
        "dx": alt.ExprRef("datum.dx"),
        "dy": alt.ExprRef("datum.dy"),
        "baseline": "middle",
        "fontSize": SIZE,
        "fontWeight": 600,
    }
    outline = place.mark_text(stroke=palette.PAPER, strokeWidth=3, fill=palette.PAPER, **common)
    return outline, place.mark_text(fill=alt.ExprRef("datum.colour"), **common)


def _written(spot: PlacedWord) -> dict[str, Any]:
    return {"text": spot.word.text, "colour": spot.word.colour, "align": spot.align, "dx": spot.dx, "dy": spot.dy}


def _named(series: Series, *, short: bool) -> list[tuple[str, Dated, str]]:
    """The points that have words, the most important first: latest obtained value, baseline, last expected value."""
    is_simulated = bool(series.obtained) and series.obtained[-1][0] in series.simulated
    obtained = _("Simulated {year}: {value}") if is_simulated else _("Obtained {year}: {value}")
    baseline = _("From {year}: {value}") if short else _("Baseline {year}: {value}")
    found = [
        *((obtained, point, palette.ACCENT) for point in series.obtained[-1:]),
        *((baseline, point, palette.INK) for point in series.start),
        *((_("Expected {year}: {value}"), point, _TARGET_INK) for point in series.expected[-1:]),
    ]
    return [
        (text.format(year=year, value=chart_figure(value)), (year, value), colour)
        for text, (year, value), colour in found
    ]


def _place(series: Series, point: Dated, size: Size) -> Place:
    """Where a year and a value lie in the plot, in pixels."""
    first, last = series.years_range
    low, high = series.values_range
    across = (point[0] - first) / (last - first)
    up = (float(point[1]) - low) / (high - low)
    return across * size.width, (1 - up) * size.height
