"""Which statistics are measured, with which parameters, and what of the lake do they need?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

FIRST, LAST = 2015, 2024
YEAR = 2024
WINDOW = 5
#: Bytes that a value takes in a pandas column; texts with their offsets.
WIDTHS = MappingProxyType(
    {
        "year": 4,
        "trader_id": 20,
        "trader_kind": 16,
        "trader_id_valid": 1,
        "subheading": 18,
        "partner": 10,
        "period_on": 8,
        "zone": 8,
        "fob_usd": 8,
        "net_kg": 8,
    }
)


@dataclass(frozen=True, slots=True)
class Task:
    """One statistic to measure.

    Attributes:
        name: name of the task.
        statistic: name of Rumbo's statistic.
        parameters: what it is asked with.
        keys: the columns that name a row of the result.
        years: the first and the last year that a script must read.
        columns: the columns that a script must read.
        heavy: one of the heavy statistics, not an indicator.
    """

    name: str
    statistic: str
    parameters: Mapping[str, object]
    keys: tuple[str, ...]
    years: tuple[int, int]
    columns: tuple[str, ...]
    heavy: bool = False

    @property
    def width(self) -> int:
        """Bytes that a line takes in a pandas frame of those columns."""
        return sum(WIDTHS[column] for column in self.columns)


@dataclass(frozen=True, slots=True)
class TableOnly:
    """An indicator that reads no customs line."""

    statistic: str
    parameters: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({"years": [YEAR]}))


_ONE = {"years": [YEAR]}
TASKS = (
    Task(
        "exports_world",
        "exports_non_mining_energy",
        _ONE,
        ("year",),
        (YEAR, YEAR),
        ("subheading", "fob_usd"),
    ),
    Task(
        "exports_agreement",
        "exports_non_mining_energy",
        {**_ONE, "partners": "agreement"},
        ("year",),
        (YEAR, YEAR),
        ("subheading", "partner", "period_on", "fob_usd"),
    ),
    Task(
        "products_over_threshold", "products_over_threshold", _ONE, ("year",), (YEAR, YEAR), ("subheading", "fob_usd")
    ),
    Task(
        "zone_export_share",
        "zone_export_share",
        _ONE,
        ("year",),
        (YEAR, YEAR),
        ("trader_id", "period_on", "zone", "fob_usd"),
    ),
    Task(
        "consolidated_exporters",
        "consolidated_exporters",
        {**_ONE, "window": WINDOW},
        ("year",),
        (YEAR - WINDOW + 1, YEAR),
        ("year", "trader_id", "fob_usd"),
    ),
    Task(
        "mipyme_exports",
        "mipyme_exports",
        _ONE,
        ("year",),
        (YEAR, YEAR),
        ("trader_id", "trader_kind", "trader_id_valid", "fob_usd"),
    ),
    Task(
        "trade_values",
        "trade_values",
        {"by_1": "sector", "by_2": "partner"},
        ("year", "sector", "partner"),
        (FIRST, LAST),
        ("year", "subheading", "partner", "fob_usd", "net_kg"),
        heavy=True,
    ),
    Task(
        "exporter_survival",
        "exporter_survival",
        {},
        ("cohort", "k"),
        (FIRST, LAST),
        ("year", "trader_id", "fob_usd"),
        heavy=True,
    ),
    Task(
        "diversification_cross",
        "diversification_cross",
        {},
        ("year", "products", "markets", "sectors"),
        (FIRST, LAST),
        ("year", "trader_id", "subheading", "partner", "fob_usd"),
        heavy=True,
    ),
    Task(
        "exporter_entry_exit",
        "exporter_entry_exit",
        {},
        ("year", "firm_group"),
        (FIRST, LAST),
        ("year", "trader_id", "fob_usd"),
        heavy=True,
    ),
    Task(
        "technology_level",
        "technology_level",
        {"first_year": FIRST, "last_year": LAST},
        ("year", "technology"),
        (FIRST, LAST),
        ("year", "trader_id", "trader_kind", "trader_id_valid", "subheading", "fob_usd"),
        heavy=True,
    ),
)
TABLE_ONLY = (TableOnly("knowledge_services_exports"), TableOnly("trade_facilitation_score"))
WAYS = ("rumbo", "duckdb", "polars", "pandas")


def task(name: str) -> Task:
    """The task of a name."""
    return next(task for task in TASKS if task.name == name)
