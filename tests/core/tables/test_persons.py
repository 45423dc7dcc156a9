"""No tax id of a natural person is stored in clear, and rows still meet their customs lines."""

from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.tables import table

COMPANY, PERSON = "20100070970", "10436572891"


def everything(home):
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_a_natural_person_is_stored_as_the_pseudonym_of_the_lake(load, home):
    load("annual_sales", f"ruc,year,sales_pen\n{COMPANY},2024,1000\n{PERSON},2024,2000\n")
    pseudonym = Pseudonyms.stored(home / "pseudonym-key").of(PERSON)
    sales = {row["trader_id"]: row["sales_pen"] for row in table("annual_sales").arrow.to_pylist()}
    assert sales == {COMPANY: 1000, pseudonym: 2000}
    assert PERSON.encode() not in everything(home)


def test_the_name_of_a_natural_person_is_not_stored(load, home):
    load("taxpayer", f"ruc,name,merged_into\n{COMPANY},Empresa SA,{PERSON}\n{PERSON},Ana Quispe Ñahui,{COMPANY}\n")
    names = {row["trader_id"][:2]: row["name"] for row in table("taxpayer").arrow.to_pylist()}
    assert names == {"20": "Empresa SA", "np": None}
    merged = {row["trader_id"]: row["merged_into"] for row in table("taxpayer").arrow.to_pylist()}
    assert merged[COMPANY].startswith("np-")
    assert merged[next(name for name in merged if name != COMPANY)] == COMPANY
    assert PERSON.encode() not in everything(home)
    assert b"Quispe" not in everything(home)


def test_a_pseudonym_is_not_hidden_again(load, home):
    load("annual_sales", f"ruc,year,sales_pen\n{PERSON},2024,2000\n", version="a")
    pseudonym = table("annual_sales").arrow["trader_id"].to_pylist()[0]
    load("annual_sales", f"ruc,year,sales_pen\n{pseudonym},2024,2000\n", version="b")
    assert table("annual_sales").arrow["trader_id"].to_pylist() == [pseudonym]


def test_tables_without_tax_ids_need_no_key(load, home):
    load("uit", "year,uit_pen\n2026,5500\n")
    assert not (home / "pseudonym-key").exists()
