"""Every definition is whole, every default passes its own checks, and a broken definition says so."""

from pathlib import Path

import pytest

from rumbo.core.tables import TableError, definitions, table, table_info, tables
from rumbo.core.tables.content import as_csv
from rumbo.core.tables.schema import DEFAULTS, read_definition
from rumbo.core.tables.typed import arrow_schema

PROMISED = {
    "poverty",
    "use_class",
    "taxpayer",
    "uit",
    "customs_office",
    "exchange_rate",
    "country",
    "services_bcrp",
    "nomenclature_concordance",
    "world_trade",
    "product_group",
    "lall",
    "zee_exports",
    "trade_facilitation",
    "department",
    "sector",
    "agreement",
    "product_type",
    "measure_scope",
    "zee_register",
    "regional_gdp",
    "population",
    "annual_sales",
    "transport_mode",
    "port",
}
SHIPPED = [name for name, defined in definitions().items() if defined.default]

GOOD = """
name: colour
title: {es: Colores, en: Colours}
meaning: {es: Los colores, en: The colours}
needed_by: [B2]
columns:
  - {name: code, type: text, meaning: {es: Código, en: Code}}
  - {name: day, type: date, meaning: {es: Día, en: Day}}
key: [code]
published_by: {es: Nadie, en: Nobody}
replaced_by: {es: Nadie, en: Nobody}
"""


def test_every_table_of_the_specification_is_defined():
    assert set(definitions()) >= PROMISED


@pytest.mark.parametrize("name", definitions())
def test_a_definition_is_documented_in_both_languages(name):
    defined = definitions()[name]
    texts = [defined.title, defined.meaning, defined.published_by, defined.replaced_by]
    texts += [column.meaning for column in defined.columns]
    assert all(text.es.strip() and text.en.strip() for text in texts)
    assert defined.meaning.es != defined.meaning.en
    assert defined.meaning.es.endswith(".")
    assert defined.needed_by


@pytest.mark.parametrize("name", SHIPPED)
def test_a_default_passes_its_own_checks(name):
    shipped = table(name)
    assert shipped.origin == "packaged"
    assert shipped.arrow.num_rows
    assert shipped.arrow.schema.equals(arrow_schema(definitions()[name]))
    assert len(shipped.sha256) == 64
    assert table_info(name).state in {"complete", "sample"}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_default_can_be_edited_and_loaded_again(name, load):
    again = load(name, as_csv(table(name).arrow))
    assert again.sha256 == table(name).sha256
    assert table(name).origin == "loaded"


def test_every_default_belongs_to_a_definition():
    assert {path.stem for path in DEFAULTS.glob("*.csv")} == set(SHIPPED)


def test_tables_are_listed_with_their_state():
    states = {info.name: info.state for info in tables()}
    assert list(states) == sorted(states)
    assert states["agreement"] == "complete"
    assert states["bloc"] == "sample"
    assert states["annual_sales"] == "missing"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            ("name: colour", "name: color"),
            "colour.yaml:2: name: The definition says “color”, the file is named “colour”",
        ),
        (
            ("key: [code]", "key: [kode]"),
            "colour.yaml:9: key[0]: There is no column “kode” in the table. Use one of: code",
        ),
        (("key: [code]", "keys: [code]"), "The key “keys” is not known here. Did you mean “key”?"),
        (("type: text,", "type: colour,"), "columns[0].type"),
        (("type: text,", 'type: text, pattern: "[",'), "columns[0].pattern"),
        (("{name: day, type: date,", "{name: day, type: date, derived: {from_column: x, values: {}},"), "column “x”"),
        (("key: [code]", "key: [code]\nvalidity: {start: day, end: until}"), "There is no column “until”"),
        (("key: [code]", "key: [code]\nchecks: [{kind: ranges, first: a, last: code}]"), "There is no column “a”"),
        (("key: [code]", "key: [code]\nchecks: [{kind: lucky}]"), "checks[0]"),
        (("key: [code]", "key: [code]\nkey: [code]"), "stands twice"),
    ],
)
def test_a_broken_definition_is_told_with_its_line(change, says, tmp_path: Path):
    file = tmp_path / "colour.yaml"
    file.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_definition(file)
    assert says in str(refused.value)


def test_a_good_definition_is_read(tmp_path: Path):
    file = tmp_path / "colour.yaml"
    file.write_text(GOOD, encoding="utf-8")
    assert [column.name for column in read_definition(file).all_columns] == ["code", "day", "source", "note"]
