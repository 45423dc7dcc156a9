"""How customs files enter the lake: all of one import as one version, or, with any file unusable, none.

Every file is first opened and then read to its end into staging; what is wrong with any of them is told for all of
them at once, and only where nothing is, the lake takes them in. Files that the lake has already, by their hash, are
counted as unchanged and make no new version.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.lake import Lake, LakeError, Origin, Version
from rumbo.core.customs.lake.writing import Step
from rumbo.core.customs.mapping import Mapping
from rumbo.core.customs.reading import CustomsFile, open_file
from rumbo.core.customs.reading import Progress as Reading
from rumbo.core.customs.simulator.marks import announced, carried
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _, ngettext

#: Endings of the files that a folder is searched for.
ENDINGS = (".zip", ".dbf", ".csv", ".txt")


_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; accepted, quarantined and deleted lines add up to its records.

    Attributes:
        name: the name of the file.
        records: how many records it has.
        accepted: lines that can be used.
        quarantined: lines that cannot, kept aside with their reason.
        deleted: records that the file marks as deleted.
        unchanged: accepted lines that the lake held already, to the letter.
    """

    name: str
    records: int
    accepted: int
    quarantined: int
    deleted: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of an import: its files in the order in which they were read, and the version of the lake."""

    files: tuple[FileResult, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is.

    Attributes:
        name: the file that is read; empty while the lake merges.
        number: its place, from 1.
        of_files: how many files there are.
        records: records read of all files.
        bytes: bytes read of all files, unpacked.
        of_bytes: bytes of all files, unpacked.
    """

    name: str
    number: int
    of_files: int
    records: int
    bytes: int
    of_bytes: int


def import_files(
    lake: Lake,
    paths: Iterable[Path],
    *,
    mapping: Mapping | None = None,
    simulated: bool = False,
    obtained_on: date | None = None,
    producer: str | None = None,
    licence: str | None = None,
    identity: Pseudonyms | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> ImportResult:
    """Take customs files into the lake as one version.

    Args:
        lake: the lake of the workspace.
        paths: files, and folders that stand for every customs file under them, by the days that they cover.
        mapping: which column is which field; found by the columns of each file when not given.
        simulated: the files are invented; a lake holds invented lines or real ones, never both.
        obtained_on: the day the files were obtained; of two editions of a file the later obtained wins.
        producer: who made the files; the one that their mapping names when not given.
        licence: the licence or legal basis under which they may be used; likewise.
        identity: pseudonyms of natural persons; by default under the key that lies beside the lake.
        progress: told after each batch, and once with an empty name when the merge begins.

    Raises:
        InputError: every file that cannot be used, each with its reason; nothing was stored.
        LakeError: the lake cannot take them; it is as it was.
    """
    names = identity or Pseudonyms.stored(lake.path.parent / "pseudonym-key")
    files = _opened(_expanded(paths), names, mapping, simulated=simulated)
    meter = _Meter(files, progress)
    with lake.writing() as step:
        _read(step, files, Origin(producer, licence, obtained_on), meter)
        meter.merging()
        version = step.commit()
    return ImportResult(
        _results(lake, version, files, {staged.row["sha256"] for staged in step.staged}), version.number
    )


def _expanded(paths: Iterable[Path]) -> list[Path]:
    """Every file meant, folders opened.

    Raises:
        CustomsError: every path where there is nothing.
    """
    found, problems = [], []
    for path in paths:
        inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in ENDINGS) if path.is_dir() else [path]
        if not path.exists():
            what = _("There is no such file or folder.")
            problems.append(Problem(what, str(path), _("Check the path.")))
        elif not inside:
            what = _("The folder holds no customs file ({endings}).").format(endings=", ".join(ENDINGS))
            problems.append(Problem(what, str(path), _("Check the path.")))
        found += inside
    if problems:
        raise CustomsError(*problems)
    return found


