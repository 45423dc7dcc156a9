"""Table 105 of the BCRP in the layouts in which people have it."""

import io

import openpyxl
import pytest

from rumbo.core.tables import table
from rumbo.core.tables.external.periods import Period, is_whole_year, period_of, quarter_of

BANK = [
    ["CUADRO 105"],
    ["BALANZA DE PAGOS: SERVICIOS (Millones de US$) 1/"],
    [None, 2023, None, 2024, None, None, None, None],
    [None, "IV", "AÑO", "I", "II", "III 2/", "IV", "AÑO"],
    ["I. TRANSPORTES", -500, -2000, -490, -500, -510, None, None],
    ["1. Crédito", 500, 2000, 510, 520, 530, None, None],
    ["2. Débito", -1000, -4000, -1000, -1020, -1040, None, None],
    ["a. Fletes", -700, -2800, -700, -710, -720, None, None],
    ["Crédito", 12, 48, 12, 12.5, 13, None, None],
    ["Débito", -712, -2848, -712, -722.5, -733, None, None],
    ["b. Pasajeros", 100, 400, 100, 100, 100, None, None],
    ["Crédito", 290, 1150, 296, 300, 305, None, None],
    ["Débito", -190, -750, -196, -200, -205, None, None],
    ["c. Otros 3/", 0, 1, 2, 3, 4, None, None],
    ["Crédito", 198, 802, 202, 207.5, 212, None, None],
    ["Débito", -98, -402, -92, -97.5, -102, None, None],
    ["II. VIAJES", 600, 1500, 610, 620, 630, None, None],
    ["1. Crédito", 900, 3600, 910, 920, 930, None, None],
    ["2. Débito", -300, -2100, -300, -300, -300, None, None],
    ["III. COMUNICACIONES", 0, 0, 0, 0, 0, None, None],
    ["1. Crédito", 38, 150, 38, "n.d.", 39, None, None],
    ["2. Débito", -38, -150, -38, "n.d.", -39, None, None],
    ["IV. SEGUROS Y REASEGUROS", 0, 0, 0, 0, 0, None, None],
    ["1. Crédito", 37, 150, 37, 38, 38, None, None],
    ["2. Débito", -37, -150, -37, -38, -38, None, None],
    ["V. OTROS", 0, 0, 0, 0, 0, None, None],
    ["1. Crédito", 280, 1130, 281, 283, 284, None, None],
    ["2. Débito", -280, -1130, -281, -283, -284, None, None],
    ["VI. TOTAL SERVICIOS", 0, 0, 0, 0, 0, None, None],
    ["1. Crédito", 1755, 7030, 1776, 1783, 1821, None, None],
    ["2. Débito", -2355, -9530, -1656, -2343, -2401, None, None],
    [],
    ["1/ Preliminar.", None],
    ["Fuente: BCRP", None],
]


def book(rows):
    made = openpyxl.Workbook()
    made.active.title = "Cuadro"
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def held():
    return {
        (row["item"], row["year"], row["quarter"]): (row["exports_usd_million"], row["imports_usd_million"])
        for row in table("services_bcrp").arrow.to_pylist()
    }


def test_the_bank_s_workbook(load):
    load("services_bcrp", book(BANK), file="cuadro-105.xlsx")
    values = held()
    assert values["otros servicios", 2024, 3] == (284, 284)
    assert values["otros transportes", 2024, 2] == (207.5, 97.5)
    assert values["flete de mercancías", 2023, None] == (48, 2848)
    assert values["viajes", 2023, 4] == (900, 300)
    assert values["total", 2024, 1] == (1776, 1656)
    assert {item for item, _year, _quarter in values} == {
        *("total", "viajes", "pasajeros", "otros transportes", "comunicaciones", "seguros y reaseguros"),
        *("flete de mercancías", "otros servicios"),
    }


def test_a_missing_quarter_stays_missing(load):
    load("services_bcrp", book(BANK), file="cuadro-105.xlsx")
    values = held()
    assert ("comunicaciones", 2024, 2) not in values
    assert ("comunicaciones", 2024, 1) in values
    assert not [key for key in values if key[1:] in ((2024, 4), (2024, None))]


def test_items_of_each_quarter_add_up_to_the_total(load):
    load("services_bcrp", book(BANK), file="cuadro-105.xlsx")
    values = held()
    for flow in (0, 1):
        parts = [value[flow] for key, value in values.items() if key[1:] == (2024, 1) and key[0] != "total"]
        assert len(parts) == 7
        assert sum(parts) == values["total", 2024, 1][flow]


