"""Do two ways come to the same numbers? To the cent where sums are decimals, nearly where they are binary floats."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
#: Ways whose sums are exact.
EXACT = frozenset({"rumbo", "duckdb", "polars"})
#: Percentages may differ by this much: Rumbo rounds them exactly to six decimals, scripts leave them as they come.
PERCENT = 0.000001
#: Sums of floats may be off by this part of the value, and at least by this much.
PART, LEAST = 1e-9, 0.01


def differences(way: str, keys: Sequence[str], expected: Sequence[Row], found: Sequence[Row]) -> list[str]:
    """What differs from Rumbo's rows, in words; empty where all is the same."""
    ours, theirs = ({tuple(row[key] for key in keys): row for row in rows} for rows in (expected, found))
    told = []
    if len(ours) != len(expected) or len(theirs) != len(found):
        told.append("a row comes twice")
    told += [f"row {key} is missing" for key in ours if key not in theirs]
    told += [f"row {key} is too much" for key in theirs if key not in ours]
    for key, row in ours.items():
        for name in row:
            value = theirs.get(key, row).get(name, "no column")
            if not _same(way, name, row[name], value):
                told.append(f"{key} {name}: Rumbo {row[name]}, {way} {value}")
    return told


def _same(way: str, name: str, ours: Any, theirs: Any) -> bool:
    if ours is None or theirs is None or isinstance(ours, str) or isinstance(theirs, str):
        return bool(ours == theirs)
    if name.endswith(("_pct", "_pp")):
        return abs(float(ours) - float(theirs)) <= PERCENT + PART * abs(float(ours))
    if way in EXACT or not isinstance(ours, Decimal):
        return not isinstance(theirs, float) and bool(ours == theirs)
    return abs(float(ours) - float(theirs)) <= max(LEAST, PART * abs(float(ours)))
