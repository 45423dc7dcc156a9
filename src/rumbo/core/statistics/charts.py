"""What does a result look like? One chart, as its header says, for the browser (Vega-Lite) and for print (SVG).

Money is drawn in millions. Where there are more classes than can be told apart, the largest are drawn by name and the
rest together. A simulated result says so above the chart.
"""

import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt

from rumbo.core.errors import Problem
from rumbo.core.language import Language, _, speaking
from rumbo.core.monitoring.records import Light
from rumbo.core.reporting import palette
from rumbo.core.reporting.charts import looks, spec_svg
from rumbo.core.reporting.labels import simulated_mark
from rumbo.core.statistics.errors import QueryError
from rumbo.core.statistics.header import ChartForm, Column
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.outputs import described
from rumbo.core.statistics.vocabulary import unit_text


@dataclass(frozen=True, slots=True)
class Frame:
    """The room that a chart has, and how its words stand in it.

    Attributes:
        width: of the plot in pixels; of the whole drawing where it is ``narrow``.
        height: of the plot in pixels.
        narrow: drawn for a telephone: the legend stands below, long words are broken, named classes are bars that lie.
        label: how long the name of a class may be, in pixels.
        title: how many letters a line of the title holds.
        axis: how many letters a line of the title of an axis holds.
    """

    width: int
    height: int
    narrow: bool
    label: int
    title: int
    axis: int


