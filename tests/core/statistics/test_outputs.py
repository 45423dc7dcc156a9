"""A result leaves with its origin, marked where it is simulated, and no spreadsheet runs what it holds."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from altair import Chart
from tests.core.statistics.queries import query
from tests.core.statistics.small import small_lake

from rumbo.core.language import speaking
from rumbo.core.statistics.charts import NARROW, chart_spec, chart_svg
from rumbo.core.statistics.drawn import MOST_CLASSES, MOST_SERIES
from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.errors import QueryError
from rumbo.core.statistics.outputs import csv_bytes, document, parquet_bytes
from rumbo.core.statistics.registry import statistics


def result(folder, *, simulated=False, name="trade_values", rows=None, **parameters):
    rows = rows or [
        {"year": year, "partner": partner, "fob_usd": value, "net_kg": "0.500", "simulated": simulated}
        for year, partner, value in ((2023, "US", "1500000"), (2024, "US", "3000000"), (2024, "=1+1", "500000.05"))
    ]
    return run_statistic(name, lines=small_lake(folder, rows), parameters=parameters)


def figures(spec):
    """The rows that a chart draws."""
    return next(iter(spec["datasets"].values())) if "datasets" in spec else spec["data"]["values"]


def test_csv(tmp_path):
    text = csv_bytes(result(tmp_path, by_1="partner")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[1] == {
        "year": "2024", "partner": "US", "fob_usd": "3000000", "net_kg": "0.5", "line_count": "1",
        "share_pct": "85.714284", "former_usd": "1500000", "growth_pct": "100",
    }  # fmt: skip
    assert rows[2]["partner"] == "'=1+1"
    assert rows[2]["fob_usd"] == "500000.05"
    assert rows[2]["growth_pct"] == ""


def test_parquet_keeps_decimals_and_origin(tmp_path):
    table = pq.read_table(io.BytesIO(parquet_bytes(result(tmp_path, by_1="partner", years=[2024]))))
    assert table["fob_usd"].to_pylist() == [Decimal("3000000.00"), Decimal("500000.05")]
    told = json.loads(table.schema.metadata[b"rumbo"])
    assert told["lineage"]["parameters"]["years"] == [2024]
    assert told["lineage"]["lake_version"] == 0


def test_simulated_files_say_so_in_every_row(tmp_path):
    simulated = result(tmp_path, simulated=True)
    rows = list(csv.DictReader(io.StringIO(csv_bytes(simulated).decode("utf-8-sig"))))
    assert [row["simulated"] for row in rows] == ["true", "true"]
    assert pq.read_table(io.BytesIO(parquet_bytes(simulated)))["simulated"].to_pylist() == [True, True]
    assert document(simulated)["simulated"]
    assert "simulated" not in csv_bytes(result(tmp_path / "real")).decode()


def test_document(tmp_path):
    told = document(result(tmp_path, by_1="partner", years=[2023]))
    assert told["columns"][:3] == ["year", "partner", "fob_usd"]
    assert told["rows"] == [[2023, "US", Decimal(1500000), Decimal("0.5"), 1, Decimal(100), None, None]]
    assert [field["name"] for field in told["fields"]] == told["columns"]


@pytest.mark.parametrize("found", [s for s in statistics() if s.header.chart], ids=lambda s: s.name)
def test_a_chart_of_nothing_is_still_a_chart(found, tmp_path):
    """Every form of chart names what it draws; without rows it says that there is nothing."""
    import pyarrow as pa  # noqa: PLC0415

    from rumbo.core.statistics.lineage import Lineage, Result  # noqa: PLC0415
    from rumbo.core.statistics.parameters import read_parameters  # noqa: PLC0415
    from rumbo.core.statistics.shaping import TYPES, shown_name  # noqa: PLC0415

    values = read_parameters(found.header, {})
    names = [(shown_name(c, values), TYPES[c.type]) for c in found.header.columns]
    table = pa.schema([pa.field(name, kind) for name, kind in names if name]).empty_table()
    lineage = Lineage(found.name, found.header.code, "", "0" * 64, "duckdb", 1, {}, values, simulated=False, lines=0)
    empty = Result(found, table, lineage)
    spec = chart_spec(empty, language="es")
    assert Chart.from_dict(spec).to_dict() == spec
    assert "No hay cifras que dibujar." in chart_svg(empty, language="es")


def test_a_chart_draws_money_in_millions(tmp_path):
    spec = chart_spec(result(tmp_path, by_1="partner"), language="es")
    drawn = figures(spec)
    assert {(row["x"], row["series"], row["y"]) for row in drawn} == {
        ("2023", "US", 1.5), ("2024", "US", 3.0), ("2024", "=1+1", 0.50000005),
    }  # fmt: skip
    assert "millones de US$" in json.dumps(spec, ensure_ascii=False)


def test_small_series_are_drawn_together(tmp_path):
    rows = [{"year": year, "partner": f"C{n}", "fob_usd": 1000 - n} for year in (2023, 2024) for n in range(12)]
    spec = chart_spec(result(tmp_path, rows=rows, by_1="partner"), language="en")
    names = spec["encoding"]["color"]["scale"]["domain"]
    assert len(names) == MOST_SERIES + 1
    assert names[-1] == "All others"


def test_growth_of_small_series_is_not_added_up(tmp_path):
    rows = [{"year": year, "partner": f"C{n}", "fob_usd": 1000 - n} for year in (2023, 2024) for n in range(12)]
    spec = chart_spec(result(tmp_path, rows=rows, name="growth", by_1="partner"), language="en")
    assert "All others" not in json.dumps(spec)


@pytest.mark.parametrize("simulated", [True, False])
def test_a_simulated_chart_says_so(tmp_path, simulated):
    svg = chart_svg(result(tmp_path, simulated=simulated), language="es")
    words = "".join(ET.fromstring(svg).itertext())
    assert ("SIMULADO" in words) is simulated
    assert "Valores del comercio y su variación" in words


def test_months_follow_each_other_as_numbers(tmp_path):
    rows = [{"period_on": date(2024, month, 1), "fob_usd": 1000} for month in (12, 2, 10, 1)]
    spec = chart_spec(result(tmp_path, rows=rows, name="monthly_trade"), language="es")
    assert spec["encoding"]["x"]["sort"] == ["1", "2", "10", "12"]


@pytest.mark.parametrize("name", ["exports_by_year", "growth", "share_by_partner", "exports_by_department"])
def test_a_chart_for_a_telephone_keeps_to_its_width(tmp_path, name):
    rows = [{"partner": p, "department": "15", "fob_usd": 1000 + n} for n, p in enumerate(("US", "CN", "EC"))]
    svg = chart_svg(result(tmp_path, rows=rows, name=name), language="es", frame=NARROW)
    assert float(ET.fromstring(svg).get("width")) <= NARROW.width + 1


def test_a_statistic_without_chart(tmp_path):
    found = query(tmp_path, "select year, sum(fob_usd) as fob_usd from lines group by year order by year")
    with speaking("en"), pytest.raises(QueryError, match="has no chart"):
        chart_spec(result(tmp_path / "lake", name=found), language="en")


def departments(tmp_path, rows, **asked):
    """Exports by department, with names in the place of codes."""
    drawn = result(tmp_path, rows=rows, **asked)
    named = {"01": "Amazonas", "02": "Áncash", "05": "Ayacucho", "25": "Ucayali"}
    place = drawn.table.column_names.index("region" if "region" in drawn.table.column_names else "department_name")
    texts = [named.get(code, code) for code in drawn.table.column(place).to_pylist()]
    return replace(drawn, table=drawn.table.set_column(place, drawn.table.column_names[place], [texts]))


def test_bars_with_a_name_lie_the_largest_first(tmp_path):
    rows = [{"department": code, "fob_usd": 1000 + n} for n, code in enumerate(("25", "05", "02", "01"))]
    spec = chart_spec(departments(tmp_path, rows, name="exports_by_department"), language="es")
    assert spec["encoding"]["y"]["sort"] == ["Amazonas", "Áncash", "Ayacucho", "Ucayali"]
    assert spec["encoding"]["x"]["type"] == "quantitative"


def test_of_many_classes_the_largest_are_drawn_and_the_chart_says_so(tmp_path):
    rows = [{"partner": f"C{n:02}", "fob_usd": 1000 + n} for n in range(MOST_CLASSES + 5)]
    spec = chart_spec(result(tmp_path, rows=rows, name="share_by_partner"), language="en")
    assert len(spec["encoding"]["y"]["sort"]) == MOST_CLASSES
    assert f"{MOST_CLASSES} of {MOST_CLASSES + 5}, the largest first" in json.dumps(spec["title"])


def test_what_must_not_be_added_up_has_a_drawing_of_its_own(tmp_path):
    rows = [{"partner": p, "department": d, "fob_usd": 1000} for p in ("US", "CN") for d in ("02", "01")]
    spec = chart_spec(result(tmp_path, rows=rows, name="diversification_by_department"), language="es")
    assert spec["facet"]["sort"] == ["mercados", "productos", "productos y mercados", "sectores"]
    stacks = defaultdict(float)
    for row in figures(spec):
        stacks[row["panel"], row["x"]] += row["y"]
    assert set(stacks.values()) == {100.0}


def test_a_chart_is_limited_to_what_has_one_unit(tmp_path):
    rows = [{"trader_id": f"2010000000{n}", "fob_usd": 1000 + n} for n in range(4)]
    found = result(tmp_path, rows=rows, name="firm_concentration")
    assert {row["measure"] for row in found.to_rows()} > {"hhi", "gini"}
    assert {row["series"][:4] for row in figures(chart_spec(found, language="es"))} == {"la m", "las "}


def test_a_chart_of_one_of_several_years_says_which(tmp_path):
    rows = [{"year": year, "partner": "US", "fob_usd": 1000} for year in (2023, 2024)]
    spec = chart_spec(result(tmp_path, rows=rows, name="top_partners"), language="es")
    assert "2024" in json.dumps(spec["title"])
    assert [row["y"] for row in figures(spec)] == [0.001]


def test_the_title_of_the_values_stands_above_them_in_lines_that_fit(tmp_path):
    rows = [{"year": year, "partner": "US", "fob_usd": 1000} for year in (2023, 2024)]
    spec = chart_spec(result(tmp_path, rows=rows, name="growth"), language="es", frame=NARROW)
    assert max(map(len, spec["encoding"]["y"]["title"])) <= NARROW.letters
    assert spec["encoding"]["y"]["axis"]["titleAngle"] == 0
