"""Every query file says what it must, and its SQL can be carried to another engine."""

import pytest
from sqlglot import exp, tokenize
from sqlglot.tokens import TokenType

from rumbo.core.statistics.binding import BY_COLUMNS, DIALECT, LINES, bind, parsed, tables_read
from rumbo.core.statistics.confidentiality import PART
from rumbo.core.statistics.functions import FACTORS, expand
from rumbo.core.statistics.parameters import read_parameters
from rumbo.core.statistics.registry import Statistic, statistic, statistics
from rumbo.core.statistics.vocabulary import NOMENCLATURE, dimensions, vocabulary

SQL = [(found, cells) for found in statistics() for cells in (False, True) if found.cells_sql or not cells]
IDS = [f"{found.name}{' (cells)' if cells else ''}" for found, cells in SQL]
#: What sqlglot cannot carry to every engine, or carries with another meaning.
UNPORTABLE = (exp.Qualify, exp.Filter, exp.Pivot, exp.Lateral, exp.Unnest, exp.ArrayAgg, exp.Star, exp.Div, exp.IntDiv)

every_select = pytest.mark.parametrize(("found", "cells"), SQL, ids=IDS)


@every_select
def test_places_and_parameters_agree(found: Statistic, cells: bool):
    """Every place has its parameter; every parameter has its place in the first select, or in its dimensions."""
    bind(found, read_parameters(found.header, {}), cells=cells)
    places = {place.name for place in parsed(found, cells=cells).find_all(exp.Placeholder)}
    forms = {
        p.name: {p.name, *(p.name + end for end in ("_min", "_max", "_and_before"))} for p in found.header.parameters
    }
    assert places <= set().union(*forms.values(), {BY_COLUMNS})
    if any(p.type == "dimension" for p in found.header.parameters):
        forms.pop(NOMENCLATURE, None)
    if not cells:
        assert [name for name, written in forms.items() if not written & places] == []


@every_select
def test_tables_are_declared(found: Statistic, cells: bool):
    declared = {use.name for use in found.header.tables} | {LINES}
    assert set(tables_read(parsed(found, cells=cells))) <= declared


@every_select
def test_columns_are_those_of_the_header(found: Statistic, cells: bool):
    """The first select answers the columns of the header, the second the value of each firm in each cell."""
    names = parsed(found, cells=cells).named_selects
    publication = found.header.publication
    if cells:
        assert not isinstance(publication, str)
        assert [n for n in names if n != PART] == [*publication.strata, *publication.classes, "trader_id", "value"]
    else:
        assert names == [column.name for column in found.header.columns]


@every_select
def test_order_is_written(found: Statistic, cells: bool):
    """That the order is total is tested on data; here, that one is written and names columns of the result."""
    query = parsed(found, cells=cells)
    order = query.args.get("order")
    assert order is not None
    assert all(isinstance(term.this, exp.Column) for term in order.expressions)
    assert {term.this.name for term in order.expressions} <= set(query.named_selects)


@every_select
def test_words_are_in_lower_case(found: Statistic, cells: bool):
    texts = (TokenType.STRING, TokenType.NATIONAL_STRING)
    sql = found.cells_sql if cells else found.sql
    words = [sql[t.start : t.end + 1] for t in tokenize(sql, read=DIALECT) if t.token_type not in texts]
    assert words == [word.lower() for word in words]


@every_select
def test_no_word_of_one_engine_only(found: Statistic, cells: bool):
    """Functions are known to sqlglot or our own; nothing stands that another engine reads otherwise."""
    query = parsed(found, cells=cells)
    unknown = {call.name.lower() for call in query.find_all(exp.Anonymous)} - set(FACTORS)
    assert not unknown
    stars = {star for count in query.find_all(exp.Count) for star in count.find_all(exp.Star)}
    unportable = [node.sql() for node in query.find_all(*UNPORTABLE) if node not in stars]
    assert not unportable


@every_select
@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_nothing_is_open_after_expansion(found: Statistic, cells: bool, dialect: str):
    ran = expand(bind(found, read_parameters(found.header, {}), cells=cells), dialect)
    assert not list(ran.find_all(exp.Placeholder))
    assert not list(ran.find_all(exp.Anonymous))


@pytest.mark.parametrize("found", statistics(), ids=lambda found: found.name)
def test_header_names_its_own_columns(found: Statistic):
    """Chart, rule of publication and dimension columns name what is there."""
    header = found.header
    columns = {column.name for column in header.columns}
    asked = {p.name for p in header.parameters if p.type == "dimension"}
    assert {column.dimension for column in header.columns if column.dimension} <= asked
    if header.chart:
        assert {header.chart.x, header.chart.y, *header.chart.series} <= columns | asked
        assert {header.chart.panel or header.chart.y, *header.chart.only} <= columns
    if not isinstance(header.publication, str):
        rule = header.publication
        assert {*rule.strata, *rule.classes, *rule.hides, *rule.former, *rule.running} <= columns
        assert set(rule.dimensions) <= {*rule.strata, *rule.classes}
        assert set(rule.dimensions.values()) <= {*dimensions(), "digits"}
        assert set(rule.alone) <= {parameter.name for parameter in header.parameters}
        assert rule.members is None or statistic(rule.members).header.parameter("by_1")


def test_ladders_lead_to_dimensions():
    for dimension in dimensions().values():
        assert dimension.made_of is None or (dimension.overlapping and dimension.made_of in dimensions())
        if within := dimension.within:
            assert within.dimension in dimensions()
            assert (within.digits is None) == all((within.table, within.code, within.column))


@pytest.mark.parametrize("name", dimensions())
def test_dimensions_are_texts_that_join_once(name: str):
    dimension = dimensions()[name]
    assert (dimension.table is None) == (dimension.on is None)
    if dimension.table:
        assert dimension.table in dimension.on
    if dimension.followed:
        assert dimension.followed.table in dimension.followed.on
        assert dimension.expression in dimension.followed.expression


SAME_IN_BOTH = {"%", "US$", "kg", "US$/kg"}


@pytest.mark.parametrize("found", statistics(), ids=lambda found: found.name)
def test_every_unit_has_its_spanish(found: Statistic):
    """A new unit goes into the vocabulary, unless it is written the same in both languages."""
    header = found.header
    used = {header.unit, *(column.unit for column in header.columns), *(figure.unit for figure in header.printed)}
    assert used - set(vocabulary().units) <= SAME_IN_BOTH
