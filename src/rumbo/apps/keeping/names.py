"""What may a part of a backup be called, and which files of a workspace travel in one?

Everything in the workspace travels, so that nothing is forgotten that a later version will keep there, but for what is
named here: the database, which travels as rows, and what can be made again.
"""

from pathlib import PurePosixPath

DATABASE, WORKSPACE = "database", "workspace"
#: The lake has files that no version needs; which of them travel is told by :mod:`rumbo.apps.keeping.lake_files`.
LAKE = "lake"
#: Folders of the workspace that can be made again, or whose content is nobody's record.
_STAYING_FOLDERS = frozenset({"cache", "jobs"})
_DATABASE_FILES = frozenset({"rumbo.sqlite3", "rumbo.sqlite3-wal", "rumbo.sqlite3-shm", "rumbo.sqlite3-journal"})
_LONGEST = 1000


def travels(path: PurePosixPath) -> bool:
    """Whether a file travels.

    Args:
        path: relative to the workspace.
    """
    parts = path.parts
    unfinished = any(part.startswith(".") for part in parts)
    return not (
        unfinished or parts[0] in _STAYING_FOLDERS or path.name.endswith(".lock") or str(path) in _DATABASE_FILES
    )


def is_safe(name: str) -> bool:
    """Whether the name of a part leads to a place below its root and nowhere else, on every system."""
    parts = name.split("/")
    return (
        len(parts) > 1
        and parts[0] in {DATABASE, WORKSPACE}
        and len(name) <= _LONGEST
        and name.isprintable()
        and not any(sign in name for sign in '\\:*?"<>|')
        and all(part and part == part.strip() and not part.startswith(".") for part in parts)
        and (parts[0] == DATABASE or travels(PurePosixPath(*parts[1:])))
    )
