"""Which files of the workspace go into a backup, and in which order?

What names another file is read before it: an index before the contents that it lists, the database before the files
that its rows name. Whatever comes meanwhile can then be too much, never too little.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.lake_files import lake_files
from rumbo.apps.keeping.names import LAKE, WORKSPACE, is_safe, travels
from rumbo.core.customs.lake import Lake
from rumbo.core.customs.lake.versions import Version
from rumbo.core.errors import Problem
from rumbo.core.language import _


def workspace_files(home: Path, versions: tuple[Version, ...]) -> Iterator[tuple[str, Path]]:
    """The files that travel, with their names in the backup.

    Args:
        home: the workspace.
        versions: the versions of the lake that travel.

    Raises:
        BackupError: a link or a name that cannot be carried.
        LakeError: a file of the lake is missing.
    """
    for entry in sorted(home.iterdir()):
        if entry.name == LAKE:
            for file in lake_files(Lake(entry), versions):
                yield _named(home, file), file
        elif travels(PurePosixPath(entry.name)):
            # A folder may lie on another disk, so a link is followed here, and here alone.
            files = _below(entry) if entry.is_dir() else [entry]
            yield from ((_named(home, file), file) for file in files if travels(_relative(home, file)))


def _below(folder: Path) -> Iterator[Path]:
    """The files below a folder, those of its folders first; each folder is listed when its turn comes."""
    for inner in sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()):
        yield from _below(inner)
    for file in sorted(path for path in folder.iterdir() if path.is_symlink() or not path.is_dir()):
        if file.is_symlink() or not file.is_file():
            what = _("It is a link or a device; a backup carries files and folders only.")
            raise BackupError(Problem(what, str(file), _("Put the file itself in its place, or take it away.")))
        yield file


def _named(home: Path, file: Path) -> str:
    name = f"{WORKSPACE}/{_relative(home, file)}"
    if not is_safe(name):
        what = _("The name of the file cannot be carried to every system.")
        raise BackupError(Problem(what, str(file), _("Give it a name of letters, digits, hyphens and points.")))
    return name


def _relative(home: Path, file: Path) -> PurePosixPath:
    return PurePosixPath(file.relative_to(home).as_posix())
