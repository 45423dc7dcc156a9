"""A query file says of itself what it must, or is refused with the line at fault."""

import pytest
from tests.core.statistics.queries import query, write_query

from rumbo.core.errors import UnknownCodeError
from rumbo.core.language import speaking
from rumbo.core.statistics import registry
from rumbo.core.statistics.errors import QueryError
from rumbo.core.statistics.registry import read_query, statistic, statistics

SQL = "select year, sum(fob_usd) as fob_usd from lines group by year order by year"
SOUND = "columns: [year, fob_usd]\npublication: open"


def refused(path) -> str:
    with speaking("en"), pytest.raises(QueryError) as error:
        read_query(path)
    return str(error.value)


def test_names_and_files_are_one():
    assert {found.name for found in statistics()} == {path.stem for path in registry.QUERIES.glob("*.sql")}


def test_order_is_that_of_the_catalogue():
    codes = [found.header.code for found in statistics()]
    assert codes.index("A2") < codes.index("B2") < codes.index("D3")


def test_by_name_or_by_code():
    assert statistic("growth") is statistic("A5")


@pytest.mark.parametrize(("asked", "near"), [("exports_by_yaer", "exports_by_year"), ("../engine", ""), ("Z9", "")])
def test_an_unknown_name_tells_the_nearest(asked, near):
    with speaking("en"), pytest.raises(UnknownCodeError) as error:
        statistic(asked)
    assert f"There is no “{asked}”." in str(error.value)
    assert near in str(error.value)


def test_the_hash_is_of_the_sql_and_not_of_the_header(tmp_path):
    first = query(tmp_path, SQL)
    told_otherwise = query(tmp_path, SQL, more={"remarks": "[{es: Nota, en: Note}]"})
    computed_otherwise = query(tmp_path, SQL.replace("sum", "max"))
    assert first.sql_sha256 == told_otherwise.sql_sha256 != computed_otherwise.sql_sha256


def test_shared_words_are_spelled_out_and_may_be_changed(tmp_path):
    found = query(tmp_path, SQL, columns="[year, {name: fob_usd, unit: S/}]")
    assert [column.unit for column in found.header.columns] == ["year", "S/"]
    assert found.header.columns[1].type == "money"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (SOUND.replace("open", "secret"), "test_query.sql:10: publication"),
        (SOUND + "\ncolour: red", "test_query.sql:11: colour: The key “colour” is not known here."),
        ("columns: [year, {name: nothing_known}]\npublication: open", "test_query.sql:9: columns[1].type"),
        ("publication: open", "columns"),
        (SOUND + "\nname: twice", "The key “name” stands twice"),
        (SOUND.replace("open", "{hides: [fob_usd]}"), "test_query.sql:10: publication: The header tells a rule"),
    ],
)
def test_a_bad_header_is_told_with_its_line(tmp_path, more, message):
    assert message in refused(write_query(tmp_path, SQL, more=more))


def test_a_second_select_needs_its_rule(tmp_path):
    assert "both or none was expected" in refused(write_query(tmp_path, f"{SQL}\n;\n{SQL}", more=SOUND))


def test_a_file_without_header(tmp_path):
    path = tmp_path / "bare.sql"
    path.write_text(SQL)
    assert "bare.sql:1: The file does not begin with a header" in refused(path)


def test_a_name_that_is_not_the_file_s(tmp_path):
    path = write_query(tmp_path, SQL, more=SOUND).rename(tmp_path / "other.sql")
    assert "other.sql:2: name: The header says “test_query”, the file is named “other”" in refused(path)


def test_all_bad_files_are_told_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "QUERIES", tmp_path)
    write_query(tmp_path, SQL, more="publication: open", name="one")
    write_query(tmp_path, SQL, more="publication: open", name="two")
    statistics.cache_clear()
    try:
        with pytest.raises(QueryError) as error:
            statistics()
    finally:
        statistics.cache_clear()
    assert {"one.sql" in str(p) for p in error.value.problems} == {True, False}
