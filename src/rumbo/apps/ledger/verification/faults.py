"""What can be wrong with a ledger, and how it is said."""

from dataclasses import dataclass
from enum import StrEnum

from rumbo.apps.ledger.records import LedgerHead
from rumbo.core.errors import Problem
from rumbo.core.language import _


class FaultKind(StrEnum):
    """What is wrong."""

    ALTERED = "altered"
    """A row's content is not what its hash was taken from."""
    REWRITTEN = "rewritten"
    """A row agrees with its own hash but not with what was chained to it."""
    MISSING = "missing"
    """Numbers between two rows have no row."""
    REPEATED = "repeated"
    """Two rows have one number."""
    DISORDER = "disorder"
    """A row says that it was recorded before the one that precedes it."""
    TRUNCATED = "truncated"
    """Rows are gone from the end."""
    STRAY = "stray"
    """Rows stand past the end."""
    REPORT = "report"
    """An issued report has seen another ledger."""
    REPORT_FILE = "report_file"
    """A file of an issued report is missing or altered."""
    EVIDENCE = "evidence"
    """An evidence file is missing or altered."""
    UNGUARDED = "unguarded"
    """A trigger that protects a table is gone."""
    UNREADABLE = "unreadable"
    """The database cannot hand a table out."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        kind: what is wrong.
        table: the table.
        primary_key: key of the row in its table; ``None`` where no row can be named.
        sequence: number in the ledger; ``None`` where no row can be named.
        subject: what the row speaks of: indicator, year and revision, a campaign, a report.
        what: a sentence with what differs.
    """

    kind: FaultKind
    table: str
    primary_key: int | None
    sequence: int | None
    subject: str
    what: str

    def problem(self) -> Problem:
        """The fault as one of the project's problems."""
        row = "" if self.sequence is None else f" {self.sequence}"
        about = f" ({self.subject})" if self.subject else ""
        return Problem(self.what, f"{self.table}{row}{about}")


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: how many entries were read, where the ledger ends, and what is wrong with it."""

    entries: int
    head: LedgerHead
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def altered_text(computed: str, stored: str) -> str:
    """A row that does not agree with its own hash."""
    return _("The content was altered: it hashes to {computed}, and {stored} was recorded with it.").format(
        computed=computed[:12], stored=stored[:12]
    )


def rewritten_text(found: str, chained: str) -> str:
    """A row that does not agree with what was chained to it."""
    return _("The row was rewritten: its hash is {found}, and {chained} was chained to it.").format(
        found=found[:12], chained=chained[:12]
    )


def missing_text(first: int, last: int) -> str:
    """Numbers without a row."""
    if first == last:
        return _("Entry {number} is missing.").format(number=first)
    return _("Entries {first} to {last} are missing.").format(first=first, last=last)
