"""Every trap of the weekly files, one line each."""

from datetime import date
from decimal import Decimal

import pytest
from tests.core.customs.readers.dbase import EXPORTS, GOOD, table, zipped
from tests.core.customs.readers.reads import read

from rumbo.core.customs.fields.countries import codes

NATURAL = {"NDOC": "10412345678", "DNOMBRE": "QUISPE MAMANI JUANA", "DDIRPRO": "JR. LAS FLORES 123"}


def one(tmp_path, layout=EXPORTS, name="x15210124.zip", **changes):
    """A file of one line, changed."""
    return read(zipped(tmp_path, table([{**GOOD, **changes}], layout), name))


def line(tmp_path, **changes):
    whole = one(tmp_path, **changes)
    assert not whole.quarantine
    return whole.lines[0], whole.notes


def aside(tmp_path, **changes):
    whole = one(tmp_path, **changes)
    assert not whole.lines
    return whole.quarantine[0]


def as_text(*names, width=20):
    """The layout with some fields as text, so that anything can be written in them."""
    return tuple((n, "C" if n in names else k, width if n in names else w, d) for n, k, w, d in EXPORTS)


def test_a_good_line_is_read_whole(tmp_path):
    got, notes = line(tmp_path)
    assert got == {
        "flow": "X", "year": 2024, "customs_office": "118", "declaration_year": 2024, "declaration_number": "012345",
        "item": 1, "regime": "40", "numbered_on": date(2024, 1, 13), "shipped_on": date(2024, 1, 16),
        "regularised_on": date(2024, 1, 20), "period_on": date(2024, 1, 16), "period_basis": "shipped",
        "trader_id": "20100070970", "trader_kind": "company", "trader_id_valid": True,
        "trader_name": "FRUTAS DEL PERÚ S.A.", "place_code": "110101", "department": "11",
        "subheading": "0806100000", "partner": "US", "port": "USPHL", "transport_mode": "1",
        "fob_usd": Decimal("12345.67"), "freight_usd": None, "insurance_usd": None, "net_kg": Decimal("1000.500"),
        "gross_kg": Decimal("1100.000"), "physical_quantity": Decimal("1000.500"), "physical_unit": "KG",
        "commercial_quantity": Decimal("120.000"), "commercial_unit": "CJ",
        "description": "UVA FRESCA VARIEDAD RED GLOBE", "preference": None, "zone": None, "simulated": False,
        "source_file": "x15210124.zip", "source_row": 1, "snapshot": "",
    }  # fmt: skip
    assert not notes


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("806100000", "0806100000"),
        ("0806100000", "0806100000"),
        ("0806.10.00.00", "0806100000"),
        ("806.10.00.00", "0806100000"),
        ("7108120000", "7108120000"),
        ("806100000.00", "0806100000"),
        ("7108120000.", "7108120000"),
        (" 7108 12 0000", "7108120000"),
    ],
)
def test_a_subheading_gets_its_zero_back_and_loses_its_dots(tmp_path, written, read):
    assert line(tmp_path, layout=as_text("PART_NANDI"), PART_NANDI=written)[0]["subheading"] == read


@pytest.mark.parametrize(
    "written",
    ["80610", "08061000001", "0012345678", "12345678", "ABCDEFGHIJ", "0", "080610000A", "**********", "8061000-0"],
)
def test_a_subheading_without_ten_digits_goes_aside(tmp_path, written):
    row = aside(tmp_path, layout=as_text("PART_NANDI"), PART_NANDI=written)
    assert (row["reason"], row["field"], row["found"]) == ("subheading_invalid", "subheading", written)


def test_a_line_without_subheading_goes_aside(tmp_path):
    assert aside(tmp_path, PART_NANDI="")["reason"] == "subheading_missing"


