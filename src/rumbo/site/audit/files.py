"""The log as a file for a spreadsheet: the entries asked for, never run as formulas."""

import csv
import io
from collections.abc import Iterable

from rumbo.apps.ledger.selectors import LogEntry
from rumbo.core.intake.inert import inert
from rumbo.core.language import _
from rumbo.core.reporting.labels import local, yes_no
from rumbo.site.audit.words import kind_name


def columns() -> tuple[str, ...]:
    """What the columns are called, in the language in force."""
    return (
        _("Number"),
        _("When"),
        _("Who"),
        _("Kind of entry"),
        _("What"),
        _("Of what"),
        _("Indicator"),
        _("Year"),
        _("Entity"),
        _("Simulated"),
        _("Hash"),
    )


def csv_bytes(entries: Iterable[LogEntry]) -> bytes:
    """The entries as CSV: instants as 2027-03-31T18:00:00-05:00 on the installation's clock, what is unknown empty."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns())
    writer.writerows(_cells(entry) for entry in entries)
    return stream.getvalue().encode("utf-8-sig")


def _cells(entry: LogEntry) -> tuple[str | int, ...]:
    return (
        entry.sequence,
        local(entry.recorded_at).isoformat(),
        inert(entry.recorded_by),
        kind_name(entry.kind),
        inert(entry.what),
        inert(entry.subject),
        inert(entry.indicator),
        entry.year or "",
        inert(entry.entity),
        yes_no(answer=entry.simulated),
        entry.row_hash,
    )
