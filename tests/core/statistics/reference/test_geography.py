"""The geography of trade (family C) against plain references, on generated lines; regions and partners lose no line."""

import pytest
from tests.core.statistics.reference import geography
from tests.core.statistics.reference.conftest import SEEDS
from tests.core.statistics.reference.generated import TABLES
from tests.core.statistics.reference.plain import ordered

from rumbo.core.statistics.engine import run_statistic

COMPARED = [
    (geography.share_by_partner, {}),
    (geography.share_by_partner, {"flow": "M", "membership": "year_end"}),
    (geography.share_by_partner, {"blocs": ["CAN", "Alianza del Pacífico", "UE"]}),
    (geography.share_by_partner, {"blocs": ["ninguno"], "sectors": ["agropecuario", "sin especificar"]}),
    (geography.market_count, {}),
    (geography.market_count, {"flow": "M", "minimum_value": 200_000}),
    *((geography.trade_by_continent, {"universe": universe}) for universe in ("exports", "imports", "trade")),
    (geography.trade_with_bloc, {}),
    (geography.trade_with_bloc, {"membership": "year_end"}),
    *(
        (geography.exports_by_department, {"level": level, "lima_provinces": lima, "without_region": without})
        for level in ("department", "area")
        for lima in ("lima", "apart")
        for without in ("in_total", "left_out")
    ),
    (geography.subheadings_by_department, {}),
    (geography.subheadings_by_department, {"minimum_value": 100_000}),
    (geography.trade_by_customs_office, {}),
    (geography.trade_by_customs_office, {"level": "group"}),
    (geography.trade_by_transport_mode, {}),
    (geography.trade_by_transport_mode, {"flow": "M"}),
]

every_seed = pytest.mark.parametrize("seed", SEEDS)


@every_seed
@pytest.mark.parametrize(("reference", "parameters"), COMPARED)
def test_reference(generated, seed, reference, parameters):
    given = generated(seed)
    found = run_statistic(reference.__name__, lines=given.lake, tables=TABLES, parameters=parameters).to_rows()
    assert found
    assert ordered(found) == ordered(reference(given.frame, TABLES, **parameters))


@every_seed
@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("share_by_partner", {}),
        ("share_by_partner", {"blocs": ["CAN", "Alianza del Pacífico"]}),
        ("trade_by_continent", {}),
        ("exports_by_department", {}),
        ("exports_by_department", {"level": "area", "lima_provinces": "apart"}),
        ("trade_by_transport_mode", {}),
        ("trade_by_transport_mode", {"by_1": "port"}),
    ],
)
def test_classes_add_up_to_the_whole(generated, seed, name, parameters):
    """Also with blocs that share a member: it counts once."""
    given = generated(seed)
    parts = run_statistic(name, lines=given.lake, tables=TABLES, parameters=parameters).to_rows()
    for row in run_statistic("exports_by_year", lines=given.lake, tables=TABLES).to_rows():
        assert sum(part["fob_usd"] for part in parts if part["year"] == row["year"]) == row["fob_usd"]


@every_seed
@pytest.mark.parametrize("level", ["office", "group"])
def test_offices_add_up_to_all_trade(generated, seed, level):
    given = generated(seed)
    parts = run_statistic(
        "trade_by_customs_office", lines=given.lake, tables=TABLES, parameters={"level": level}
    ).to_rows()
    for row in run_statistic("trade_by_year", lines=given.lake, tables=TABLES).to_rows():
        of_year = [part for part in parts if part["year"] == row["year"]]
        assert sum(part["exports_usd"] for part in of_year) == row["exports_usd"]
        if row["trade_usd"] is None:
            assert {part["trade_usd"] for part in of_year} == {None}
        else:
            assert sum(part["trade_usd"] for part in of_year) == row["trade_usd"]
