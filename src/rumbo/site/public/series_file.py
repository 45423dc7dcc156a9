"""The years of one indicator as a file for a spreadsheet or a program: CSV with plain numbers."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from rumbo.core.reporting.canonical import machine
from rumbo.core.reporting.model import Value
from rumbo.site.public.path import YearRow

#: The byte order mark lets spreadsheets read the accents.
_MARK = "\ufeff"
COLUMNS = (
    "indicator",
    "year",
    "kind",
    "expected",
    "expected_numerator",
    "expected_denominator",
    "obtained",
    "obtained_numerator",
    "obtained_denominator",
    "ratio_pct",
    "light",
    "simulated",
)


def series_csv(code: str, rows: Iterable[YearRow]) -> bytes:
    """The years of an indicator; what is not known is empty, never zero."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(
            (
                code,
                row.year,
                "baseline" if row.baseline else "target",
                *_figures(row.expected),
                *_figures(row.obtained),
                machine(row.ratio_pct),
                row.light.value if row.light else "",
                "true" if row.simulated else "false",
            )
        )
    return (_MARK + text.getvalue()).encode()


def _figures(value: Value | None) -> tuple[str, str, str]:
    parts: tuple[Decimal | None, ...] = (value.value, value.numerator, value.denominator) if value else (None,) * 3
    first, second, third = (machine(part) for part in parts)
    return first, second, third
