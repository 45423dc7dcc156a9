"""The import of a simulation comes to its truth: every file, every quarantined line, every total to the cent."""

from collections import Counter
from decimal import Decimal

import polars as pl
import pytest

from rumbo.core.customs.importing import import_files
from rumbo.core.customs.lake import Lake
from rumbo.core.customs.simulator.traps import TRAPS


@pytest.fixture(scope="module")
def imported(small, tmp_path_factory):
    """The lake of the small simulation and what the import said; the folder is given whole, as a user would."""
    lake = Lake(tmp_path_factory.mktemp("home") / "lake")
    result = import_files(lake, [small.path], simulated=True)
    return lake, result


@pytest.fixture(scope="module")
def lines(imported):
    lake, _result = imported
    return pl.concat([pl.read_parquet(file, hive_partitioning=False) for file in lake.files()])


def test_every_kind_of_trap_was_set(small):
    for flow in "XM":
        assert set(small.truth[flow]["traps"]) == {trap.name for trap in TRAPS if flow in trap.flows}


def test_each_file_closes(small, imported):
    expected = {
        file["name"]: (file["records"], file["accepted"], file["quarantined"], file["deleted"])
        for flow in "XM"
        for file in small.truth[flow]["files"]
    }
    found = {f.name: (f.records, f.accepted, f.quarantined, f.deleted) for f in imported[1].files}
    assert found == expected
    assert all(r == a + q + d for r, a, q, d in found.values())


def test_quarantine_has_the_lines_that_cannot_be_used(small, imported):
    expected = Counter(small.truth["X"]["quarantined"]) + Counter(small.truth["M"]["quarantined"])
    assert Counter(imported[0].quarantine()["reason"].to_pylist()) == expected


@pytest.mark.parametrize("flow", ["X", "M"])
def test_lines_and_totals_after_regularisation(small, lines, flow):
    truth = small.truth[flow]
    own = lines.filter(pl.col("flow") == flow)
    assert own.height == truth["lines_in_lake"]
    found = own.group_by("year").agg(pl.col("fob_usd").sum())
    assert dict(found.iter_rows()) == {int(year): Decimal(held["fob_usd"]) for year, held in truth["years"].items()}


@pytest.mark.parametrize("flow", ["X", "M"])
def test_totals_by_partner(small, lines, flow):
    own = lines.filter(pl.col("flow") == flow).with_columns(pl.col("partner").fill_null(""))
    found = own.group_by("year", "partner").agg(pl.col("fob_usd").sum())
    expected = {
        (int(year), partner): Decimal(value)
        for year, held in small.truth[flow]["years"].items()
        for partner, value in held["by_partner"].items()
    }
    assert {(year, partner): value for year, partner, value in found.iter_rows() if value} == expected


def test_everything_is_marked_simulated(imported, lines):
    assert imported[0].simulated() is True
    assert lines["simulated"].all()
    assert lines["description"].drop_nulls().str.ends_with("DATO SIMULADO").all()
    assert lines.filter(pl.col("trader_name").is_not_null())["trader_name"].str.contains("SIMULADA").all()


def test_no_natural_person_is_clear(lines):
    assert not lines["trader_id"].drop_nulls().str.contains("^10").any()
    assert lines.filter(pl.col("trader_kind") == "natural_person")["trader_id"].str.starts_with("np-").all()


def test_companies_have_ids_of_the_invented_range(lines):
    companies = lines.filter((pl.col("trader_kind") == "company") & pl.col("trader_id_valid"))
    assert companies["trader_id"].str.starts_with("2099").all()


def test_chapters_one_to_nine_get_their_zero_back(lines):
    assert (lines["subheading"].str.len_chars() == 10).all()
    assert lines["subheading"].str.starts_with("08").any()
