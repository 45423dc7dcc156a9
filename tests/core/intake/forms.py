"""Forms and tables made for tests, as real bytes."""

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rumbo.core.errors import Problem
from rumbo.core.intake.columns import Column, column_named, is_header
from rumbo.core.intake.errors import IntakeError
from rumbo.core.intake.figures import Convention
from rumbo.core.intake.read import Intake, read_values
from rumbo.core.policy.models import Indicator, Policy

HEADER = ("codigo", "numerador", "denominador", "valor", "comentario")
Change = Callable[[Worksheet], None]


def table(*rows: Sequence[Any], header: Sequence[str] = HEADER, change: Change | None = None) -> bytes:
    """A workbook with one sheet, ``Valores``, of a header and rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Valores"
    for row in (header, *rows):
        sheet.append(list(row))
    if change:
        change(sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv(*lines: str, header: str = "codigo;numerador;denominador;valor;comentario") -> bytes:
    """A CSV in UTF-8."""
    return "\n".join((header, *lines)).encode()


def filled(form: bytes, answers: Mapping[str, Mapping[Column, Any]]) -> bytes:
    """A form with cells of its sheet of values filled, by indicator code."""
    book = load_workbook(io.BytesIO(form))
    for sheet in book.worksheets:
        columns = header_of(sheet)
        if Column.CODE in columns and Column.DIMENSION not in columns:
            for row in sheet.iter_rows():
                answer = answers.get(str(row[columns[Column.CODE] - 1].value), {})
                for column, value in answer.items():
                    row[columns[column] - 1].value = value
    return saved(book)


def header_of(sheet: Worksheet) -> dict[Column, int]:
    """Position of each column in a sheet of a form; empty where it has no header."""
    for row in sheet.iter_rows(max_row=10):
        texts = [str(cell.value or "") for cell in row]
        if is_header(texts):
            return {column: n for n, text in enumerate(texts, 1) if (column := column_named(text))}
    return {}


def saved(book: Any) -> bytes:
    """The bytes of an openpyxl workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(data: bytes | Path, policy: Policy, year: int = 2026, **options: Any) -> Intake:
    """Read a file; bytes are called ``file.csv``."""
    options.setdefault("name", "" if isinstance(data, Path) else "file.csv")
    return read_values(data, policy, year, **options)


def refused(data: bytes | Path, policy: Policy, year: int = 2026, **options: Any) -> IntakeError:
    """The refusal of a file; nothing comes out of it."""
    with pytest.raises(IntakeError) as caught:
        read(data, policy, year, **options)
    return caught.value


def only(error: IntakeError) -> Problem:
    """The one problem of a refusal."""
    assert error.count == 1, str(error)
    return error.problems[0]


def sample(indicator: Indicator) -> dict[Column, Any]:
    """A good answer for an indicator, near its target so that nothing about it is doubtful."""
    known = [indicator.target(2026), indicator.baseline.value if indicator.baseline else None]
    size = next((value for value in known if value), 10)
    if indicator.measure.reported_as == "value":
        return {Column.VALUE: int(size) if indicator.measure.whole else float(size)}
    return {Column.NUMERATOR: float(size), Column.DENOMINATOR: float(indicator.measure.scale)}


COMMA, POINT = Convention.COMMA, Convention.POINT
