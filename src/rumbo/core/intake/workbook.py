"""Reading an XLSX workbook: the sheets that have a known header, and what the form says of itself."""

import io
import warnings
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rumbo.core.errors import Problem
from rumbo.core.intake.cells import Cell, CellKind, Row, Sheets
from rumbo.core.intake.columns import INPUTS, Column, column_named, folded, is_header, repeated_columns
from rumbo.core.intake.csv_file import repeated_header
from rumbo.core.intake.errors import IntakeError
from rumbo.core.intake.guard import MAX_COLUMNS, safe_workbook
from rumbo.core.language import _

_HEADER_WITHIN = 30
#: What the form's control sheet says, by the folded label of its first column.
CONTROL = {
    "politica": "policy",
    "policy": "policy",
    "huella de la politica": "sha256",
    "policy hash": "sha256",
    "ano": "year",
    "year": "year",
    "entidad": "entity",
    "entity": "entity",
    "version de la plantilla": "template",
    "template version": "template",
}


def read_workbook(data: bytes) -> Sheets:
    """The rows of every sheet with a known header, and the control sheet.

    Raises:
        IntakeError: where the workbook is unsafe, damaged, or no sheet has a known header.
    """
    book = _opened(safe_workbook(data))
    rows: list[Row] = []
    problems: list[Problem] = []
    noticed: list[Problem] = []
    control: dict[str, str] = {}
    places: dict[str, str] = {}
    tables = 0
    for sheet in book.worksheets:
        header = _header(sheet)
        if header is None:
            _read_control(sheet, control, places)
            continue
        tables += 1
        line, columns = header
        problems += _merged(sheet, line, columns)
        found = _rows(sheet, line, columns)
        noticed += _hidden(sheet, found, columns)
        rows += found
    if not tables:
        raise _no_header()
    if not rows:
        raise IntakeError(Problem(_("The form has a header and no rows."), "", _("Write one row an indicator.")))
    return Sheets(tuple(rows), control, places, tuple(problems), tuple(noticed))


def _opened(data: bytes) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), keep_links=False)
    except Exception as error:
        raise IntakeError(
            Problem(
                _("The workbook is damaged: its sheets cannot be read."),
                "",
                _("Open it in Excel or LibreOffice, save it again as .xlsx and send that file."),
            )
        ) from error


def _header(sheet: Worksheet) -> tuple[int, dict[int, Column]] | None:
    """The row of the header and the column that each position holds."""
    for cells in sheet.iter_rows(max_row=min(_HEADER_WITHIN, sheet.max_row), max_col=MAX_COLUMNS):
        texts = ["" if cell.value is None else str(cell.value) for cell in cells]
        if is_header(texts):
            line = int(cells[0].row or 0)
            if repeated := repeated_columns(texts):
                raise repeated_header(f"{sheet.title}!{line}", repeated)
            return line, {n: column for n, text in enumerate(texts, 1) if (column := column_named(text))}
    return None


def _no_header() -> IntakeError:
    return IntakeError(
        Problem(
            _("No sheet has a known header: a row with “Código” and “Valor obtenido”, “Numerador” or “Denominador”."),
            "",
            _("Use the form as it was handed out, and leave its header as it is."),
        )
    )


def _read_control(sheet: Worksheet, control: dict[str, str], places: dict[str, str]) -> None:
    if sheet.max_row > _HEADER_WITHIN:
        return
    for label, value in sheet.iter_rows(max_col=2):
        key = CONTROL.get(folded(str(label.value))) if isinstance(label.value, str) else None
        if key and value.value is not None and key not in control:
            control[key] = str(value.value).strip()
            places[key] = f"{sheet.title}!{value.coordinate}"


def _rows(sheet: Worksheet, header: int, columns: dict[int, Column]) -> list[Row]:
    rows = []
    for cells in sheet.iter_rows(min_row=header + 1, max_col=max(columns)):
        read = {columns[n]: _cell(sheet.title, cell) for n, cell in enumerate(cells, 1) if n in columns}
        if any(not cell.blank for cell in read.values()):
            rows.append(Row(f"{sheet.title}!{cells[0].row}", read))
    return rows


def _cell(sheet: str, cell: SheetCell | MergedCell) -> Cell:
    place = f"{sheet}!{cell.coordinate}"
    value = cell.value
    if isinstance(cell, MergedCell) or value is None or (isinstance(value, str) and not value.strip()):
        return Cell(place, CellKind.BLANK)
    kind = _kind(cell)
    if kind is CellKind.NUMBER and isinstance(value, int | float):
        return Cell(place, kind, str(value), _as_shown(value), "%" in str(cell.number_format))
    if kind is CellKind.LOGICAL:
        return Cell(place, kind, _("TRUE") if value else _("FALSE"))
    return Cell(place, kind, str(getattr(value, "text", value)).strip())


def _as_shown(value: float) -> Decimal:
    """A binary number with the 15 digits that a spreadsheet shows of it: 0.1 + 0.2 is 0.3."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")


def _kind(cell: SheetCell) -> CellKind:
    if cell.data_type == "f":
        return CellKind.FORMULA
    if cell.data_type == "e":
        return CellKind.ERROR
    match cell.value:
        case bool():
            return CellKind.LOGICAL
        case datetime() | date() | time() | timedelta():
            return CellKind.DATE
        case int() | float():
            return CellKind.NUMBER
    return CellKind.TEXT


def _merged(sheet: Worksheet, header: int, columns: dict[int, Column]) -> list[Problem]:
    """Merged cells among the inputs: nobody can say to which row their value belongs."""
    inputs = {n for n, column in columns.items() if column in INPUTS or column is Column.CODE}
    return [
        Problem(
            _("Cells {cells} are merged, so it cannot be told to which row or column their content belongs.").format(
                cells=area.coord
            ),
            f"{sheet.title}!{area.coord}",
            _("Unmerge them and write each value in its own cell."),
        )
        for area in sorted(sheet.merged_cells.ranges, key=lambda area: (area.min_row, area.min_col))
        if area.max_row > header and inputs.intersection(range(area.min_col, area.max_col + 1))
    ]


def _hidden(sheet: Worksheet, rows: Sequence[Row], columns: dict[int, Column]) -> list[Problem]:
    """What a reader of the sheet does not see and yet counts."""
    noticed = [
        Problem(_("The row is hidden, and its values are read all the same."), row.place, _("Show it and check it."))
        for row in rows
        if _typed(row) and sheet.row_dimensions[int(row.place.rpartition("!")[2])].hidden
    ]
    for position, column in columns.items():
        letter = get_column_letter(position)
        if column in INPUTS and _column_hidden(sheet, position) and any(row.filled(column) for row in rows):
            what = _("The column is hidden, and its values are read all the same.")
            noticed.append(Problem(what, f"{sheet.title}!{letter}", _("Show it and check it.")))
    if sheet.sheet_state != "visible" and any(_typed(row) for row in rows):
        what = _("The sheet is hidden, and its values are read all the same.")
        noticed.append(Problem(what, sheet.title, _("Show it and check it.")))
    return noticed


def _typed(row: Row) -> bool:
    """Whether someone wrote in the row; the form's own formulas are nobody's writing."""
    return any(row.cell(column).kind not in (CellKind.BLANK, CellKind.FORMULA) for column in INPUTS)


def _column_hidden(sheet: Worksheet, position: int) -> bool:
    return any(
        dimension.hidden and (dimension.min or 0) <= position <= (dimension.max or 0)
        for dimension in sheet.column_dimensions.values()
    )
