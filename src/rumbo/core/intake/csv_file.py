"""Reading a CSV: whatever its separator, encoding and language of header."""

import csv
import io
from collections.abc import Sequence
from itertools import islice

from rumbo.core.errors import Problem
from rumbo.core.intake.cells import Cell, CellKind, Row, Sheets
from rumbo.core.intake.columns import column_named, is_header, repeated_columns
from rumbo.core.intake.csv_rows import UnsplitError, csv_rows
from rumbo.core.intake.encoding import decoded
from rumbo.core.intake.errors import IntakeError
from rumbo.core.intake.guard import MAX_ROWS, too_many_rows
from rumbo.core.language import _

_SEPARATORS = (";", ",", "\t")
#: A header stands among the first lines; a title or an Excel ``sep=;`` line may come before it.
_HEADER_WITHIN = 30


def read_csv(data: bytes, name: str) -> Sheets:
    """The rows of a CSV file with one header line.

    Raises:
        IntakeError: where the file is no text, has no known header, or more than ``MAX_ROWS`` rows.
    """
    text, encoding = decoded(data, name)
    separator, header_line = _header(text, name)
    rows, problems = _rows(text, name, separator, header_line)
    return Sheets(rows=tuple(rows), problems=tuple(problems), warnings=_about_encoding(encoding, name))


def _about_encoding(encoding: str, name: str) -> tuple[Problem, ...]:
    if encoding.startswith("utf"):
        return ()
    what = _("The file is not in UTF-8; it was read as {encoding}. Check accents and ñ in the comments.")
    return (Problem(what.format(encoding=encoding), name),)


def _header(text: str, name: str) -> tuple[str, int]:
    """The separator and the position of the header among the lines."""
    for position, line in enumerate(islice(io.StringIO(text, newline=None), _HEADER_WITHIN)):
        for separator in _SEPARATORS:
            if is_header(_split(line, separator)):
                return separator, position
    raise IntakeError(
        Problem(
            _("No header was found: a line with the columns “codigo” and “valor”, or “numerador” and “denominador”."),
            f"{name}:1",
            _("Write the names of the columns in the first line, separated by ; or , or tabs."),
        )
    )


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        return []


def _rows(text: str, name: str, separator: str, header_line: int) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    header: list[str] = []
    try:
        for line, texts in csv_rows(text, separator):
            place = f"{name}:{line}"
            if not header:
                header = _as_header(texts, place)
            elif any(text.strip() for text in texts):
                problems += _surplus(texts, header, place)
                rows.append(_row(texts, header, place))
            if len(rows) > MAX_ROWS:
                raise too_many_rows(place)
    except UnsplitError as error:
        mend = _("A quotation mark that is opened must be closed; or send the form as .xlsx.")
        raise IntakeError(Problem(error.what, f"{name}:{error.line}", mend)) from error
    if not rows:
        raise IntakeError(
            Problem(
                _("The file has a header and no rows."), f"{name}:{header_line + 1}", _("Write one row an indicator.")
            )
        )
    return rows, problems


def _as_header(texts: list[str], place: str) -> list[str]:
    """The header where the line is one, else nothing."""
    if not is_header(texts):
        return []
    if repeated := repeated_columns(texts):
        raise repeated_header(place, repeated)
    return texts


def repeated_header(place: str, repeated: Sequence[str]) -> IntakeError:
    """The refusal of a header that names a column twice: nobody can say which one counts."""
    return IntakeError(
        Problem(
            _("The header names a column more than once: {columns}.").format(columns=", ".join(repeated)),
            place,
            _("Leave one of them."),
        )
    )


def _surplus(texts: list[str], header: list[str], place: str) -> list[Problem]:
    if not any(text.strip() for text in texts[len(header) :]):
        return []
    return [
        Problem(
            _("The row has {found} cells and the header {expected}.").format(found=len(texts), expected=len(header)),
            place,
            _("Put a number or text that holds the separator between quotation marks."),
        )
    ]


def _row(texts: list[str], header: list[str], place: str) -> Row:
    cells = {}
    for title, text in zip(header, texts, strict=False):
        if column := column_named(title):
            kind = CellKind.TEXT if text.strip() else CellKind.BLANK
            where = _("{row}, column {column}").format(row=place, column=title.strip())
            cells[column] = Cell(where, kind, text.strip())
    return Row(place, cells)
