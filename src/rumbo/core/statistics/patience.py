"""How long may a statistic take? As long as whoever asks is ready to wait; a server of many readers waits a short time.

A computation of one block ends when its time is over: a query of an engine is interrupted, a loop asks :func:`go_on`.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _

_end: ContextVar[float | None] = ContextVar("end", default=None)


class TooLongError(InputError):
    """The time was over before there was a result."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Let what a block computes take so long and no longer."""
    token = _end.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(token)


def go_on() -> None:
    """Go on while there is time.

    Raises:
        TooLongError: it is over.
    """
    end = _end.get()
    if end is not None and time.monotonic() >= end:
        raise _too_long()


@contextmanager
def interrupted(interrupt: Callable[[], None], said: type[Exception]) -> Iterator[None]:
    """Interrupt what a block runs elsewhere when the time is over.

    Args:
        interrupt: ends it, from another thread.
        said: what the block raises when it was ended so.

    Raises:
        TooLongError: the time was over.
    """
    go_on()
    end = _end.get()
    if end is None:
        yield
        return
    alarm = threading.Timer(max(end - time.monotonic(), 0), interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    except said:
        raise _too_long() from None
    finally:
        alarm.cancel()


def _too_long() -> TooLongError:
    what = _("This takes longer than a reader can be kept waiting.")
    return TooLongError(Problem(what, mend=_("Ask for fewer years or fewer dimensions.")))
