"""Which files can go? Those that no version names: what dead imports left, and versions that somebody asks to forget.

Nothing forgets by itself: the tables keep every log, and a version stays readable until it is told otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa

from rumbo.core.customs.lake import delta, versions
from rumbo.core.customs.lake.lake import Lake
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _


@dataclass(frozen=True, slots=True)
class Tidied:
    """What went: versions by number, files, and the bytes that they took."""

    versions: tuple[int, ...]
    files: int
    bytes: int


def tidy(lake: Lake, *, forget_before: int = 0) -> Tidied:
    """Delete the files that no version names.

    Args:
        lake: the lake; nobody may write into it meanwhile, and readers of forgotten versions lose them.
        forget_before: forget the versions below this number first; by default none is.

    Raises:
        InputError: the latest version would be forgotten.
        LakeError: a version cannot be read, so that it is not known which files it needs.
    """
    if not lake.path.exists():
        return Tidied((), 0, 0)
    if forget_before > lake.version:
        what = _("The latest version is {version}; it cannot be forgotten.").format(version=lake.version)
        raise InputError(Problem(what, mend=_("Choose a number up to {version}.").format(version=lake.version)))
    with lake.writing():
        kept = [each for each in lake.versions() if each.number >= forget_before]
        named = {path for version in kept for path in _named(lake.path, version)}
        gone = versions.forget(lake.path / "versions", forget_before)
        astray = [path for path in _files(lake.path) if path not in named]
        size = sum(path.stat().st_size for path in astray)
        for path in astray:
            path.unlink()
    return Tidied(tuple(gone), len(astray), size)


def _named(path: Path, version: versions.Version) -> Iterator[Path]:
    """Every data file that a version reads."""
    for name in delta.SCHEMAS:
        actions = delta.at(path, name, getattr(version.tables, name)).get_add_actions()
        yield from (path / name / unquote(file) for file in pa.table(actions)["path"].to_pylist())
    yield from (path / "corrections" / name for name in version.corrections)


def _files(path: Path) -> Iterator[Path]:
    """Every data file that lies there; the checkpoints of a table's log are none."""
    for name in (*delta.SCHEMAS, "corrections"):
        yield from (file for file in (path / name).rglob("*.parquet") if "_delta_log" not in file.parts)
