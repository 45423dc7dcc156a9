"""How commands answer: one JSON document, a table, or clear lines on stderr."""

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rumbo.core.errors import RumboError
from rumbo.core.language import _

#: The two options that many commands share.
AsJson = Annotated[bool, typer.Option("--json", help=_("Print one JSON document and nothing else."))]
PolicyCode = Annotated[str, typer.Option("--policy", envvar="RUMBO_POLICY", help=_("Code or folder of the policy."))]
DEFAULT_POLICY = "pnmce-2040"


def console() -> Console:
    """The terminal, or plain text where there is none; a file or a pipe is as wide as ``COLUMNS`` says, else 120."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(highlight=False, soft_wrap=True, width=int(os.environ.get("COLUMNS", "120")))


def print_json(document: object) -> None:
    """Print one JSON document on stdout: numbers as numbers, absent values as null, instants in ISO 8601."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, default=_plain) + "\n")


#: A number, also one that is written for people: “1,234.5”. A code with a leading zero is none.
_FIGURE = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})*|[1-9]\d*)(\.\d+)?")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """Print a table; columns whose cells are numbers are set to the right. Cells are plain text, brackets and all."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    listed = [list(row) for row in rows]
    for position, column in enumerate(columns):
        told = [str(row[position]) for row in listed if row[position] not in (None, "—")]
        numeric = bool(told) and all(_FIGURE.fullmatch(cell) for cell in told)
        table.add_column(column, justify="right" if numeric else "left", no_wrap=position == 0)
    for row in listed:
        table.add_row(*(Text("—" if cell is None else str(cell)) for cell in row))
    console().print(table)


def complain(error: RumboError) -> None:
    """Write every problem of an error on stderr, one a line."""
    for problem in error.problems:
        sys.stderr.write(f"rumbo: {problem}\n")


def number(value: Decimal | None) -> int | float | None:
    """A Decimal as a JSON number: whole numbers as integers, absent ones as null."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
