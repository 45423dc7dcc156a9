"""The exported JSON Schemas: they are valid, accept what the loader accepts, and refuse what it refuses."""

import json
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.core.policy.folders import TINY

from rumbo.core.errors import InputError
from rumbo.core.policy.schema import SCHEMAS, schema, write_schemas
from rumbo.core.policy.yaml_source import parse

SHIPPED = Path(str(files("rumbo.core.policies") / "pnmce_2040"))
FILES = [path for folder in (TINY, SHIPPED) for path in sorted(folder.rglob("*.yaml"))]


def as_editors_see_it(value):
    """The JSON model of a YAML file: keys are texts, a date is a text, a decimal is a number."""
    if isinstance(value, dict):
        return {str(key): as_editors_see_it(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_editors_see_it(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def validator(path):
    kind = path.name if path.name in SCHEMAS else f"{path.parent.name}/*.yaml"
    return Draft202012Validator(schema(kind), format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_schema_is_a_schema(kind):
    Draft202012Validator.check_schema(schema(kind))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_file_fits_its_schema(path):
    data = as_editors_see_it(parse(path.read_bytes(), path.name).data)
    assert [error.message for error in validator(path).iter_errors(data)] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("targets", {"next year": 5}), ("targets", {"2026": "5"}), ("source", "page 3"), ("colour", "blue")],
)
def test_the_schema_refuses_what_the_loader_refuses(field, value):
    path = TINY / "objectives" / "OP2.yaml"
    data = as_editors_see_it(parse(path.read_bytes(), path.name).data)
    data["indicators"][0][field] = value
    assert not validator(path).is_valid(data)


def test_writing_the_schemas(tmp_path):
    written = write_schemas(tmp_path / "new" / "folder")
    assert [path.name for path in written] == [
        *("policy.schema.json", "problem.schema.json", "entities.schema.json"),
        *("objectives.schema.json", "services.schema.json"),
    ]
    assert json.loads(written[-1].read_text(encoding="utf-8")) == schema("services/*.yaml")
    assert sorted(path.name for path in written[0].parent.iterdir()) == sorted(path.name for path in written)


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        write_schemas(tmp_path / "file")
    assert str(tmp_path / "file") in str(raised.value)
