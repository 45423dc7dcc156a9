"""What is the content of a table, whatever file it came in? Rows in the order of the key, and their hash."""

import csv
import hashlib
import io
from datetime import date
from decimal import Decimal

import pyarrow as pa

from rumbo.core.tables.schema import Definition


def ordered(rows: pa.Table, table: Definition) -> pa.Table:
    """The rows in the order of the key, then of the other columns, so that the order of a file does not matter."""
    names = [*table.key, *(name for name in rows.column_names if name not in table.key)]
    return rows.sort_by([(name, "ascending") for name in names]).combine_chunks()


def as_csv(rows: pa.Table) -> str:
    """The rows as CSV text: a header, then one line a row, empty where there is no data."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.column_names)
    columns = [rows[name].to_pylist() for name in rows.column_names]
    writer.writerows([_text(value) for value in row] for row in zip(*columns, strict=True))
    return out.getvalue()


def content_sha256(rows: pa.Table) -> str:
    """Hash of the content: the same rows have the same hash, whether they came as CSV or as a workbook."""
    return hashlib.sha256(as_csv(rows).encode()).hexdigest()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
