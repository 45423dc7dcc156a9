"""Which versions does the lake have, and which state of its three tables is each of them?

A version is one small file, ``versions/<twenty digits>.json``, written once and never changed. It names the Delta
version of every table, so that an import becomes visible in one step, whole: before its file is there, nobody reads
any of it. Why, and what happens to an import that dies: ``docs/decisions/0009-lake-versions.md``.
"""

import json
import os
import uuid
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from rumbo.core.customs.lake.errors import LakeError, UnknownVersionError
from rumbo.core.errors import Problem
from rumbo.core.language import _

What = Literal["created", "import", "correction", "compaction", "restoration"]
_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Tables:
    """The Delta version of each table of the lake."""

    lines: int
    quarantine: int
    snapshots: int


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the lake that was visible and stays readable.

    Attributes:
        number: from 0, the empty lake.
        made_at: instant in UTC.
        what: what made it.
        tables: the Delta version of each table.
        lines: how many lines the lake holds.
        simulated: whether the lines are invented; None while the lake is empty.
        snapshots: the snapshots that this version added.
        corrections: names of the files in ``corrections/`` that tell which lines were corrected, oldest first.
        note: what a person or a step wished to say about it.
    """

    number: int
    made_at: datetime
    what: What
    tables: Tables
    lines: int = 0
    simulated: bool | None = None
    snapshots: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    note: str = ""


_VERSION = TypeAdapter(Version)


def path_of(folder: Path, number: int) -> Path:
    """The file of a version."""
    return folder / f"{number:0{_DIGITS}d}.json"


def numbers(folder: Path) -> list[int]:
    """The numbers of the versions that can be read, ascending.

    Raises:
        LakeError: there is none, or one in the middle is missing.
    """
    found = sorted(int(path.stem) for path in folder.glob("[0-9]*.json") if len(path.stem) == _DIGITS)
    mend = _("Bring the folder back from a backup.")
    if not found:
        raise LakeError(Problem(_("The lake names no version: its list of versions is empty."), str(folder), mend))
    if missing := sorted(set(range(found[0], found[-1] + 1)) - set(found)):
        what = _("Versions are missing from the lake's list: {numbers}.").format(numbers=", ".join(map(str, missing)))
        raise LakeError(Problem(what, str(folder), mend))
    return found


def read(folder: Path, number: int) -> Version:
    """Read one version.

    Raises:
        UnknownVersionError: the lake does not have it; the message says which ones there are.
        LakeError: its file cannot be understood.
    """
    path = path_of(folder, number)
    try:
        version = _VERSION.validate_json(path.read_bytes())
    except FileNotFoundError:
        first, *_between, last = [*numbers(folder), numbers(folder)[-1]]
        what = _("The lake has no version {number}.").format(number=number)
        mend = _("Choose one from {first} to {last}.").format(first=first, last=last)
        raise UnknownVersionError(Problem(what, mend=mend)) from None
    except (ValidationError, OSError) as error:
        raise _unreadable(path) from error
    if version.number != number:
        raise _unreadable(path)
    return version


def write(folder: Path, version: Version) -> None:
    """Make a version visible, in one step: its file appears whole or not at all, and is never replaced.

    Raises:
        LakeError: the version is there already; another process wrote it.
    """
    draft = folder / f".{uuid.uuid4().hex}"
    document: dict[str, Any] = asdict(version) | {"made_at": version.made_at.isoformat()}
    try:
        with draft.open("x", encoding="utf-8") as stream:
            json.dump(document, stream, ensure_ascii=False, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, path_of(folder, version.number))
        sync_folder(folder)
    except FileExistsError as error:
        what = _("Another process wrote version {number} of the lake meanwhile.").format(number=version.number)
        raise LakeError(Problem(what, str(folder), _("Repeat the import."))) from error
    finally:
        draft.unlink(missing_ok=True)


def forget(folder: Path, before: int) -> list[int]:
    """Take the versions below a number off the list, oldest first; hand back which."""
    gone = [number for number in numbers(folder)[:-1] if number < before]
    for number in gone:
        path_of(folder, number).unlink()
    sync_folder(folder)
    return gone


def sync_folder(folder: Path) -> None:
    """Have the names in a folder reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unreadable(path: Path) -> LakeError:
    what = _("The file of a version of the lake cannot be understood.")
    return LakeError(Problem(what, str(path), _("Bring it back from a backup, or read another version.")))
