"""How is the database read as it stood at one moment, while others record?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """See, for a block, the database as it stands when the block begins; nobody has to wait for it.

    SQLite: one read transaction beside the writers. PostgreSQL: a repeatable read.
    """
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    sqlite = cast("Any", connection)
    writing = sqlite.transaction_mode
    sqlite.transaction_mode = "DEFERRED"  # the installation's own mode would keep others from recording
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM sqlite_master")  # the view begins with the first read
            yield
    finally:
        sqlite.transaction_mode = writing


def engine() -> str:
    """The database and its version: ``postgresql 16.4``, ``sqlite 3.45.1``."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
        else:
            cursor.execute("SELECT sqlite_version()")
        version = cursor.fetchone()[0]
    return f"{connection.vendor} {str(version).split()[0]}"
