"""What the public sees of firms: no value of fewer than three of them, and nothing at all of single ones."""

import pytest
from tests.core.statistics.reference.firm_lines import firm_lines
from tests.core.statistics.reference.overlay_tables import overlay_tables
from tests.core.statistics.small import small_lake

from rumbo.core.statistics.engine import run_statistic
from rumbo.core.statistics.errors import ConfidentialityError
from rumbo.core.statistics.header import Publication
from rumbo.core.statistics.registry import statistic

#: Statistics whose column ``firms`` counts the firms behind the values of the row.
BY_CELL = (
    "exports_by_firm_size",
    "firm_size_transitions",
    "diversification_bands",
    "diversification_cross",
    "exporter_persistence",
    "exporter_entry_exit",
    "product_exposure",
)


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    return small_lake(tmp_path_factory.mktemp("lake"), firm_lines(9, 2500)), overlay_tables(9)


@pytest.fixture(autouse=True)
def _own_workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))


@pytest.mark.parametrize("name", BY_CELL)
def test_no_value_of_fewer_than_three_firms(given, name):
    lake, tables = given
    rule = statistic(name).header.publication
    assert isinstance(rule, Publication)
    result = run_statistic(name, lines=lake, tables=tables, public=True)
    rows = result.to_rows()
    assert result.hidden > 0
    assert [row for row in rows if not row["hidden"]]
    for row in rows:
        if row["hidden"]:
            assert {row[column] for column in rule.hides} == {None}
        else:
            assert row["firms"] >= 3


def test_share_of_one_firm_is_hidden(given):
    """The largest alone would be told by its share."""
    lake, tables = given
    rows = run_statistic("firm_concentration", lines=lake, tables=tables, public=True).to_rows()
    assert {row["value"] for row in rows if row["measure"] == "top_001"} == {None}
    shares = run_statistic(
        "top_exporters_share", lines=lake, tables=tables, parameters={"top": 2}, public=True
    ).to_rows()
    assert {row["share_pct"] for row in shares} == {None}


def test_single_firms_are_not_published(given):
    lake, tables = given
    with pytest.raises(ConfidentialityError):
        run_statistic("top_exporters", lines=lake, tables=tables, public=True)
