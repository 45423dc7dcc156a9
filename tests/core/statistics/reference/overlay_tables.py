"""Tables of what the policy lays over trade, fitting the lines of firms; the same for the same seed."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from tests.core.statistics.cases import reference_table
from tests.core.statistics.reference.firm_lines import FIRMS, YEARS, firm_tables
from tests.core.statistics.small import SmallTable

ITEMS = (
    "total",
    "viajes",
    "pasajeros",
    "otros transportes",
    "comunicaciones",
    "seguros y reaseguros",
    "flete de mercancías",
    "otros servicios",
)


def overlay_tables(seed: int) -> Mapping[str, SmallTable]:
    """The tables of firms, and those of agreements, measures, zones, services and the world."""
    random = Random(seed)
    return dict(firm_tables(seed)) | {
        "agreement": reference_table(
            "agreement",
            """
            agreement  name   partner  entry_into_force:date  end_date:date
            cl         Chile  CL       2009-03-01             -
            cptpp      CPTPP  CL       2021-09-19             -
            cptpp      CPTPP  JP       2021-09-19             -
            us         EEUU   US       2015-07-01             -
            ue         UE     DE       2013-03-01             2019-08-31
            cn         China  CN       2022-07-01             -
            """,
        ),
        "measure_scope": reference_table(
            "measure_scope",
            """
            measure  market  product  first_subheading  last_subheading  valid_from:date  valid_to:date
            EUDR     UE      fruta    0804000000        0806999999       2020-07-01       -
            EUDR     UE      fruta    0806100000        0806100000       2020-07-01       -
            EUDR     UE      pescado  0304890000        0304890000       2018-01-01       2021-03-31
            EUDR     CN      cobre    2603000000        2603000000       2014-01-01       -
            OTRA     US      fruta    0804000000        0811999999       2014-01-01       -
            """,
        ),
        "zee_register": reference_table(
            "zee_register",
            "\n".join(
                ["trader_id  zone  activity  valid_from:date  valid_to:date"]
                + [row for firm in FIRMS[::3] for row in _register(random, firm)]
            ),
        ),
        "zee_exports": reference_table(
            "zee_exports",
            """
            zone       year:integer  month:integer  sector        fob_usd:decimal
            ZED Paita  2020          1              -             1000.50
            ZED Paita  2020          2              agropecuario  700
            ZED Paita  2020          2              químico       0.25
            ZED Ilo    2020          1              -             10
            ZED Ilo    2021          1              químico       3
            ZED Ilo    2021          1              -             5
            """,
        ),
        "services_bcrp": reference_table("services_bcrp", "\n".join(_services(random))),
        "world_trade": reference_table("world_trade", "\n".join(_world(random))),
    }


def _register(random: Random, firm: str) -> list[str]:
    made = []
    for zone in random.sample(("ZED Paita", "ZED Ilo", "Zofratacna"), random.choice((1, 1, 2))):
        start = date(2014, 1, 1) + timedelta(days=random.randrange(2500))
        end = start + timedelta(days=random.randrange(1500)) if random.random() < 0.5 else "-"
        made.append(f"{firm}  {zone}  {random.choice(('logística', 'industria', '-'))}  {start}  {end}")
    return made


def _services(random: Random) -> list[str]:
    rows = ["item  year:integer  quarter:integer  exports_usd_million:decimal  imports_usd_million:decimal"]
    for year in YEARS:
        for item in ITEMS:
            if random.random() < 0.3:
                rows.append(f"{item}  {year}  -  {_million(random)}  {random.choice(('-', _million(random)))}")
                continue
            missing = random.choice((1, None, None, None))
            rows += [
                f"{item}  {year}  {quarter}  {_million(random)}  {_million(random)}"
                for quarter in (1, 2, 3, 4)
                if quarter != missing
            ]
    return rows


def _world(random: Random) -> list[str]:
    parts = [f"{side}_{flow}_usd_million:decimal" for side in ("goods", "services") for flow in ("exports", "imports")]
    rows = ["  ".join(["year:integer", *parts])]
    return rows + ["  ".join([str(year), *(_million(random) for _part in parts)]) for year in (*YEARS, 2030)]


def _million(random: Random) -> str:
    return f"{random.randrange(1, 10**7) / 100:.2f}"