ACROSS = """Servicios (millones US$);III.24;IV.24
Transportes - Fletes - Crédito;12,5;13,25
Transportes - Fletes - Débito;700;710
Transportes - Otros - Crédito;200;201
Otros servicios (crédito);284;286
Saldo;1;2
"""
BY_FLOW = """Exportación e importación de servicios,T3-2024,T4-2024
Crédito,,
Transportes,500,510
Fletes,12,13
Pasajeros,300,305
Otros,200,201
Viajes,900,950
Otros,284,286
Débito,2000,2100
Transportes,500,510
Fletes,700,710
Viajes,300,310
Otros servicios,290,300
"""
TITLED = """"Perú: Exportación de Servicios por Rubros (US$ Millones)",,
,2023,2024
Exportación de Servicios,5862,7153
Servicios relacionados al turismo[1],3731,4860
- Viajes,2765,3676
- Pasajeros,966,1184
Servicios no tradicionales [2],1042,1131
Otros transportes [3],774,810
"""
SERIES = """"Título";"Servicios - Transportes - Fletes - Crédito (millones US$)";"Servicios - Otros servicios - Débito"
T324;12.5;290
T424;n.d.;300
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ACROSS,
            {
                ("flete de mercancías", 2024, 3): (12.5, 700),
                ("flete de mercancías", 2024, 4): (13.25, 710),
                ("otros transportes", 2024, 3): (200, None),
                ("otros transportes", 2024, 4): (201, None),
                ("otros servicios", 2024, 3): (284, None),
                ("otros servicios", 2024, 4): (286, None),
            },
        ),
        (
            BY_FLOW,
            {
                ("flete de mercancías", 2024, 3): (12, 700),
                ("flete de mercancías", 2024, 4): (13, 710),
                ("pasajeros", 2024, 3): (300, None),
                ("pasajeros", 2024, 4): (305, None),
                ("otros transportes", 2024, 3): (200, None),
                ("otros transportes", 2024, 4): (201, None),
                ("viajes", 2024, 3): (900, 300),
                ("viajes", 2024, 4): (950, 310),
                ("otros servicios", 2024, 3): (284, 290),
                ("otros servicios", 2024, 4): (286, 300),
                ("total", 2024, 3): (None, 2000),
                ("total", 2024, 4): (None, 2100),
            },
        ),
        (
            TITLED,
            {
                ("total", 2023, None): (5862, None),
                ("total", 2024, None): (7153, None),
                ("viajes", 2023, None): (2765, None),
                ("viajes", 2024, None): (3676, None),
                ("pasajeros", 2023, None): (966, None),
                ("pasajeros", 2024, None): (1184, None),
                ("otros servicios", 2023, None): (1042, None),
                ("otros servicios", 2024, None): (1131, None),
                ("otros transportes", 2023, None): (774, None),
                ("otros transportes", 2024, None): (810, None),
            },
        ),
        (
            SERIES,
            {
                ("flete de mercancías", 2024, 3): (12.5, None),
                ("otros servicios", 2024, 3): (None, 290),
                ("otros servicios", 2024, 4): (None, 300),
            },
        ),
    ],
    ids=["item and flow in a label", "flow above its items", "flow in the title", "series in columns"],
)
def test_other_layouts(text, expected, load):
    load("services_bcrp", text.encode("latin-1"), file="cuadro.csv")
    assert held() == expected


def test_an_item_that_is_not_known_takes_no_rows_of_its_neighbour(load):
    text = "Rubro,III.24,IV.24\nViajes,1,1\nCrédito,900,950\nPeluquerías,,\nCrédito,5,5\n"
    with pytest.raises(Exception, match="The item “Crédito” is not one of table 105"):
        load("services_bcrp", text)


def test_a_table_that_does_not_say_the_flow(load):
    with pytest.raises(Exception, match="does not say whether it is exports or imports"):
        load("services_bcrp", "Rubro,III.24,IV.24\nViajes,900,950\n")


def test_the_table_s_own_layout_is_read_too(load):
    load("services_bcrp", "rubro,año,trimestre,exportaciones\nOtros servicios,2024,4,286.5\n")
    assert held() == {("otros servicios", 2024, 4): (286.5, None)}


@pytest.mark.parametrize(
    ("heading", "year", "quarter"),
    [
        *[
            (text, 2024, 4)
            for text in ("IV.24", "IV-2024", "IV Trim 2024", "IV trim. 24", "4T24", "4 T-2024", "T4-2024")
        ],
        *[
            (text, 2024, 4)
            for text in ("T424", "Q4 2024", "2024-IV", "2024 IV", "2024Q4", "2024-T4", "2024-4", "IV.24 2/")
        ],
        ("I.99", 1999, 1),
        ("III/2005", 2005, 3),
        (2024, 2024, None),
        ("2024", 2024, None),
        ("Año 2024", 2024, None),
        ("2024*", 2024, None),
    ],
)
def test_periods(heading, year, quarter):
    assert period_of(heading) == Period(year, quarter)


@pytest.mark.parametrize("heading", ["", None, "V.24", "5T24", "1.24", 1.24, "Rubro", "20241", 1151, "T5-2024", "24"])
def test_what_is_no_period(heading):
    assert period_of(heading) is None


def test_quarters_below_a_year():
    assert [quarter_of(text) for text in ("I", "II 2/", "T3", "4", "IV Trim", "AÑO", "")] == [1, 2, 3, 4, 4, None, None]
    assert [is_whole_year(text) for text in ("AÑO", "Año 1/", "Total", "I")] == [True, True, True, False]
