"""A file becomes a version: whatever its encoding, once, and never in the place of another."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rumbo.core.tables import MissingTableError, TableError, storage, table, table_info, versions
from rumbo.core.tables.content import as_csv

UIT = "year,uit_pen\n2026,5500\n2027,5600\n"
ZONES = "ruc,zona,actividad,desde,hasta\n20100070970,ZED Paita,logística,01/02/2023,31/12/2024\n"
OPEN = Path(__file__).parents[4] / "shared" / "data" / "open"


def test_a_loaded_version_takes_the_place_of_what_ships(load, home):
    stored = load("uit", UIT, obtained_on=date(2026, 1, 5))
    held = table("uit")
    assert (held.origin, held.version, held.authority, held.sha256) == ("loaded", "v1", "test", stored.sha256)
    assert held.arrow["uit_pen"].to_pylist() == [Decimal(5500), Decimal(5600)]
    assert (stored.rows, stored.file, stored.changed, stored.obtained_on) == (2, "table.csv", True, date(2026, 1, 5))
    assert stored.loaded_at.tzinfo is UTC
    assert stored.loaded_at <= datetime.now(UTC)
    assert sorted(path.name for path in (home / "tables" / "uit").iterdir()) == [f"{stored.sha256}.parquet", "index"]
    assert versions("uit") == (stored,)


def test_versions_stay_side_by_side(load):
    load("uit", UIT, version="a")
    load("uit", "year,uit_pen\n2026,5501\n", version="b")
    assert table("uit").version == "b"
    assert table("uit", "a").arrow.num_rows == 2
    assert table("uit", "rumbo-2026-1").origin == "packaged"
    assert [version.version for version in table_info("uit").loaded] == ["a", "b"]
    assert table_info("uit").current == "b"


def test_the_same_content_again_changes_nothing(load, home):
    first = load("uit", UIT)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()}
    again = load("uit", "uit;año\n5600;2027\n5500;2026\n", file="otro.csv")
    assert (again.changed, again.sha256, again.loaded_at) == (False, first.sha256, first.loaded_at)
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*") if path.is_file()} == before


def test_the_same_content_under_another_version_is_stored_once(load, home):
    load("uit", UIT, version="a")
    load("uit", UIT, version="b")
    assert [version.version for version in versions("uit")] == ["a", "b"]
    assert len(list(home.rglob("*.parquet"))) == 1


@pytest.mark.parametrize("name", ["v1", "rumbo-2026-1"])
def test_a_version_is_never_replaced(name, load):
    load("uit", UIT, version="v1")
    with pytest.raises(TableError) as refused:
        load("uit", "year,uit_pen\n2026,9999\n", version=name)
    assert str(refused.value) == (
        f"The table “uit” has a version “{name}” already, with other content, authority or mark. "
        "Give this one another name; a version is never replaced."
    )
    assert table("uit").arrow.num_rows == 2


def test_a_version_that_is_not_there(load):
    load("uit", UIT)
    with pytest.raises(TableError) as refused:
        table("uit", "v9")
    assert str(refused.value) == "The table “uit” has no version “v9”. Use one of: v1, rumbo-2026-1."


def test_a_table_without_data_says_what_it_is_for_and_how_to_load_it():
    with pytest.raises(MissingTableError) as missing:
        table("annual_sales")
    assert missing.value.table == "annual_sales"
    assert str(missing.value) == (
        "The reference table “annual_sales” is not loaded, and none ships. It holds: Sales that each firm reported to "
        "SUNAT in a year, or its size class. Load it with “rumbo tables load annual_sales FILE --version VERSION "
        "--authority WHO”; its columns: rumbo tables show annual_sales."
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_usual_encoding_and_separator(separator, encoding, load):
    text = "Registro de usuarios de las ZEE, año 2024\r\n\r\n" + ZONES.replace(",", separator).replace("\n", "\r\n")
    load("zee_register", text.encode(encoding))
    row = table("zee_register").arrow.to_pylist()[0]
    assert (row["trader_id"], row["activity"]) == ("20100070970", "logística")
    assert (row["valid_from"], row["valid_to"]) == (date(2023, 2, 1), date(2024, 12, 31))


def test_a_workbook_has_the_same_content_as_its_csv(load):
    made = openpyxl.Workbook()
    made.active.append(["Nothing here"])
    sheet = made.create_sheet("Datos")
    sheet.append(["RUC", "Zona", "Actividad", "Desde", "Hasta"])
    sheet.append([20100070970, "ZED Paita", "logística", date(2023, 2, 1), datetime(2024, 12, 31)])  # noqa: DTZ001 - Excel has no zones
    out = io.BytesIO()
    made.save(out)
    assert load("zee_register", out.getvalue(), file="t.xlsx").sha256 == load("zee_register", ZONES).sha256


def test_the_order_of_the_rows_does_not_matter(load):
    assert load("uit", UIT).sha256 == load("uit", "year,uit_pen\n2027,5600.00\n2026,5500.0\n").sha256


def test_an_empty_cell_is_no_data_and_not_zero(load):
    load("services_bcrp", "item,year,quarter,exports_usd_million,imports_usd_million\nviajes,2024,1,0,n.d.\n")
    row = table("services_bcrp").arrow.to_pylist()[0]
    assert (row["exports_usd_million"], row["imports_usd_million"]) == (Decimal(0), None)


def test_a_column_may_be_given_for_all_rows(load):
    load("lall", "hs6,lall_code\n010121,LDC01\n260300,LDC03\n999999,LDC99\n", given={"hs_version": "2012"})
    held = table("lall").arrow.to_pylist()
    assert [row["technology"] for row in held] == ["primarios", "basados en recursos naturales", "sin clasificar"]
    assert {row["hs_version"] for row in held} == {"2012"}


def test_a_public_table_of_technology_classes(load):
    file = OPEN / "hs2012_lall.csv"
    if not file.is_file():
        pytest.skip("the public table is not beside the repository")
    assert load("lall", file.read_bytes(), given={"hs_version": "2012"}).rows == 5203
    classes = {row["hs6"]: row["technology"] for row in table("lall").arrow.to_pylist()}
    assert classes["260300"] == "basados en recursos naturales"  # copper ores
    assert classes["710812"] == "sin clasificar"  # gold


def test_codes_are_checked_against_the_version_in_force(load):
    load("department", "code,name,area\n01,Amazonas,interior\n", version="short")
    with pytest.raises(TableError, match=r"There is no “20” in the table department\.code"):
        load("population", "department,year,population\n20,2024,1000\n")


def test_what_is_stored_cannot_be_changed_unnoticed(load, home):
    stored = load("uit", UIT)
    file = home / "tables" / "uit" / f"{stored.sha256}.parquet"
    pq.write_table(pq.read_table(file).slice(0, 1), file)
    with pytest.raises(TableError) as refused:
        table("uit")
    assert "The stored version of a reference table was damaged: its content is not what was stored." in str(
        refused.value
    )
    file.unlink()
    with pytest.raises(TableError, match="was damaged: it cannot be read"):
        table("uit")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"obtained_on": null, "loaded_at": "x"}'])
def test_a_damaged_index_is_told(content, load, home):
    load("uit", UIT)
    next((home / "tables" / "uit" / "index").iterdir()).write_text(content)
    with pytest.raises(TableError, match="was damaged: it cannot be read"):
        table("uit")


def test_the_index_only_grows(load, home):
    load("uit", UIT, version="a")
    first = (home / "tables" / "uit" / "index" / "0001.json").read_bytes()
    load("uit", "year,uit_pen\n2026,1\n", version="b")
    assert (home / "tables" / "uit" / "index" / "0001.json").read_bytes() == first
    assert json.loads((home / "tables" / "uit" / "index" / "0002.json").read_text())["version"] == "b"


def test_two_loads_at_the_same_moment_are_both_kept(load, home, monkeypatch):
    load("uit", UIT, version="a")
    monkeypatch.setattr(storage, "versions", lambda _name: ())  # the other load is not seen yet
    load("uit", "year,uit_pen\n2026,1\n", version="b")
    monkeypatch.undo()
    monkeypatch.setenv("RUMBO_HOME", str(home))
    assert [version.version for version in versions("uit")] == ["a", "b"]


def test_a_load_that_is_killed_before_its_entry_leaves_no_version(load, home, tmp_path):
    (tmp_path / "t.csv").write_text(UIT)
    script = (
        "import os, pathlib\n"
        "from rumbo.core.tables import load_table\n"
        "link = os.link\n"
        "os.link = lambda a, b: os._exit(9) if str(b).endswith('.json') else link(a, b)\n"
        f"load_table('uit', pathlib.Path({str(tmp_path / 't.csv')!r}), version='v1', authority='test')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": "src"}, check=False)
    assert done.returncode == 9
    assert versions("uit") == ()
    assert table("uit").origin == "packaged"
    assert load("uit", UIT).changed
    assert table("uit").version == "v1"


def test_values_survive_storing(load):
    load("uit", UIT)
    held = table("uit").arrow
    assert held.schema.field("uit_pen").type == pa.decimal128(24, 2)
    assert as_csv(held) == "year,uit_pen,source,note\n2026,5500.00,,\n2027,5600.00,,\n"
