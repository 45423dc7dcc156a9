import json
from datetime import date
from decimal import Decimal

import jsonschema
import pytest
import yaml
from tests.core.customs.readers.dbase import EXPORTS, GOOD, table, zipped
from tests.core.customs.readers.reads import read

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.mapping_files import MAPPINGS, find_mapping, load_mapping, schema, shipped
from rumbo.core.errors import UnknownCodeError

ZUBROWKA = """
name: zubrowka-imports
title: Zubrowka, imports by month
flow: M
producer: Customs of Zubrowka
licence: open data
reader: {kind: delimited, encoding: cp1252, separator: ";", quote: '"'}
detect: [Zollamt, Nummer, Warennummer]
trader:
  scheme: patterns
  company: '^ZU[0-9]{6}$'
  natural_person: '^P[0-9]{6}$'
  id: {column: Steuernummer}
  name: {column: Name}
  private: [Anschrift]
constants: {regime: "4000"}
fields:
  customs_office: {column: Zollamt, pad: 4}
  declaration_year: {column: Nummer, extract: '^([0-9]{4})/'}
  declaration_number: {column: Nummer, extract: '/([0-9]+)-', pad: 8}
  item: {column: Nummer, extract: '-([0-9]+)$'}
  numbered_on: {column: Datum, date: dd-mm-yyyy}
  subheading: {column: Warennummer}
  partner: {column: Land, names: en, values: {Old Kingdom: GB}}
  fob_usd: {column: Wert, decimal: ",", thousands: "."}
  freight_usd: {column: Fracht, decimal: ",", thousands: " "}
  net_kg: {column: Tonnen, decimal: ",", scale: 1000}
  transport_mode: {column: Art, values: {See: "1", Luft: "4"}}
  description: {columns: [Text1, Text2]}
"""

ZUBROWKA_FILE = """Zollamt;Nummer;Datum;Warennummer;Land;Wert;Fracht;Tonnen;Art;Steuernummer;Name;Anschrift;Text1;Text2
12;2024/77-1;31-01-2024;0901.21.00.00;Peru;1.234,565;1 000,5;2,5;See;ZU123456;Mühle AG;Gasse 1;Kaffee;"gemahlen; fein"
12;2024/77-2;01-02-2024;901210000;Old Kingdom;-5;;0,0005;Luft;P654321;Hans Müller;Weg 2;Kaffee;
12;2024/77-3;32-01-2024;0901210000;Peru;1;;;See;P654321;Hans Müller;Weg 2;;
"""


@pytest.fixture
def zubrowka(tmp_path):
    path = tmp_path / "zubrowka.yaml"
    path.write_text(ZUBROWKA, encoding="utf-8")
    return load_mapping(path)


def test_the_file_of_another_country_needs_no_code(tmp_path, zubrowka, identity):
    path = tmp_path / "2024-01.csv"
    path.write_text(ZUBROWKA_FILE, encoding="cp1252")
    whole = read(path, mapping=zubrowka)
    first, second = whole.lines
    assert (whole.file.flow, whole.file.mapping, whole.file.records) == ("M", "zubrowka-imports", None)
    assert [first[k] for k in ("customs_office", "declaration_year", "declaration_number", "item")] == [
        "0012",
        2024,
        "00000077",
        1,
    ]
    assert first["numbered_on"] == first["period_on"] == date(2024, 1, 31)
    assert (first["subheading"], first["partner"], first["regime"]) == ("0901210000", "PE", "4000")
    assert (first["fob_usd"], first["freight_usd"], first["net_kg"]) == (
        Decimal("1234.57"),
        Decimal("1000.50"),
        Decimal("2500.000"),
    )
    assert (first["trader_id"], first["trader_name"], first["trader_id_valid"]) == ("ZU123456", "Mühle AG", True)
    assert first["description"] == "Kaffee gemahlen; fein"
    assert (second["subheading"], second["partner"], second["net_kg"]) == ("0901210000", "GB", Decimal("0.500"))
    assert (second["trader_id"], second["trader_kind"]) == (identity.of("P654321"), "natural_person")
    assert whole.reasons == ["date_missing"]
    assert not [word for word in ("P654321", "Hans", "Weg") if word in whole.text]


