"""The statistics by program."""

from http import HTTPStatus

import pytest
from tests.core.statistics.small import imported

from rumbo.core.workspace import workspace

FIRMS = ("20100000001", "20100000002", "20100000003", "20100000004")


@pytest.fixture
def lake(policy_site):
    lines = [
        {"partner": partner, "year": year, "trader_id": firm, "fob_usd": 1000}
        for partner in ("US", "CN", "BR")
        for year in (2023, 2024)
        for firm in FIRMS
    ]
    alone = {"partner": "CL", "year": 2024, "trader_id": FIRMS[0], "fob_usd": "57.77"}
    return imported(workspace().lake, [*lines, alone])


def test_the_catalogue_names_every_statistic_that_is_public(visitor):
    told = visitor.get("statistics?limit=500").json()
    names = {one["name"] for one in told["items"]}
    assert {"exports_by_year", "trader_count"} <= names
    assert "top_exporters" not in names
    assert told["count"] == len(names)


def test_what_a_statistic_is(visitor):
    told = visitor.get("statistics/trade_values?lang=en").json()
    assert {p["name"] for p in told["parameters"]} == {"flow", "years", "by_1", "by_2", "by_3"}
    assert "partner" in told["parameters"][2]["choices"] + told["parameters"][4]["choices"]
    assert told["sql"].startswith(("with", "select"))
    assert len(told["sql_sha256"]) == 64


def test_figures_come_with_their_origin_and_hidden_ones_as_null(lake, visitor):
    told = visitor.get("statistics/trade_values/data?by_1=partner&years=2024&lang=en").json()
    by_partner = {row["partner"]: row for row in told["items"]}
    assert by_partner["CL"]["fob_usd"] is None
    assert told["hidden"] >= 2
    assert told["items"].index(by_partner["CL"]) in told["hidden_rows"]
    assert told["lineage"]["lake_version"] == lake.version
    assert told["lineage"]["parameters"]["years"] == [2024]
    assert told["lineage"]["rule"]["version"] == "firms-3"
    assert "57.77" not in visitor.get("statistics/trade_values/data?by_1=partner").content.decode()


def test_figures_are_json_numbers(lake, visitor):
    told = visitor.get("statistics/exports_by_year/data?years=2023").json()
    assert told["items"] == [{"year": 2023, "fob_usd": 12000, "line_count": 12}]


def test_pieces_and_their_neighbours(lake, visitor):
    answer = visitor.get("statistics/trade_values/data?by_1=partner&limit=2&offset=2")
    assert len(answer.json()["items"]) == 2
    assert 'rel="next"' in answer["Link"]
    assert 'rel="prev"' in answer["Link"]
    assert "by_1=partner" in answer["Link"]


def test_an_unchanged_answer_is_304_until_the_lake_changes(lake, visitor):
    address = "statistics/exports_by_year/data"
    tag = visitor.get(address)["ETag"]
    assert visitor.get(address, **{"if-none-match": tag}).status_code == HTTPStatus.NOT_MODIFIED
    lake.restore(lake.version)
    assert visitor.get(address, **{"if-none-match": tag}).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("asked", "where"),
    [("years=none", "years"), ("by_1=firm", "by_1"), ("minimum=1", "minimum"), ("version=x", "version")],
)
def test_problems_say_where(lake, visitor, asked, where):
    answer = visitor.get(f"statistics/trade_values/data?{asked}")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["problems"][0]["where"] == where


def test_an_unknown_statistic_names_the_nearest(visitor):
    answer = visitor.get("statistics/exports_by_yaer/data")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "exports_by_year" in answer.json()["problems"][0]["mend"]
