"""``simulate``: writes a folder of weekly zips that look like the customs authority's, and what is known about them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.simulator import export_layout, import_layout
from rumbo.core.customs.simulator.companions import write_companions
from rumbo.core.customs.simulator.dbf_writer import Column, dbf_bytes
from rumbo.core.customs.simulator.layout_parts import Parts, trapped_by
from rumbo.core.customs.simulator.marks import Written, write_manifest
from rumbo.core.customs.simulator.packing import write_zip
from rumbo.core.customs.simulator.parameters import Parameters, load_parameters
from rumbo.core.customs.simulator.stream import Stream, Weekly
from rumbo.core.customs.simulator.trade import Extent, Trade, export_trade, import_trade
from rumbo.core.customs.simulator.truth import FlowTruth, write_truth
from rumbo.core.errors import Problem
from rumbo.core.language import _

#: Lines of a flow and year beyond which the six digits of a declaration number may not suffice.
MOST_A_YEAR = 1_200_000
_FIRST_YEAR, _LAST_YEAR = 2000, 2060
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is simulated.

    Attributes:
        first: the first year.
        last: the last year.
        lines: declared lines in all, exports and imports; lines that come again and traps are added to them.
        seed: the same seed gives the same bytes.
        imports: simulate imports too.
        traps: part of the lines that get a trap; None for the rate of the parameters.
        calibrate: a YAML file that replaces parameters.
    """

    first: int
    last: int
    lines: int
    seed: int = 1
    imports: bool = True
    traps: float | None = None
    calibrate: Path | None = None

    @property
    def years(self) -> range:
        """The years, in order."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was written: the weekly files, their records, bytes, and the declared lines."""

    folder: Path
    files: tuple[Written, ...]
    lines: int

    @property
    def records(self) -> int:
        """Records in all files."""
        return sum(file.records for file in self.files)

    @property
    def bytes(self) -> int:
        """Bytes of all files."""
        return sum(file.bytes for file in self.files)


def simulate(asked: Asked, folder: Path, progress: Progress | None = None) -> Simulated:
    """Write weekly zips, ``manifest.json``, ``truth.json`` and the companion tables into an empty folder.

    Args:
        asked: what is simulated.
        folder: made where it is missing; must be empty.
        progress: told after each file how many lines are done, and of how many.

    Returns:
        What was written.

    Raises:
        CustomsError: the folder is not empty, the years or lines make no sense, or the calibration cannot be used.
    """
    check(asked)
    for flow_lines in shares(asked, load_parameters(asked.calibrate)):
        if flow_lines / len(asked.years) > MOST_A_YEAR:
            raise _too_many()
    _empty(folder)
    streams, parameters = streams_of(asked)
    files: list[Written] = []
    truths: list[FlowTruth] = []
    done = 0
    for stream in streams:
        truth = FlowTruth(stream)
        parts = Parts(stream.trade)
        for weekly in stream.weeks():
            if len(weekly.lines):
                written = _write(folder, weekly, parts, parameters)
                truth.note(weekly, written)
                files.append(written)
                done += len(weekly.lines) - weekly.corrections
                if progress:
                    progress(min(done, asked.lines), asked.lines)
        truths.append(truth)
    write_manifest(folder, files, seed=asked.seed)
    write_companions(folder, streams, parameters, asked.seed)
    told = {"from": asked.first, "to": asked.last, "lines": asked.lines, "seed": asked.seed, "imports": asked.imports}
    write_truth(folder, truths, told | {"traps": streams[0].traps})
    return Simulated(folder, tuple(files), asked.lines)


