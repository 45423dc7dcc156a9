"""How rows come into the ledger: one after another, each holding the hash of the one before.

One row, the chain's head, is the lock. Whoever opens the chain waits until the one before has committed, so numbers
have no gaps and instants grow, whatever the number of processes.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import OperationalError, connection, transaction

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.canonical import fingerprint
from rumbo.apps.ledger.errors import LedgerError, missing_head
from rumbo.apps.ledger.models import HEAD_ID, RECORDED, ChainHead, Recorded
from rumbo.core.errors import Problem
from rumbo.core.language import _

_TICK = timedelta(microseconds=1)
#: PostgreSQL takes at most 65,535 parameters in a statement; Django does not split for it.
_MOST_PARAMETERS = 60_000
Row = TypeVar("Row", bound=Recorded)


class Chain:
    """The chain while it is held open. Rows added are written together when the block ends."""

    def __init__(self, head: ChainHead, actor: Person) -> None:
        self._head = head
        self._actor = actor
        self._rows: dict[type[Recorded], list[Recorded]] = {kind: [] for kind in RECORDED}
        after_last = head.recorded_at + _TICK if head.recorded_at else datetime.min.replace(tzinfo=UTC)
        self.opened_at = max(datetime.now(UTC), after_last)
        self._next_instant = self.opened_at

    @property
    def sequence(self) -> int:
        """Number of the last row, those added in this block included."""
        return self._head.sequence

    def add(self, row: Row) -> Row:
        """Give a row its number, instant, author and hash; it is written when the block ends."""
        row.sequence = self._head.sequence + 1
        row.recorded_at = self._next_instant
        row.recorded_by = self._actor
        row.recorded_by_name = self._actor.name
        row.previous_hash = self._head.row_hash
        row.row_hash = fingerprint(row.table(), row.content(), row.previous_hash)
        self._head.sequence, self._head.row_hash = row.sequence, row.row_hash
        self._head.recorded_at = row.recorded_at
        self._next_instant += _TICK
        self._rows[type(row)].append(row)
        return row

    def _write(self) -> None:
        for kind, rows in self._rows.items():
            if rows:
                kind.objects.bulk_create(rows, batch_size=_batch_size(kind))
        if any(self._rows.values()):
            self._head.save(update_fields=["sequence", "row_hash", "recorded_at"])


@contextmanager
def recording(actor: Person) -> Iterator[Chain]:
    """Open the chain to record in one transaction: everything added is stored when the block ends, or nothing.

    What is read inside the block cannot change until it ends.

    Raises:
        LedgerError: the head of the ledger is missing, or others keep it locked for longer
            than ``settings.LEDGER_PATIENCE_SECONDS``.
    """
    with ExitStack() as transaction_of_its_own:
        try:
            transaction_of_its_own.enter_context(transaction.atomic())
            head = _locked_head()
        except OperationalError as locked:
            raise LedgerError(
                Problem(
                    _("The ledger cannot be opened for recording: {reason}").format(reason=str(locked).strip()),
                    mend=_("Wait until others have finished recording, and try again."),
                )
            ) from locked
        chain = Chain(head, actor)
        yield chain
        chain._write()  # noqa: SLF001 - the two halves of one idea


def _locked_head() -> ChainHead:
    if connection.vendor == "postgresql":  # SQLite's patience is in the settings
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{settings.LEDGER_PATIENCE_SECONDS}s'")
    head = ChainHead.objects.select_for_update().filter(pk=HEAD_ID).first()
    if head is None:
        raise LedgerError(missing_head())
    return head


def _batch_size(kind: type[Recorded]) -> int | None:
    if connection.vendor != "postgresql":
        return None
    return _MOST_PARAMETERS // (len(kind.hashed_columns()) + 2)
