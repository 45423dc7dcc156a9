"""How is the chart drawn? Its lines, marks, words and axes as layers of Vega-Lite."""

from collections.abc import Iterable
from typing import Any

import altair as alt

from rumbo.core.language import _
from rumbo.core.reporting import palette
from rumbo.core.reporting.chart_series import Dated, Series
from rumbo.core.reporting.chart_text import chart_figure
from rumbo.core.reporting.chart_words import SIZE, Place, PlacedWord, Word, place_words

WIDTH, HEIGHT = 560, 170
_TARGET_INK = "#7A5317"
"""The path's colour, darker, so that words in it can be read."""
_HOLLOW: dict[str, Any] = {"fill": palette.PAPER, "strokeWidth": 1.8, "opacity": 1, "size": 78}


def layers(series: Series) -> list[alt.Chart]:
    """Every layer, from the back to the front: expected path, obtained line, marks, words."""
    axes = _axes(series)
    drawn = [*_expected(series), *_obtained(series), *_words(series)]
    return [layer.encode(**axes) for layer in drawn]


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


def _chart(points: Iterable[Dated], **more: str) -> alt.Chart:
    rows = [{"year": year, "value": float(value), **more} for year, value in points]
    return alt.Chart(alt.InlineData(values=rows))


def _expected(series: Series) -> list[alt.Chart]:
    """The expected values: a dashed line with a small diamond at each year that has one."""
    line = _chart(series.expected_line).mark_line(color=palette.TARGET, strokeWidth=1.6, strokeDash=[5, 3])
    points = _chart(series.expected).mark_point(shape="diamond", filled=True, color=palette.TARGET, size=38, opacity=1)
    return [line, points.encode(tooltip=_tooltip(_("Expected value")))]


def _obtained(series: Series) -> list[alt.Chart]:
    """The obtained values: a solid line and discs; simulated ones are hollow squares, the baseline is a ring."""
    real = [o for o in series.obtained if o[0] not in series.simulated]
    invented = [o for o in series.obtained if o[0] in series.simulated]
    discs = _chart(real).mark_point(shape="circle", filled=True, color=palette.ACCENT, size=70, opacity=1)
    squares = _chart(invented).mark_point(shape="square", stroke=palette.ACCENT, **_HOLLOW)
    ring = _chart(series.start).mark_point(shape="circle", stroke=palette.INK, **_HOLLOW)
    return [
        _chart(series.obtained_line).mark_line(color=palette.ACCENT, strokeWidth=2.4),
        discs.encode(tooltip=_tooltip(_("Obtained value"))),
        squares.encode(tooltip=_tooltip(_("Obtained value (simulated)"))),
        ring.encode(tooltip=_tooltip(_("Baseline"))),
    ]


def _tooltip(title: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:Q", title=_("Year"), format="d"),
        alt.Tooltip("value:Q", title=title, format=",~f"),
    ]


def _words(series: Series) -> list[alt.Chart]:
    """Names and figures beside the points, instead of a legend."""
    named = _named(series)
    words = [Word(text, _place(series, point), colour) for text, point, colour in named]
    lines = [[_place(series, point) for point in line] for line in (series.expected_line, series.obtained_line)]
    placed = place_words(words, lines, width=WIDTH, height=HEIGHT)
    return [layer for spot, (_text, point, _colour) in zip(placed, named, strict=True) for layer in _word(spot, point)]


def _named(series: Series) -> list[tuple[str, Dated, str]]:
    """The points that have words, the most important first: latest obtained value, baseline, last expected value."""
    is_simulated = bool(series.obtained) and series.obtained[-1][0] in series.simulated
    obtained = _("Simulated {year}: {value}") if is_simulated else _("Obtained {year}: {value}")
    found = [
        *((obtained, point, palette.ACCENT) for point in series.obtained[-1:]),
        *((_("Baseline {year}: {value}"), point, palette.INK) for point in series.start),
        *((_("Expected {year}: {value}"), point, _TARGET_INK) for point in series.expected[-1:]),
    ]
    return [
        (text.format(year=year, value=chart_figure(value)), (year, value), colour)
        for text, (year, value), colour in found
    ]


def _place(series: Series, point: Dated) -> Place:
    """Where a year and a value lie in the plot, in pixels."""
    first, last = series.years_range
    low, high = series.values_range
    across = (point[0] - first) / (last - first)
    up = (float(point[1]) - low) / (high - low)
    return across * WIDTH, (1 - up) * HEIGHT


def _word(spot: PlacedWord, point: Dated) -> list[alt.Chart]:
    """A word twice: once as a wide pale outline that keeps it readable on lines, once as ink."""
    place = _chart([point], text=spot.word.text).encode(text="text:N")
    common: dict[str, Any] = {
        "align": spot.align,
        "baseline": "middle",
        "dx": spot.dx,
        "dy": spot.dy,
        "fontSize": SIZE,
        "fontWeight": 600,
    }
    outline = place.mark_text(stroke=palette.PAPER, strokeWidth=3, fill=palette.PAPER, **common)
    return [outline, place.mark_text(fill=spot.word.colour, **common)]
