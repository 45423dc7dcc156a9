"""``rumbo report``: what a program needs to read its files."""

import json

import jsonschema
import pytest


@pytest.mark.django_db
def test_the_schema_is_written_without_a_year_and_every_report_keeps_to_it(command, tmp_path, tiny_policy):
    said = command("report", "--schema", tmp_path / "schemas")
    file = tmp_path / "schemas" / "report.schema.json"
    assert (said.code, said.out.strip(), said.err) == (0, str(file), "")
    schema = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    command("init")
    year = tiny_policy.target_years[0]
    assert command("report", year, tmp_path / "out", "--format", "json").code == 0
    (printed,) = (tmp_path / "out").glob("*.json")
    document = json.loads(printed.read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    del document["objectives"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema)


def test_a_folder_that_cannot_be_written_is_said(command, tmp_path):
    (tmp_path / "taken").write_text("a file")
    said = command("report", "--schema", tmp_path / "taken")
    assert said.code == 2
    assert "Give a folder that you may write to." in said.err


def test_without_a_schema_the_year_is_asked_for(command):
    said = command("report")
    assert said.code == 2
    assert "{year} {OUT-DIR}" in said.err


@pytest.mark.django_db
def test_what_was_not_signed_is_not_issued_where_the_signatures_are_asked_for(command, tmp_path):
    command("init")
    alone = command("report", 2026, tmp_path / "out", "--format", "json", "--signed")
    assert (alone.code, "Only a report that is issued is signed. Add --issue." in alone.err) == (2, True)
    unsigned = command("report", 2026, tmp_path / "out", "--format", "json", "--issue", "--signed")
    assert unsigned.code == 2
    assert "was not signed by this office: planning office" in unsigned.err
    assert not (tmp_path / "out").exists()
    assert command("report", 2026, tmp_path / "out", "--format", "json", "--issue").code == 0
