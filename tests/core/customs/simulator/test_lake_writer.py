"""A lake filled without weekly files: it is a lake like any other, and its totals are those of the parameters."""

from decimal import Decimal

import polars as pl
import pytest

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.importing import import_files
from rumbo.core.customs.lake import Lake
from rumbo.core.customs.schema import KEY, LINES
from rumbo.core.customs.simulator.lake_writer import write_lake
from rumbo.core.customs.simulator.simulate import Asked, streams_of

ASKED = Asked(2023, 2024, 6_000, seed=3)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("home") / "lake"
    told = []
    version = write_lake(ASKED, path, lambda done, of: told.append((done, of)))
    return Lake(path), version, told


@pytest.fixture(scope="module")
def lines(filled):
    return pl.concat([pl.read_parquet(file, hive_partitioning=False) for file in filled[0].files()])


def test_version_and_snapshots(filled, lines):
    lake, version, told = filled
    assert lake.version == version.number == 1
    assert lake.simulated() is True
    assert version.lines == lines.height == 6_000
    assert told[-1] == (6_000, 6_000)
    assert lake.snapshots()["records"].to_pylist() == lake.snapshots()["accepted"].to_pylist()
    assert sum(lake.snapshots()["records"].to_pylist()) == 6_000


def test_lines_follow_the_schema_and_have_unique_keys(lines):
    assert lines.columns == LINES.names
    assert lines.select(KEY).n_unique() == lines.height
    for field in LINES:
        if not field.nullable:
            assert lines[field.name].null_count() == 0
    assert lines["simulated"].all()


def test_totals_to_the_cent(lines):
    sums = lines.group_by("flow", "year").agg(pl.col("fob_usd").sum())
    found = {(flow, year): value for flow, year, value in sums.iter_rows()}
    assert found["X", 2024] == Decimal("74518000000.00")
    assert found["X", 2023] == Decimal("64607000000.00")
    assert found["M", 2024] == pytest.approx(Decimal(51_299_000_000), rel=Decimal("0.01"))


def test_it_takes_imports_like_any_lake(filled, small):
    file = next(small.path.glob("x*.zip"))
    result = import_files(filled[0], [file], simulated=True)
    assert result.version == 2


def test_natural_persons_have_the_pseudonyms_of_the_workspace(filled, lines):
    names = Pseudonyms.stored(filled[0].path.parent / "pseudonym-key")
    (stream, _imports), _parameters = streams_of(ASKED)
    firms = stream.trade.firms
    hidden = {names.of(str(one)) for one in firms.tax_id[firms.natural].tolist()}
    found = lines.filter((pl.col("trader_kind") == "natural_person") & (pl.col("flow") == "X"))
    assert found.height
    assert set(found["trader_id"]) <= hidden


def test_nothing_is_overwritten(tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_LANG", "en")
    with pytest.raises(CustomsError, match="There is something at this place already"):
        write_lake(ASKED, tmp_path)
