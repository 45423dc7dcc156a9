"""``rumbo customs import``: files into the lake, with their progress, their counts and the checks."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.customs_findings import finding_document, show_findings
from rumbo.cli.output import AsJson, console, print_json, print_table
from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.workspace import workspace

if TYPE_CHECKING:
    from rumbo.core.customs.checks import Finding
    from rumbo.core.customs.importing import ImportResult, Progress
    from rumbo.core.customs.lake import Lake


def import_(
    paths: Annotated[
        list[Path], typer.Argument(help=_("Files, and folders of files: zip, dbf, csv or txt."), metavar="PATH...")
    ],
    *,
    mapping: Annotated[
        str, typer.Option("--mapping", help=_("Name or file of the mapping; found by the columns without."))
    ] = "",
    simulated: Annotated[bool, typer.Option("--simulated", help=_("The lines are invented."))] = False,
    obtained_on: Annotated[
        datetime | None,
        typer.Option(
            "--obtained-on",
            formats=["%Y-%m-%d"],
            help=_("When the files were obtained; of two editions of one file the later wins."),
        ),
    ] = None,
    producer: Annotated[str, typer.Option("--producer", help=_("Who made them; as the mapping says without."))] = "",
    licence: Annotated[
        str, typer.Option("--licence", help=_("Under which licence or law; as the mapping says without."))
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Import files as one version. Exit code 2, and nothing stored, where any cannot be used."""
    from rumbo.core.customs.checks import run_checks
    from rumbo.core.customs.importing import import_files
    from rumbo.core.customs.lake import Lake
    from rumbo.core.customs.mapping_files import find_mapping

    lake = Lake(workspace().lake)
    before = lake.version
    with _progress() as told:
        done = import_files(
            lake,
            paths,
            mapping=find_mapping(mapping) if mapping else None,
            simulated=simulated,
            obtained_on=obtained_on.date() if obtained_on else None,
            producer=producer or None,
            licence=licence or None,
            progress=told,
        )
    findings = run_checks(lake, done.version, whole=False) if done.version > before else ()
    if as_json:
        print_json(_document(done, findings))
    else:
        tell_simulated(lake, done.version)
        _show(done, findings, before)


def count_titles() -> tuple[str, ...]:
    """Titles of what became of the records of a file."""
    return (_("Records"), _("Accepted"), _("Set aside"), _("Deleted"))


def tell_simulated(lake: "Lake", version: int | None) -> None:
    """Say it where the lines of a version are invented."""
    if lake.simulated(version):
        console().print(
            f"[bold reverse] {_('The lines of this lake are simulated; none of them is real.')} [/bold reverse]"
        )


def _document(done: "ImportResult", findings: "Sequence[Finding]") -> dict[str, object]:
    return {
        "files": [
            {
                "name": file.name,
                "records": file.records,
                "accepted": file.accepted,
                "quarantined": file.quarantined,
                "deleted": file.deleted,
                "unchanged": file.unchanged,
            }
            for file in done.files
        ],
        "version": done.version,
        "checks": [finding_document(each) for each in findings],
    }


def _show(done: "ImportResult", findings: "Sequence[Finding]", before: int) -> None:
    counts = [(file.records, file.accepted, file.quarantined, file.deleted, file.unchanged) for file in done.files]
    rows = [(file.name, *map(written, each)) for file, each in zip(done.files, counts, strict=True)]
    if len(rows) > 1:
        rows.append((_("Total"), *(written(sum(column)) for column in zip(*counts, strict=True))))
    print_table((_("File"), *count_titles(), _("Unchanged")), rows)
    if done.version == before:
        console().print(_("The lake has these files already; it stays at version {version}.").format(version=before))
        return
    show_findings(findings)
    console().print(_("The lake is at version {version}.").format(version=done.version))


@contextmanager
def _progress() -> "Iterator[Callable[[Progress], None]]":
    """Progress on stderr: a bar with rate and time left on a terminal, else one line a file."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bars:
        task = bars.add_task(_("Opening the files"), total=None, rate="")

        def told(now: "Progress") -> None:
            what = f"{now.name} ({now.number}/{now.of_files})" if now.name else _("Merging into the lake")
            elapsed = bars.tasks[task].elapsed or 0
            rate = _("{records} records/s").format(records=written(round(now.records / elapsed))) if elapsed else ""
            bars.update(task, description=what, completed=now.bytes, total=max(now.of_bytes, 1), rate=rate)

        yield told


class _Lines:
    """Progress as plain lines: one when a file begins, one when the merge begins."""

    def __init__(self) -> None:
        self._name: str | None = None

    def __call__(self, now: "Progress") -> None:
        if now.name == self._name:
            return
        self._name = now.name
        line = _("{number} of {files}: {name}").format(number=now.number, files=now.of_files, name=now.name)
        if not now.name:
            line = _("{records} records read; merging into the lake").format(records=written(now.records))
        sys.stderr.write(f"{line}\n")
