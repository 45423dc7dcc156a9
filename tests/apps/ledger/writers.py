"""What a process of its own does in the tests of concurrency and of sudden death: record batch after batch.

Whoever runs it has made the installation ready before.
"""

import sys
import threading
from decimal import Decimal

from django.db import connection
from tests.apps.invented import invented_policy

from rumbo.apps.accounts.services import system_person
from rumbo.apps.ledger.services import record_values
from rumbo.core.observations import NewValue, Origin


def record_batches(first: int, batches: int, size: int) -> None:
    """Record batches of values, each in a year of its own, and say each that was acknowledged."""
    policy, actor = invented_policy(indicators=size), system_person()
    for year in range(first, first + batches):
        values = [NewValue(f"OP1-I{n}", year, Decimal(n)) for n in range(1, size + 1)]
        record_values(policy, values, origin=Origin.REPORTED, actor=actor)
        sys.stdout.write(f"{year}\n")
        sys.stdout.flush()


def record_in_threads(first: int, threads: int, batches: int, size: int) -> None:
    """The same from several threads of one process."""

    def work(start: int) -> None:
        try:
            record_batches(start, batches, size)
        finally:
            connection.close()

    running = [threading.Thread(target=work, args=(first + n * batches,)) for n in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


if __name__ == "__main__":
    mode, *numbers = sys.argv[1:]
    {"alone": record_batches, "threads": record_in_threads}[mode](*map(int, numbers))
