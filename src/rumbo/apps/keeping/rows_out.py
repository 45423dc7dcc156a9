"""The rows of a table, one JSON list a line, read as they are stored."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError
from django.db.models import Model, TextField
from django.db.models.functions import Cast

from rumbo.apps.keeping.columns import kind_of, stored_as_text, written
from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.manifest import Column
from rumbo.apps.keeping.tables import column_of, fields_of, name_of
from rumbo.core.errors import Problem
from rumbo.core.language import _

_PIECE = 2000


def columns_of(model: type[Model]) -> tuple[Column, ...]:
    """What the manifest says of the columns of a table."""
    return tuple(Column(name=column_of(field), kind=kind_of(field)) for field in fields_of(model))


def rows_of(model: type[Model]) -> Iterator[list[Any]]:
    """The rows of a table by their key, each a list of JSON values.

    Raises:
        BackupError: the table holds something that cannot be read.
    """
    fields = fields_of(model)
    kinds = [kind_of(field) for field in fields]
    as_text = {f"stored_{field.attname}": Cast(field.attname, TextField()) for field in fields if stored_as_text(field)}
    asked = [f"stored_{f.attname}" if f"stored_{f.attname}" in as_text else f.attname for f in fields]
    rows = model._base_manager.annotate(**as_text).order_by("pk").values_list(*asked)  # noqa: SLF001 - Django's name
    try:
        for row in rows.iterator(chunk_size=_PIECE):
            yield [written(value, kind) for value, kind in zip(row, kinds, strict=True)]
    except (DatabaseError, ValueError, TypeError, AttributeError, OverflowError) as unreadable:
        what = _("The table cannot be read: {reason}.").format(reason=unreadable)
        mend = _("See what “rumbo ledger verify” says, and look at the table with the tools of the database.")
        raise BackupError(Problem(what, name_of(model), mend)) from unreadable


def line(row: list[Any]) -> bytes:
    """A row as its line."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"
