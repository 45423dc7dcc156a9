"""``rumbo customs simulate``: invented weekly customs files, with the truth that their import must come to."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.output import AsJson, console, print_json
from rumbo.core.language import _
from rumbo.core.numbers import written

if TYPE_CHECKING:
    from rumbo.core.customs.simulator.simulate import Progress, Simulated

HELP = _("Write simulated weekly files of the customs authority, marked as such, and the tables that go with them.")


def simulate(
    folder: Annotated[Path, typer.Argument(help=_("An empty or a new folder."), metavar="OUT-DIR")],
    *,
    first: Annotated[int, typer.Option("--from", help=_("The first year."))],
    last: Annotated[int, typer.Option("--to", help=_("The last year."))],
    lines: Annotated[int, typer.Option("--lines", help=_("Lines declared in all, exports and imports."))] = 200_000,
    seed: Annotated[int, typer.Option("--seed", help=_("The same seed gives the same bytes."))] = 1,
    imports: Annotated[bool, typer.Option("--imports/--no-imports", help=_("Simulate imports too."))] = True,
    traps: Annotated[
        float | None, typer.Option("--traps", help=_("Part of the lines that are faulty, as in real files."))
    ] = None,
    calibrate: Annotated[
        Path | None, typer.Option("--calibrate", help=_("A YAML file that replaces parameters of the simulation."))
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a simulation. Exit code 2, and nothing written, where it cannot be."""
    from rumbo.core.customs.simulator.simulate import Asked
    from rumbo.core.customs.simulator.simulate import simulate as run

    asked = Asked(first, last, lines, seed, imports, traps, calibrate)
    started = time.monotonic()
    done = run(asked, folder, _progress() if sys.stderr.isatty() else None)
    if as_json:
        print_json(_document(done, asked.seed))
        return
    told = _("{files} simulated files with {records} records written to {folder} in {seconds} s; none of it is real.")
    console().print(
        told.format(
            files=written(len(done.files)),
            records=written(done.records),
            folder=folder,
            seconds=written(round(time.monotonic() - started)),
        )
    )


def _progress() -> "Progress":
    """A line on stderr that is written over: how much is done, how fast, and how long it will take."""
    started = time.monotonic()

    def told(done: int, of: int) -> None:
        passed = max(time.monotonic() - started, 1e-6)
        rate = done / passed
        line = _("{percent} % · {rate} lines/s · {left} s left").format(
            percent=round(100 * done / of), rate=written(round(rate)), left=round((of - done) / max(rate, 1))
        )
        sys.stderr.write(f"\r{line}   " + ("\n" if done >= of else ""))
        sys.stderr.flush()

    return told


def _document(done: "Simulated", seed: int) -> dict[str, object]:
    return {
        "simulated": True,
        "folder": str(done.folder),
        "seed": seed,
        "lines": done.lines,
        "records": done.records,
        "bytes": done.bytes,
        "files": [
            {"name": file.name, "records": file.records, "bytes": file.bytes, "sha256": file.sha256}
            for file in done.files
        ],
    }
