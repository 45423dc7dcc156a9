"""What of a result is drawn? A value at each place of a chart, never two at one: no year and no class is added unseen.

Where a result holds several years and none of its axes does, the last one is drawn. The smallest series are drawn
together where their values add up; of many classes in one row the largest are drawn, and the chart says how many.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rumbo.core.language import _, without_accents
from rumbo.core.statistics.header import ChartForm, Column
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.outputs import described
from rumbo.core.statistics.vocabulary import class_text, unit_text

MOST_SERIES = 7
"""So many series are drawn by name."""
MOST_CLASSES = 30
"""So many bars with a name are drawn one below the other."""
_MILLION = 1_000_000
_NAMES = ("text",)
_ADDS_UP = ("money", "weight", "integer")
"""Types of columns whose smallest series may be drawn together."""
_YEAR = "year"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn.

    Attributes:
        rows: a value each: ``x``, ``y`` and ``series``, and ``panel`` where there are panels.
        x_title: title of the axis; ``None`` where what it shows goes without saying.
        y_title: title of the values with their unit.
        series: the series in their order; none where there is one only.
        panels: the classes that have a drawing of their own, in their order; none where everything is one drawing.
        named: whether ``x`` are classes with names rather than years or numbers.
        order: the classes or numbers of ``x`` in the order in which they stand.
        classes: how many classes there are; more than are drawn where only the largest are.
        year: the year to which the chart is limited; ``None`` where it is limited to none.
    """

    rows: list[dict[str, Any]]
    x_title: str | None
    y_title: str
    series: tuple[str, ...]
    panels: tuple[str, ...]
    named: bool
    order: tuple[str, ...]
    classes: int
    year: int | None


def drawn_of(result: Result, form: ChartForm) -> Drawn:
    """What of a result its chart shows; money in millions."""
    columns = {name: (column, meaning) for name, column, meaning in described(result)}
    x, y = _shown(result, form.x), _shown(result, form.y)
    parts = [name for name in _parts(result, form) if name not in (x, y)]
    known = list(drawable(result))
    year = _last_year(known, result, form)
    rows = [row for row in known if year in {None, row.get(_YEAR)}]
    panel = form.panel if form.panel and len({row[form.panel] for row in rows}) > 1 else None
    kind, classes = columns[y][0].type, columns[x][0].type in _NAMES
    named = _largest(rows, parts, y)
    values: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        name = _name(row, parts)
        if row[y] is None or (name not in named and kind not in _ADDS_UP):
            continue
        drawing = class_text(str(row[panel])) if panel else ""
        values[drawing, class_text(str(row[x])), name if name in named else _others()] += Decimal(str(row[y]))
    scale = _MILLION if kind == "money" else 1
    ordered = _ordered(values, named=classes, ranked=form.kind == "bar" and not parts)
    places = ordered[:MOST_CLASSES] if classes else ordered
    drawn: list[dict[str, Any]] = [
        {"x": at, "y": float(value) / scale, "series": name} | ({"panel": drawing} if panel else {})
        for (drawing, at, name), value in values.items()
        if at in places
    ]
    present = {row["series"] for row in drawn}
    return Drawn(
        drawn,
        _axis_title(x, columns[x][1]),
        _value_title(columns[y], money=kind == "money"),
        series=tuple(name for name in (*named, _others()) if name in present) if parts else (),
        panels=tuple(dict.fromkeys(row["panel"] for row in drawn)) if panel else (),
        named=classes,
        order=places,
        classes=len(ordered),
        year=year,
    )


def _ordered(values: Mapping[tuple[str, str, str], Decimal], *, named: bool, ranked: bool) -> tuple[str, ...]:
    """What stands along an axis: numbers by their size, names by the alphabet or, where they are ranked, by value."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for (_drawing, at, _name), value in values.items():
        sums[at] += value
    if not named:
        return tuple(sorted(sums, key=lambda number: (len(number), number)))
    if ranked:
        return tuple(sorted(sums, key=lambda name: (-sums[name], name)))
    return tuple(sorted(sums, key=lambda name: (without_accents(name).casefold(), name)))


def drawn_year(result: Result) -> int | None:
    """The year to which the chart of a result is limited: the last one with figures.

    ``None`` where there is no chart, the years stand on an axis of their own, or there is one only.
    """
    form = result.statistic.header.chart
    return None if form is None else _last_year(drawable(result), result, form)


def _last_year(rows: Iterable[Row], result: Result, form: ChartForm) -> int | None:
    if _YEAR in {form.x, *form.series} or not {_YEAR, form.y} <= {*result.table.column_names}:
        return None
    years = {int(str(row[_YEAR])) for row in rows if row[form.y] is not None}
    return max(years) if len(years) > 1 else None


def drawable(result: Result) -> Iterator[Row]:
    """The rows that the chart of a result can show, of every year; all of them where there is no chart."""
    form = result.statistic.header.chart
    only = form.only if form else {}
    return (row for row in result.to_rows() if all(row[name] in known for name, known in only.items()))


def drawn_classes(result: Result) -> tuple[str, ...]:
    """The columns by which the chart of a result tells its figures apart; none where there is no chart."""
    form = result.statistic.header.chart
    if form is None:
        return ()
    names = (form.panel or "", _shown(result, form.x), *_parts(result, form))
    return tuple(name for name in dict.fromkeys(names) if name in result.table.column_names)


def _parts(result: Result, form: ChartForm) -> tuple[str, ...]:
    """The columns that make series."""
    asked = (*(_shown(result, name) for name in form.series), *result.dimensions)
    return tuple(name for name in dict.fromkeys(asked) if name in result.table.column_names)


def _shown(result: Result, name: str) -> str:
    """The name in the result of a column, or of the dimension that a parameter asked for."""
    return str(result.lineage.parameters.get(name, name))


def _name(row: Row, parts: Sequence[str]) -> str:
    return " · ".join(class_text(str(row[part])) for part in parts)


def _largest(rows: Sequence[Row], parts: Sequence[str], y: str) -> tuple[str, ...]:
    """The series drawn by name: the largest ones by the sum of what they hold, sign left aside."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[_name(row, parts)] += abs(Decimal(str(row[y]))) if row[y] is not None else Decimal(0)
    ordered = sorted(sums, key=lambda name: (-sums[name], name))
    return tuple(ordered if len(ordered) <= MOST_SERIES + 1 else ordered[:MOST_SERIES])


def _others() -> str:
    return _("All others")


def _axis_title(name: str, meaning: str) -> str | None:
    return None if name == _YEAR else meaning.rstrip(".")


def _value_title(column: tuple[Column, str], *, money: bool) -> str:
    unit = unit_text("US$ million") if money else unit_text(column[0].unit)
    return f"{column[1].rstrip('.')} ({unit})"
