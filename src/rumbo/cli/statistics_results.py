"""How a result leaves the command line: on the screen, as a document or as a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from rumbo.cli.output import number, print_json
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _, language
from rumbo.core.numbers import written
from rumbo.core.reporting.labels import simulated_mark, simulated_sentence, yes_no
from rumbo.core.statistics.vocabulary import class_text, dimensions, unit_text, vocabulary
from rumbo.core.whole_files import place_whole

if TYPE_CHECKING:
    from rich.console import Console

    from rumbo.core.statistics.header import Column, Header
    from rumbo.core.statistics.lineage import Result

FORMS = ("table", "csv", "parquet", "json")
_PLACES = {"money": 2, "weight": 3, "ratio": 2}
_YEARS = "year"


def chosen_form(form: str, out: Path | None) -> str:
    """The form asked for: by name, else by the ending of the file, else a table.

    Raises:
        InputError: there is no such form, or it cannot go where it is asked to.
    """
    chosen = form or (out.suffix.removeprefix(".").lower() if out else "table")
    if chosen not in FORMS:
        what = _("There is no form “{form}”; one of {forms} was expected.").format(form=chosen, forms=", ".join(FORMS))
        raise InputError(Problem(what, "--format" if form else str(out), _("Choose one with “--format”.")))
    if chosen == "parquet" and out is None:
        raise InputError(Problem(_("Parquet is for a file, and none was named."), "--out", _("Name one with “--out”.")))
    if chosen == "table" and out is not None:
        what = _("A table is for the screen, and a file was named.")
        raise InputError(Problem(what, str(out), _("Choose csv, parquet or json, or leave “--out” out.")))
    return chosen


def hand_out(result: Result, form: str, out: Path | None, screen: Console) -> None:
    """Write a result in a form to a file, or to the screen where none is named.

    Raises:
        InputError: the file cannot be written.
    """
    from rumbo.core.statistics.outputs import csv_bytes, document, parquet_bytes

    if form == "table":
        show(result, screen)
    elif out is not None:
        made: dict[str, Callable[[], bytes]] = {
            "csv": lambda: csv_bytes(result),
            "parquet": lambda: parquet_bytes(result),
            "json": lambda: json.dumps(document(result), ensure_ascii=False, indent=2, default=_plain).encode(),
        }
        _write(out, made[form]())
        screen.print(_("Written: {file}").format(file=escape(str(out))))
    elif form == "json":
        print_json(document(result))
    else:
        screen.file.write(csv_bytes(result).decode("utf-8-sig").replace("\r\n", "\n"))


def write_chart(result: Result, file: Path) -> None:
    """Write the chart of a result as SVG.

    Raises:
        QueryError: the statistic has no chart.
        InputError: the file cannot be written.
    """
    from rumbo.core.statistics.charts import chart_svg

    _write(file, chart_svg(result, language=language()).encode())


def show(result: Result, screen: Console) -> None:
    """Print a result as a table, with what a reader must know beside it."""
    header = result.statistic.header
    screen.print(f"[bold]{escape(str(header.title))}[/bold]  ({header.code})")
    if result.simulated:
        screen.print(f"[bold reverse] {simulated_mark()} [/bold reverse] {simulated_sentence()}")
    table = _table(result)
    screen.width = max(screen.width, table.__rich_measure__(screen, screen.options).maximum)  # no figure is cut
    screen.print(table)
    for line in _notes(result):
        screen.print(escape(line))


def _table(result: Result) -> Table:
    """The result as a table of the screen, figures to the right and written as the reader's country does."""
    columns = {column.name: column for column in result.statistic.header.columns}
    table = Table(header_style="bold")
    for field in result.table.schema:
        table.add_column(field.name, justify="left" if str(field.type) in ("string", "bool") else "right")
    for row in result.to_rows():
        table.add_row(*(escape(_cell(value, columns.get(name))) for name, value in row.items()))
    return table


def _cell(value: object, column: Column | None) -> str:
    if value is None:
        return "—"
    if isinstance(value, bool):
        return yes_no(answer=value)
    if isinstance(value, Decimal) and column:
        return written(value, _PLACES[column.type])
    if isinstance(value, int) and column and column.unit != _YEARS:
        return written(value)
    return class_text(str(value))


def _notes(result: Result) -> list[str]:
    lineage = result.lineage
    lines = [_("Remark: {text}").format(text=remark) for remark in remarks(result)]
    lines += printed(result.statistic.header)
    if result.hidden:
        lines.append(_("Cells hidden so that no firm is betrayed: {count}.").format(count=result.hidden))
    told = [_("Formula {sha}").format(sha=lineage.sql_sha256[:12]), _("engine {name}").format(name=lineage.engine)]
    if lineage.lake_version is not None:
        told.append(_("lake version {version}").format(version=lineage.lake_version))
    told += [f"{name} {table.version or _('not loaded')}" for name, table in lineage.tables.items()]
    return [*lines, " · ".join(told)]


def remarks(result: Result) -> list[str]:
    """What a reader must know of a result: the remarks of the statistic and of the dimensions asked for."""
    of_dimensions = [dimensions()[name].remark for name in result.dimensions.values()]
    told = [*result.statistic.header.remarks, *(vocabulary().remarks[r] for r in of_dimensions if r)]
    return list(dict.fromkeys(str(remark) for remark in told))


def printed(header: Header) -> list[str]:
    """The figures that the policy prints, to stand beside the result."""
    return [
        _("Printed in the policy: {what}: {value} {unit} ({source})").format(
            what=" ".join(str(part) for part in (figure.of, figure.year) if part) or _("in all"),
            value=figure.value,
            unit=unit_text(figure.unit),
            source=figure.source,
        )
        for figure in header.printed
    ]


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    try:
        place_whole(file, content, mode=0o600)
    except OSError as error:
        what = _("The file cannot be written: {reason}").format(reason=error.strerror)
        raise InputError(Problem(what, str(file), _("Name another file or another folder."))) from None


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return number(value)
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else str(value)
