"""What a statistic says of itself, on the screen or as one JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.syntax import Syntax

from rumbo.cli.output import print_table
from rumbo.cli.statistics_results import printed
from rumbo.core.language import _
from rumbo.core.statistics.parameters import expected
from rumbo.core.statistics.vocabulary import dimensions, unit_text

if TYPE_CHECKING:
    from rich.console import Console

    from rumbo.core.statistics.header import Parameter
    from rumbo.core.statistics.registry import Statistic


def card_document(found: Statistic) -> dict[str, Any]:
    """Everything that a statistic says of itself."""
    header = found.header
    return {
        "name": header.name,
        "code": header.code,
        "title": str(header.title),
        "meaning": str(header.meaning),
        "formula": header.formula,
        "unit": header.unit,
        "source": header.source,
        "parameters": [
            {
                "name": p.name,
                "type": p.type,
                "default": p.default,
                "expected": expected(p),
                "meaning": str(p.meaning),
            }
            for p in header.parameters
        ],
        "columns": [
            {"name": c.name, "type": c.type, "unit": c.unit, "meaning": str(c.meaning), "dimension": c.dimension}
            for c in header.columns
        ],
        "tables": [{"name": t.name, "required": t.required} for t in header.tables],
        "remarks": [str(remark) for remark in header.remarks],
        "printed": [figure.model_dump() for figure in header.printed],
        "sql": found.sql,
        "cells_sql": found.cells_sql,
        "sql_sha256": found.sql_sha256,
    }


def card(found: Statistic, screen: Console) -> None:
    """Print everything that a statistic says of itself."""
    header = found.header
    screen.print(f"[bold]{escape(str(header.title))}[/bold]  ({header.code}, {header.name})")
    screen.print(escape(str(header.meaning)))
    screen.print(_("Formula: {formula}").format(formula=escape(header.formula)))
    screen.print(_("Unit: {unit}").format(unit=escape(unit_text(header.unit))))
    screen.print(_("Source: {source}").format(source=escape(header.source)))
    for remark in header.remarks:
        screen.print(escape(_("Remark: {text}").format(text=remark)))
    for line in printed(header):
        screen.print(escape(line))
    if header.parameters:
        rows = [(p.name, _default(p.default), _expected(p), str(p.meaning)) for p in header.parameters]
        print_table((_("Parameter"), _("Default"), _("Expected"), _("Meaning")), rows)
    if any(p.type == "dimension" for p in header.parameters):
        print_table((_("Dimension"), _("Meaning")), [(n, str(d.title)) for n, d in dimensions().items()])
    print_table(
        (_("Column"), _("Unit"), _("Meaning")), [(c.name, unit_text(c.unit), str(c.meaning)) for c in header.columns]
    )
    if header.tables:
        names = ", ".join(t.name if t.required else _("{name} (optional)").format(name=t.name) for t in header.tables)
        screen.print(_("Reference tables: {names}").format(names=names))
    screen.print(_("SQL, version {sha}:").format(sha=found.sql_sha256))
    screen.print(Syntax(found.sql.rstrip(), "sql", background_color="default", theme="ansi_dark"))


def _expected(parameter: Parameter) -> str:
    """What it may be; the dimensions, which are many, stand in a table of their own."""
    return _("a dimension") if parameter.type == "dimension" and not parameter.choices else expected(parameter)


def _default(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or _("all")
    return "—" if value is None else str(value)
