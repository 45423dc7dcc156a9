"""What does a result look like? One chart, as its header says, for the browser (Vega-Lite) and for print (SVG).

Money is drawn in millions. Where there are more classes than can be told apart, the largest are drawn by name and the
rest together. A simulated result says so above the chart.
"""

import textwrap
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from rumbo.core.errors import Problem
from rumbo.core.language import Language, _, speaking
from rumbo.core.monitoring.records import Light
from rumbo.core.numbers import written
from rumbo.core.reporting import palette
from rumbo.core.reporting.charts import looks, spec_svg
from rumbo.core.reporting.labels import simulated_mark
from rumbo.core.statistics.drawn import Drawn, drawn_of
from rumbo.core.statistics.errors import QueryError
from rumbo.core.statistics.header import ChartForm
from rumbo.core.statistics.lineage import Result


@dataclass(frozen=True, slots=True)
class Frame:
    """The room that a chart has, and how its words stand in it.

    Attributes:
        width: of the drawing in pixels.
        height: of the plot in pixels.
        narrow: drawn for a telephone: the legend and the panels stand below each other.
        label: how long the name of a class may be, in pixels.
        letters: how many letters a line of a title holds.
    """

    width: int
    height: int
    narrow: bool
    label: int
    letters: int


WIDE = Frame(760, 260, narrow=False, label=260, letters=105)
"""For print and for a screen."""
NARROW = Frame(324, 240, narrow=True, label=130, letters=44)
"""For a telephone."""
_STEP = 18
"""Height of a bar that lies, with the room around it."""
COLOURS = ("#0B5A73", "#C07A00", "#5B3F8C", "#2F8F5B", "#A5305A", "#4A7FB5", "#7A5317", "#8A949D")
"""Colours of series, told apart by most eyes; the last one is for all the others together."""
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [10, 3], [3, 5], [1, 3])
_Stack = Literal["zero"] | None
_LINE = 13
"""Height of a line of a title."""
_FITTED = alt.AutoSizeParams(type="fit-x", contains="padding")
_BESIDE = {True: 140, False: 250}
"""What names and legend take from the width, narrow and wide, where a chart has panels."""


def chart_spec(result: Result, *, language: Language, frame: Frame = WIDE) -> dict[str, Any]:
    """The chart of a result as a Vega-Lite specification.

    Args:
        result: the result.
        language: language of the words in the chart.
        frame: the room that it has.

    Raises:
        QueryError: the statistic has no chart.
    """
    form = result.statistic.header.chart
    if form is None:
        what = _("The statistic “{name}” has no chart.").format(name=result.statistic.name)
        raise QueryError(Problem(what, mend=_("Ask for a table, or for CSV.")))
    with speaking(language):
        drawn = drawn_of(result, form)
        plot = _plot(form, drawn, frame).properties(width=frame.width)
        plot = plot.properties(height=_lying_height(drawn) if _lies(form, drawn) else frame.height)
        chart = _in_panels(plot, drawn, frame) if drawn.panels else plot.properties(autosize=_FITTED)
        chart = chart.properties(title=_title(result, drawn, frame))
    spec: dict[str, Any] = chart.configure(**looks()).to_dict()
    return spec


def chart_svg(result: Result, *, language: Language, frame: Frame = WIDE) -> str:
    """The same chart as SVG.

    Raises:
        QueryError: the statistic has no chart.
    """
    return spec_svg(chart_spec(result, language=language, frame=frame))


