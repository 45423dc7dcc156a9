"""Which files are the lake, up to its latest version? Those that a version reads, and the logs that lead to them.

An import that is under way, or one that died, has further files there; no version names them, so they stay behind.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pyarrow as pa

from rumbo.core.customs.lake import Lake, delta
from rumbo.core.customs.lake.versions import Version

_LOG = "_delta_log"
_LAST = "_last_checkpoint"


def lake_files(lake: Lake, versions: tuple[Version, ...]) -> Iterator[Path]:
    """The files of some versions of the lake, each once; their list comes last, as an import writes it.

    Raises:
        LakeError: a version cannot be read, or a file of it is missing.
    """
    if not versions:
        return
    data = sorted({file for version in versions for file in _data_of(lake.path, version)})
    delta.must_exist(data)
    yield from data
    for name in delta.SCHEMAS:
        latest = max(getattr(version.tables, name) for version in versions)
        yield from _log_of(lake.path / name / _LOG, latest)
    numbers = {version.number for version in versions}
    listed = sorted((lake.path / "versions").glob("[0-9]*.json"))
    yield from (file for file in listed if int(file.stem) in numbers)


def _data_of(path: Path, version: Version) -> Iterator[Path]:
    for name in delta.SCHEMAS:
        actions = delta.at(path, name, getattr(version.tables, name)).get_add_actions()
        yield from (path / name / unquote(file) for file in pa.table(actions)["path"].to_pylist())
    yield from (path / "corrections" / name for name in version.corrections)


def _log_of(folder: Path, latest: int) -> Iterator[Path]:
    """The log of a table up to one of its Delta versions, with the checkpoints on the way."""
    for file in sorted(folder.iterdir()):
        number = file.name.split(".")[0]
        if number.isdecimal() and int(number) <= latest:
            yield file
    last = folder / _LAST
    if last.is_file() and json.loads(last.read_text(encoding="utf-8"))["version"] <= latest:
        yield last
