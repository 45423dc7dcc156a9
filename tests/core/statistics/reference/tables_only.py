"""Plain references of what reference tables tell by themselves (families E2, E6 and E7), from their definitions."""

from collections import defaultdict
from datetime import date
from itertools import groupby

from tests.core.statistics.reference.overlays import Tables, holds
from tests.core.statistics.reference.plain import UNKNOWN, Row, pct, records


def agreement_inventory(tables: Tables, *, day: date = date(2024, 12, 31)) -> list[Row]:
    """E2: agreements in force on a day; one with several partners counts from the first of those still in it."""
    rows = [row for row in records(tables, "agreement") if holds(row, day, "entry_into_force", "end_date")]
    made = []
    for key, several in groupby(sorted(rows, key=lambda row: row["agreement"]), key=lambda row: row["agreement"]):
        members = list(several)
        entered = min(row["entry_into_force"] for row in members)
        made.append(
            {
                "agreement": key,
                "name": min(row["name"] for row in members),
                "partners": len({row["partner"] for row in members}),
                "entry_into_force": entered,
                "years_in_force": day.year - entered.year,
                "over_ten_years": day.year > entered.year + 10,
            }
        )
    return made


def zone_users(tables: Tables, *, day: date = date(2024, 12, 31)) -> list[Row]:
    """E6: firms installed on a day by zone and activity; those of the system count once."""
    firms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in records(tables, "zee_register"):
        if holds(row, day):
            firms[row["zone"], row["activity"] or UNKNOWN].add(row["trader_id"])
    everyone = set().union(*firms.values())
    return [
        {
            "zone": zone,
            "activity": activity,
            "firms": len(several),
            "all_firms": len(everyone),
            "share_pct": pct(len(several), len(everyone)),
        }
        for (zone, activity), several in firms.items()
    ]


def zone_employment(tables: Tables) -> list[Row]:
    """E7: jobs in the zones over the occupied population of the department."""
    names = {row["code"]: row["name"] for row in records(tables, "department")}
    return [
        {
            "year": row["year"],
            "department": names.get(row["department"], row["department"]),
            "occupied_thousand": row["occupied_thousand"],
            "jobs_thousand": row["jobs_thousand"],
            "impact_pct": pct(row["jobs_thousand"], row["occupied_thousand"]),
        }
        for row in records(tables, "zee_employment")
    ]
