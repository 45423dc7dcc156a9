"""What every reference needs: exact figures from cents, quotients rounded once, and classes by ranges."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

import polars as pl
from tests.core.statistics.small import SmallTable

UNKNOWN = "sin especificar"
Row = dict[str, object]


def usd(cents: int | None) -> Decimal | None:
    """Dollars from cents."""
    return None if cents is None else Decimal(cents).scaleb(-2)


def kg(grams: int | None) -> Decimal | None:
    """Kilograms from grams."""
    return None if grams is None else Decimal(grams).scaleb(-3)


def quotient(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """The exact quotient, rounded half away from zero to six decimals; nothing where there is no quotient."""
    if part is None or not whole:
        return None
    with localcontext(prec=80):
        return (Decimal(part) / Decimal(whole)).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def pct(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """100 times the quotient."""
    return None if part is None else quotient(100 * Decimal(part), whole)


def growth(value: int, base: int | None) -> Decimal | None:
    """Growth in per cent; none from a base that is missing or not positive."""
    return pct(value - base, base) if base is not None and base > 0 else None


def sums(frame: pl.DataFrame, *by: str, of: str = "cents") -> dict[tuple[object, ...], int]:
    """Sum of a column by classes."""
    grouped = frame.group_by(by).agg(pl.col(of).sum())
    return {tuple(row[name] for name in by): row[of] for row in grouped.to_dicts()}


def only(frame: pl.DataFrame, **wanted: object) -> pl.DataFrame:
    """The lines whose columns are as wanted."""
    for name, value in wanted.items():
        frame = frame.filter(pl.col(name) == value)
    return frame


def years_of(frame: pl.DataFrame) -> Sequence[int]:
    """The years that have lines."""
    return sorted(frame["year"].unique().to_list())


def records(tables: Mapping[str, SmallTable], name: str) -> list[Row]:
    """The rows of a reference table."""
    return tables[name].arrow.to_pylist()


def in_range(table: Iterable[Row], subheading: str) -> Row | None:
    """The row of the narrowest range that holds a subheading."""
    holding = [
        row for row in table if str(row["hs_from"]).ljust(10, "0") <= subheading <= str(row["hs_to"]).ljust(10, "9")
    ]
    widths = [int(str(r["hs_to"]).ljust(10, "9")) - int(str(r["hs_from"]).ljust(10, "0")) for r in holding]
    return holding[widths.index(min(widths))] if holding else None


def with_class(frame: pl.DataFrame, table: Sequence[Row], column: str, *, unlisted: object = UNKNOWN) -> pl.DataFrame:
    """The lines with the class that a table of ranges gives their subheading."""
    found = {code: in_range(table, code) for code in frame["subheading"].unique().to_list()}
    classes = {code: row[column] if row else unlisted for code, row in found.items()}
    codes = pl.Series([classes[code] for code in frame["subheading"].to_list()])
    return frame.with_columns(codes.alias(column))


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Rows in an order that does not depend on who computed them."""
    return sorted(rows, key=lambda row: [(value is not None, str(value)) for value in row.values()])
