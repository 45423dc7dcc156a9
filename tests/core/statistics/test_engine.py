"""A statistic is bound, run, and comes with its lineage."""

from decimal import Decimal

from tests.core.statistics.small import small_lake

from rumbo.core.statistics.engine import run_statistic


def test_exports_by_year(tmp_path):
    source = small_lake(
        tmp_path,
        [
            {"year": 2023, "fob_usd": "10.10"},
            {"year": 2023, "fob_usd": "0.20", "trader_id": None},
            {"year": 2024, "fob_usd": "5"},
            {"year": 2024, "fob_usd": "7", "flow": "M"},
        ],
    )
    result = run_statistic("exports_by_year", lines=source, tables={})
    assert result.to_rows() == [
        {"year": 2023, "fob_usd": Decimal("10.30"), "line_count": 2},
        {"year": 2024, "fob_usd": Decimal("5.00"), "line_count": 1},
    ]
    assert result.lineage.lines == 4
    assert result.lineage.parameters == {"years": (), "status": "all"}
