"""What exactly runs? The SQL of a statistic with the values of its parameters in their places.

Values go into the parsed tree as literals of their type, never into the text: a value cannot become a piece of SQL.

- ``:name`` of a list stands alone inside ``in (:name)``; an empty list asks nothing, and its condition holds for all.
- ``:name_min`` and ``:name_max`` are the least and the greatest item of a list; the comparison in which one stands
  holds for all where the list is empty.
- ``:name_and_before`` is a list of whole numbers with the one before each: the years asked for and those that they are
  compared with. It stands as the list does, and the engine can still tell from it which files it need not read.
- ``:name`` of a dimension becomes the expression of the dimension; the table that the expression reads is left-joined
  to the select in which it stands, and only then. Where the parameter ``nomenclature`` is ``followed``, one of products
  becomes that of their families.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.statistics.errors import QueryError
from rumbo.core.statistics.header import Header
from rumbo.core.statistics.parameters import Value
from rumbo.core.statistics.registry import Statistic
from rumbo.core.statistics.vocabulary import FOLLOWED, NO_DIMENSION, NOMENCLATURE, Dimension, Followed, dimensions

DIALECT = "duckdb"
"""The dialect that the files are written in, within what sqlglot carries to the others."""

LINES = "lines"
"""The view of the customs lines."""


_ENDS: dict[str, Callable[[Iterable[Any]], Value]] = {"min": min, "max": max}


_AND_BEFORE = "_and_before"

BY_COLUMNS = "by_columns"
"""The place of the columns that the dimensions need."""


def bind(statistic: Statistic, values: Mapping[str, Value], *, cells: bool = False) -> exp.Expr:
    """Put the values of the parameters into the query.

    Args:
        statistic: what is to run.
        cells: bind the second select, the value of each firm in each cell, instead of the first.
        values: every parameter with its value, as :func:`rumbo.core.statistics.parameters.read_parameters` gives them.

    Raises:
        QueryError: the SQL cannot be parsed, or has a place for a parameter that its header does not name.
    """
    query = parsed(statistic, cells=cells)
    for place in list(query.find_all(exp.Placeholder)):
        _fill(place, statistic.header, values)
    return query


def parsed(statistic: Statistic, *, cells: bool = False) -> exp.Expr:
    """The query as a tree of its own, its parameters still open.

    Raises:
        QueryError: it cannot be parsed, or is not one select.
    """
    try:
        found = _tree(statistic.cells_sql if cells else statistic.sql)
    except SqlglotError as error:
        raise _unreadable(statistic, str(error)) from None
    if not isinstance(found, exp.Query):
        raise _unreadable(statistic, type(found).__name__)
    return found.copy()


@lru_cache(maxsize=256)
def _tree(sql: str) -> exp.Expr:
    """The tree of a text; whoever changes it takes a copy."""
    return parse_one(sql, read=DIALECT)


def tables_read(query: exp.Expr) -> tuple[str, ...]:
    """Names of the views and tables that a query reads, without those that it makes itself; in alphabetical order."""
    own = {cte.alias for cte in query.find_all(exp.CTE)}
    return tuple(sorted({table.name for table in query.find_all(exp.Table)} - own))


def _fill(place: exp.Expr, header: Header, values: Mapping[str, Value]) -> None:
    if place.name == BY_COLUMNS:
        place.replace(_columns_needed(header, values))
        return
    if _fill_end(place, header, values):
        return
    name = place.name.removesuffix(_AND_BEFORE)
    parameter = header.parameter(place.name) or header.parameter(name)
    if parameter is None:
        what = _("The SQL has a place for “:{name}”, which the header does not name among the parameters.")
        mend = _("Describe the parameter in the header.")
        raise QueryError(Problem(what.format(name=place.name), f"{header.name}.sql", mend))
    value = values[parameter.name]
    if parameter.type == "dimension":
        _fill_dimension(place, str(value), followed=values.get(NOMENCLATURE) == FOLLOWED)
    elif isinstance(value, tuple):
        _fill_list(place, header, value if name == place.name else _and_before(value))
    else:
        place.replace(literal(value))


def _fill_end(place: exp.Expr, header: Header, values: Mapping[str, Value]) -> bool:
    """Fill the place of the least or greatest item of a list; false where the place is not one."""
    name, _line, end = place.name.rpartition("_")
    items = values.get(name)
    if end not in _ENDS or header.parameter(place.name) or not isinstance(items, tuple):
        return False
    comparison = place.find_ancestor(exp.GT, exp.GTE, exp.LT, exp.LTE, exp.EQ)
    if items:
        place.replace(literal(_ENDS[end](items)))
    elif comparison:
        comparison.replace(exp.true())
    return True


def _and_before(years: tuple[Value, ...]) -> tuple[Value, ...]:
    whole = {year for year in years if isinstance(year, int)}
    return tuple(sorted(whole | {year - 1 for year in whole}))


def _fill_list(place: exp.Expr, header: Header, items: tuple[Value, ...]) -> None:
    membership = place.parent
    if not isinstance(membership, exp.In) or len(membership.expressions) != 1:
        what = _("The list “:{name}” must stand alone inside “in (:{name})”.").format(name=place.name)
        raise QueryError(Problem(what, f"{header.name}.sql", _("Write the condition so.")))
    if items:
        membership.set("expressions", [literal(item) for item in items])
        return
    outer = membership.parent
    (outer if isinstance(outer, exp.Not) else membership).replace(exp.true())


def _fill_dimension(place: exp.Expr, name: str, *, followed: bool) -> None:
    if name == NO_DIMENSION:
        place.replace(exp.cast(exp.Literal.string(""), "text"))
        return
    known = dimensions()[name]
    dimension = known.followed if followed and known.followed else known
    select = place.find_ancestor(exp.Select)
    place.replace(_expression(dimension.expression))
    if select is not None and dimension.table and dimension.table not in _sources(select):
        _join(select, dimension)


def _columns_needed(header: Header, values: Mapping[str, Value]) -> list[exp.Expr]:
    asked = [str(values[parameter.name]) for parameter in header.parameters if parameter.type == "dimension"]
    told = [dimensions()[name] for name in asked if name != NO_DIMENSION]
    read = [_parsed_expression(text) for each in told for text in (each.expression, each.on) if text]
    names = {column.name for one in read for column in one.find_all(exp.Column) if column.table == LINES}
    return [exp.column(name, table=LINES) for name in sorted(names)]


def _join(select: exp.Select, dimension: Dimension | Followed) -> None:
    if dimension.table and dimension.on:
        select.join(exp.to_table(dimension.table), on=_expression(dimension.on), join_type="left", copy=False)


def _sources(select: exp.Select) -> set[str]:
    """Names under which a select reads its tables."""
    joined = [join.this for join in select.args.get("joins") or ()]
    opening = select.args.get("from_") or select.args.get("from")
    return {source.alias_or_name for source in ([opening.this] if opening else []) + joined}


def _expression(text: str) -> exp.Expr:
    return _parsed_expression(text).copy()


@cache
def _parsed_expression(text: str) -> exp.Expr:
    found: exp.Expr = parse_one(text, read=DIALECT)
    return found


def literal(value: Value) -> exp.Expr:
    """A value as a literal of its type."""
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "date")
    if isinstance(value, str):
        return exp.Literal.string(value)
    if isinstance(value, int | Decimal):
        number = exp.Literal.number(f"{abs(value):f}" if isinstance(value, Decimal) else str(abs(value)))
        return exp.Neg(this=number) if value < 0 else number
    raise TypeError(f"a list is no literal: {value!r}")


def _unreadable(statistic: Statistic, found: str) -> QueryError:
    what = _("The SQL cannot be read as one select: {found}").format(found=found)
    return QueryError(Problem(what, f"{statistic.name}.sql", _("Correct the SQL.")))