def _opened(paths: Sequence[Path], names: Pseudonyms, mapping: Mapping | None, *, simulated: bool) -> list[CustomsFile]:
    """Every file opened, by the days that it covers; every problem of every file at once."""
    files, problems, invented = [], [], []
    for path in paths:
        try:
            file = open_file(path, identity=names, mapping=mapping, simulated=simulated)
            if not simulated and _says_simulated(file):
                invented.append(path.name)
            files.append(file)
        except InputError as error:
            problems += _named(error, path.name)
    if invented:
        problems.append(_invented(invented))
    if problems:
        raise CustomsError(*problems)
    return sorted(files, key=lambda file: (file.period_to or date.min, file.name))


def _says_simulated(file: CustomsFile) -> bool:
    """Whether a file says of itself that it is invented, by its manifest or in its lines."""
    if announced(file.data.path, file.sha256):
        return True
    with file.data.open() as stream:
        return carried(stream.read(_HEAD))


def _invented(names: Sequence[str]) -> Problem:
    """One problem for all of them: whoever forgot to say so forgot it for every file."""
    what = ngettext(
        "The file says of itself that it is simulated, and is not imported as such.",
        "{count} files say of themselves that they are simulated, and are not imported as such.",
        len(names),
    ).format(count=len(names))
    where = names[0] if len(names) == 1 else f"{names[0]} … {names[-1]}"
    return Problem(what, where, _("Say --simulated, in a workspace without real files (RUMBO_HOME)."))


def _read(step: Step, files: Sequence[CustomsFile], origin: Origin, meter: "_Meter") -> None:
    """Read every file to its end into staging; every problem of every file at once, what stops the lake at once."""
    problems: list[Problem] = []
    for number, file in enumerate(files, start=1):
        try:
            told = Origin(
                origin.producer or file.layout.producer, origin.licence or file.layout.licence, origin.obtained_on
            )
            step.stage(replace(file, progress=meter.of(number)), told)
        except LakeError:
            raise
        except InputError as error:
            problems += _named(error, file.name)
    if problems:
        raise CustomsError(*problems)


def _named(error: InputError, name: str) -> list[Problem]:
    """The problems of one file, each telling its name."""
    return [
        each if name in each.where else replace(each, where=f"{name}: {each.where}".rstrip(": "))
        for each in error.problems
    ]


def _results(lake: Lake, version: Version, files: Sequence[CustomsFile], taken: set[str]) -> tuple[FileResult, ...]:
    """What became of each file, from the snapshots of the version; a file taken before now is unchanged whole."""
    rows = {row["sha256"]: row for row in lake.snapshots(version.number).to_pylist()}
    results = []
    for file in files:
        result = _result(file.name, rows[file.sha256], fresh=file.sha256 in taken)
        with suppress(KeyError):
            taken.remove(file.sha256)
        results.append(result)
    return tuple(results)


def _result(name: str, row: dict[str, Any], *, fresh: bool) -> FileResult:
    unchanged = row["unchanged"] if fresh else row["accepted"]
    return FileResult(name, row["records"], row["accepted"], row["quarantined"], row["deleted"], unchanged)


class _Meter:
    """Adds up how far all files together are."""

    def __init__(self, files: Sequence[CustomsFile], tell: Callable[[Progress], None] | None) -> None:
        self._files, self._tell = files, tell
        self._all_bytes = sum(file.data.size for file in files)
        self._before_bytes = self._before_records = self._records = 0

    def of(self, number: int) -> Callable[[Reading], None] | None:
        """What the reader of one file tells its progress to."""
        if self._tell is None:
            return None
        self._before_records, self._records = self._before_records + self._records, 0
        self._before_bytes = sum(file.data.size for file in self._files[: number - 1])
        name = self._files[number - 1].name

        def told(reading: Reading) -> None:
            self._records = reading.records
            self._say(name, number, self._before_bytes + reading.bytes)

        return told

    def merging(self) -> None:
        """Say that everything is read."""
        self._before_records, self._records = self._before_records + self._records, 0
        self._say("", len(self._files), self._all_bytes)

    def _say(self, name: str, number: int, done: int) -> None:
        if self._tell is not None:
            records = self._before_records + self._records
            self._tell(Progress(name, number, len(self._files), records, done, self._all_bytes))