def test_the_mappings_that_ship_are_four():
    assert [m.name for m in shipped()] == ["commercial", "sunat-exports", "sunat-exports-csv", "sunat-imports"]
    assert all(find_mapping(m.name) is m for m in shipped())
    assert all((MAPPINGS / f"{m.name}.yaml").exists() for m in shipped())


def test_a_mapping_is_found_by_its_path(tmp_path, zubrowka):
    assert find_mapping(str(tmp_path / "zubrowka.yaml")) == zubrowka
    with pytest.raises(UnknownCodeError, match="sunat-exports"):
        find_mapping("sunat-export")


def test_the_schema_for_editors_takes_what_ships():
    made = json.loads(json.dumps(schema()))
    for file in MAPPINGS.glob("*.yaml"):
        jsonschema.validate(yaml.safe_load(file.read_text("utf-8")), made)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"name": "x"}, made)


IMPORTS = (
    ("CODI_ADUAN", "C", 3, 0), ("ANO_PRESE", "C", 2, 0), ("NUME_CORRE", "C", 6, 0), ("FECH_INGSI", "N", 8, 0),
    ("TIPO_DOCUM", "C", 1, 0), ("LIBR_TRIBU", "C", 11, 0), ("DNOMBRE", "C", 40, 0), ("VIA_TRANSP", "C", 1, 0),
    ("PAIS_ORIGE", "C", 2, 0), ("PUER_EMBAR", "C", 5, 0), ("NUME_SERIE", "N", 5, 0), ("PART_NANDI", "N", 10, 0),
    ("DESC_COMER", "C", 40, 0), ("DESC_OTROS", "C", 40, 0), ("FOB_DOLPOL", "N", 14, 3), ("FLE_DOLAR", "N", 14, 3),
    ("SEG_DOLAR", "N", 14, 3), ("PESO_NETO", "N", 14, 3), ("PESO_BRUTO", "N", 14, 3), ("TRAT_PREFE", "C", 3, 0),
)  # fmt: skip
IMPORT = {
    "CODI_ADUAN": "118", "ANO_PRESE": "26", "NUME_CORRE": "4321", "FECH_INGSI": 20260707, "TIPO_DOCUM": "4",
    "LIBR_TRIBU": "20100070970", "DNOMBRE": "IMPORTADORA S.A.", "VIA_TRANSP": "1", "PAIS_ORIGE": "CN",
    "PUER_EMBAR": "CNSHA", "NUME_SERIE": 2, "PART_NANDI": 8703239000, "DESC_COMER": "AUTOMOVIL", "DESC_OTROS": "NUEVO",
    "FOB_DOLPOL": "15000.000", "FLE_DOLAR": "800.500", "SEG_DOLAR": "30.255", "PESO_NETO": "1200.000",
    "PESO_BRUTO": "1300.000", "TRAT_PREFE": "805",
}  # fmt: skip


def test_the_imports_of_format_a(tmp_path):
    whole = read(zipped(tmp_path, table([IMPORT], IMPORTS), "ma06120726.zip", "MA.DBF"))
    (line,) = whole.lines
    assert (whole.file.mapping, line["flow"], line["declaration_year"], line["regime"]) == (
        "sunat-imports",
        "M",
        2026,
        "10",
    )
    assert (line["period_on"], line["period_basis"]) == (date(2026, 7, 7), "numbered")
    assert (line["freight_usd"], line["insurance_usd"]) == (Decimal("800.50"), Decimal("30.26"))
    assert (line["partner"], line["preference"], line["description"]) == ("CN", "805", "AUTOMOVIL NUEVO")
    assert (whole.file.period_from, whole.file.period_to) == (date(2026, 7, 6), date(2026, 7, 12))


