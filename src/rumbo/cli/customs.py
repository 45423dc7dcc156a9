"""``rumbo customs``: customs files into the lake, what became of them, and the versions of the lake."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rumbo.cli import customs_simulate
from rumbo.cli.customs_findings import finding_document, show_findings
from rumbo.cli.customs_import import count_titles, import_, tell_simulated
from rumbo.cli.output import AsJson, console, print_json, print_table
from rumbo.cli.spoken import Commands
from rumbo.core.errors import InputError, Problem, UnknownCodeError
from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.workspace import workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rumbo.core.customs.lake import Lake
    from rumbo.core.customs.lake.versions import What
    from rumbo.core.customs.reasons import Reason

app = Commands(help=_("Customs files: their import into the lake, and its versions."))

Version = Annotated[int | None, typer.Option("--version", min=0, help=_("A version of the lake; the latest without."))]

app.command("simulate", help=customs_simulate.HELP)(customs_simulate.simulate)
app.command("import", help=_("Take customs files into the lake: all of them or, with any unusable, none."))(import_)


@app.command(help=_("List the files that were imported."))
def files(*, version: Version = None, as_json: AsJson = False) -> None:
    """List the files, in the order of their import."""
    lake = _lake()
    rows = lake.snapshots(version).to_pylist()
    if as_json:
        print_json(rows)
        return
    tell_simulated(lake, version)
    if not rows:
        console().print(_("No file was imported yet. Import some with “rumbo customs import”."))
        return
    titles = (_("File"), _("Flow"), _("From"), _("To"), *count_titles(), _("Imported"))
    print_table(titles, [_file_line(row) for row in rows])


@app.command(help=_("Show the lines that could not be used, and why."))
def quarantine(
    *,
    reason: Annotated[str, typer.Option("--reason", help=_("Only lines with this reason."))] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help=_("So many lines are shown."))] = 20,
    out: Annotated[
        Path | None, typer.Option("--out", help=_("Write every line as CSV instead."), metavar="FILE.csv")
    ] = None,
    version: Version = None,
    as_json: AsJson = False,
) -> None:
    """Show the quarantine: how many lines for which reason, and the lines."""
    from collections import Counter

    from rumbo.core.customs.reasons import REASONS
    from rumbo.core.policy.shape import nearest

    if reason and reason not in REASONS:
        near = nearest(reason, list(REASONS))
        raise UnknownCodeError(reason, [near] if near else list(REASONS))
    lake = _lake()
    kept = lake.quarantine(version, reason=reason or None)
    reasons = Counter(kept["reason"].to_pylist())
    if out is not None:
        _write_csv(out, kept.column_names, kept.to_pylist())
    if as_json:
        rows = kept.slice(0, limit).to_pylist()
        print_json({"total": kept.num_rows, "reasons": dict(sorted(reasons.items())), "rows": rows})
        return
    if out is not None:
        console().print(_("Written: {path}").format(path=out))
        return
    tell_simulated(lake, version)
    if not reasons:
        console().print(
            _("No line is in quarantine.") if not reason else _("No line is in quarantine for this reason.")
        )
        return
    meanings = [(code, written(count), _meaning(REASONS, code)) for code, count in reasons.most_common()]
    print_table((_("Reason"), _("Lines"), _("Meaning")), meanings)
    if limit:
        _show_quarantined(kept.slice(0, limit).to_pylist())
    if kept.num_rows > limit:
        console().print(_("{count} more; --limit shows more, --out writes all.").format(count=kept.num_rows - limit))


@app.command(help=_("List the versions of the lake."))
def versions(*, as_json: AsJson = False) -> None:
    """List the versions that can be read, oldest first."""
    listed = _lake().versions()
    if as_json:
        print_json(
            [
                {
                    "version": each.number,
                    "made_at": each.made_at,
                    "what": each.what,
                    "lines": each.lines,
                    "files": len(each.snapshots),
                    "simulated": each.simulated,
                    "note": each.note,
                }
                for each in listed
            ]
        )
        return
    from rumbo.core.reporting.labels import day_and_hour

    if not listed:
        console().print(_("The lake is empty. Import files with “rumbo customs import”."))
        return
    columns = (_("Version"), _("Made"), _("By"), _("Lines"), _("New files"), _("Note"))
    print_table(
        columns,
        [
            (
                each.number,
                day_and_hour(each.made_at),
                what_name(each.what),
                written(each.lines),
                written(len(each.snapshots)),
                " · ".join(filter(None, (_("simulated") if each.simulated else "", each.note))),
            )
            for each in listed
        ],
    )


@app.command(help=_("Check what the lake holds; exit code 1 where a check fails."))
def checks(
    *,
    version: Version = None,
    brought: Annotated[bool, typer.Option("--brought", help=_("Look only at what the version brought."))] = False,
    as_json: AsJson = False,
) -> None:
    """Run every named check and show what it found."""
    from rumbo.core.customs.checks import Status, run_checks

    lake = _lake()
    findings = run_checks(lake, version, whole=not brought)
    if as_json:
        print_json([finding_document(each) for each in findings])
    else:
        tell_simulated(lake, version)
        show_findings(findings)
    if any(each.status is Status.FAIL for each in findings):
        raise typer.Exit(1)


@app.command(help=_("Correct lines of the lake as a file of corrections says."))
def correct(
    file: Annotated[Path | None, typer.Argument(help=_("The file; corrections.yaml of the workspace without."))] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Apply corrections as one new version; exit code 2, and nothing stored, where any does not fit."""
    from rumbo.core.customs.corrections import apply_corrections

    done = apply_corrections(_lake(), file or workspace().home / "corrections.yaml")
    if as_json:
        print_json({"version": done.version, "corrected": done.lines, "unchanged": done.unchanged})
        return
    columns = (_("Correction"), _("Lines corrected"), _("Corrected before"))
    ids = sorted({*done.lines, *done.unchanged})
    print_table(columns, [(id_, written(done.lines.get(id_, 0)), written(done.unchanged.get(id_, 0))) for id_ in ids])
    console().print(_("The lake is at version {version}.").format(version=done.version))


