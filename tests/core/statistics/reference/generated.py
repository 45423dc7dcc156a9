"""Random customs lines and reference tables for the comparison with the references, the same for the same seed.

They hold what makes a query go wrong: lines without partner, department, weight or tax id, values of zero and below,
declarations not regularised, subheadings that no table knows, codes that are no country, years with one flow only.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import polars as pl
from tests.core.statistics.cases import reference_table
from tests.core.statistics.small import SmallTable

YEARS = (2020, 2021, 2022, 2023, 2024)
PARTNERS = ("US", "CN", "DE", "FR", "GB", "CO", "EC", "CL", "JP", "BR", "XZ", "ZZ", "QQ", None)
SUBHEADINGS = (
    "0806100000",
    "0804400000",
    "0811909000",
    "0304890000",
    "2603000000",
    "2616901000",
    "2711110000",
    "7108120000",
    "6109100031",
    "2523290000",
    "3102100000",
    "9706900000",
)
DEPARTMENTS = ("15", "15", "07", "04", "20", "11", "13", "99", None)


def _regional(column: str, of_department: Mapping[str, float]) -> str:
    """A table of figures by department; 2022 lacks Piura."""
    rows = [
        f"{department}  {year}  {figure}"
        for year in YEARS
        for department, figure in of_department.items()
        if (year, department) != (2022, "20")
    ]
    return "\n".join([f"department  year:integer  {column}", *rows])


#: Two changes of the nomenclature, and the family in which each subheading of them is to end up.
CHANGES = {
    "nomenclature_concordance": reference_table(
        "nomenclature_concordance",
        """
            from_version  from_subheading  to_version  to_subheading  in_force_on:date
            2017          080440           2022        0806100000     2022-01-01
            2017          2603000000       2022        2603000000     2022-01-01
            2017          2603000000       2022        2616901000     2022-01-01
            2022          2616901000       2024        2711110000     2024-07-01
        """,
    )
}
FAMILIES = {
    "0804400000": "080440+",
    "0806100000": "080440+",
    "2603000000": "2603000000+",
    "2616901000": "2603000000+",
    "2711110000": "2603000000+",
}

TABLES: Mapping[str, SmallTable] = {
    name: reference_table(name, text)
    for name, text in {
        "country": """
            code  name_es          continent        special:flag
            US    Estados Unidos   América          false
            CN    China            Asia             false
            DE    Alemania         Europa           false
            FR    Francia          Europa           false
            GB    Reino Unido      Europa           false
            CO    Colombia         América          false
            EC    Ecuador          América          false
            CL    Chile            América          false
            JP    Japón            Asia             false
            BR    Brasil           América          false
            XZ    Aguas            Sin especificar  true
            ZZ    No declarado     Sin especificar  true
        """,
        "nomenclature_concordance": """
            from_version  from_subheading  to_version  to_subheading  in_force_on:date
        """,
        "bloc": """
            bloc                   country  valid_from:date  valid_to:date
            UE                     DE       1958-01-01       -
            UE                     FR       1958-01-01       -
            UE                     GB       1973-01-01       2022-06-30
            CAN                    CO       1969-05-26       -
            CAN                    EC       1969-05-26       -
            Alianza del Pacífico   CO       2012-06-06       -
            Alianza del Pacífico   CL       2012-06-06       -
        """,
        "agreement": """
            agreement  partner  entry_into_force:date  end_date:date
            cl         CL       2009-03-01             -
            cptpp      CL       2021-09-19             -
            cptpp      JP       2021-09-19             -
            us         US       2009-02-01             -
            ue         DE       2013-03-01             -
            ue         FR       2013-03-01             -
            uk         GB       2020-12-31             2023-05-15
            cn         CN       2022-07-01             -
        """,
        "sector": """
            hs_from  hs_to   sector               mining_energy:flag
            01       24      agropecuario         false
            03       03      pesquero             false
            25       25      minería no metálica  true
            26       26      minería metálica     true
            27       27      hidrocarburos        true
            28       38      químico              false
            50       63      textil-confecciones  false
            7108     7108    minería metálica     true
        """,
        "product_type": """
            hs_from     hs_to       product_type
            01          29          no tradicional
            26          27          tradicional
            7108        7108        tradicional
            0804400000  0804400000  tradicional
        """,
        "product_group": """
            product_group  first_subheading  last_subheading
            fruta          0801000000        0814999999
            uva            0806100000        0806109999
            oro            2616900000        2616909999
            oro            7108000000        7108999999
            nada           9999000000        9999999999
        """,
        "use_class": """
            hs_from  hs_to  use_class
            01       24     bienes de consumo
            25       38     insumos
            61       61     bienes de consumo
        """,
        "department": """
            code  name         area
            04    Arequipa     interior
            07    Callao       Callao
            11    Ica          interior
            13    La Libertad  interior
            15    Lima         Lima
            20    Piura        interior
        """,
        "customs_office": """
            code  name                 office_group
            118   Marítima del Callao  marítima
            235   Aérea y postal       aérea y postal
            262   Desaguadero          pasos de frontera
        """,
        "transport_mode": """
            code  name_es    name_en
            1     Marítimo   Sea
            4     Aéreo      Air
        """,
        "exchange_rate": """
            year:integer  pen_per_usd:decimal
            2021          3.88
            2022          3.835
            2023          3.744
            2024          3.754
        """,
        "regional_gdp": _regional("gdp_pen_million:decimal", {"04": 90, "11": 1, "13": 0.5, "20": 3}),
        "population": _regional("population:integer", {"04": 1497, "11": 975, "13": 2016, "20": 2048}),
        "poverty": _regional("poverty_pct:decimal", {"04": 14.2, "11": 5.1, "13": 31.5, "20": 31.5}),
        "services_bcrp": """
            item             year:integer  quarter:integer  exports_usd_million:decimal  imports_usd_million:decimal
            total            2021          -                2947.125                     6000.5
            viajes           2021          -                800                          900
            total            2022          1                1000                         2000
            total            2022          2                1000                         2000
            total            2022          3                1000.5                       2000
            total            2022          4                1000                         2000
            total            2023          1                1000                         2000
            total            2024          -                7153                         -
        """,
    }.items()
}
"""Reference tables that fit the lines."""


def generated_lines(seed: int, count: int = 900) -> list[dict[str, object]]:
    """Some lines, the same for the same seed; 2020 has exports only."""
    random = Random(seed)
    return [_line(random, number) for number in range(count)]


def _line(random: Random, number: int) -> dict[str, object]:
    year = random.choice(YEARS)
    day = date(year, 1, 1) + timedelta(days=random.randrange(365))
    return {
        "flow": "X" if year == YEARS[0] else random.choice("XXM"),
        "year": year,
        "period_on": day,
        "regularised_on": random.choice((day, day, None)),
        "customs_office": random.choice(("118", "235", "262", "172")),
        "trader_id": random.choice(("20100000001", "20100000002", "20100000003", "10200000004", None)),
        "subheading": random.choice(SUBHEADINGS),
        "partner": random.choice(PARTNERS),
        "port": random.choice(("PECLL", "PEPAI", None)),
        "transport_mode": random.choice(("1", "1", "4", "7", None)),
        **_place(random),
        "fob_usd": _value(random),
        "net_kg": random.choice((None, Decimal(0), _weight(random), _weight(random), _weight(random))),
        "description": f"line {number}",
    }


def _place(random: Random) -> dict[str, object]:
    department = random.choice(DEPARTMENTS)
    if department is None:
        return {"department": None, "place_code": None}
    return {"department": department, "place_code": department + random.choice(("0101", "0105", "0801"))}


def _value(random: Random) -> Decimal:
    """Cents up to a million dollars; now and then nothing, or less than nothing."""
    drawn = random.random()
    if drawn < 0.04:
        return Decimal(0)
    if drawn < 0.08:
        return Decimal(-random.randrange(1, 50_000)).scaleb(-2)
    return Decimal(random.randrange(1, 10 ** random.randrange(2, 9))).scaleb(-2)


def _weight(random: Random) -> Decimal:
    return Decimal(random.randrange(1, 10**8)).scaleb(-3)


def frame_of(lines: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """The lines as a frame; values as whole cents and weights as whole grams, so that sums are exact."""
    rows = [
        {
            **{name: value for name, value in line.items() if name not in {"fob_usd", "net_kg"}},
            "cents": int(Decimal(str(line["fob_usd"])).scaleb(2)),
            "grams": None if line["net_kg"] is None else int(Decimal(str(line["net_kg"])).scaleb(3)),
        }
        for line in lines
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