def _title(result: Result, drawn: Drawn, frame: Frame) -> alt.TitleParams:
    lineage = result.lineage
    told = [_("formula {sha}").format(sha=lineage.sql_sha256[:8])]
    if lineage.lake_version is not None:
        told.insert(0, _("lake version {version}").format(version=lineage.lake_version))
    if len(drawn.order) < drawn.classes:
        shown = _("{count} of {all}, the largest first")
        told.insert(0, shown.format(count=len(drawn.order), all=written(drawn.classes)))
    if drawn.year:
        told.insert(0, str(drawn.year))
    if drawn.panels:
        told.insert(0, drawn.y_title)
    if result.simulated:
        told.insert(0, simulated_mark())
    return alt.TitleParams(
        text=_broken(str(result.statistic.header.title), frame.letters * 4 // 5),
        subtitle=_broken(" · ".join(told), frame.letters),
        anchor="start",
        frame="bounds",
        offset=12,
        color=palette.INK,
        subtitleColor=palette.LIGHTS[Light.RED].ink if result.simulated else palette.QUIET,
    )


def _broken(text: str, letters: int) -> str | list[str]:
    """A text in lines of so many letters; as it is where it fits."""
    return text if len(text) <= letters else textwrap.wrap(text, letters)


def _one_place(drawn: Drawn) -> bool:
    """Whether all series stand at one place, such as a single year."""
    return bool(drawn.series) and not drawn.panels and len(drawn.order) == 1


def _lies(form: ChartForm, drawn: Drawn) -> bool:
    """Whether bars lie one below the other, because they have names, which have no room side by side."""
    return bool(drawn.rows) and (_one_place(drawn) or (form.kind != "line" and drawn.named))


def _lying_height(drawn: Drawn) -> alt.Step:
    """The height of each bar: few bars are thicker, so that the legend beside them is not cut."""
    return alt.Step(max(_STEP, _STEP * len(drawn.series) // len(drawn.order)))


def _plot(form: ChartForm, drawn: Drawn, frame: Frame) -> alt.Chart:
    if not drawn.rows:
        empty = alt.Chart(alt.InlineData(values=[{"told": _("There are no figures to draw.")}]))
        sign: alt.Chart = empty.mark_text(color=palette.QUIET, fontSize=13).encode(text="told:N")
        return sign
    base = alt.Chart(alt.InlineData(values=drawn.rows))
    if _one_place(drawn):
        return _bars_of_series(base, drawn, frame)
    colour = alt.Undefined if drawn.series else palette.ACCENT
    if form.kind == "line":
        marked = base.mark_line(point=True, strokeWidth=2.2, color=colour)
    else:
        marked = base.mark_bar(color=colour)
    found: alt.Chart = marked.encode(**_axes(form, drawn, frame), **_series(form, drawn, frame))
    return found


def _in_panels(plot: alt.Chart, drawn: Drawn, frame: Frame) -> alt.FacetChart:
    """A drawing of each class: side by side, or one below the other where that has no room."""
    count = 1 if frame.narrow else len(drawn.panels)
    width = (frame.width - _BESIDE[frame.narrow]) // count
    header = alt.Header(title=None, labelAnchor="start", labelFontWeight="bold", labelFontSize=12)
    found: alt.FacetChart = plot.properties(width=width).facet(
        facet=alt.Facet("panel:N", sort=list(drawn.panels), header=header), columns=count, spacing=14
    )
    return found


def _bars_of_series(base: alt.Chart, drawn: Drawn, frame: Frame) -> alt.Chart:
    """Where there is one year only, its series side by side say more than one stack or one row of points."""
    found: alt.Chart = base.mark_bar(color=palette.ACCENT).encode(
        x=_lying_values(drawn, frame),
        y=alt.Y("series:N", title=None, sort=list(drawn.series), axis=alt.Axis(labelLimit=frame.label)),
        tooltip=_tooltip(),
    )
    return found


def _lying_values(drawn: Drawn, frame: Frame, stack: _Stack = None) -> alt.X:
    """The axis of bars that lie, with its title above them."""
    count = 3 if drawn.panels else 4 if frame.narrow else 8
    title = None if drawn.panels else _broken(drawn.y_title, frame.letters)
    axis = alt.Axis(orient="top", tickCount=count, titleAnchor="start", titleAlign="left", **_QUIET)
    return alt.X("y:Q", title=title, stack=stack, axis=axis)


_QUIET: dict[str, Any] = {"titleColor": palette.QUIET, "titleFontWeight": "normal"}


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("x:O", title=" "),
        alt.Tooltip("series:N", title=" "),
        alt.Tooltip("y:Q", title=" ", format=",.2~f"),
    ]


def _axes(form: ChartForm, drawn: Drawn, frame: Frame) -> dict[str, Any]:
    order = list(drawn.order)
    stack: _Stack = "zero" if form.kind == "stacked" else None
    if _lies(form, drawn):
        return {
            "x": _lying_values(drawn, frame, stack),
            "y": alt.Y("x:O", title=None, sort=order, axis=alt.Axis(labelLimit=frame.label)),
            "tooltip": _tooltip(),
        }
    above = alt.Axis(titleAngle=0, titleAlign="left", titleBaseline="bottom", titleX=0, titleY=-8, **_QUIET)
    beside = (
        {"xOffset": alt.XOffset("series:N", sort=list(drawn.series))} if form.kind == "bar" and drawn.series else {}
    )
    return {
        "x": alt.X(
            "x:O", title=drawn.x_title, sort=order, axis=alt.Axis(labelAngle=0, labelOverlap="greedy", **_QUIET)
        ),
        "y": alt.Y("y:Q", title=_broken(drawn.y_title, frame.letters), stack=stack, axis=above),
        "tooltip": _tooltip(),
        **beside,
    }


def _series(form: ChartForm, drawn: Drawn, frame: Frame) -> dict[str, Any]:
    """Colours of the series and, of lines, dashes too: colour alone never tells one from another."""
    if not drawn.series:
        return {}
    names, count = list(drawn.series), len(drawn.series)
    colours = alt.Scale(domain=names, range=list(COLOURS[:count]))
    below: dict[str, Any] = {"orient": "bottom", "columns": 1} if frame.narrow else {}
    symbol = "stroke" if form.kind == "line" else "square"
    legend = alt.Legend(symbolType=symbol, symbolStrokeWidth=3, labelLimit=frame.label, **below)
    told: dict[str, Any] = {"color": alt.Color("series:N", title=None, scale=colours, legend=legend)}
    if form.kind == "line":
        dashes = alt.Scale(domain=names, range=list(_DASHES[:count]))
        told["strokeDash"] = alt.StrokeDash("series:N", title=None, scale=dashes, legend=legend)
    return told