def test_the_imports_of_format_b_are_told_apart(tmp_path):
    layout = [f for f in IMPORTS if f[0] not in {"LIBR_TRIBU", "TIPO_DOCUM", "DNOMBRE"}]
    path = zipped(tmp_path, table([IMPORT], layout), "mb06120726.zip", "MB.DBF")
    with pytest.raises(CustomsError, match="for sunat-imports it lacks LIBR_TRIBU"):
        read(path)


def test_the_exports_as_text(tmp_path):
    names = ["regimen", *(n.lower().replace("part_nandi", "cnan") for n, *_rest in EXPORTS)]
    row = ["40", *(str({**GOOD, "PART_NANDI": "0806.10.00.00"}.get(n, "")) for n, *_rest in EXPORTS)]
    path = tmp_path / "exports.csv"
    path.write_text("|".join(names) + "\n" + "|".join(row) + "\n", encoding="latin-1")
    zipped(tmp_path, table([GOOD]))
    whole, weekly = read(path), read(tmp_path / "x15210124.zip")
    assert whole.file.mapping == "sunat-exports-csv"
    assert {**whole.lines[0], "source_file": ""} == {**weekly.lines[0], "source_file": ""}


COMMERCIAL = (
    "Partida Aduanera,Descripcion de la Partida Aduanera,Aduana,DUA / DAM,Fecha,Cod. Tributario,Exportador,Importador,"
    "Kg Bruto,Kg Neto,Qty 1,Und 1,Qty 2,Und 2,U$ FOB Tot,U$ FOB Und 1,U$ FOB Und 2,Pais de Destino,Puerto de destino,"
    "Último Puerto Embarque,Via,Agente Portuario,Agente de Aduana,Descripcion Comercial,Descripcion1\n"
    "806100000,UVAS FRESCAS,MARITIMA DEL CALLAO,118-2024-41-012345-2,15/01/2024,20100070970,FRUTAS S.A.,BUYER INC,"
    '"1,100.0","1,000.5","1,000.5",KG,120,CJ,"12,345.67",12.34,102.88,ESTADOS UNIDOS,PHILADELPHIA,,'
    'MARITIMO,,,"UVA, FRESCA",RED\n'
    "806100000,UVAS,CALLAO,118-2024-41-012346,15/01/2024,20100070970,FRUTAS S.A.,X,"
    "1,1,1,KG,1,CJ,1,1,1,PERÚ,,,AEREO,,,UVA,\n"
)


def test_commercial_exports(tmp_path):
    path = tmp_path / "commercial.csv"
    path.write_text(COMMERCIAL, encoding="utf-8-sig")
    whole = read(path)
    (line,) = whole.lines
    assert whole.file.mapping == "commercial"
    assert [line[k] for k in ("customs_office", "declaration_year", "declaration_number", "item", "regime")] == [
        "118",
        2024,
        "012345",
        2,
        "41",
    ]
    assert (line["fob_usd"], line["net_kg"], line["commercial_quantity"]) == (
        Decimal("12345.67"),
        Decimal("1000.500"),
        Decimal("120.000"),
    )
    assert (line["partner"], line["transport_mode"], line["numbered_on"]) == ("US", "1", date(2024, 1, 15))
    assert line["description"] == "UVA, FRESCA RED"
    assert [(row["reason"], row["field"]) for row in whole.quarantine] == [("key_missing", "item")]


def test_a_file_that_fits_two_mappings_is_refused(tmp_path):
    names = {f[0] for f in IMPORTS}
    both = (*IMPORTS, *(f for f in EXPORTS if f[0] not in names))
    with pytest.raises(CustomsError, match="fit several mappings: sunat-exports, sunat-imports"):
        read(zipped(tmp_path, table([GOOD], both)))


