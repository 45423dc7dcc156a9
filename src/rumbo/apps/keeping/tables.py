"""What a model says of its table."""

from typing import Any

from django.db.models import Field, Model


def name_of(model: type[Model]) -> str:
    """Name of the table."""
    return model._meta.db_table  # noqa: SLF001 - Django's own name for it


def fields_of(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    """The columns, in their order."""
    return tuple(model._meta.concrete_fields)  # noqa: SLF001 - Django's own name for it


def key_of(model: type[Model]) -> "Field[Any, Any]":
    """The column by which a row is known."""
    return model._meta.pk  # noqa: SLF001 - Django's own name for it


def column_of(field: "Field[Any, Any]") -> str:
    """Name of a column, as the database has it."""
    return str(field.column)
