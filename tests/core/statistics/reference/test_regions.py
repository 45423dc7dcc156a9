"""The regional panel (C7) against a plain reference, on generated lines."""

from decimal import Decimal

import pytest
from tests.core.statistics.reference import regions
from tests.core.statistics.reference.conftest import SEEDS
from tests.core.statistics.reference.generated import TABLES
from tests.core.statistics.reference.plain import ordered

from rumbo.core.statistics.engine import run_statistic

every_seed = pytest.mark.parametrize("seed", SEEDS)

PARAMETERS = [
    {},
    {"small_usd": 3_000_000, "small_gdp_pct": 500, "large_share_pct": Decimal(12)},
    {"small_usd": 100_000_000, "small_gdp_pct": 300, "large_share_pct": Decimal(0)},
]


@every_seed
@pytest.mark.parametrize("parameters", PARAMETERS)
def test_reference(generated, seed, parameters):
    given = generated(seed)
    found = run_statistic("regional_panel", lines=given.lake, tables=TABLES, parameters=parameters).to_rows()
    assert found
    assert ordered(found) == ordered(regions.regional_panel(given.frame, TABLES, **parameters))


@every_seed
def test_groups_are_what_their_regions_are(generated, seed):
    given = generated(seed)
    found = run_statistic("regional_panel", lines=given.lake, tables=TABLES, parameters=PARAMETERS[1]).to_rows()
    groups = [row for row in found if row["is_group"]]
    assert len({row["size_group"] for row in groups}) > 1
    for group in groups:
        members = [
            row
            for row in found
            if not row["is_group"] and (row["year"], row["size_group"]) == (group["year"], group["size_group"])
        ]
        assert group["fob_usd"] == sum(row["fob_usd"] for row in members)
        parts = [group[name] for name in ("mining_pct", "agro_pct", "energy_pct", "fishing_pct", "others_pct")]
        assert abs(sum(parts) - 100) < Decimal("0.00001")
        assert abs(group["traditional_pct"] + group["non_traditional_pct"] - 100) < Decimal("0.00001")
