"""The scripts that Rumbo is compared with come to its numbers, and the comparison sees where they do not."""

import importlib
from decimal import Decimal

import pytest
from benchmarks.comparison.one import _plain
from benchmarks.comparison.page import BEGIN, END, Measure, table, verdicts, write
from benchmarks.comparison.place import Place, make
from benchmarks.comparison.same import differences
from benchmarks.comparison.tasks import TASKS, WAYS

LINES = 20_000


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("benchmark")
        patch.setenv("RUMBO_HOME", str(folder))
        made = Place(folder)
        make(made, LINES)
        make(made, LINES)
        yield made


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_every_way_comes_to_the_same_numbers(task, place):
    pytest.importorskip("pandas", reason="the dependency group bench is not installed")
    found = {way: rows_of(way, task, place) for way in WAYS}
    assert found["rumbo"]
    assert {way: differences(way, task.keys, found["rumbo"], rows) for way, rows in found.items()} == {
        way: [] for way in WAYS
    }


def rows_of(way, task, place):
    answer = importlib.import_module(f"benchmarks.comparison.by_{way}").answer
    return [{name: _plain(value) for name, value in row.items()} for row in answer(task.name, place)]


ROW = {"year": 2024, "fob_usd": Decimal("1000000.01"), "firms": 3, "share_pct": Decimal("33.333333")}


@pytest.mark.parametrize(
    ("way", "changed", "same"),
    [
        ("duckdb", {}, True),
        ("duckdb", {"share_pct": 100 / 3}, True),
        ("duckdb", {"share_pct": 33.33333}, False),
        ("duckdb", {"fob_usd": Decimal("1000000.02")}, False),
        ("duckdb", {"fob_usd": 1000000.01}, False),
        ("polars", {"fob_usd": Decimal("1000000.00")}, False),
        ("pandas", {"fob_usd": 1000000.0100001}, True),
        ("pandas", {"fob_usd": 1000000.03}, False),
        ("pandas", {"firms": 4}, False),
        ("pandas", {"fob_usd": None}, False),
        ("pandas", {"year": 2023}, False),
    ],
)
def test_differences_are_seen(way, changed, same):
    assert (differences(way, ("year",), [ROW], [ROW | changed]) == []) is same


@pytest.mark.parametrize("found", [[], [ROW, ROW], [{k: v for k, v in ROW.items() if k != "firms"}]])
def test_missing_rows_and_columns_are_seen(found):
    assert differences("duckdb", ("year",), [ROW], found)


def measures(**seconds):
    told = {(task.name, way): Measure(each, each, 100) for task in TASKS for way, each in seconds.items()}
    return told | {("table_only", "rumbo"): Measure(0.6, 0.6, 100)}


def test_verdicts_count_the_table_indicators_against_rumbo():
    held = verdicts(measures(rumbo=1.0, duckdb=1.0, polars=2.0, pandas=22.1))
    assert ["**held**" in line for line in held] == [True, False, True]
    assert "1.10 × on the clock" in held[0]


def test_what_was_not_measured_is_neither_held_nor_summed():
    found = measures(rumbo=1.0, duckdb=1.0) | {("exports_world", "pandas"): Measure(0, 0, 0, "left out: about 40 GB")}
    assert "not measured whole" in verdicts(found)[2]
    assert "left out: about 40 GB" in table(found)


def test_a_page_gets_the_sections_in_order_and_each_once(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\n{END}\nafter\n", "utf-8")
    for lines, text in ((10_000_000, "ten"), (1_000_000, "former"), (1_000_000, "one")):
        write(page, lines, text)
    inside = "### 1,000,000 lines\n\none\n\n### 10,000,000 lines\n\nten"
    assert page.read_text("utf-8") == f"before\n{BEGIN}\n\n{inside}\n\n{END}\nafter\n"


def test_a_page_without_marks_is_left_as_it_is(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("text", "utf-8")
    with pytest.raises(SystemExit, match="no marks"):
        write(page, 1, "one")
    assert page.read_text("utf-8") == "text"
