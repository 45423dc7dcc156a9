"""What ships says what the policy prints, and what is known."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from rumbo.core.intake.columns import folded
from rumbo.core.tables import concordance, table

SHARED = Path(__file__).parents[4] / "shared" / "data"


def rows(name):
    return table(name).arrow.to_pylist()


def test_agreements_are_the_23_of_the_table_with_58_economies():
    held = rows("agreement")
    assert len({row["agreement"] for row in held}) == 23
    assert len({row["partner"] for row in held}) == 58
    assert "PE" not in {row["partner"] for row in held}


def test_agreements_carry_the_printed_years():
    years = {row["agreement"]: row["entry_into_force"].year for row in rows("agreement")}
    assert sorted(years.values()) == sorted(
        [
            *(1969, 2001, 2006, 2009, 2009, 2009, 2009, 2010, 2011, 2011, 2011, 2012, 2012, 2012, 2013, 2013, 2013),
            *(2016, 2017, 2020, 2020, 2021, 2025),
        ]
    )


def test_sixteen_agreements_exceed_ten_years_without_the_andean_community():
    years = {row["agreement"]: row["entry_into_force"].year for row in rows("agreement") if row["agreement"] != "can"}
    assert sum(2024 - year > 10 for year in years.values()) == 16


def test_only_a_printed_day_is_a_day():
    for row in rows("agreement"):
        if row["precision"] == "year":
            assert (row["entry_into_force"].month, row["entry_into_force"].day) == (1, 1)
            assert "Solo se imprime el año" in row["note"]
    exact = {row["partner"]: row["entry_into_force"] for row in rows("agreement") if row["precision"] == "day"}
    assert exact == {"US": date(2009, 2, 1)}


def test_agreements_agree_with_the_register_of_facts():
    file = SHARED / "negotiations" / "agreements.json"
    if not file.is_file():
        pytest.skip("the register of facts is not beside the repository")
    facts = json.loads(file.read_text(encoding="utf-8"))["records"]
    expected = {(f["id"], p["iso2"], f["entry_into_force"]["year"]) for f in facts for p in f["partners"]}
    assert {(r["agreement"], r["partner"], r["entry_into_force"].year) for r in rows("agreement")} == expected


def test_every_iso_country_has_names_and_a_continent():
    held = rows("country")
    assert sum(not row["special"] for row in held) == 249
    assert {row["continent"] for row in held if not row["special"]} == {
        "África", "América", "Antártida", "Asia", "Europa", "Oceanía",
    }  # fmt: skip
    assert len({row["name_es"] for row in held}) == len(held)
    assert next(row for row in held if row["code"] == "NA")["name_es"] == "Namibia"


def test_members_of_a_bloc_on_a_day():
    def members(bloc, day):
        return {
            r["country"]
            for r in rows("bloc")
            if r["bloc"] == bloc and r["valid_from"] <= day and (r["valid_to"] is None or day <= r["valid_to"])
        }

    assert len(members("UE", date(2020, 1, 31))) == 28
    assert len(members("UE", date(2020, 2, 1))) == 27
    assert len(members("UE", date(2012, 12, 31))) == 27
    assert members("CAN", date(2024, 12, 31)) == {"BO", "CO", "EC", "PE"}
    assert "VE" in members("CAN", date(2005, 12, 31))
    assert members("Alianza del Pacífico", date(2024, 12, 31)) == {"CL", "CO", "MX", "PE"}
    assert "GB" not in members("CPTPP", date(2024, 12, 14))
    assert "GB" in members("CPTPP", date(2024, 12, 15))


def test_members_of_the_union_of_2025_are_the_partners_of_its_agreement():
    union = {r["country"] for r in rows("bloc") if r["bloc"] == "UE" and r["valid_to"] is None}
    assert union == {r["partner"] for r in rows("agreement") if r["agreement"] == "european-union"}


def test_tax_units():
    values = {row["year"]: row["uit_pen"] for row in rows("uit")}
    assert values[2010] == 3600
    assert values[2024] == 5150
    assert sorted(values) == list(range(2000, 2026))
    assert list(values.values()) == sorted(values.values())


def test_departments_are_24_and_callao():
    held = {row["name"]: row["area"] for row in rows("department")}
    assert len(held) == 25
    assert {name for name, area in held.items() if area != "interior"} == {"Lima", "Callao"}
    assert [row["code"] for row in rows("department")] == [f"{n:02d}" for n in range(1, 26)]


def test_departments_agree_with_the_codes_of_the_institute():
    file = SHARED / "open" / "ubigeo_peru.csv"
    if not file.is_file():
        pytest.skip("the list of place codes is not beside the repository")
    with file.open(encoding="utf-8") as stream:
        codes = {row["code"][:2]: row["name"] for row in csv.DictReader(stream) if row["level"] == "department"}
    assert {row["code"] for row in rows("department")} == set(codes)
    assert {row["code"]: folded(row["name"]) for row in rows("department")} == {c: folded(n) for c, n in codes.items()}


def test_services_are_those_of_the_table_and_add_up():
    held = {(row["item"], row["year"]): row["exports_usd_million"] for row in rows("services_bcrp")}
    assert held["otros servicios", 2024] == 1131
    assert held["total", 2024] == 7153
    assert held["viajes", 2024] + held["pasajeros", 2024] == 4860
    for year in range(2020, 2025):
        parts = [value for (item, y), value in held.items() if y == year and item != "total"]
        assert len(parts) == 7
        assert abs(sum(parts) - held["total", year]) <= 1
    assert {row["imports_usd_million"] for row in rows("services_bcrp")} == {None}


def test_jobs_in_the_zones_give_the_printed_impact():
    impact = {
        r["department"]: round(100 * r["jobs_thousand"] / r["occupied_thousand"], 2) for r in rows("zee_employment")
    }
    assert impact == {"20": Decimal("0.13"), "23": Decimal("0.55"), "04": Decimal("0.03"), "18": Decimal("0.13")}


@pytest.mark.parametrize(
    ("subheading", "sector", "excluded"),
    [
        ("2603000000", "minería metálica", True),  # copper concentrate
        ("7403110000", "minería metálica", True),  # copper cathodes
        ("7403210000", "metalúrgico", False),  # brass
        ("7408110000", "metalúrgico", False),  # copper wire
        ("7108120000", "minería metálica", True),  # gold
        ("7113190000", "otros", False),  # jewellery
        ("2510100000", "minería no metálica", True),  # calcium phosphates, named by the policy
        ("2701110000", "minería no metálica", True),  # anthracite, named by the policy
        ("2709000000", "hidrocarburos", True),  # crude oil, named by the policy
        ("2711110000", "hidrocarburos", True),  # natural gas, named by the policy
        ("2716000000", "otros", False),  # electricity
        ("0806100000", "agropecuario", False),
        ("0304750000", "pesquero", False),
        ("2301201100", "pesquero", False),  # fish meal
        ("2301100000", "agropecuario", False),
        ("1504201000", "pesquero", False),
        ("6109100031", "textil-confecciones", False),
        ("5201002000", "agropecuario", False),  # raw cotton
        ("5205110000", "textil-confecciones", False),
        ("7214200000", "siderúrgico", False),
        ("8474900000", "metalmecánico", False),
        ("4407220000", "madera y papeles", False),
        ("9403600000", "madera y papeles", False),
        ("9403200000", "otros", False),
        ("3923309900", "químico", False),
    ],
)
def test_sectors(subheading, sector, excluded):
    found = concordance(table("sector"), pa.array([subheading])).to_pylist()[0]
    assert (found["sector"], found["mining_energy"]) == (sector, excluded)


@pytest.mark.parametrize("name", ["sector", "product_type"])
def test_every_subheading_of_the_andean_nomenclature_is_listed(name):
    file = SHARED / "open" / "nandina8_es.csv"
    if not file.is_file():
        pytest.skip("the nomenclature is not beside the repository")
    codes = [line.split(",")[0] + "00" for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    found = concordance(table(name), pa.array(code for code in codes if code.isdigit() and len(code) == 10))
    assert found.num_rows > 7000
    assert [row["subheading"] for row in found.to_pylist() if not row["listed"]] == []


@pytest.mark.parametrize(
    ("subheading", "kind"),
    [
        ("0901119000", "tradicional"),
        ("0901211000", "no tradicional"),
        ("2301201100", "tradicional"),
        ("7403110000", "tradicional"),
        ("7408110000", "no tradicional"),
        ("0806100000", "no tradicional"),
        ("2711110000", "tradicional"),
    ],
)
def test_product_types(subheading, kind):
    assert concordance(table("product_type"), pa.array([subheading])).to_pylist()[0]["product_type"] == kind
