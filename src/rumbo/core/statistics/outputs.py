"""How is a result handed out? As CSV, Parquet or JSON, with its origin, and marked where simulated."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from rumbo.core.intake.inert import inert
from rumbo.core.numbers import plain
from rumbo.core.statistics.header import Column
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.vocabulary import dimensions

SIMULATED = "simulated"
"""The column that files of a simulated result have besides: true in every row."""


def document(result: Result) -> dict[str, Any]:
    """A result as plain data: ``columns``, ``rows`` in their order, ``lineage``, and what each column means."""
    return {
        "statistic": result.statistic.name,
        "code": result.statistic.header.code,
        "title": str(result.statistic.header.title),
        "simulated": result.simulated,
        "columns": result.table.column_names,
        "rows": [list(row.values()) for row in result.to_rows()],
        "fields": [
            {"name": name, "type": column.type, "unit": column.unit, "meaning": meaning}
            for name, column, meaning in described(result)
        ],
        "hidden": result.hidden,
        "lineage": result.lineage.document(),
    }


def described(result: Result) -> list[tuple[str, Column, str]]:
    """Each column of a result by its shown name, with its header and what it means; not the mark of hidden cells."""
    told = []
    for column in result.statistic.header.columns:
        name = str(result.lineage.parameters[column.dimension]) if column.dimension else column.name
        if name in result.table.column_names:
            told.append((name, column, str(dimensions()[name].title) if column.dimension else str(column.meaning)))
    return told


def csv_bytes(result: Result) -> bytes:
    """A result as CSV for spreadsheets and programs: UTF-8 with a byte order mark, unrounded, empty where no data."""
    table = _marked(result)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.column_names)
    writer.writerows([_field(value) for value in row.values()] for row in table.to_pylist())
    return stream.getvalue().encode("utf-8-sig")


def parquet_bytes(result: Result) -> bytes:
    """A result as Parquet, its lineage in the file's own metadata under ``rumbo``."""
    table = _marked(result)
    told = json.dumps(document(result) | {"rows": []}, ensure_ascii=False, default=_plain).encode()
    sink = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({"rumbo": told}), sink)
    return sink.getvalue()


def _marked(result: Result) -> pa.Table:
    if not result.simulated:
        return result.table
    return result.table.append_column(SIMULATED, pa.array([True] * result.table.num_rows, pa.bool_()))


def _field(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    return inert(value) if isinstance(value, str) else str(value)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else str(value)