@app.command(help=_("Make a new version that reads as an earlier one; nothing is lost by it."))
def restore(
    version: Annotated[int, typer.Argument(min=0, help=_("The version to go back to."))], *, as_json: AsJson = False
) -> None:
    """Go back to an earlier version by making a new one; what came since can be imported again."""
    made = _lake().restore(version)
    if as_json:
        print_json({"version": made.number, "restored": version})
    else:
        console().print(_("The lake is at version {version}.").format(version=made.number))


@app.command(help=_("Delete the files that no version of the lake names."))
def tidy(
    *,
    forget_before: Annotated[
        int, typer.Option("--forget-before", min=0, help=_("Forget the versions below this one, for good."))
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Delete what dead imports left behind and, where it is asked, old versions."""
    from rumbo.core.customs.lake.tidying import tidy as run

    done = run(_lake(), forget_before=forget_before)
    if as_json:
        print_json({"versions": done.versions, "files": done.files, "bytes": done.bytes})
        return
    told = _("Versions forgotten: {versions}; files deleted: {files}; MB freed: {megabytes}.")
    freed = written(round(done.bytes / 1_000_000))
    console().print(told.format(versions=len(done.versions), files=written(done.files), megabytes=freed))


def what_name(what: "What") -> str:
    """What made a version, in words."""
    return {
        "created": _("creation"),
        "import": _("import"),
        "correction": _("correction"),
        "compaction": _("compaction"),
        "restoration": _("restoration"),
    }[what]


def _lake() -> "Lake":
    from rumbo.core.customs.lake import Lake

    return Lake(workspace().lake)


def _file_line(row: dict[str, Any]) -> tuple[object, ...]:
    from rumbo.core.reporting.labels import local

    period = (row[name] for name in ("name", "flow", "period_from", "period_to"))
    counts = (written(row[name]) for name in ("records", "accepted", "quarantined", "deleted"))
    return *period, *counts, local(row["imported_at"]).date()


def _show_quarantined(rows: list[dict[str, Any]]) -> None:
    columns = ("source_file", "source_row", "reason", "field")
    titles = (_("File"), _("Row"), _("Reason"), _("Field"), _("Found"))
    print_table(titles, [(*(row[name] for name in columns), row["found"] or _("(empty)")) for row in rows])


def _meaning(reasons: "Mapping[str, Reason]", code: str) -> str:
    return reasons[code].sentence if code in reasons else "—"


def _write_csv(out: Path, columns: list[str], rows: list[dict[str, Any]]) -> None:
    """Write rows as CSV that no spreadsheet takes for formulas."""
    from rumbo.core.intake.inert import inert

    try:
        with out.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(columns)
            for row in rows:
                writer.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row.values()])
    except OSError as error:
        what = _("The file cannot be written: {reason}").format(reason=error.strerror)
        raise InputError(Problem(what, str(out), _("Choose another place."))) from error
