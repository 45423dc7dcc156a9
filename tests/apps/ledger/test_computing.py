"""Indicators that nobody reports: computed from the lake into the ledger, and computed again when asked."""

from datetime import date
from decimal import Decimal

import pytest
from tests.core.customs.lake.made import line, week

from rumbo.apps.ledger import selectors
from rumbo.apps.ledger.computing import compute_indicators
from rumbo.apps.ledger.explanation import Outcome, explain
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import advance
from rumbo.apps.ledger.standing import standing_at
from rumbo.core.customs.lake import Lake
from rumbo.core.errors import InputError
from rumbo.core.monitoring.method import load_method
from rumbo.core.observations import Origin, State

pytestmark = pytest.mark.django_db

GRAPES, COPPER = "0806100000", "2603000000"


@pytest.fixture
def lake(tmp_path, monkeypatch):
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))
    return Lake(tmp_path / "lake")


def shipped(year, number, fob, subheading=GRAPES, **values):
    day = date(year, 6, 3)
    return line(
        number,
        declaration_year=year,
        numbered_on=day,
        shipped_on=day,
        fob_usd=Decimal(fob),
        subheading=subheading,
        **values,
    )


def five_years(fob_2026=2_500_000):
    """One firm exports in each of five years, another in the last only; copper is mining."""
    lines = [shipped(year, 1, 1_500_000) for year in range(2022, 2026)]
    return [*lines, shipped(2026, 1, fob_2026), shipped(2026, 2, 900_000, COPPER, trader_id="20100000019")]


def values(done):
    return {computed.indicator: computed.value.value for computed in done.computed if computed.value}


def test_what_the_lake_holds_becomes_values_of_the_ledger(pnmce, lake, system):
    lake.merge([week(10, five_years())])
    done = compute_indicators(pnmce, 2026, lake=lake, actor=system)
    assert values(done) == {
        "OP1-I1": Decimal("2.5"),
        "OP1-I2": Decimal("2.5"),
        "OP3-I1": Decimal(1),
        "OP5-I1": Decimal(1),
    }
    seen = selectors.observations(pnmce.code)
    assert {code for code, _year in seen} == set(values(done))
    assert all(observation.origin is Origin.COMPUTED for observation in seen.values())


def test_what_is_missing_has_no_value_and_names_the_table(pnmce, lake, system):
    lake.merge([week(10, five_years())])
    missing = {c.indicator: c.reason for c in compute_indicators(pnmce, 2026, lake=lake, actor=system).computed}
    assert "trade_facilitation" in missing["OP2-I1"]
    assert "zee_register" in missing["OP4-I1"]
    assert "annual_sales" in missing["OP5-I2"]
    assert missing["OP3-I2"]
    assert ("OP2-I1", 2026) not in selectors.observations(pnmce.code)


def test_without_a_lake_nothing_is_a_zero(pnmce, lake, system):
    done = compute_indicators(pnmce, 2026, lake=lake, actor=system)
    assert not values(done)
    assert not done.recorded
    assert all(computed.reason for computed in done.computed)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"version": 7}, "version 7"),
        ({"version": -1}, "version -1"),
        ({"engine": "excel"}, "“excel”; one of duckdb, spark"),
    ],
)
@pytest.mark.parametrize("imported", [True, False])
def test_what_no_indicator_could_be_computed_with_is_refused_and_nothing_is_stored(
    pnmce, lake, system, asked, told, imported
):
    if imported:
        lake.merge([week(10, five_years())])
    with pytest.raises(InputError, match=told):
        compute_indicators(pnmce, 2026, lake=lake, actor=system, **asked)
    assert selectors.head().sequence == 0


def test_a_version_whose_files_are_gone_is_refused_and_nothing_is_stored(pnmce, lake, system):
    lake.merge([week(10, five_years())])
    for file in lake.files():
        file.unlink()
    with pytest.raises(InputError, match="missing"):
        compute_indicators(pnmce, 2026, lake=lake, actor=system)
    assert selectors.head().sequence == 0


def test_a_printed_figure_is_no_result_of_our_own(pnmce, lake, system):
    done = compute_indicators(pnmce, 2024, lake=lake, actor=system)
    assert "OP3-I2" not in values(done)


def test_the_same_version_computed_twice_writes_nothing(pnmce, lake, system):
    lake.merge([week(10, five_years())])
    first = compute_indicators(pnmce, 2026, lake=lake, actor=system)
    again = compute_indicators(pnmce, 2026, lake=lake, actor=system)
    assert not again.recorded
    assert set(again.unchanged) == set(first.recorded)


def test_a_dry_run_records_nothing(pnmce, lake, system):
    lake.merge([week(10, five_years())])
    assert values(compute_indicators(pnmce, 2026, lake=lake, actor=system, dry_run=True))
    assert selectors.head().sequence == 0


def test_simulated_lines_make_simulated_values(pnmce, lake, system):
    lake.merge([week(10, five_years(), simulated=True)])
    compute_indicators(pnmce, 2026, lake=lake, actor=system)
    assert all(observation.simulated for observation in selectors.observations(pnmce.code).values())


def test_a_later_version_that_changes_an_approved_value_revises_it_and_alerts(pnmce, lake, system):
    lake.merge([week(10, five_years())])
    compute_indicators(pnmce, 2026, lake=lake, actor=system)
    for state in (State.CONSOLIDATED, State.VALIDATED):
        advance(ObservationKey(pnmce.code, "OP1-I1", 2026), state, actor=system)
    lake.merge([week(20, [shipped(2026, 1, 3_500_000, regularised_on=date(2026, 8, 1))])])
    compute_indicators(pnmce, 2026, lake=lake, actor=system)
    past = selectors.history(pnmce.code, "OP1-I1", 2026)
    assert [revision.value for revision in past] == [Decimal("2.5"), Decimal("3.5")]
    assert "version 2" in past[1].reason
    standing = standing_at(pnmce, 2026, method=load_method("ceplan-2024")).standing
    assert any(a.subject == "OP1-I1" and "revis" in a.code for a in standing.alerts)
    approved = standing_at(pnmce, 2026, method=load_method("ceplan-2024"), counted_from=State.VALIDATED).standing
    assert approved.judged["OP1-I1"].value == Decimal("2.5")


def test_a_computed_value_is_computed_again_on_its_own_version(pnmce, lake, system):
    lake.merge([week(10, five_years())])
    compute_indicators(pnmce, 2026, lake=lake, actor=system)
    lake.merge([week(20, [shipped(2026, 9, 5_000_000)])])
    told = explain(standing_at(pnmce, 2026, method=load_method("ceplan-2024")), "OP1-I1")
    assert told.recomputation.outcome is Outcome.SAME
    assert told.recomputation.value == Decimal("2.5")
    lineage = told.history[0].lineage
    assert lineage["lake_version"] == 1
    assert lineage["tables"]["sector"]["sha256"]
    assert "select" in lineage["sql"].lower()


def test_a_version_that_is_gone_is_said(pnmce, lake, system, tmp_path):
    lake.merge([week(10, five_years())])
    compute_indicators(pnmce, 2026, lake=lake, actor=system)
    lake.path.rename(tmp_path / "moved")
    told = explain(standing_at(pnmce, 2026, method=load_method("ceplan-2024")), "OP1-I1")
    assert told.recomputation.outcome is Outcome.DIFFERENT
    assert told.recomputation.value is None
    assert "version 1" in told.recomputation.how