def streams_of(asked: Asked) -> tuple[tuple[Stream, ...], Parameters]:
    """The flows of a simulation, ready to be written week by week, and what shapes them."""
    check(asked)
    parameters = load_parameters(asked.calibrate)
    traps = parameters.trap_rate if asked.traps is None else asked.traps
    lines = shares(asked, parameters)
    random = np.random.default_rng([asked.seed, 0])
    sellers = export_trade(parameters, Extent(asked.first, len(asked.years), lines[0] / len(asked.years)), random)
    trades: list[Trade] = [sellers]
    if asked.imports:
        random = np.random.default_rng([asked.seed, 1])
        extent = Extent(asked.first, len(asked.years), lines[1] / len(asked.years))
        trades.append(import_trade(parameters, sellers.firms, extent, random))
    streams = tuple(
        Stream(trade, parameters, asked.years, count, asked.seed, traps)
        for trade, count in zip(trades, lines, strict=True)
    )
    return streams, parameters


def shares(asked: Asked, parameters: Parameters) -> tuple[int, ...]:
    """How many of the lines each flow gets."""
    if not asked.imports:
        return (asked.lines,)
    sold = round(asked.lines * parameters.exports_share_of_lines)
    return sold, asked.lines - sold


def check(asked: Asked) -> None:
    """Refuse what cannot be simulated.

    Raises:
        CustomsError: everything that is wrong, at once.
    """
    problems = []
    if not _FIRST_YEAR <= asked.first <= asked.last <= _LAST_YEAR:
        what = _("The years go from {first} to {last}; they must run forward between {least} and {most}.").format(
            first=asked.first, last=asked.last, least=_FIRST_YEAR, most=_LAST_YEAR
        )
        problems.append(Problem(what, "--from, --to", _("Give a first year that is not after the last.")))
    least = 500 * max(len(asked.years), 1)
    if asked.lines < least:
        what = _("{lines} lines are too few for these years; at least {least} are needed.").format(
            lines=asked.lines, least=least
        )
        problems.append(Problem(what, "--lines", _("Ask for more lines or for fewer years.")))
    if asked.traps is not None and not 0 <= asked.traps <= 0.5:  # noqa: PLR2004 - said in the message
        what = _("The rate of traps is {rate}; it must lie between 0 and 0.5.").format(rate=asked.traps)
        problems.append(Problem(what, "--traps", _("Give a part of the lines, such as 0.002.")))
    if asked.seed < 0:
        what = _("The seed is {seed}; it must be a whole number from 0.").format(seed=asked.seed)
        problems.append(Problem(what, "--seed", _("Give a seed such as 1.")))
    if problems:
        raise CustomsError(*problems)


def _write(folder: Path, weekly: Weekly, parts: Parts, parameters: Parameters) -> Written:
    """One weekly zip."""
    lines, flow = weekly.lines, parts.trade.flow
    fields: tuple[Column, ...]
    if flow == "X":
        prefix, fields, values = export_layout.PREFIX, export_layout.FIELDS, export_layout.values(parts, lines)
    else:
        chosen = parameters.imports
        prefix, fields = import_layout.PREFIX, import_layout.FIELDS
        values = import_layout.values(parts, lines, chosen.freight, chosen.insurance, chosen.preferences)
    published = weekly.week.sunday + timedelta(days=2)
    deleted = trapped_by(lines, "deleted_record")
    table = dbf_bytes(fields, values, len(lines), updated=published, deleted=deleted)
    return write_zip(folder, weekly.week.name(prefix), table, published, len(lines))


def _empty(folder: Path) -> None:
    """The folder, made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        occupied = any(folder.iterdir())
    except OSError as error:
        what = _("The folder cannot be used: {why}.").format(why=error.strerror or error)
        raise CustomsError(Problem(what, str(folder), _("Choose another folder."))) from error
    if occupied:
        what = _("The folder is not empty; simulated files are never put among others.")
        raise CustomsError(Problem(what, str(folder), _("Choose an empty or a new folder.")))


def _too_many() -> CustomsError:
    what = _("Weekly files hold at most {most} lines a year and flow.").format(most=f"{MOST_A_YEAR:,}")
    return CustomsError(Problem(what, "--lines", _("Ask for fewer lines or for more years.")))
