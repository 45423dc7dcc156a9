"""``rumbo statistics``: which there are, how each is computed, and what it comes to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rumbo.cli.output import AsJson, console, print_json, print_table
from rumbo.cli.spoken import Commands
from rumbo.core.language import _

app = Commands(help=_("What the customs lines add up to: statistics, their formulas and their results."))

Name = Annotated[str, typer.Argument(help=_("Name of the statistic, or its code in the catalogue."))]
Years = Annotated[list[int] | None, typer.Option("--year", help=_("A year to show; may be given several times."))]
By = Annotated[list[str] | None, typer.Option("--by", help=_("A dimension to break down by; may be repeated."))]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help=_("The value of any other parameter."))
]
Engine = Annotated[str, typer.Option("--engine", help=_("Engine that computes: duckdb or spark."))]
Version = Annotated[int | None, typer.Option("--version", help=_("Version of the lake; the latest by default."))]
Format = Annotated[str, typer.Option("--format", help=_("Form of the result: table, csv, parquet or json."))]
Out = Annotated[Path | None, typer.Option("--out", help=_("File for the result."), metavar="FILE")]
Public = Annotated[bool, typer.Option("--public", help=_("Hide the cells that could betray a firm."))]
Chart = Annotated[Path | None, typer.Option("--chart", help=_("File for a chart of the result, as SVG."))]


@app.command("list", help=_("List the statistics by their code in the catalogue."))
def list_(*, as_json: AsJson = False) -> None:
    """List the statistics by their code in the catalogue."""
    from rumbo.core.statistics.registry import statistics
    from rumbo.core.statistics.vocabulary import unit_text

    found = [(s.header.code, s.name, str(s.header.title), unit_text(s.header.unit)) for s in statistics()]
    if as_json:
        print_json([dict(zip(("code", "name", "title", "unit"), row, strict=True)) for row in found])
    else:
        print_table((_("Code"), _("Name"), _("Title"), _("Unit")), found)


@app.command(help=_("Explain a statistic: meaning, formula, parameters, columns, source and the SQL itself."))
def show(name: Name, *, as_json: AsJson = False) -> None:
    """Explain a statistic: meaning, formula, parameters, columns, source and the SQL itself."""
    from rumbo.cli.statistics_cards import card, card_document
    from rumbo.core.statistics.registry import statistic

    found = statistic(name)
    print_json(card_document(found)) if as_json else card(found, console())


@app.command(help=_("Compute a statistic over the lake."))
def run(
    name: Name,
    *,
    years: Years = None,
    by: By = None,
    settings: Settings = None,
    engine: Engine = "duckdb",
    version: Version = None,
    form: Format = "",
    out: Out = None,
    public: Public = False,
    chart: Chart = None,
    as_json: AsJson = False,
) -> None:
    """Compute a statistic over the lake."""
    from rumbo.cli.statistics_results import chosen_form, hand_out, write_chart
    from rumbo.core.customs.lake import Lake
    from rumbo.core.statistics.asking import asked
    from rumbo.core.statistics.engine import run as compute
    from rumbo.core.statistics.freedom import refuse_closed
    from rumbo.core.statistics.parameters import read_parameters
    from rumbo.core.statistics.registry import statistic
    from rumbo.core.workspace import workspace

    found = statistic(name)
    form = "json" if as_json else chosen_form(form, out)
    values = read_parameters(found.header, asked(found.header, years=years or (), by=by or (), settings=settings or ()))
    if public:
        refuse_closed(found, values)
    result = compute(
        found,
        lake=Lake(workspace().lake),
        parameters=values,
        version=version,
        engine=engine,
        public=public,
    )
    if chart is not None:
        write_chart(result, chart)
    hand_out(result, form, out, console())
