"""``rumbo tables``: reference tables, those that ship and those that are loaded."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.output import AsJson, console, print_json, print_table
from rumbo.cli.spoken import Commands
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _, ngettext
from rumbo.core.numbers import plain, written

if TYPE_CHECKING:
    from rumbo.core.tables.reference import ReferenceTable, TableInfo
    from rumbo.core.tables.schema import Column, Definition
    from rumbo.core.tables.storage import TableVersion

app = Commands(help=_("Reference tables: sectors, agreements, firm sizes, zones and others, versioned."))

Name = Annotated[str, typer.Argument(help=_("Name of the table, as “rumbo tables list” shows it."))]
Version = Annotated[str, typer.Option("--version", help=_("A version; the one in force where left out."))]
NewVersion = Annotated[str, typer.Option("--version", help=_("Name of this version, which results will tell."))]
Authority = Annotated[str, typer.Option("--authority", help=_("Who answers for the content."))]
Obtained = Annotated[
    datetime | None, typer.Option("--obtained-on", formats=["%Y-%m-%d"], help=_("When the file was obtained."))
]
Given = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="COLUMN=VALUE", help=_("Value of a column that the file lacks, the same in every row.")
    ),
]


@app.command("list", help=_("List the reference tables and the version of each that is in force."))
def list_(*, as_json: AsJson = False) -> None:
    """List the tables."""
    from rumbo.core.tables.reference import tables

    found = tables()
    if as_json:
        print_json([_summary(info) for info in found])
        return
    columns = (_("Table"), _("Title"), _("State"), _("Version"), _("Loaded versions"))
    rows = [(i.name, str(i.definition.title), state_name(i), i.current, len(i.loaded) or None) for i in found]
    print_table(columns, rows)


@app.command(help=_("Show what a table must hold, who has it, and what is in force."))
def show(
    name: Name,
    *,
    version: Version = "",
    rows: Annotated[int, typer.Option("--rows", min=0, help=_("So many rows are shown."))] = 5,
    as_json: AsJson = False,
) -> None:
    """Show a table: its definition, its versions and its first rows."""
    from rumbo.core.tables.errors import MissingTableError
    from rumbo.core.tables.reference import table, table_info

    info = table_info(name)
    try:
        held = table(name, version or None)
    except MissingTableError:
        held = None
    if as_json:
        document = _document(info)
        if held is not None:
            document["shown"] = {
                "version": held.version,
                "sha256": held.sha256,
                "origin": held.origin,
                "authority": held.authority,
                "row_count": held.arrow.num_rows,
                "rows": held.arrow.slice(0, rows).to_pylist(),
            }
        print_json(document)
        return
    _tell(info)
    if held is None:
        console().print(_("There is no data: no version is loaded, and none ships."))
        return
    _show_rows(held, rows)


@app.command(help=_("Load a CSV or an XLSX workbook as a new version of a table: all of it or nothing."))
def load(
    name: Name,
    file: Annotated[Path, typer.Argument(help=_("The file."))],
    *,
    version: NewVersion,
    authority: Authority,
    obtained_on: Obtained = None,
    given: Given = None,
    simulated: Annotated[bool, typer.Option("--simulated", help=_("The content is invented."))] = False,
    as_json: AsJson = False,
) -> None:
    """Load a version; the same content again changes nothing."""
    from rumbo.core.tables.loading import load_table

    stored = load_table(
        name,
        file,
        version=version,
        authority=authority,
        obtained_on=obtained_on.date() if obtained_on else None,
        given=_given(given or []),
        simulated=simulated,
    )
    if as_json:
        print_json({**_version(stored), "table": stored.table, "changed": stored.changed})
        return
    told = _("{table}: version {version} was loaded; rows: {rows}.")
    if not stored.changed:
        told = _("{table}: version {version} was there already; rows: {rows}. Nothing changed.")
    console().print(told.format(table=stored.table, version=stored.version, rows=written(stored.rows)))


@app.command(help=_("Write a table as CSV, to be edited and loaded again."))
def export(
    name: Name,
    file: Annotated[Path, typer.Argument(help=_("The CSV to write; it must not exist."))],
    *,
    version: Version = "",
) -> None:
    """Write the rows of a version; a table without data gives its header."""
    from rumbo.core.tables.content import as_csv
    from rumbo.core.tables.errors import MissingTableError
    from rumbo.core.tables.reference import table, table_info
    from rumbo.core.tables.typed import arrow_schema

    try:
        rows = table(name, version or None).arrow
    except MissingTableError:
        rows = arrow_schema(table_info(name).definition).empty_table()
    try:
        with file.open("x", encoding="utf-8-sig", newline="") as stream:
            stream.write(as_csv(rows))
    except OSError as error:
        what = _("The file cannot be written: {reason}.").format(reason=error.strerror or error)
        raise InputError(Problem(what, str(file), _("Choose another name, or check the folder."))) from error
    told = _("{file}; rows: {rows}.")
    console().print(told.format(file=file, rows=written(rows.num_rows)))


def state_name(info: "TableInfo") -> str:
    """What there is of a table, in words; invented content is called so."""
    if info.loaded and info.loaded[-1].simulated:
        return _("loaded, simulated")
    return {
        "complete": _("ships, complete"),
        "sample": _("ships, a sample"),
        "loaded": _("loaded"),
        "missing": _("no data"),
    }[info.state]


def _given(pairs: list[str]) -> dict[str, str]:
    bad = [pair for pair in pairs if "=" not in pair]
    if bad:
        what = _("“{found}” was found; COLUMN=VALUE was expected.")
        raise InputError(
            *(Problem(what.format(found=pair), "--set", _("Write for instance year=2024.")) for pair in bad)
        )
    return {name.strip(): value.strip() for name, _equals, value in (pair.partition("=") for pair in pairs)}


def _tell(info: "TableInfo") -> None:
    defined, out = info.definition, console()
    out.print(f"{defined.name}: {defined.title}", style="bold")
    out.print(str(defined.meaning))
    facts = [
        (_("Needed by"), ", ".join(defined.needed_by)),
        (_("Published by"), str(defined.published_by)),
        (_("To be replaced"), str(defined.replaced_by)),
        (_("Source"), defined.source or "—"),
        (_("State"), state_name(info)),
    ]
    if defined.layouts:
        facts.append((_("Other layouts"), str(defined.layouts)))
    if defined.default:
        facts.append((_("What ships"), str(defined.default.note)))
    for label, text in facts:
        out.print(f"{label}: {text}", markup=False)
    columns = (_("Column"), _("Type"), _("Required"), _("Allowed"), _("Meaning"))
    print_table(columns, [_column_line(column, defined) for column in defined.all_columns])
    out.print(_("* Together these columns name a row; no two rows may have the same."), markup=False)
    if info.loaded:
        headings = (_("Loaded versions"), _("Authority"), _("Rows"), _("File"), _("Loaded"))
        print_table(headings, [_version_line(version) for version in info.loaded])


def _version_line(version: "TableVersion") -> tuple[object, ...]:
    from rumbo.core.reporting.labels import day_and_hour

    name = f"{version.version} ({_('simulated')})" if version.simulated else version.version
    return name, version.authority, written(version.rows), version.file, day_and_hour(version.loaded_at)


def _show_rows(held: "ReferenceTable", limit: int) -> None:
    """The version in one line, then its first rows; a column that is empty in all of them is left out."""
    from rumbo.core.reporting.labels import simulated_mark

    told = _("Version {version} · {rows} rows · fingerprint {sha256}").format(
        version=held.version, rows=written(held.arrow.num_rows), sha256=held.sha256[:16]
    )
    console().print(told, markup=False)
    if held.simulated:
        console().print(f"[bold reverse] {simulated_mark()} [/bold reverse]")
    rows = held.arrow.slice(0, limit).to_pylist()
    names = [name for name in held.arrow.column_names if any(row[name] is not None for row in rows)]
    if rows:
        shown = ngettext("The first row:", "The first {count} rows:", len(rows)).format(count=len(rows))
        print_table(names, [[_cell(row[name]) for name in names] for row in rows], title=shown)


def _cell(value: object) -> object:
    """A cell as readers write it: yes and no, decimals without trailing zeros."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(plain(value)) if isinstance(value, Decimal) else value


