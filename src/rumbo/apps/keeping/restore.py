"""How does an installation come back from a backup? Laid ready beside its place, checked, and then moved in whole."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from rumbo.apps.keeping.backup import Backup, Tell
from rumbo.apps.keeping.conditions import check_empty, check_known, check_space, embedded_database, holds
from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.filling import lay_database
from rumbo.apps.keeping.inspection import Inspected, inspected
from rumbo.apps.keeping.names import WORKSPACE
from rumbo.apps.keeping.staging import Staging, is_empty
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.workspace import Workspace


def check(file: Path, tell: Tell = lambda _name: None) -> Backup:
    """Read a backup to its end and hold every part against its hash; nothing is stored.

    Raises:
        BackupError: it cannot be restored from; the message says what is wrong where.
    """
    with _opened(file) as backup:
        check_known(backup.manifest, file)
        backup.check(tell)
        return Backup(file, file.stat().st_size, backup.fingerprint, backup.manifest)


def restore(file: Path, place: Workspace, tell: Tell = lambda _name: None) -> Backup:
    """Make the installation of a backup in an empty workspace and an empty database.

    Every part is checked before anything is written. Files and rows are laid ready, the ledger is verified where it
    lies, and then everything moves into place. Killed at any moment, it leaves nothing, or is finished by running it
    again.

    Args:
        file: the backup.
        place: the workspace.
        tell: told the name of each part.

    Raises:
        BackupError: the backup cannot be restored from, or the workspace or the database is not empty; nothing was
            stored.
    """
    with _opened(file) as backup, _alone(place.home):
        found = Backup(file, file.stat().st_size, backup.fingerprint, backup.manifest)
        staging = Staging(place.home)
        if _left_to_move(staging, backup):
            staging.move_in(embedded_database())
            place.create()
            return found
        check_empty(place.home)
        check_known(backup.manifest, file)
        backup.check(tell)
        check_space(place.home, backup.manifest)
        try:
            staging.begin()
            _lay_files(backup, staging, tell)
            lay_database(backup, staging, tell)
        except OSError as unwritable:
            staging.discard()
            what = _("The workspace cannot be written: {reason}.").format(reason=unwritable.strerror or unwritable)
            mend = _("Look for free space and permissions there, and repeat.")
            raise BackupError(Problem(what, str(place.home), mend)) from unwritable
        except BaseException:
            staging.discard()
            raise
        staging.move_in(embedded_database())
        place.create()
        return found


@contextmanager
def _opened(file: Path) -> Iterator[Inspected]:
    try:
        stream = file.open("rb")
    except OSError as unreadable:
        what = _("The backup cannot be opened: {reason}.").format(reason=unreadable.strerror or unreadable)
        raise BackupError(
            Problem(what, str(file), _("Check its name, its folder and its permissions."))
        ) from unreadable
    with stream:
        yield inspected(stream, file.name)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Keep a second restore away; a folder that is made here and stays empty is taken away again."""
    made = not home.exists()
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as unusable:
        what = _("The workspace cannot be made there: {reason}.").format(reason=unusable.strerror or unusable)
        raise BackupError(Problem(what, str(home), _("Choose another folder (RUMBO_HOME)."))) from unusable
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        what = _("Another restore is at work in the workspace.")
        raise BackupError(Problem(what, str(home), _("Wait until it has ended."))) from None
    finally:
        os.close(handle)
        if made and home.is_dir() and not any(home.iterdir()):
            home.rmdir()


def _left_to_move(staging: Staging, backup: Inspected) -> bool:
    """Whether an earlier run of this restore did everything but the last moves.

    Raises:
        BackupError: what is left there is of another backup.
    """
    left = staging.ready_from
    if not left:
        return False
    if left == backup.fingerprint and (embedded_database() is not None or holds(backup.manifest)):
        return True
    if is_empty(staging.home):
        return False
    what = _("The restore of another backup was not finished here; its fingerprint is {fingerprint}.")
    mend = _("Run the restore of that backup again, or empty the workspace and the database.")
    raise BackupError(Problem(what.format(fingerprint=left[:16]), str(staging.home), mend))


def _lay_files(backup: Inspected, staging: Staging, tell: Tell) -> None:
    for member in backup.manifest.members:
        root, _sign, path = member.name.partition("/")
        if root == WORKSPACE:
            tell(member.name)
            staging.put(PurePosixPath(path), backup.pieces(member.name), backup.mode(member.name))
