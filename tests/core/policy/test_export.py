"""The export: every element once, figures with their printed digits, nothing that a spreadsheet would run."""

import csv
import json

import pytest
from tests.core.policy.folders import change, copy

from rumbo.core.policy import load
from rumbo.core.policy.export import tables, write_export


@pytest.fixture(scope="module")
def exported(tiny_policy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    write_export(tiny_policy, folder)
    return folder


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_element_is_exported(exported, tiny_policy):
    assert [row["objective"] for row in rows(exported, "objectives")] == ["OP1", "OP2"]
    assert [row["guideline"] for row in rows(exported, "guidelines")] == ["L1.1", "L1.2", "L2.1"]
    assert [row["service"] for row in rows(exported, "services")] == [s.code for s in tiny_policy.services]
    assert [row["indicator"] for row in rows(exported, "indicators")] == [i.code for i in tiny_policy.indicators]
    assert {row["activity"] for row in rows(exported, "activities")} == {a.code for a in tiny_policy.activities}
    assert [row["entity"] for row in rows(exported, "entities")] == ["GRA", "EPS-SUR"]


def test_figures_are_as_printed(exported):
    figures = {(row["indicator"], row["figure"], row["year"]): row for row in rows(exported, "targets")}
    assert figures["OP1-I1", "target", "2030"]["value"] == "95.0"
    assert figures["OP2-I1", "target", "2030"]["value"] == "0"
    unmeasured = figures["S1.1.1-Q1", "baseline", "2024"]
    assert (unmeasured["value"], unmeasured["printed"]) == ("", "0*")
    assert ("S2.1.1-C1", "target", "2028") not in figures


def test_every_row_names_its_source(pnmce):
    for table in tables(pnmce):
        if "source" in table.columns:
            column = table.columns.index("source")
            assert all(str(row[column]).startswith("pnmce:") for row in table.rows), table.name


def test_the_document_holds_the_whole_policy(exported, tiny_policy):
    document = json.loads((exported / "policy.json").read_text(encoding="utf-8"))
    assert document == tiny_policy.model_dump(mode="json")
    assert document["sha256"] == tiny_policy.sha256


def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(tiny_policy, tmp_path):
    entity = tiny_policy.entities[0].model_copy(update={"name": "=HYPERLINK(1)"})
    write_export(tiny_policy.model_copy(update={"entities": (entity,)}), tmp_path)
    assert rows(tmp_path, "entities")[0]["name"] == "'=HYPERLINK(1)"


def test_a_negative_figure_stays_a_number(tmp_path):
    folder = copy(tmp_path)
    change(folder, {"file": "objectives/OP2.yaml", "replace": "value: 8", "by": "value: -8.50"})
    write_export(load(folder), tmp_path / "export")
    figures = {(row["indicator"], row["figure"]): row for row in rows(tmp_path / "export", "targets")}
    assert figures["OP2-I1", "baseline"]["value"] == "-8.50"
