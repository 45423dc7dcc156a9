"""How is a value of a column written so that every database engine takes it back exactly?

Decimals are digits, instants are UTC with microseconds, and texts and JSON documents travel as the very text that is
stored, since the ledger's hashes cover it.
"""

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey

from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.tables import name_of
from rumbo.core.errors import Problem
from rumbo.core.language import _


class ColumnKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    JSON = "json"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    INSTANT = "instant"
    DATE = "date"
    TIME = "time"
    DECIMAL = "decimal"
    FLOAT = "float"
    UUID = "uuid"
    BYTES = "bytes"
    DURATION = "duration"


_OF_DJANGO: Mapping[str, ColumnKind] = {
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField", "FilePathField"), ColumnKind.TEXT),
    **dict.fromkeys(("IPAddressField", "GenericIPAddressField"), ColumnKind.TEXT),
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField"), ColumnKind.INTEGER),
    **dict.fromkeys(("IntegerField", "BigIntegerField", "SmallIntegerField"), ColumnKind.INTEGER),
    **dict.fromkeys(
        ("PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"), ColumnKind.INTEGER
    ),
    "BooleanField": ColumnKind.BOOLEAN,
    "DateTimeField": ColumnKind.INSTANT,
    "DateField": ColumnKind.DATE,
    "TimeField": ColumnKind.TIME,
    "DecimalField": ColumnKind.DECIMAL,
    "FloatField": ColumnKind.FLOAT,
    "JSONField": ColumnKind.JSON,
    "UUIDField": ColumnKind.UUID,
    "BinaryField": ColumnKind.BYTES,
    "DurationField": ColumnKind.DURATION,
}
_MICROSECOND = timedelta(microseconds=1)


def _same(value: Any) -> Any:
    return value


_WRITE: Mapping[ColumnKind, Callable[[Any], Any]] = {
    ColumnKind.TEXT: str,
    ColumnKind.JSON: str,
    ColumnKind.INSTANT: lambda value: value.astimezone(UTC).isoformat(timespec="microseconds"),
    ColumnKind.DATE: lambda value: value.isoformat(),
    ColumnKind.TIME: lambda value: value.isoformat(timespec="microseconds"),
    ColumnKind.DECIMAL: lambda value: format(value, "f"),
    ColumnKind.UUID: str,
    ColumnKind.BYTES: lambda value: base64.b64encode(bytes(value)).decode("ascii"),
    ColumnKind.DURATION: lambda value: value // _MICROSECOND,
}
_READ: Mapping[ColumnKind, Callable[[Any], Any]] = {
    ColumnKind.INSTANT: datetime.fromisoformat,
    ColumnKind.DATE: date.fromisoformat,
    ColumnKind.TIME: time.fromisoformat,
    ColumnKind.DECIMAL: Decimal,
    ColumnKind.UUID: UUID,
    ColumnKind.BYTES: lambda value: base64.b64decode(value, validate=True),
    ColumnKind.DURATION: lambda value: value * _MICROSECOND,
}


def kind_of(field: "Field[Any, Any]") -> ColumnKind:
    """What a column holds; a reference holds what it refers to.

    Raises:
        BackupError: a kind of column that no backup can carry.
    """
    while isinstance(field, ForeignKey):
        field = field.target_field
    kind = _OF_DJANGO.get(field.get_internal_type())
    if kind is None:
        what = _("The column is of a kind that a backup cannot carry: {kind}.").format(kind=field.get_internal_type())
        raise BackupError(Problem(what, f"{name_of(field.model)}.{field.column}"))
    return kind


def stored_as_text(field: "Field[Any, Any]") -> bool:
    """Whether Python sees another value than the text that is stored; the text is what must travel."""
    return kind_of(field) in {ColumnKind.TEXT, ColumnKind.JSON} and hasattr(field, "from_db_value")


def written(value: Any, kind: ColumnKind) -> Any:
    """A value as JSON holds it."""
    return None if value is None else _WRITE.get(kind, _same)(value)


def read(value: Any, kind: ColumnKind) -> Any:
    """A value from JSON, as Python has it.

    Raises:
        ValueError: it is none of its kind.
    """
    return None if value is None else _READ.get(kind, _same)(value)
