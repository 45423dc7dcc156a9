"""Where does an installation grow until it is whole? In a folder of the empty workspace, moved into place at the end.

A mark beside the folder says that everything in it is ready, and goes last of all. A restore that is killed before the
mark is set leaves nothing that counts; one that is killed while the mark stands is finished by running it again; once
the mark is gone, nothing is left to do.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from rumbo.apps.keeping.errors import BackupError
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.whole_files import place_whole

_FOLDER = ".restoring"
_MARK = ".restoring-ready"
#: What file systems put into an empty disk, and this module into a workspace.
_NOTHING = frozenset({_FOLDER, _MARK, "lost+found"})


class Staging:
    """The parts of an installation on their way into a workspace.

    Attributes:
        files: what becomes the workspace.
        database: what becomes the embedded database.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._folder = home / _FOLDER
        self.files = self._folder / "files"
        self.database = self._folder / "database" / "rumbo.sqlite3"
        self._ready = home / _MARK

    @property
    def ready_from(self) -> str:
        """The fingerprint of the backup that lies here ready to be moved into place; empty where none does."""
        return self._ready.read_text("ascii") if self._ready.is_file() else ""

    def begin(self) -> None:
        """Start anew; what an earlier attempt left is taken away."""
        self.discard()
        self.files.mkdir(parents=True, mode=0o700)
        self.database.parent.mkdir()

    def put(self, path: PurePosixPath, pieces: Iterable[bytes], mode: int) -> None:
        """Write a file of the workspace."""
        place = self.files / path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        place.chmod(mode or 0o600)

    def ready(self, fingerprint: str) -> None:
        """Say that everything is here and checked."""
        for folder in [self.files, self.database.parent, *(path for path in self.files.rglob("*") if path.is_dir())]:
            _sync(folder)
        draft = place_whole(self._folder / "ready", fingerprint.encode("ascii"), mode=0o600)
        _sync(self._folder)
        draft.rename(self._ready)
        _sync(self.home)

    def move_in(self, database: Path | None) -> None:
        """Move everything into place, the embedded database last; what was moved before stays.

        Args:
            database: the place of the embedded database; ``None`` where there is none.

        Raises:
            BackupError: something came into the workspace meanwhile.
        """
        for entry in sorted(self.files.iterdir()) if self.files.exists() else ():
            self._move(entry, self.home / entry.name)
        if database is not None and self.database.exists():
            self._move(self.database, database)
        _sync(self.home)
        shutil.rmtree(self._folder, ignore_errors=True)
        self._ready.unlink()

    def discard(self) -> None:
        """Take everything away, the mark first."""
        self._ready.unlink(missing_ok=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _move(self, entry: Path, place: Path) -> None:
        if place.exists() and not (place.is_dir() and not any(place.iterdir())):
            what = _("Something came into the workspace while it was restored.")
            mend = _("Stop what works there, move it away, and run the same restore again: it finishes.")
            raise BackupError(Problem(what, str(place), mend))
        if place.parent.stat().st_dev == entry.stat().st_dev:
            entry.rename(place)
            return
        draft = place.with_name(f".{place.name}.restoring")  # a database on another disk
        shutil.copy2(entry, draft)
        with draft.open("rb") as stream:
            os.fsync(stream.fileno())
        draft.rename(place)
        entry.unlink()


def is_empty(home: Path) -> bool:
    """Whether a workspace holds nothing, or is not there yet."""
    return not home.exists() or (home.is_dir() and all(entry.name in _NOTHING for entry in home.iterdir()))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
