"""What does DuckDB complain about? A figure that does not fit, memory, a file, its settings; said so as to be mended.

What it says of the SQL itself is a mistake of ours, and stays as it is.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock

import duckdb

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _


@contextmanager
def spoken(statistic: str, folder: str) -> Iterator[None]:
    """Say in a sentence what goes wrong with what a query reads and computes.

    Args:
        statistic: what is computed.
        folder: where DuckDB puts what does not fit in memory.

    Raises:
        InputError: a figure that does not fit, a value of another kind, too little memory, a file that cannot be read.
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        what = _("There is not enough memory: {reason}").format(reason=_reason(error))
        mend = _("Raise RUMBO_MEMORY, make room in “{folder}”, where what does not fit is put, or ask for fewer years.")
        raise InputError(Problem(what, statistic, mend.format(folder=folder))) from error
    except duckdb.OutOfRangeException as error:
        what = _("A figure does not fit: {reason}").format(reason=_reason(error))
        mend = _("Look among the largest lines for a value that cannot be true, or ask for fewer years.")
        raise InputError(Problem(what, statistic, mend)) from error
    except duckdb.DataError as error:
        what = _("A value is not what the statistic takes it for: {reason}").format(reason=_reason(error))
        mend = _("Correct the reference table or the parameter that it comes from.")
        raise InputError(Problem(what, statistic, mend)) from error
    except (duckdb.OperationalError, duckdb.InvalidInputException) as error:
        what = _("A file cannot be read or written: {reason}").format(reason=_reason(error))
        mend = _("Bring files of the lake back from a backup, or read another version; see that the disk has room.")
        raise InputError(Problem(what, statistic, mend)) from error


_Setting = str | bool | int | float | list[str]
Config = dict[str, _Setting]

_guard = Lock()


@contextmanager
def connected(config: Config) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the database in memory of this process; its views and tables end with the block.

    Raises:
        InputError: DuckDB does not take the settings.
    """
    with _guard:
        database = _database(os.getpid(), tuple(sorted(config.items())))
        connection = database.cursor()
    with connection:
        yield connection


@lru_cache(maxsize=4)
def _database(_process: int, settings: tuple[tuple[str, _Setting], ...]) -> duckdb.DuckDBPyConnection:
    """Opened once, since that takes as long as a small query; a process that was forked opens its own."""
    try:
        return duckdb.connect(config=dict(settings))
    except duckdb.Error as error:
        what = _("DuckDB does not take its settings: {reason}").format(reason=_reason(error))
        mend = _("Write the memory such as “4GB” and the threads as a whole number of at least 1.")
        raise InputError(Problem(what, "RUMBO_MEMORY, RUMBO_THREADS", mend)) from error


def _reason(error: duckdb.Error) -> str:
    """The first line of what DuckDB says, without the name of the kind of error before it."""
    first = str(error).splitlines()[0]
    return first.partition("Error: ")[2] or first
