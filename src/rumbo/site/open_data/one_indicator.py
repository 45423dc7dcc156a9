"""What is known of one indicator, as a file? Its years with expected and obtained value, as CSV and as JSON."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal

from rumbo.core.intake.inert import inert
from rumbo.core.numbers import plain
from rumbo.core.policy.models import Indicator
from rumbo.core.reporting.labels import simulated_mark, simulated_sentence
from rumbo.site.open_data.figures_published import last_change, published_observations
from rumbo.site.open_data.publisher import licence
from rumbo.site.policy_shown import method, policy
from rumbo.site.public.path import YearRow, year_rows
from rumbo.site.shown import latest_year

FORMS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_COLUMNS = (
    "indicator", "name", "unit", "year", "is_baseline", "expected", "expected_numerator", "expected_denominator",
    "obtained", "numerator", "denominator", "no_data_reason", "expected_on", "ratio_pct", "light", "simulated",
)  # fmt: skip
Cell = str | int | bool | Decimal | None


def indicator_rows(indicator: Indicator) -> tuple[YearRow, ...]:
    """The years of an indicator: baseline, expected and published values."""
    return year_rows(indicator, published_observations(), latest_year(), method())


def indicator_csv(indicator: Indicator, rows: tuple[YearRow, ...]) -> bytes:
    """One row a year; UTF-8 with a byte order mark, unrounded, an empty field where there is no figure."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_field(cell) for cell in row] for row in _cells(indicator, rows))
    return stream.getvalue().encode("utf-8-sig")


def indicator_json(indicator: Indicator, rows: tuple[YearRow, ...]) -> bytes:
    """The same rows with what is needed to cite them."""
    simulated = any(row.simulated for row in rows)
    document = {
        "policy": policy().code,
        "edition": policy().edition.version,
        "code": indicator.code,
        "name": indicator.name,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "source": str(indicator.source),
        "published_until": last_change().isoformat(),
        "licence": licence().name,
        "simulated": simulated,
        **({"notice": f"{simulated_mark()}. {simulated_sentence()}"} if simulated else {}),
        "years": [
            {name: _number(cell) for name, cell in list(zip(_COLUMNS, row, strict=True))[3:]}
            for row in _cells(indicator, rows)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def saved_as(indicator: Indicator, rows: tuple[YearRow, ...], form: str) -> str:
    """Name of the file on the reader's disk."""
    mark = f"_{simulated_mark()}" if any(row.simulated for row in rows) else ""
    return f"{policy().code}_{indicator.code}{mark}.{form}"


def _cells(indicator: Indicator, rows: tuple[YearRow, ...]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        expected, obtained = row.expected, row.obtained
        yield (
            indicator.code,
            indicator.name,
            indicator.unit,
            row.year,
            row.baseline,
            *((expected.value, expected.numerator, expected.denominator) if expected else (None, None, None)),
            *((obtained.value, obtained.numerator, obtained.denominator) if obtained else (None, None, None)),
            row.no_data_reason or None,
            row.expected_on.isoformat() if row.expected_on else None,
            row.ratio_pct,
            row.light.value if row.light else None,
            row.simulated,
        )


def _field(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return f"{plain(cell):f}"
        case str():
            return inert(cell)
        case _:
            return str(cell)


def _number(cell: Cell) -> str | int | float | bool | None:
    if not isinstance(cell, Decimal):
        return cell
    number = plain(cell)
    return int(number) if number == number.to_integral_value() else float(number)
