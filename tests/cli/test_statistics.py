"""``rumbo statistics``: scripts depend on its JSON, people on its tables; what is wrong is said, nothing written."""

import csv
import io
import json
import sys

import pyarrow.parquet as pq
import pytest
from tests.core.statistics.small import imported

from rumbo.cli import main

ROWS = [
    *({"year": 2023, "partner": "US", "trader_id": firm, "fob_usd": "1000.50"} for firm in "ABC"),
    *({"year": 2024, "partner": "CN", "trader_id": firm, "fob_usd": "2000.25"} for firm in "ABC"),
    {"year": 2024, "partner": "US", "trader_id": "A", "fob_usd": "10"},
]


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the command line in this process over a workspace with a small lake."""
    monkeypatch.setenv("RUMBO_LANG", "en")
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path / "home"))

    def run_(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rumbo", "statistics", *arguments])
        with pytest.raises(SystemExit) as leaving:
            main()
        printed = capsys.readouterr()
        return int(leaving.value.code or 0), printed.out, printed.err

    return run_


@pytest.fixture
def lake(tmp_path):
    (tmp_path / "home").mkdir()
    return imported(tmp_path / "home" / "lake", ROWS[:3], ROWS[3:])


def test_list(run):
    code, out, err = run("list", "--json")
    assert (code, err) == (0, "")
    assert {"code": "A1", "name": "exports_by_year", "title": "Goods exports by year", "unit": "US$"} in json.loads(out)
    assert "exports_by_year" in run("list")[1]


def test_show_holds_the_sql_itself(run):
    told = json.loads(run("show", "A5", "--json")[1])
    assert told["name"] == "growth"
    assert "pct(this.fob_usd - former.fob_usd, former.fob_usd)" in told["sql"]
    assert [p["name"] for p in told["parameters"]] == [
        "flow",
        "years",
        "status",
        "by_1",
        "by_2",
        "nomenclature",
        "minimum_base",
    ]
    card = run("show", "growth")[1]
    for said in ("Formula: g_t", "pnmce:625", "minimum_base", "a number of at least 0", "left join yearly as former"):
        assert said in card


@pytest.mark.usefixtures("lake")
def test_run_as_json(run):
    code, out, err = run("run", "exports_by_year", "--year", "2024", "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["columns"] == ["year", "fob_usd", "line_count"]
    assert told["rows"] == [[2024, 6010.75, 4]]
    assert told["lineage"]["lake_version"] == 2
    assert told["lineage"]["parameters"] == {"years": [2024], "status": "all"}
    assert {"sql_sha256", "engine", "tables", "simulated"} <= told["lineage"].keys()


@pytest.mark.usefixtures("lake")
def test_run_at_an_earlier_version(run):
    assert json.loads(run("run", "A1", "--version", "1", "--json")[1])["rows"] == [[2023, 3001.5, 3]]


@pytest.mark.usefixtures("lake")
def test_run_as_a_table(run):
    code, out, _err = run("run", "trade_values", "--by", "partner", "--set", "years=2024")
    assert code == 0
    for said in ("partner", "6,000.75", "99.83", "revised every month", "lake version 2"):
        assert said in out


@pytest.mark.usefixtures("lake")
def test_dimensions_carry_their_remark(run):
    assert "address of the exporter is not known" in run("run", "trade_values", "--by", "department")[1]


@pytest.mark.usefixtures("lake")
def test_public_hides(run):
    told = json.loads(run("run", "trade_values", "--by", "partner", "--year", "2024", "--public", "--json")[1])
    assert told["columns"][-1] == "hidden"
    assert told["hidden"] == 2
    assert told["lineage"]["rule"]["version"] == "firms-3"
    assert all(row[2] is None for row in told["rows"])


@pytest.mark.usefixtures("lake")
def test_public_takes_what_gives_other_tables(run):
    assert run("run", "trade_values", "--by", "hs2", "--set", "flow=M", "--set", "status=all", "--public")[0] == 0
    assert run("run", "top_partners", "--set", "top=5", "--public")[0] == 0


@pytest.mark.usefixtures("lake")
def test_files(run, tmp_path):
    csv_file, parquet, document, chart = (tmp_path / f"out.{end}" for end in ("csv", "parquet", "json", "svg"))
    assert run("run", "A1", "--out", str(csv_file), "--chart", str(chart))[0] == 0
    rows = list(csv.DictReader(io.StringIO(csv_file.read_text("utf-8-sig"))))
    assert [row["year"] for row in rows] == ["2023", "2024"]
    assert chart.read_text().startswith("<svg")
    assert run("run", "A1", "--out", str(parquet))[0] == 0
    assert pq.read_table(parquet).num_rows == 2
    assert run("run", "A1", "--out", str(document))[0] == 0
    assert json.loads(document.read_text())["columns"] == ["year", "fob_usd", "line_count"]
    assert {path.name for path in tmp_path.iterdir()} == {"home", "out.csv", "out.parquet", "out.json", "out.svg"}


@pytest.mark.usefixtures("lake")
def test_csv_on_the_screen(run):
    assert run("run", "A1", "--format", "csv")[1].splitlines()[0] == "year,fob_usd,line_count"


@pytest.mark.usefixtures("lake")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["exports_by_yer"], "There is no “exports_by_yer”. Did you mean exports_by_year?"),
        (["A1", "--year", "24"], "The parameter “years” is “24”"),
        (["A1", "--set", "status"], "“status” is no setting; NAME=VALUE was expected."),
        (["A1", "--year", "2024", "--set", "years=2023"], "The parameter “years” was given more than once"),
        (["A1", "--by", "sector"], "breaks down by 0 dimensions at most; 1 were given."),
        (["growth", "--by", "planet"], "The parameter “by_1” is “planet”"),
        (["A1", "--engine", "abacus"], "There is no engine “abacus”"),
        (["A1", "--version", "9"], "9"),
        (["A1", "--format", "xml"], "There is no form “xml”; one of table, csv, parquet, json was expected."),
        (["A1", "--format", "parquet"], "Parquet is for a file, and none was named."),
        (["A1", "--format", "table", "--out", "x.txt"], "A table is for the screen, and a file was named."),
        (["A1", "--out", "/no/such/folder/x.csv"], "The file cannot be written"),
        (["A1", "--public", "--set", "status=regularised"], "The parameter “status” cannot be set to that here"),
        (["growth", "--public", "--set", "minimum_base=10"], "The parameter “minimum_base” cannot be set to that here"),
    ],
)
def test_what_is_wrong_is_said(run, arguments, message):
    code, out, err = run("run", *arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_a_statistic_of_no_year(run, lake):
    """One that takes no years says so instead of leaving them aside."""
    code, _out, err = run("run", "technology_level", "--year", "2024")
    assert code == 2
    assert "does not take years" in err or "takes one year" in err


def test_without_a_lake(run):
    code, _out, err = run("run", "A1")
    assert code == 2
    assert "there is no lake. Import customs files first" in err


def test_simulated_is_said_on_the_screen(run, tmp_path):
    (tmp_path / "home").mkdir()
    imported(tmp_path / "home" / "lake", ROWS, simulated=True)
    assert "SIMULATED" in run("run", "A1")[1]
