"""``rumbo indicators``: what can be computed is recorded, what is missing is said, what is unusable stores nothing."""

from datetime import date
from decimal import Decimal

import pytest
from tests.core.customs.lake.made import line, week

from rumbo.apps.ledger import selectors
from rumbo.core.customs.lake import Lake

pytestmark = pytest.mark.django_db

POLICY = ("--policy", "pnmce-2040")


@pytest.fixture
def lake(tmp_path):
    (tmp_path / "home").mkdir()
    made = Lake(tmp_path / "home" / "lake")
    day = date(2026, 6, 3)
    made.merge(
        [week(10, [line(1, declaration_year=2026, numbered_on=day, shipped_on=day, fob_usd=Decimal(2_500_000))])]
    )
    return made


def test_what_is_computed_is_recorded_and_what_is_missing_is_said(command, lake):
    told = command("indicators", "compute", 2026, *POLICY, "--json").json
    by_code = {entry["code"]: entry for entry in told["indicators"]}
    assert by_code["OP1-I1"]["value"] == 2.5
    assert by_code["OP1-I1"]["lineage"]["lake_version"] == lake.version
    assert (by_code["OP4-I1"]["value"], by_code["OP4-I1"]["state"]) == (None, "no_data")
    assert "zee_register" in by_code["OP4-I1"]["reason"]
    assert "OP1-I1" in told["recorded"]
    again = command("indicators", "compute", 2026, *POLICY)
    lines = {line.split("│")[1].strip(): line for line in again.out.splitlines() if line.startswith("│ OP")}
    assert [cell.strip() for cell in lines["OP1-I1"].strip("│ ").split("│")][1:] == ["2.5", "US$ millones", "as it was"]
    assert "no data: The reference table" in lines["OP4-I1"]
    assert "computed, not recorded" in command("indicators", "compute", 2026, *POLICY, "--dry-run").out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--version", 7), "rumbo: The lake has no version 7. Choose one from 0 to 1."),
        (
            ("--engine", "excel"),
            "rumbo: There is no engine “excel”; one of duckdb, spark was expected. Choose one of these.",
        ),
    ],
)
def test_an_unknown_version_or_engine_is_one_line_and_nothing_is_stored(command, lake, options, told):
    said = command("indicators", "compute", 2026, *POLICY, *options)
    assert said.code == 2
    assert said.out == ""
    assert said.err.splitlines() == [told]
    assert selectors.head().sequence == 0


def test_a_version_of_a_lake_into_which_nothing_was_imported_is_refused(command):
    said = command("indicators", "compute", 2026, *POLICY, "--version", 1)
    assert said.code == 2
    assert said.err.splitlines() == [
        "rumbo: The lake is empty; it has no version 1. Import customs files first: rumbo customs import."
    ]