@pytest.mark.parametrize(
    ("shipped", "regularised", "numbered", "period", "basis", "notes"),
    [
        (20240116, 20240120, 20240113, date(2024, 1, 16), "shipped", {}),
        (0, 20240120, 20240113, date(2024, 1, 20), "regularised", {"period_regularised"}),
        ("", "", 20240115, date(2024, 1, 15), "numbered", {"period_numbered"}),
        (20241399, 20240120, 0, date(2024, 1, 20), "regularised", {"period_regularised", "date_invalid"}),
        (20230229, 0, 20240115, date(2024, 1, 15), "numbered", {"period_numbered", "date_invalid"}),
        (99999999, 20240115, 0, date(2024, 1, 15), "regularised", {"period_regularised", "date_invalid"}),
        ("********", 20240115, 0, date(2024, 1, 15), "regularised", {"period_regularised", "date_invalid"}),
        (2024115, 20240115, 0, date(2024, 1, 15), "regularised", {"period_regularised", "date_invalid"}),
        (18991231, 20240115, 0, date(2024, 1, 15), "regularised", {"period_regularised", "date_invalid"}),
        (20250101, 0, 0, date(2025, 1, 1), "shipped", {"period_outside"}),
    ],
)  # fmt: skip
def test_the_period_comes_from_the_first_valid_date(tmp_path, shipped, regularised, numbered, period, basis, notes):
    got, said = line(tmp_path, FEMB=shipped, FREG=regularised, FNUM=numbered)
    assert (got["period_on"], got["period_basis"], got["year"]) == (period, basis, period.year)
    assert set(said) == set(notes)


@pytest.mark.parametrize("dates", [(0, 0, 0), ("", "", ""), (20241301, 0, 20240230)])
def test_a_line_without_any_valid_date_goes_aside(tmp_path, dates):
    assert aside(tmp_path, **dict(zip(("FEMB", "FREG", "FNUM"), dates, strict=True)))["reason"] == "date_missing"


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("CADU", ""),
        ("FANO", ""),
        ("FANO", "20X4"),
        ("FANO", "1850"),
        ("NDCL", ""),
        ("NSER", ""),
        ("NSER", "*****"),
        ("NSER", "-1"),
        ("NSER", "1.5"),
    ],
)
def test_a_line_without_a_whole_key_goes_aside(tmp_path, field, written):
    row = aside(tmp_path, **{field: written})
    assert (row["reason"], row["found"]) == ("key_missing", written)
    assert row["field"] in {"customs_office", "declaration_year", "declaration_number", "item"}


def test_codes_that_were_taken_for_numbers_get_their_zeros_back(tmp_path):
    got, _notes = line(
        tmp_path, layout=as_text("CADU", "NDCL", "UBIGEO"), CADU="46", NDCL="12.00", UBIGEO="10101", FANO="24"
    )
    assert (got["customs_office"], got["declaration_number"], got["place_code"]) == ("046", "000012", "010101")
    assert got["department"] == "01"
    assert got["declaration_year"] == 2024


@pytest.mark.parametrize(("written", "note"), [("ABC", True), ("000000", False), ("", False), ("1501", False)])
def test_a_place_that_is_none_is_left_empty(tmp_path, written, note):
    got, notes = line(tmp_path, UBIGEO=written)
    assert got["place_code"] == ("001501" if written == "1501" else None)
    assert ("place_invalid" in notes) == note


@pytest.mark.parametrize(
    ("written", "partner", "note"),
    [
        ("us", "US", None),
        ("ZZ", None, "partner_unknown"),
        ("1A", None, "partner_unknown"),
        ("", None, "partner_missing"),
        ("EU", None, "partner_unknown"),
        ("XK", "XK", None),
        ("TW", "TW", None),
    ],
)
def test_a_partner_that_is_no_country_is_left_empty_and_the_line_kept(tmp_path, written, partner, note):
    got, notes = line(tmp_path, CPAIDES=written)
    assert got["partner"] == partner
    assert set(notes) == ({note} if note else set())


def test_the_countries_are_those_of_iso_3166_and_kosovo():
    assert len(codes()) == 250
    assert {"PE", "AQ", "BQ", "SS", "XK"} <= codes()
    assert not {"EU", "UN", "AN", "SU", "ZZ", "XA", "UK", "CQ", "AC"} & codes()


@pytest.mark.parametrize(
    ("written", "fob", "note"),
    [
        ("-5.00", "-5.00", True),
        ("0", "0.00", True),
        (".5", "0.50", False),
        ("+7.125", "7.13", False),
        ("7.124999", "7.12", False),
        ("-7.125", "-7.13", True),
        ("9999999999999999.99", "9999999999999999.99", False),
        ("1e3", None, False),
    ],
)
def test_a_fob_value_is_exact_and_kept_whatever_its_sign(tmp_path, written, fob, note):
    whole = one(tmp_path, layout=as_text("VFOBSERDOL", width=30), VFOBSERDOL=written)
    if fob is None:
        assert whole.reasons == ["fob_invalid"]
    else:
        assert whole.lines[0]["fob_usd"] == Decimal(fob)
        assert ("fob_not_positive" in whole.notes) == note


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "fob_missing"),
        ("123456789012345", "fob_overflow"),
        ("12,5", "fob_invalid"),
        ("1 2", "fob_invalid"),
        ("-", "fob_invalid"),
        ("nan", "fob_invalid"),
        ("1.2.3", "fob_invalid"),
    ],
)
def test_a_line_without_a_usable_fob_value_goes_aside(tmp_path, written, reason):
    row = aside(tmp_path, VFOBSERDOL=written)
    assert (row["reason"], row["field"]) == (reason, "fob_usd")