def _type_name(kind: str) -> str:
    return {
        "text": _("text"),
        "integer": _("whole number"),
        "decimal": _("number"),
        "date": _("date"),
        "boolean": _("yes or no"),
    }[kind]


def _column_line(column: "Column", defined: "Definition") -> tuple[str, ...]:
    allowed = ", ".join(column.values) or (_("like {pattern}").format(pattern=column.pattern) if column.pattern else "")
    name = f"{column.name} *" if column.name in defined.key else column.name
    return name, _type_name(column.type), _("yes") if column.required else _("no"), allowed, str(column.meaning)


def _summary(info: "TableInfo") -> dict[str, object]:
    return {
        "name": info.name,
        "title": str(info.definition.title),
        "state": info.state,
        "version": info.current,
        "origin": info.origin,
        "versions": [version.version for version in info.loaded],
        "needed_by": info.definition.needed_by,
    }


def _document(info: "TableInfo") -> dict[str, object]:
    return {
        **_summary(info),
        "definition": info.definition.model_dump(mode="json"),
        "versions": [_version(version) for version in info.loaded],
    }


def _version(version: "TableVersion") -> dict[str, object]:
    names = ("version", "sha256", "authority", "obtained_on", "file", "file_sha256", "rows", "loaded_at", "simulated")
    return {name: getattr(version, name) for name in names}
