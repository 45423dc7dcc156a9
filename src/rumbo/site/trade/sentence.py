"""What does a result say, in one sentence? The figures that its chart draws, told in words."""

from collections.abc import Sequence
from decimal import Decimal

from rumbo.core.language import _, ngettext
from rumbo.core.numbers import half_up, written
from rumbo.core.statistics.drawn import Row, drawable, drawn_classes
from rumbo.core.statistics.lineage import Result
from rumbo.site.trade.names import class_name
from rumbo.site.trade.table import ShownColumn, columns_of, shown

_YEAR = "year"
_MILLION = 1_000_000


def sentence_of(result: Result) -> str:
    """One sentence on a result: how it moved over its years, or which class is the largest in its last one."""
    rows = list(drawable(result))
    if not rows:
        return _("There are no data for what was asked.")
    columns = {column.name: column for column in columns_of(result)}
    told = _figure_column(result, columns, rows)
    if _YEAR not in columns or _stand_apart(result, rows):
        return ngettext("The result has {count} row.", "The result has {count} rows.", len(rows)).format(
            count=written(len(rows))
        )
    if told is None:
        return _("Every figure asked for is hidden or missing.")
    known = [row for row in rows if row[told.name] is not None]
    classes = [columns[name] for name in drawn_classes(result) or columns if columns[name].type == "text"]
    return _largest(known, told, classes) if classes else _course(known, told)


def _stand_apart(result: Result, rows: Sequence[Row]) -> bool:
    """Whether the figures must not be held against each other: drawn apart, or measures and not parts of one thing."""
    form = result.statistic.header.chart
    if form is None:
        return False
    measures = any(name in form.only for name in form.series)
    return measures or (form.panel is not None and len({row[form.panel] for row in rows}) > 1)


def _figure_column(result: Result, columns: dict[str, ShownColumn], rows: Sequence[Row]) -> ShownColumn | None:
    """What the chart draws, else an amount, else another figure: the first of them that is known anywhere."""
    form = result.statistic.header.chart
    drawn = [columns[form.y]] if form and form.y in columns else []
    figures = [column for column in columns.values() if column.number and column.unit]
    amounts = [column for column in figures if column.type == "money"]
    known = (c for c in (*drawn, *amounts, *figures) if any(row[c.name] is not None for row in rows))
    return next(known, None)


def _course(rows: list[Row], told: ShownColumn) -> str:
    first, last = min(rows, key=lambda row: row[_YEAR]), max(rows, key=lambda row: row[_YEAR])
    if first[_YEAR] == last[_YEAR]:
        return _("{what} in {year}: {figure}.").format(what=told.title, year=last[_YEAR], figure=_with_unit(told, last))
    return _("{what}: {first} in {first_year}, {last} in {last_year}{change}.").format(
        what=told.title,
        change=_change(told, first, last),
        first=_with_unit(told, first),
        first_year=first[_YEAR],
        last=_with_unit(told, last),
        last_year=last[_YEAR],
    )


def _largest(rows: list[Row], told: ShownColumn, classes: list[ShownColumn]) -> str:
    year = max(row[_YEAR] for row in rows if row[_YEAR] is not None)
    top = max((row for row in rows if row[_YEAR] == year), key=lambda row: Decimal(row[told.name]))
    telling = [column for column in classes if column.name.endswith("_name")] or classes
    named = [class_name(column.name, top[column.name]) or shown(column, top[column.name] or "—") for column in telling]
    return _("The largest in {year} is {named}: {what} {figure}.").format(
        year=year, named=", ".join(named), what=told.title, figure=_with_unit(told, top)
    )


def _change(told: ShownColumn, first: Row, last: Row) -> str:
    """How much an amount grew from the first year to the last, in brackets; nothing for what is no amount."""
    before, now = first[told.name], last[told.name]
    if told.type not in {"money", "weight"} or before <= 0:
        return ""
    grown = half_up(Decimal(100) * (Decimal(now) / Decimal(before) - 1), 1)
    return f" ({'+' if grown > 0 else '−' if grown < 0 else ''}{written(abs(grown), 1)} %)"


def _with_unit(column: ShownColumn, row: Row) -> str:
    value = row[column.name]
    if column.type == "money" and abs(value) >= _MILLION:
        millions = written(half_up(Decimal(value) / _MILLION, 0 if abs(value) >= 1000 * _MILLION else 1))
        return _("{unit} {figure} million").format(unit=column.unit, figure=millions)
    figure = shown(column, value)
    if not column.unit:
        return figure
    return f"{column.unit} {figure}" if column.type == "money" else f"{figure} {column.unit}"
