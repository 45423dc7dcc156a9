"""The OECD's trade facilitation indicators in the layouts in which people have them."""

import io
from decimal import Decimal

import openpyxl
import pytest

from rumbo.core.tables import table
from rumbo.core.tables.external.oecd import component_of, is_mean

NAMES = {
    "A": "(A) Information availability",
    "B": "(B) Involvement of the trade community",
    "C": "(C) Advance rulings",
    "D": "(D) Appeal procedures",
    "E": "(E) Fees and charges",
    "F": "(F) Formalities - documents",
    "G": "(G) Formalities - automation",
    "H": "(H) Formalities - procedures",
    "I": "(I) Internal border agency co-operation",
    "J": "(J) External border agency co-operation",
    "K": "(K) Governance and impartiality",
}
LONG = """LOCATION,Country,INDICATOR,Indicator name,TIME,Value
PER,Peru,TFI_A,Information availability,2022,1.7
PER,Peru,TFI_A,Information availability,2024,1.81818181818182
PER,Peru,TFI_B,Involvement of the trade community,2024,1.5
PER,Peru,TFI_AVG,Average trade facilitation performance,2024,1.617
CHL,Chile,TFI_A,Information availability,2024,1.9
"""


def held():
    return {(row["edition"], row["component"]): row["score"] for row in table("trade_facilitation").arrow.to_pylist()}


def test_long(load):
    load("trade_facilitation", LONG, file="tfi.csv")
    assert held() == {
        (2022, "A"): Decimal("1.7"),
        (2024, "A"): Decimal("1.818182"),
        (2024, "B"): Decimal("1.5"),
    }
    assert {row["economy"] for row in table("trade_facilitation").arrow.to_pylist()} == {"PE"}


def test_components_in_rows_of_a_workbook(load):
    made = openpyxl.Workbook()
    made.active.append(["OECD Trade Facilitation Indicators: Peru"])
    made.active.append(["Component", 2017, 2019, 2022, 2024])
    for n, name in enumerate(NAMES.values()):
        made.active.append([name, None if n else "n.a.", 1.2, 1.4, 1.6])
    made.active.append(["Average trade facilitation performance", 1, 1.2, 1.4, 1.6])
    out = io.BytesIO()
    made.save(out)
    load("trade_facilitation", out.getvalue(), file="tfi.xlsx")
    assert held() == {(year, letter): score for year, score in _scores().items() for letter in NAMES}


def _scores():
    return {2019: Decimal("1.2"), 2022: Decimal("1.4"), 2024: Decimal("1.6")}


def test_years_in_rows(load):
    header = "Country;Year;" + ";".join(NAMES.values()) + ";Average"
    text = f"{header}\nPeru;2024;{';'.join(['1,5'] * 11)};1,5\nBrazil;2024;{';'.join(['1,9'] * 11)};1,9\n"
    load("trade_facilitation", text, file="tfi.csv")
    assert held() == {(2024, letter): Decimal("1.5") for letter in NAMES}


def test_components_in_rows_with_a_column_of_countries(load):
    load("trade_facilitation", "country,component,2022,2024\nPER,A,1.1,1.2\nCHL,A,1.8,1.9\n", file="tfi.csv")
    assert held() == {(2022, "A"): Decimal("1.1"), (2024, "A"): Decimal("1.2")}


def test_the_table_s_own_layout_is_read_too(load):
    load("trade_facilitation", "economía,edición,componente,puntaje\nPE,2024,A,1.5\n")
    assert held() == {(2024, "A"): Decimal("1.5")}


@pytest.mark.parametrize(("letter", "name"), NAMES.items())
def test_components_by_name(letter, name):
    assert component_of(name) == letter
    assert component_of(name.split(") ")[1]) == letter
    assert component_of(f"TFI_{letter}") == letter
    assert component_of(letter) == letter


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Disponibilidad de información", "A"),
        ("Resoluciones anticipadas", "C"),
        ("Formalidades: automatización", "G"),
        ("Formalidades: procedimientos", "H"),
        ("Procedimientos de apelación", "D"),
        ("Cooperación interna entre agencias", "I"),
        ("Gobernanza e imparcialidad", "K"),
        ("Sunshine", None),
    ],
)
def test_components_in_spanish(name, letter):
    assert component_of(name) == letter


def test_the_mean_is_no_component():
    assert is_mean("Average trade facilitation performance")
    assert component_of("Promedio") is None