def test_a_fob_value_beyond_the_column_goes_aside(tmp_path):
    assert (
        aside(tmp_path, layout=as_text("VFOBSERDOL", width=30), VFOBSERDOL="10000000000000000.00")["reason"]
        == "fob_invalid"
    )


def test_another_figure_that_cannot_be_read_is_left_empty(tmp_path):
    got, notes = line(tmp_path, VPESNET="123456789012345.5", QUNIFIS="n/a", VPESBRU="")
    assert (got["net_kg"], got["physical_quantity"], got["gross_kg"]) == (None, None, None)
    assert notes == {"figure_overflow": 1, "figure_invalid": 1}


@pytest.mark.parametrize(
    ("document", "kind_of_document", "kind", "valid"),
    [
        ("20100070970", "4", "company", True),
        ("20100070971", "4", "company", False),
        ("10000000006", "4", "natural_person", None),
        ("15123456789", "4", "other", None),
        ("17123456789", "4", "other", None),
        ("41234567", "3", "natural_person", False),
        ("AB123456", "7", "natural_person", False),
        ("20100070970", "3", "natural_person", True),
        ("41234567", "4", "other", False),
        ("00000000000", "4", "none", False),
        ("", "", "none", False),
    ],
)
def test_the_kind_of_trader_and_who_is_hidden(tmp_path, identity, document, kind_of_document, kind, valid):
    got, notes = line(tmp_path, NDOC=document, TDOC=kind_of_document)
    assert got["trader_kind"] == kind
    if valid is not None:
        assert got["trader_id_valid"] is valid
    if kind == "company":
        assert (got["trader_id"], got["trader_name"]) == (document, GOOD["DNOMBRE"])
    else:
        assert got["trader_name"] is None
        assert got["trader_id"] == (None if kind == "none" else identity.of(document))
    assert ("trader_id_invalid" in notes) == (got["trader_id"] is not None and not got["trader_id_valid"])


@pytest.mark.parametrize("fault", [{}, {"VFOBSERDOL": ""}, {"PART_NANDI": 1}])
def test_nothing_tells_who_a_natural_person_is(tmp_path, identity, fault):
    said = {
        "DCOM": "ENVIO DE QUISPE MAMANI JUANA",
        "DMER2": "RUC 10412345678",
        "NCON": "10412345678",
        "DMAT": "DNI 41234567",
    }
    whole = one(tmp_path, **NATURAL, **said, **fault)
    assert not [word for word in ("10412345678", "QUISPE", "FLORES") if word in whole.text]
    assert identity.of("10412345678") in whole.text
    assert len(whole.quarantine) == bool(fault)


def test_a_tax_id_of_a_natural_person_leaves_no_description(tmp_path):
    got, _notes = line(tmp_path, DCOM="POR CUENTA DE 10412345678")
    assert got["description"] == "POR CUENTA DE ··· VARIEDAD RED GLOBE"


def test_a_company_in_quarantine_is_kept_as_it_came(tmp_path):
    row = aside(tmp_path, VFOBSERDOL="")
    for said in (
        '"NDOC":"20100070970"',
        '"DNOMBRE":"FRUTAS DEL PERÚ S.A."',
        '"DDIRPRO":"AV. LOS ÁLAMOS 100"',
        '"VFOBSERDOL":""',
    ):
        assert said in row["line"]


def test_a_column_that_the_file_lacks_stays_empty(tmp_path):
    layout = tuple(f for f in EXPORTS if f[0] not in {"FREG", "DNOMBRE", "TDOC", "DMER3", "UBIGEO", "DDIRPRO"})
    got, _notes = line(tmp_path, layout=layout)
    assert (got["regularised_on"], got["trader_name"], got["place_code"]) == (None, None, None)
    assert got["description"] == "UVA FRESCA VARIEDAD RED GLOBE"


def test_simulated_lines_say_so(tmp_path):
    path = zipped(tmp_path, table([GOOD, {**GOOD, "VFOBSERDOL": ""}]))
    whole = read(path, simulated=True)
    assert whole.lines[0]["simulated"]
    assert whole.quarantine[0]["simulated"]
    assert whole.file.simulated