def test_a_mapping_that_is_named_must_fit(tmp_path):
    path = zipped(tmp_path, table([GOOD]))
    with pytest.raises(CustomsError, match="lacks columns that the mapping sunat-imports reads: CODI_ADUAN"):
        read(path, mapping=find_mapping("sunat-imports"))
    with pytest.raises(CustomsError):
        read(path, mapping=find_mapping("commercial"))
    undated = zipped(tmp_path, table([GOOD], [f for f in EXPORTS if f[0] not in {"FNUM", "FEMB", "FREG"}]))
    with pytest.raises(CustomsError, match="none of the columns of dates"):
        read(undated, mapping=find_mapping("sunat-exports"))


WRONG = {
    "misspelt key": ("producer:", "producr:", "Did you mean “producer”"),
    "key twice": ("flow: M", "flow: M\nflow: X", "twice|already"),
    "no flow": ("flow: M\n", "", "“flow” is missing"),
    "unknown flow": ("flow: M", "flow: Z", "one of these words was expected: X, M"),
    "unknown field": ("  partner:", "  pardner:", "partner"),
    "no fob": ("  fob_usd:", "  freight_usd2:", "fob_usd"),
    "unknown date": ("dd-mm-yyyy", "dd.mm.yy", "one of these words"),
    "unknown kind": ("kind: delimited", "kind: xlsx", "one of these words was expected: dbf, delimited"),
    "bad name": ("name: zubrowka-imports", "name: Zubrowka imports", "cannot be the name"),
    "bad encoding": ("cp1252", "cp99999", "no encoding “cp99999”"),
    "long separator": ('separator: ";"', 'separator: ";;"', "separator is one sign"),
    "no date": ("  numbered_on: {column: Datum, date: dd-mm-yyyy}\n", "", "No date is mapped"),
    "no column": ("{column: Warennummer}", "{pad: 3}", "one column or from several"),
    "column and columns": ("{column: Warennummer}", "{column: A, columns: [B]}", "one column or from several"),
    "same signs": ('decimal: ",", thousands: "."', 'decimal: ",", thousands: ","', "are the same"),
    "no scale": ("scale: 1000", "scale: 0", "scale is 0"),
    "scale in words": ("scale: 1000", "scale: much", "a number was expected"),
    "pad too wide": ("pad: 8", "pad: 99", "30 or less was expected"),
    "no pattern": ("'/([0-9]+)-'", "'/([0-9]+-'", "no regular expression"),
    "no group": ("'/([0-9]+)-'", "'/[0-9]+-'", "0 groups; one was expected"),
    "look-around": ("'/([0-9]+)-'", "'(?<=/)([0-9]+)'", "looks around"),
    "no company": ("  company: '^ZU[0-9]{6}$'\n", "", "pattern of a company's id"),
    "bad company": ("'^ZU[0-9]{6}$'", "'^ZU[0-9'", "no regular expression"),
    "unquoted text": ('regime: "4000"', "regime: 4000", "a text was expected"),
    "broken yaml": ("flow: M", "flow: [M", "zubrowka.yaml"),
    "a list": (ZUBROWKA, "- a\n", "a table of keys was expected"),
    "empty": (ZUBROWKA, "", "zubrowka.yaml"),
}


@pytest.mark.parametrize(("old", "new", "said"), WRONG.values(), ids=WRONG)
def test_a_mapping_that_is_wrong_is_refused_at_its_line(tmp_path, old, new, said):
    path = tmp_path / "zubrowka.yaml"
    assert old in ZUBROWKA
    path.write_text(ZUBROWKA.replace(old, new), encoding="utf-8")
    with pytest.raises(CustomsError, match=said) as error:
        load_mapping(path)
    assert all(p.where.startswith("zubrowka.yaml") and p.mend for p in error.value.problems)


def test_a_mapping_that_cannot_be_read(tmp_path):
    with pytest.raises(CustomsError, match="cannot be read"):
        load_mapping(tmp_path / "none.yaml")
