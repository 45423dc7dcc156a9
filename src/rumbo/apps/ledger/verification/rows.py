"""The rows of all recorded tables in the order of the ledger, streamed, as the database holds them.

Columns are read as raw texts where a tampered one could not be turned into its Python value, so that a row that makes
no sense is still read, hashed and named.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import DateField, DateTimeField, Field, TextField
from django.db.models.functions import Cast

from rumbo.apps.ledger.canonical import fingerprint
from rumbo.apps.ledger.fields import CanonicalJSONField, ExactDecimalField
from rumbo.apps.ledger.models import RECORDED, Recorded, Revision
from rumbo.apps.ledger.verification.faults import Fault, FaultKind
from rumbo.core.language import _

_PIECE = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """A recorded row as the database holds it."""

    kind: type[Recorded]
    sequence: int
    content: dict[str, Any]
    previous_hash: str
    row_hash: str

    @property
    def table(self) -> str:
        """Name of its table."""
        return self.kind.table()

    @property
    def recorded_at(self) -> datetime | None:
        """When it says it was recorded; ``None`` where that makes no sense."""
        moment = self.content["recorded_at"]
        return moment if isinstance(moment, datetime) else None

    def computed_hash(self) -> str:
        """The hash that its content gives; empty where the content cannot be written at all."""
        try:
            return fingerprint(self.table, self.content, str(self.previous_hash))
        except (TypeError, ValueError):
            return ""

    def subject(self) -> str:
        """What the row speaks of."""
        if "revision_id" in self.content:
            return _subject_of_revision(self.content["revision_id"])
        names = ["policy", "indicator", "year", "number"] if self.kind is Revision else ["policy", "year", "number"]
        return " ".join(str(self.content[name]) for name in names if self.content.get(name))


def rows(until: int, unreadable: list[Fault]) -> Iterator[Row]:
    """Every row numbered up to ``until``, in order; tables that cannot be read are added to ``unreadable``."""
    streams = [_table(kind, until, unreadable) for kind in RECORDED]
    return heapq.merge(*streams, key=lambda row: row.sequence)


def _table(kind: type[Recorded], until: int, unreadable: list[Fault]) -> Iterator[Row]:
    fields = {f.attname: f for f in kind._meta.concrete_fields}  # noqa: SLF001 - Django's own name for it
    raw = [name for name, field in fields.items() if _as_text(field)]
    asked = {f"raw_{name}": Cast(name, TextField()) for name in raw}
    names = [f"raw_{name}" if name in raw else name for name in (*kind.hashed_columns(), "previous_hash", "row_hash")]
    found = kind.objects.filter(sequence__lte=until).annotate(**asked).order_by("sequence").values_list(*names)
    try:
        for *cells, previous_hash, row_hash in found.iterator(chunk_size=_PIECE):
            content = {
                name: _value(fields[name], cell) for name, cell in zip(kind.hashed_columns(), cells, strict=True)
            }
            yield Row(kind, content["sequence"], content, previous_hash, row_hash)
    except (DatabaseError, ValueError, OverflowError) as reason:
        what = _("The table cannot be read: {reason}.").format(reason=reason)
        unreadable.append(Fault(FaultKind.UNREADABLE, kind.table(), None, None, "", what))


def _as_text(field: Field[Any, Any]) -> bool:
    if isinstance(field, ExactDecimalField | CanonicalJSONField):
        return True
    return connection.vendor == "sqlite" and isinstance(field, DateField)


def _value(field: Field[Any, Any], cell: Any) -> Any:
    if not isinstance(cell, str) or not isinstance(field, DateField):
        return cell
    try:
        if isinstance(field, DateTimeField):
            return datetime.fromisoformat(cell).replace(tzinfo=UTC)
        return date.fromisoformat(cell)
    except ValueError:
        return cell


def _subject_of_revision(sequence: int) -> str:
    names = ("policy", "indicator", "year", "number")
    found = Revision.objects.filter(sequence=sequence).values_list(*names).first()
    return " ".join(map(str, found)) if found else ""
