"""What does a question come to? Computed once and kept; what is heavy is held to a limit, so that others are served.

A result is kept by everything that it depends on. At most so many are computed at once, none longer than the limit;
whoever asks meanwhile for the same waits for the one that is on its way.
"""

import threading
from collections.abc import Hashable

from cachetools import LRUCache, TTLCache, cached

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.statistics.engine import run
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.patience import TooLongError, at_most
from rumbo.site.environment import whole_number
from rumbo.site.trade.asked import Asked
from rumbo.site.trade.source import data_mark, lake

SECONDS = whole_number("RUMBO_STATISTIC_SECONDS", 10, least=1)
AT_ONCE = whole_number("RUMBO_STATISTICS_AT_ONCE", 2, least=1)
_WAIT_SECONDS = 3
_KEPT_BYTES = 128 * 1024 * 1024
_LEAST_BYTES = 16 * 1024
_TOO_LONG_SECONDS = 600

_room = threading.BoundedSemaphore(AT_ONCE)
_too_long: TTLCache[Hashable, bool] = TTLCache(1024, _TOO_LONG_SECONDS)
_too_long_lock = threading.Lock()


class BusyError(InputError):
    """As many statistics are being computed as the server has room for."""


def result_of(asked: Asked) -> Result:
    """The result of a question: as everyone may see it, or complete where that was asked for.

    Raises:
        TooLongError: it takes longer than the limit.
        BusyError: others are being computed.
        InputError: as :func:`rumbo.core.statistics.engine.run`.
    """
    return _kept(asked, data_mark())


def key_of(asked: Asked) -> Hashable:
    """By what the result of a question is known again: everything that it depends on."""
    return _key(asked, data_mark())


def _key(asked: Asked, mark: str) -> Hashable:
    values = tuple(sorted(asked.parameters.items()))
    return mark, asked.statistic.name, asked.statistic.sql_sha256, values, asked.version, asked.complete


def _size(result: Result) -> int:
    return max(int(result.table.nbytes), _LEAST_BYTES)


@cached(LRUCache(_KEPT_BYTES, _size), key=_key, condition=threading.Condition())
def _kept(asked: Asked, mark: str) -> Result:
    key = _key(asked, mark)
    with _too_long_lock:
        if key in _too_long:
            raise _not_here()
    if not _room.acquire(timeout=_WAIT_SECONDS):
        what = _("The server is computing other statistics.")
        raise BusyError(Problem(what, mend=_("Try again in a few seconds.")))
    try:
        with at_most(SECONDS):
            return run(
                asked.statistic,
                lake=lake(),
                parameters=asked.parameters,
                version=asked.version,
                public=not asked.complete,
            )
    except TooLongError:
        with _too_long_lock:
            _too_long[key] = True
        raise _not_here() from None
    finally:
        _room.release()


def _not_here() -> TooLongError:
    what = _("This statistic takes more than {seconds} seconds, and the page does not wait longer.")
    return TooLongError(
        Problem(what.format(seconds=SECONDS), mend=_("Ask for fewer years, fewer dimensions or a coarser one."))
    )