WIDE = Frame(560, 260, narrow=False, label=260, title=200, axis=200)
"""For print and for a screen."""
NARROW = Frame(324, 240, narrow=True, label=130, title=44, axis=40)
"""For a telephone."""
_STEP = 18
"""Height of a bar that lies, with the room around it."""
MOST_SERIES = 7
COLOURS = ("#0B5A73", "#C07A00", "#5B3F8C", "#2F8F5B", "#A5305A", "#4A7FB5", "#7A5317", "#8A949D")
"""Colours of series, told apart by most eyes; the last one is for all the others together."""
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [10, 3], [3, 5], [1, 3])
_MILLION = 1_000_000
_NAMES = ("text",)
_ADDS_UP = ("money", "weight", "integer")
"""Types of columns whose smallest series may be drawn together."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn: rows with ``x``, ``y`` and ``series``, the titles of both axes, and the series in their order."""

    rows: list[dict[str, Any]]
    x_title: str | None
    y_title: str
    series: tuple[str, ...]
    named: bool
    """Whether ``x`` are classes with names rather than years or numbers."""


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
        drawn = _drawn(result, form)
        chart = _mark(form, drawn, frame).properties(width=frame.width, title=_title(result, frame))
        chart = chart.properties(height=alt.Step(_STEP) if _lies(form, drawn, frame) else frame.height)
        if frame.narrow:
            chart = chart.properties(autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
    spec: dict[str, Any] = chart.configure(**looks()).to_dict()
    return spec


def chart_svg(result: Result, *, language: Language, frame: Frame = WIDE) -> str:
    """The same chart as SVG.

    Raises:
        QueryError: the statistic has no chart.
    """
    return spec_svg(chart_spec(result, language=language, frame=frame))


def _drawn(result: Result, form: ChartForm) -> _Drawn:
    columns = {name: (column, meaning) for name, column, meaning in described(result)}
    x, y = _shown(result, form.x), _shown(result, form.y)
    parts = [name for name in dict.fromkeys((_shown(result, form.series or ""), *result.dimensions)) if name in columns]
    parts = [name for name in parts if name not in (x, y)]
    kind = columns[y][0].type
    named = _largest(result, parts, y)
    values: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in result.to_rows():
        name = _name(row, parts)
        if row[y] is None or (name not in named and kind not in _ADDS_UP):
            continue
        values[str(row[x]), name if name in named else _others()] += Decimal(str(row[y]))
    scale = _MILLION if kind == "money" else 1
    drawn = [{"x": at, "y": float(value) / scale, "series": name} for (at, name), value in values.items()]
    present = {row["series"] for row in drawn}
    order = tuple(name for name in (*named, _others()) if name in present) if parts else ()
    titles = _axis_title(x, columns[x][1]), _value_title(columns[y], money=kind == "money")
    return _Drawn(drawn, *titles, order, named=columns[x][0].type in _NAMES)


def _shown(result: Result, name: str) -> str:
    """The name in the result of a column, or of the dimension that a parameter asked for."""
    return str(result.lineage.parameters.get(name, name))


def _name(row: Mapping[str, object], parts: Sequence[str]) -> str:
    return " · ".join(str(row[part]) for part in parts)


def _largest(result: Result, parts: Sequence[str], y: str) -> tuple[str, ...]:
    """The series drawn by name: the largest ones by the sum of what they hold, sign left aside."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in result.to_rows():
        sums[_name(row, parts)] += abs(Decimal(str(row[y]))) if row[y] is not None else Decimal(0)
    ordered = sorted(sums, key=lambda name: (-sums[name], name))
    return tuple(ordered if len(ordered) <= MOST_SERIES + 1 else ordered[:MOST_SERIES])


def _others() -> str:
    return _("All others")


def _axis_title(name: str, meaning: str) -> str | None:
    return None if name == "year" else meaning.rstrip(".")


def _value_title(column: tuple[Column, str], *, money: bool) -> str:
    unit = unit_text("US$ million") if money else unit_text(column[0].unit)
    return f"{column[1].rstrip('.')} ({unit})"


def _title(result: Result, frame: Frame) -> alt.TitleParams:
    subtitle = _("Lake version {version}, formula {sha}").format(
        version="—" if result.lineage.lake_version is None else result.lineage.lake_version,
        sha=result.lineage.sql_sha256[:8],
    )
    if result.simulated:
        subtitle = f"{simulated_mark()} · {subtitle}"
    return alt.TitleParams(
        text=_broken(str(result.statistic.header.title), frame.title),
        subtitle=_broken(subtitle, frame.title),
        anchor="start",
        color=palette.INK,
        subtitleColor=palette.LIGHTS[Light.RED].ink if result.simulated else palette.QUIET,
    )


def _broken(text: str, letters: int) -> str | list[str]:
    """A text in lines of so many letters; as it is where it fits."""
    return text if len(text) <= letters else textwrap.wrap(text, letters)


def _one_place(drawn: _Drawn) -> bool:
    """Whether all series stand at one place, such as a single year."""
    return bool(drawn.series) and len({row["x"] for row in drawn.rows}) == 1


def _lies(form: ChartForm, drawn: _Drawn, frame: Frame) -> bool:
    """Whether named classes are bars that lie one below the other, because their names have no room side by side."""
    return frame.narrow and form.kind == "bar" and drawn.named and not _one_place(drawn)


def _mark(form: ChartForm, drawn: _Drawn, frame: Frame) -> alt.Chart:
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


def _bars_of_series(base: alt.Chart, drawn: _Drawn, frame: Frame) -> alt.Chart:
    """Where there is one year only, its series side by side say more than one stack or one row of points."""
    found: alt.Chart = base.mark_bar(color=palette.ACCENT).encode(
        x=alt.X("y:Q", title=_broken(drawn.y_title, frame.axis)),
        y=alt.Y("series:N", title=None, sort=list(drawn.series), axis=alt.Axis(labelLimit=frame.label)),
        tooltip=_tooltip(),
    )
    return found


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("x:O", title=" "),
        alt.Tooltip("series:N", title=" "),
        alt.Tooltip("y:Q", title=" ", format=",.2~f"),
    ]


def _in_order(drawn: _Drawn) -> list[str]:
    """The places of the axis: numbers by their size, names by the alphabet, accents left aside."""
    places = {row["x"] for row in drawn.rows}
    if drawn.named:
        return sorted(places, key=lambda name: (_without_accents(name).casefold(), name))
    return sorted(places, key=lambda number: (len(number), number))


def _without_accents(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))


def _axes(form: ChartForm, drawn: _Drawn, frame: Frame) -> dict[str, Any]:
    value_title, order = _broken(drawn.y_title, frame.axis), _in_order(drawn)
    if _lies(form, drawn, frame):
        return {
            "x": alt.X("y:Q", title=value_title, stack=None, axis=alt.Axis(tickCount=4)),
            "y": alt.Y("x:O", title=None, sort=order, axis=alt.Axis(labelLimit=frame.label)),
            "tooltip": _tooltip(),
        }
    x_title = drawn.x_title and _broken(drawn.x_title, frame.axis)
    return {
        "x": alt.X("x:O", title=x_title, sort=order, axis=alt.Axis(labelAngle=0, labelOverlap="greedy")),
        "y": alt.Y("y:Q", title=value_title, stack="zero" if form.kind == "stacked" else None),
        "tooltip": _tooltip(),
    }


def _series(form: ChartForm, drawn: _Drawn, frame: Frame) -> dict[str, Any]:
    """Colours of the series and, of lines, dashes too: colour alone never tells one from another."""
    if not drawn.series:
        return {}
    names, count = list(drawn.series), len(drawn.series)
    colours = alt.Scale(domain=names, range=list(COLOURS[:count]))
    below: dict[str, Any] = {"orient": "bottom", "columns": 1} if frame.narrow else {}
    symbol = "stroke" if form.kind == "line" else "square"
    legend = alt.Legend(symbolType=symbol, symbolStrokeWidth=3, labelLimit=260, **below)
    told: dict[str, Any] = {"color": alt.Color("series:N", title=None, scale=colours, legend=legend)}
    if form.kind == "line":
        dashes = alt.Scale(domain=names, range=list(_DASHES[:count]))
        told["strokeDash"] = alt.StrokeDash("series:N", title=None, scale=dashes, legend=legend)
    return told
