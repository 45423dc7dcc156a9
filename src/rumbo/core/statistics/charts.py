"""What does a result look like? One chart, as its header says, for the browser (Vega-Lite) and for print (SVG).

Money is drawn in millions. Where there are more classes than can be told apart, the largest are drawn by name and the
rest together. A simulated result says so above the chart.
"""

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

WIDTH, HEIGHT = 560, 260
MOST_SERIES = 7
COLOURS = ("#0B5A73", "#C07A00", "#5B3F8C", "#2F8F5B", "#A5305A", "#4A7FB5", "#7A5317", "#8A949D")
"""Colours of series, told apart by most eyes; the last one is for all the others together."""
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [10, 3], [3, 5], [1, 3])
_MILLION = 1_000_000
_ADDS_UP = ("money", "weight", "integer")
"""Types of columns whose smallest series may be drawn together."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn: rows with ``x``, ``y`` and ``series``, the titles of both axes, and the series in their order."""

    rows: list[dict[str, Any]]
    x_title: str | None
    y_title: str
    series: tuple[str, ...]


def chart_spec(result: Result, *, language: Language) -> dict[str, Any]:
    """The chart of a result as a Vega-Lite specification.

    Args:
        result: the result.
        language: language of the words in the chart.

    Raises:
        QueryError: the statistic has no chart.
    """
    form = result.statistic.header.chart
    if form is None:
        what = _("The statistic “{name}” has no chart.").format(name=result.statistic.name)
        raise QueryError(Problem(what, mend=_("Ask for a table, or for CSV.")))
    with speaking(language):
        drawn = _drawn(result, form)
        chart = _mark(form, drawn).properties(width=WIDTH, height=HEIGHT, title=_title(result))
    spec: dict[str, Any] = chart.configure(**looks()).to_dict()
    return spec


def chart_svg(result: Result, *, language: Language) -> str:
    """The same chart as SVG.

    Raises:
        QueryError: the statistic has no chart.
    """
    return spec_svg(chart_spec(result, language=language))


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
    return _Drawn(drawn, _axis_title(x, columns[x][1]), _value_title(columns[y], money=kind == "money"), order)


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


def _title(result: Result) -> alt.TitleParams:
    subtitle = _("Lake version {version}, formula {sha}").format(
        version="—" if result.lineage.lake_version is None else result.lineage.lake_version,
        sha=result.lineage.sql_sha256[:8],
    )
    if result.simulated:
        subtitle = f"{simulated_mark()} · {subtitle}"
    return alt.TitleParams(
        text=str(result.statistic.header.title),
        subtitle=subtitle,
        anchor="start",
        color=palette.INK,
        subtitleColor=palette.LIGHTS[Light.RED].ink if result.simulated else palette.QUIET,
    )


def _mark(form: ChartForm, drawn: _Drawn) -> alt.Chart:
    base = alt.Chart(alt.InlineData(values=drawn.rows))
    if drawn.series and len({row["x"] for row in drawn.rows}) == 1:
        return _bars_of_series(base, drawn)
    colour = alt.Undefined if drawn.series else palette.ACCENT
    if form.kind == "line":
        marked = base.mark_line(point=True, strokeWidth=2.2, color=colour)
    else:
        marked = base.mark_bar(color=colour)
    found: alt.Chart = marked.encode(**_axes(form, drawn), **_series(form, drawn))
    return found


def _bars_of_series(base: alt.Chart, drawn: _Drawn) -> alt.Chart:
    """Where there is one year only, its series side by side say more than one stack or one row of points."""
    found: alt.Chart = base.mark_bar(color=palette.ACCENT).encode(
        x=alt.X("y:Q", title=drawn.y_title),
        y=alt.Y("series:N", title=None, sort=list(drawn.series), axis=alt.Axis(labelLimit=260)),
        tooltip=_tooltip(),
    )
    return found


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("x:O", title=" "),
        alt.Tooltip("series:N", title=" "),
        alt.Tooltip("y:Q", title=" ", format=",.2~f"),
    ]


def _axes(form: ChartForm, drawn: _Drawn) -> dict[str, Any]:
    return {
        "x": alt.X("x:O", title=drawn.x_title, axis=alt.Axis(labelAngle=0, labelOverlap="greedy")),
        "y": alt.Y("y:Q", title=drawn.y_title, stack="zero" if form.kind == "stacked" else None),
        "tooltip": _tooltip(),
    }


def _series(form: ChartForm, drawn: _Drawn) -> dict[str, Any]:
    """Colours of the series and, of lines, dashes too: colour alone never tells one from another."""
    if not drawn.series:
        return {}
    names, count = list(drawn.series), len(drawn.series)
    colours = alt.Scale(domain=names, range=list(COLOURS[:count]))
    legend = alt.Legend(symbolType="stroke" if form.kind == "line" else "square", symbolStrokeWidth=3, labelLimit=260)
    told: dict[str, Any] = {"color": alt.Color("series:N", title=None, scale=colours, legend=legend)}
    if form.kind == "line":
        dashes = alt.Scale(domain=names, range=list(_DASHES[:count]))
        told["strokeDash"] = alt.StrokeDash("series:N", title=None, scale=dashes, legend=legend)
    return told
