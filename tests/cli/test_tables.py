"""``rumbo tables``: what there is, what it must hold, and how it is loaded."""

import csv
from functools import partial
from pathlib import Path

import pytest
from tests.cli.conftest import Rumbo

UIT = "year,uit_pen\n2026,5500\n"


@pytest.fixture
def rumbo(command: Rumbo) -> Rumbo:
    """``rumbo tables``."""
    return partial(command, "tables")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A good file."""
    path = tmp_path / "uit.csv"
    path.write_text(UIT, encoding="utf-8")
    return path


def test_tables_are_listed(rumbo: Rumbo) -> None:
    listed = {entry["name"]: entry for entry in rumbo("list", "--json").json}
    assert listed["agreement"] == {
        "name": "agreement",
        "title": "Trade agreements in force",
        "state": "complete",
        "version": "pnmce-2025-07",
        "origin": "packaged",
        "versions": [],
        "needed_by": ["E1", "E2", "B6", "OP1-I2"],
    }
    assert (listed["annual_sales"]["state"], listed["annual_sales"]["version"]) == ("missing", None)
    told = rumbo("list").out
    assert all(word in told for word in ("agreement", "ships, complete", "ships, a sample", "no data"))


def test_a_file_is_loaded_once(rumbo: Rumbo, file: Path) -> None:
    ask = ("load", "uit", file, "--version", "2026", "--authority", "MEF", "--obtained-on", "2026-01-05")
    assert rumbo(*ask).out == "uit: version 2026 was loaded; rows: 1.\n"
    assert rumbo(*ask).out == "uit: version 2026 was there already; rows: 1. Nothing changed.\n"
    said = rumbo(*ask, "--json").json
    assert (said["table"], said["changed"], said["rows"], said["obtained_on"]) == ("uit", False, 1, "2026-01-05")
    assert {entry["name"]: entry["state"] for entry in rumbo("list", "--json").json}["uit"] == "loaded"


def test_a_table_is_shown(rumbo: Rumbo, file: Path) -> None:
    rumbo("load", "uit", file, "--version", "2026", "--authority", "MEF")
    told = rumbo("show", "uit").out
    parts = (
        "Tax unit",
        "Needed by: D2",
        "Published by: Ministry of Economy",
        "uit_pen",
        "MEF",
        "5500",
        "year *",
        "fingerprint",
    )
    assert [part for part in parts if part not in told] == []
    shown = rumbo("show", "uit", "--version", "rumbo-2026-1", "--rows", 1, "--json").json
    assert shown["shown"]["rows"] == [{"year": 2000, "uit_pen": 2900, "source": None, "note": None}]
    assert shown["shown"]["row_count"] == 26
    assert [version["version"] for version in shown["versions"]] == ["2026"]
    assert shown["definition"]["key"] == ["year"]


def test_cells_are_written_for_readers(rumbo: Rumbo) -> None:
    told = rumbo("show", "sector", "--rows", 1).out
    assert "yes or no" in told
    assert "False" not in told
    assert "like [0-9]{2,10}" in told
    assert "* Together these columns name a row" in told
    assert "The first row:" in told


def test_invented_content_is_called_so(rumbo: Rumbo, tmp_path: Path) -> None:
    """Also where whoever loads a table of the simulator forgets to say so."""
    made = tmp_path / "uit.simulado.tsv"
    made.write_text("year\tuit_pen\n2026\t5500\n", encoding="utf-8")
    ask = ("load", "uit", made, "--version", "s1", "--authority", "nobody")
    said = rumbo(*ask)
    assert said.code == 2
    assert said.err == (
        "rumbo: uit.simulado.tsv: The file says of itself that it is simulated, and is not loaded as real. "
        "Say --simulated: results that read it will say so.\n"
    )
    assert rumbo(*ask, "--simulated").code == 0
    assert "loaded, simulated" in rumbo("list").out
    told = rumbo("show", "uit").out
    assert "s1 (simulated)" in told
    assert "SIMULATED" in told
    assert rumbo("show", "uit", "--json").json["versions"][0]["simulated"] is True


def test_a_version_is_not_loaded_again_under_another_mark(rumbo: Rumbo, file: Path) -> None:
    ask = ("load", "uit", file, "--version", "v", "--authority", "MEF")
    assert rumbo(*ask).code == 0
    said = rumbo(*ask, "--simulated")
    assert (said.code, "other content, authority or mark" in said.err) == (2, True)


def test_a_table_without_data_is_shown_with_its_columns(rumbo: Rumbo) -> None:
    told = rumbo("show", "trade_facilitation")
    assert told.code == 0
    assert "There is no data: no version is loaded, and none ships." in told.out
    assert "Other layouts" in told.out
    assert "shown" not in rumbo("show", "trade_facilitation", "--json").json


def test_a_bad_file_is_told_and_not_stored(rumbo: Rumbo, file: Path, tmp_path: Path) -> None:
    file.write_text("year,uit_pen\nx,1\n2026,y\n", encoding="utf-8")
    said = rumbo("load", "uit", file, "--version", "2026", "--authority", "MEF")
    assert (said.code, said.out) == (2, "")
    assert [line.split(": ")[:2] for line in said.err.splitlines()] == [
        ["rumbo", "uit.csv:2, column year"],
        ["rumbo", "uit.csv:3, column uit_pen"],
    ]
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_column_is_given_for_all_rows(rumbo: Rumbo, tmp_path: Path) -> None:
    path = tmp_path / "lall.csv"
    path.write_text("hs6,lall_code\n260300,LDC03\n", encoding="utf-8")
    ask = ("load", "lall", path, "--version", "2012", "--authority", "UNCTAD")
    assert rumbo(*ask, "--set", "hs_version=2012").code == 0
    refused = rumbo(*ask, "--set", "hs_version")
    assert refused.code == 2
    assert (
        refused.err
        == "rumbo: --set: “hs_version” was found; COLUMN=VALUE was expected. Write for instance year=2024.\n"
    )


def test_a_table_is_exported_edited_and_loaded(rumbo: Rumbo, tmp_path: Path) -> None:
    out = tmp_path / "sector.csv"
    assert rumbo("export", "sector", out).code == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 49
    assert rumbo("load", "sector", out, "--version", "ours", "--authority", "DDPI").code == 0
    refused = rumbo("export", "sector", out)
    assert refused.code == 2
    assert "The file cannot be written: File exists." in refused.err


def test_a_table_without_data_is_exported_as_its_header(rumbo: Rumbo, tmp_path: Path) -> None:
    out = tmp_path / "sales.csv"
    assert rumbo("export", "annual_sales", out).code == 0
    assert out.read_text(encoding="utf-8-sig") == "trader_id,year,sales_pen,size_class,source,note\n"


def test_a_table_that_does_not_exist(rumbo: Rumbo) -> None:
    said = rumbo("show", "setcor")
    assert (said.code, said.err) == (2, "rumbo: There is no “setcor”. Did you mean sector?\n")


def test_the_command_speaks_spanish(rumbo: Rumbo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUMBO_LANG", "es")
    assert "incluida, completa" in rumbo("list").out
