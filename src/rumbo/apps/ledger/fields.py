"""Columns that hold the same text on SQLite and on PostgreSQL, so that a row hashes alike on both.

SQLite has no exact decimal (its NUMERIC turns long ones into binary floating point) and PostgreSQL's jsonb rewrites
numbers and key order; a text keeps what was given.
"""

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from rumbo.apps.ledger.canonical import canonical_json, decimal_text

_Set = TypeVar("_Set")
_Get = TypeVar("_Get")

if TYPE_CHECKING:

    class _Text(models.Field[_Set, _Get]):
        """A text column; only type checkers see its type parameters."""
else:

    class _Text(models.TextField):
        def __class_getitem__(cls, _parameters: object) -> type:
            return cls


class ExactDecimalField(_Text[_Set, _Get]):
    """A decimal kept digit by digit."""

    _pyi_private_set_type: Decimal
    _pyi_private_get_type: Decimal

    def get_prep_value(self, value: Any) -> str | None:
        """To the database: the canonical text."""
        return None if value is None else decimal_text(Decimal(value))

    def from_db_value(self, value: str | None, *_args: object) -> Decimal | None:
        """From the database."""
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        """From a form or a fixture."""
        return None if value is None else Decimal(value)


class CanonicalJSONField(_Text[_Set, _Get]):
    """A document kept as its canonical JSON text."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> str | None:
        """To the database: the canonical text."""
        return None if value is None else canonical_json(value)

    def from_db_value(self, value: str | None, *_args: object) -> Any:
        """From the database."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """From a fixture, which holds the text."""
        return json.loads(value) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        """To a fixture: the canonical text."""
        return canonical_json(self.value_from_object(obj))
