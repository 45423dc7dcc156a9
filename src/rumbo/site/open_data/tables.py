"""How do the tables of the open data look in a spreadsheet and as JSON? The same tables as in the data package."""

import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from rumbo.core.exchange.package.table import Cell, Table
from rumbo.core.intake.inert import inert
from rumbo.core.language import _
from rumbo.core.numbers import plain
from rumbo.core.reporting.labels import simulated_mark, simulated_sentence
from rumbo.core.reporting.model import Report
from rumbo.site.open_data.origin import origin_of

_MOST_SHEET_NAME = 31
_WIDTH = 18


def tables_workbook(report: Report, tables: Sequence[Table[Any]]) -> bytes:
    """Tables as a workbook, one sheet each after one that says what they are; texts are never formulas."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": report.title, "author": "Rumbo", "created": report.as_of.replace(tzinfo=None)})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    about = book.add_worksheet(_("About"))
    about.set_column(0, 0, 28)
    about.set_column(1, 1, 90)
    for number, (name, told) in enumerate(origin_of(report)):
        about.write_string(number, 0, name, bold)
        about.write_string(number, 1, inert(told))
    for table in tables:
        sheet = book.add_worksheet(table.name[:_MOST_SHEET_NAME])
        sheet.set_column(0, len(table.columns) - 1, _WIDTH)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.name, bold)
            sheet.write_comment(0, place, column.description)
        for number, row in enumerate(table.rows, start=1):
            for place, column in enumerate(table.columns):
                _write(sheet, (number, place), column.cell(row))
    book.close()
    return stream.getvalue()


def tables_json(report: Report, tables: Iterable[Table[Any]]) -> bytes:
    """Tables as one JSON document: where they come from, what each column holds, and the rows; no figure is null."""
    document = {
        "about": dict(origin_of(report)),
        "simulated": report.simulated,
        **({"notice": f"{simulated_mark()}. {simulated_sentence()}"} if report.simulated else {}),
        "year": report.year,
        "tables": {table.name: _table(table) for table in tables},
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _table(table: Table[Any]) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": {column.name: column.description for column in table.columns},
        "rows": [{column.name: machine(column.cell(row)) for column in table.columns} for row in table.rows],
    }


def machine(value: Cell) -> str | bool | int | float | None:
    """A cell as JSON writes it: figures as numbers, moments in UTC."""
    if isinstance(value, Decimal):
        number = plain(value)
        return int(number) if number == number.to_integral_value() else float(number)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value


def _write(sheet: Any, place: tuple[int, int], value: Cell) -> None:
    match machine(value):
        case None:
            return
        case bool() as answer:
            sheet.write_boolean(*place, answer)
        case int() | float() as number:
            sheet.write_number(*place, number)
        case text:
            sheet.write_string(*place, inert(str(text)))
