"""Values go into the tree as literals; what runs is what was written, with every place filled."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp
from tests.core.statistics.queries import query

from rumbo.core.language import speaking
from rumbo.core.statistics.binding import bind, literal, tables_read
from rumbo.core.statistics.errors import QueryError
from rumbo.core.statistics.parameters import read_parameters
from rumbo.core.statistics.registry import statistic

LIST = "[{name: years}]"


def bound(name: str, **values: object) -> str:
    found = statistic(name)
    return bind(found, read_parameters(found.header, values)).sql("duckdb")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_text_stays_a_text(text):
    """Whatever it holds, quotes and comments among it, the engine reads the very same text."""
    assert duckdb.execute(f"select {literal(text).sql('duckdb')}").fetchall() == [(text,)]


@settings(deadline=None)
@given(
    st.one_of(
        st.integers(-(2**63) + 1, 2**63 - 1),
        st.dates(),
        st.decimals(places=4, allow_nan=False, min_value=-(10**12), max_value=10**12),
    )
)
def test_numbers_and_dates_keep_value_and_sign(value):
    found = duckdb.execute(
        f"select 0 - ({literal(value).sql('duckdb')})"
        if not hasattr(value, "year")
        else f"select {literal(value).sql('duckdb')}"
    ).fetchall()
    assert found == [(value if hasattr(value, "year") else -value,)]


def test_a_list_has_no_literal():
    with pytest.raises(TypeError):
        literal((1, 2))


def test_an_empty_list_asks_nothing():
    assert "year IN" not in bound("exports_by_year")
    assert "year IN (2023, 2024)" in bound("exports_by_year", years=[2023, 2024])


def test_an_empty_list_of_exceptions_excepts_nothing(tmp_path):
    found = query(
        tmp_path, "select year, fob_usd from lines where year not in (:years) order by year", parameters="[years]"
    )
    assert "NOT" not in bind(found, {"years": ()}).sql("duckdb")
    assert "NOT year IN (2024)" in bind(found, {"years": (2024,)}).sql("duckdb")


def test_the_ends_of_a_list():
    assert "year > 2023 - 5 AND year <= 2024" in bound("consolidated_exporters", years=[2024, 2023])
    assert "flow = 'X' AND TRUE AND TRUE AND" in bound("consolidated_exporters")


def test_a_list_with_the_one_before_each():
    assert "lines.year IN (2020, 2021, 2023, 2024)" in bound("growth", years=[2024, 2021])
    assert "lines.flow = 'X' AND TRUE AND" in bound("growth")


def test_a_dimension_joins_its_table_once_and_only_when_asked():
    assert "JOIN" not in bound("exports_by_year")
    found = statistic("trade_values")
    values = read_parameters(found.header, {"by_1": "sector", "by_2": "hs2"})
    tree = bind(found, values)
    assert tables_read(tree) == ("lines", "sector")
    assert len([join for join in tree.find_all(exp.Join) if join.this.name == "sector"]) == 1


def test_products_are_followed_where_the_statistic_asks_for_it():
    """Two dimensions of products share one join; as declared, or in a statistic that follows nothing, there is none."""
    followed = bound("growth", by_1="hs6", by_2="subheading")
    assert followed.count("LEFT JOIN nomenclature_concordance") == 1
    assert "family_6" in followed
    assert "family_10" in followed
    assert "nomenclature_concordance" not in bound("growth", by_1="hs6", nomenclature="as_declared")
    assert "nomenclature_concordance" not in bound("growth", by_1="sector", by_2="hs4")
    assert "nomenclature_concordance" not in bound("trade_values", by_1="subheading")


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("select year, :other as fob_usd from lines order by year", "has a place for “:other”"),
        ("select year, fob_usd from lines where year = :years order by year", "must stand alone inside “in (:years)”"),
        ("select year, (fob_usd from lines", "cannot be read as one select"),
        ("delete from lines", "cannot be read as one select"),
        ("drop table lines", "cannot be read as one select"),
    ],
)
def test_sql_that_cannot_be_bound_says_why(tmp_path, sql, message):
    found = query(tmp_path, sql, parameters="[years]")
    with speaking("en"), pytest.raises(QueryError) as refused:
        bind(found, {"years": (2024,)})
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "columns"),
    [
        ({}, ""),
        ({"by_1": "sector", "by_2": "subheading"}, ", lines.subheading"),
        ({"by_1": "bloc", "by_2": "hs2"}, ", lines.partner, lines.period_on, lines.subheading"),
    ],
)
def test_lines_are_summed_by_the_columns_that_the_dimensions_need(asked, columns):
    """Each column once, none where nothing was asked for; the tables are joined to the sums, not to the lines."""
    sql = bound("trade_values", **asked)
    summed, _comma, others = sql.partition("yearly AS")
    assert f"GROUP BY lines.year{columns})" in summed
    assert "JOIN" not in summed
    assert "FROM summed AS lines" in others
