"""Who may write into the lake now? One process at a time, by the operating system's own lock.

The kernel lets go of the lock when its process ends, however it ends: a lock cannot be left behind by the dead. The
file's content only says who holds it, for the message to the others.
"""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rumbo.core.customs.lake.errors import LakeBusyError, LakeError
from rumbo.core.errors import Problem
from rumbo.core.language import _


@contextmanager
def holding(path: Path) -> Iterator[None]:
    """Hold the lock of a lake for a block.

    Raises:
        LakeBusyError: another process holds it; the message says which, on what machine and since when.
        LakeError: the lock cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        what = _("The lake cannot be written here: {reason}").format(reason=error.strerror)
        raise LakeError(
            Problem(what, str(path.parent), _("Choose a folder that may be written (RUMBO_HOME)."))
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(path) from None
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(_holder()).encode())
        yield
    finally:
        os.close(handle)


def _holder() -> dict[str, object]:
    return {"process": os.getpid(), "machine": socket.gethostname(), "since": datetime.now(UTC).isoformat()}


def _busy(path: Path) -> LakeBusyError:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        who = _("process {process} on {machine}, since {since}").format(**holder)
    except (ValueError, KeyError, TypeError, OSError):
        who = _("a process that has not said which")
    what = _("The lake is being written by another import ({who}).").format(who=who)
    return LakeBusyError(Problem(what, str(path), _("Wait until it has ended and repeat; nothing was stored.")))
