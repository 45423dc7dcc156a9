"""The walk along the whole chain, and the checks of what hangs on it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction
from django.db.models import Max

from rumbo.apps.ledger.canonical import GENESIS
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.evidence import evidence_problem
from rumbo.apps.ledger.guards import HEAD, missing_triggers
from rumbo.apps.ledger.models import RECORDED, EvidenceFile, IssuedReport, Recorded, Revision
from rumbo.apps.ledger.reading.moments import head
from rumbo.apps.ledger.records import LedgerHead
from rumbo.apps.ledger.verification.faults import (
    Fault,
    FaultKind,
    Verification,
    altered_text,
    missing_text,
    rewritten_text,
)
from rumbo.apps.ledger.verification.report_files import report_file_faults
from rumbo.apps.ledger.verification.rows import Row, rows
from rumbo.core.language import _


def verify(seen: Sequence[LedgerHead] = ()) -> Verification:
    """Check the whole ledger, row by row, in memory that does not grow with it.

    Args:
        seen: ends of the ledger known from elsewhere, for instance from printed reports; only number and hash are used.

    Returns:
        The number of entries and every fault found, in the order of the ledger.
    """
    try:
        end = head()
    except LedgerError as headless:
        what = headless.problems[0].what
        fault = Fault(FaultKind.TRUNCATED, HEAD, None, None, "", what)
        return Verification(0, LedgerHead(0, GENESIS, None), (fault, *_guards()))
    readable = {kind for kind in RECORDED if _readable(kind)}
    reports = list(_issued(end)) if IssuedReport in readable else []
    walk = _Walk({report.ledger_sequence for report in reports} | {known.sequence for known in seen})
    unreadable: list[Fault] = []
    for row in rows(end.sequence, unreadable):
        walk.take(row)
    walk.finish(end)
    faults = [*walk.faults, *unreadable, *_stray(readable), *_reports(walk, reports), *_seen(walk, seen)]
    faults += [*(_evidence() if {EvidenceFile, Revision} <= readable else ()), *_guards()]
    faults += report_file_faults() if IssuedReport in readable else ()
    return Verification(walk.entries, end, tuple(faults))


class _Report(NamedTuple):
    """What is compared of an issued report."""

    sequence: int
    policy: str
    number: str
    ledger_sequence: int
    ledger_hash: str


def _readable(kind: type[Recorded]) -> bool:
    """Whether the table is there at all; a column that makes no sense is no matter here."""
    try:
        with transaction.atomic():
            kind.objects.values_list("sequence").first()
    except DatabaseError:
        return False
    return True


def _issued(end: LedgerHead) -> Iterator[_Report]:
    found = IssuedReport.objects.filter(sequence__lte=end.sequence).order_by("sequence")
    return (_Report(*cells) for cells in found.values_list(*_Report._fields))


class _Walk:
    """What must be remembered from row to row."""

    def __init__(self, wanted: Iterable[int]) -> None:
        self.entries = 0
        self.faults: list[Fault] = []
        self.hashes = {0: GENESIS}
        self._wanted = frozenset(wanted)
        self._last: Row | None = None
        self._last_sound = True

    def take(self, row: Row) -> None:
        """Check one row against itself and against the one before it."""
        self.entries += 1
        last = self._last.sequence if self._last else 0
        if row.sequence > last + 1:
            what = missing_text(last + 1, row.sequence - 1)
            self.faults.append(Fault(FaultKind.MISSING, "ledger", None, last + 1, "", what))
        elif row.sequence == last:
            self._fault(FaultKind.REPEATED, row, _("Two entries have the same number."))
        computed = row.computed_hash()
        sound = computed == row.row_hash
        if not sound:
            self._fault(FaultKind.ALTERED, row, altered_text(computed, str(row.row_hash)))
        elif row.sequence == last + 1:
            self._check_link(row)
        self._check_time(row)
        self._last, self._last_sound = row, sound
        if row.sequence in self._wanted:
            self.hashes[row.sequence] = row.row_hash

    def finish(self, end: LedgerHead) -> None:
        """Check the last row against the head of the chain."""
        last = self._last.sequence if self._last else 0
        if last < end.sequence:
            what = missing_text(last + 1, end.sequence)
            self.faults.append(Fault(FaultKind.TRUNCATED, "ledger", None, last + 1, "", what))
        elif self._last and self._last_sound and self._last.row_hash != end.row_hash:
            self._fault(FaultKind.REWRITTEN, self._last, rewritten_text(self._last.row_hash, end.row_hash))

    def _check_link(self, row: Row) -> None:
        before = self._last.row_hash if self._last else GENESIS
        if row.previous_hash == before:
            return
        # The row agrees with the hash it was chained to, so it is the one before it that is another one now.
        self._fault(FaultKind.REWRITTEN, self._last or row, rewritten_text(before, row.previous_hash))

    def _check_time(self, row: Row) -> None:
        before = self._last.recorded_at if self._last else None
        if row.recorded_at and before and row.recorded_at <= before:
            what = _("It says that it was recorded at {moment}, not after the entry before it.").format(
                moment=row.recorded_at.isoformat()
            )
            self._fault(FaultKind.DISORDER, row, what)

    def _fault(self, kind: FaultKind, row: Row, what: str) -> None:
        self.faults.append(Fault(kind, row.table, row.sequence, row.sequence, row.subject(), what))


def _stray(readable: Iterable[type[Recorded]]) -> Iterator[Fault]:
    last = {kind: kind.objects.aggregate(last=Max("sequence"))["last"] or 0 for kind in readable}
    end = head().sequence  # read after the tables: whatever was recorded meanwhile has moved it already
    for kind, sequence in last.items():
        if sequence > end:
            what = _("It stands past the end of the ledger, which is entry {end}.").format(end=end)
            yield Fault(FaultKind.STRAY, kind.table(), sequence, sequence, "", what)


def _reports(walk: _Walk, reports: Iterable[_Report]) -> Iterator[Fault]:
    for report in reports:
        if walk.hashes.get(report.ledger_sequence) != report.ledger_hash:
            what = _("The report was made from a ledger whose entry {number} had the hash {hash}; it has it no more.")
            yield Fault(
                FaultKind.REPORT,
                IssuedReport.table(),
                report.sequence,
                report.sequence,
                f"{report.policy} {report.number}",
                what.format(number=report.ledger_sequence, hash=report.ledger_hash[:12]),
            )


def _seen(walk: _Walk, seen: Sequence[LedgerHead]) -> Iterator[Fault]:
    for known in seen:
        if walk.hashes.get(known.sequence) != known.row_hash:
            what = _("Entry {number} was seen with the hash {hash}; it has it no more.")
            what = what.format(number=known.sequence, hash=known.row_hash[:12])
            yield Fault(FaultKind.REWRITTEN, "ledger", None, known.sequence, "", what)


def _evidence() -> Iterator[Fault]:
    checked: set[str] = set()
    about = [f"revision__{name}" for name in ("policy", "indicator", "year", "number")]
    files = EvidenceFile.objects.order_by("sequence").values_list("sequence", "name", "sha256", *about)
    for sequence, name, sha256, *subject in files.iterator(chunk_size=2000):
        if sha256 in checked:
            continue
        checked.add(sha256)
        if problem := evidence_problem(sha256, name):
            told = " ".join(map(str, subject))
            yield Fault(FaultKind.EVIDENCE, EvidenceFile.table(), sequence, sequence, told, problem.what)


def _guards() -> Iterator[Fault]:
    for table, trigger in missing_triggers(connection, [kind.table() for kind in RECORDED]):
        what = _("The trigger {trigger}, which protects the table, is missing or switched off.").format(trigger=trigger)
        yield Fault(FaultKind.UNGUARDED, table, None, None, "", what)
