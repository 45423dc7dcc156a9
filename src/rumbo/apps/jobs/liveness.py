"""Is the worker that took a job still there? It holds a lock of the operating system for as long as it lives.

The kernel lets go of the lock when the process ends, however it ends, so that a dead worker is never taken for a busy
one. Every process of an installation shares its workspace, so all of them see the same locks.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from rumbo.apps.jobs.folders import folder_of_jobs

_this: ContextVar[str] = ContextVar("worker", default="")


def this_worker() -> str:
    """The name of the worker that this process is; empty where it is none."""
    return _this.get()


def any_alive() -> bool:
    """Whether any worker lives, so that what is asked for will be done."""
    return any(is_alive(place.name) for place in _folder().glob("*"))


@contextmanager
def living(worker: str) -> Iterator[None]:
    """Be a worker of this name for a block."""
    place = _place_of(worker)
    place.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        named = _this.set(worker)
        yield
        _this.reset(named)
    finally:
        place.unlink(missing_ok=True)
        os.close(handle)


def is_alive(worker: str) -> bool:
    """Whether a worker of this name lives; a file that a dead one left behind is taken away."""
    place = _place_of(worker)
    try:
        handle = os.open(place, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        with contextlib.suppress(FileNotFoundError):
            place.unlink()
        return False
    finally:
        os.close(handle)


def _place_of(worker: str) -> Path:
    return _folder() / worker


def _folder() -> Path:
    return folder_of_jobs() / "workers"
