"""In which files does a reader take a result along? Exactly what is shown, every row of it, with its origin."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pyarrow as pa

from rumbo.core.language import language
from rumbo.core.numbers import plain
from rumbo.core.reporting.labels import simulated_mark
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.outputs import csv_bytes, document, parquet_bytes
from rumbo.site.trade.drawing import svg_of
from rumbo.site.trade.table import sorted_rows
from rumbo.site.trade.workbook import workbook_bytes


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form in which results are handed out.

    Attributes:
        name: its name in capitals, as readers know it.
        media_type: for browsers and programs.
        write: makes the bytes.
    """

    name: str
    media_type: str
    write: Callable[[Result], bytes]


def json_bytes(result: Result) -> bytes:
    """The result with its lineage as one JSON document; figures are JSON numbers, what is missing is null."""
    return json.dumps(document(result), ensure_ascii=False, indent=1, default=_machine).encode()


def _svg(result: Result) -> bytes:
    return svg_of(result, language()).encode()


FORMS: Mapping[str, FileForm] = MappingProxyType(
    {
        "csv": FileForm("CSV", "text/csv; charset=utf-8", csv_bytes),
        "xlsx": FileForm("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook_bytes),
        "json": FileForm("JSON", "application/json", json_bytes),
        "parquet": FileForm("Parquet", "application/vnd.apache.parquet", parquet_bytes),
        "svg": FileForm("SVG", "image/svg+xml", _svg),
    }
)


def in_order(result: Result, by: str, *, descending: bool) -> Result:
    """The result with its rows in the order in which they are shown.

    Raises:
        InputError: there is no column of that name.
    """
    if not by:
        return result
    rows = sorted_rows(result, by, descending=descending)
    return replace(result, table=pa.Table.from_pylist(rows, schema=result.table.schema))


def file_name(result: Result, form: str, *, complete: bool) -> str:
    """Name of the file: statistic, version of the lake, and the marks of what is simulated or for internal use."""
    version = result.lineage.lake_version
    pieces = [
        result.statistic.name,
        *([f"v{version}"] if version is not None else []),
        *(["INTERNO"] if complete else []),
        *([simulated_mark()] if result.simulated else []),
    ]
    return f"{'_'.join(pieces)}.{form}"


def _machine(value: object) -> object:
    if isinstance(value, Decimal):
        number = plain(value)
        return int(number) if number == number.to_integral_value() else float(number)
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else str(value)
