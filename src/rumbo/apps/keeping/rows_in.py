"""How do rows come into a table? As they were, with their keys; rows that the schema itself made give way to them."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection
from django.db.models import Field, Model

from rumbo.apps.keeping.columns import kind_of, read, stored_as_text
from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.rows_out import rows_of
from rumbo.apps.keeping.tables import column_of, fields_of, key_of, name_of
from rumbo.core.errors import Problem
from rumbo.core.language import _

#: Values in one statement; SQLite takes 32,766.
_MOST_VALUES = 20_000
_MOST_ROWS = 500
#: Gives the lines of the table from the first one, as often as it is asked.
Lines = Callable[[], Iterator[bytes]]


def load_rows(model: type[Model], lines: Lines) -> int:
    """Put the rows of a backup into a table; hand back how many there are.

    Raises:
        BackupError: a line is no row of the table, or the database does not take it.
    """
    key = fields_of(model).index(key_of(model))
    made = {row[key]: row for row in rows_of(model)}
    count = 0
    try:
        if made:
            kept = {row[key] for row in _rows(model, lines)}
            _delete(model, [known for known in made if known not in kept])
        fresh = _apart(model, _rows(model, lines), made, key)
        while piece := list(islice(fresh, _piece(model))):
            _insert(model, [row for row in piece if row is not None])
            count += len(piece)
    except (DatabaseError, ValueError, TypeError, OverflowError) as refused:
        what = _("The database does not take the rows: {reason}").format(reason=str(refused).strip())
        mend = _("Restore into the engine that the backup came from, or report it with this message.")
        raise BackupError(Problem(what, name_of(model), mend)) from refused
    return count


def number_on(models: Iterable[type[Model]]) -> None:
    """Have the database count on from the highest keys."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _apart(
    model: type[Model], rows: Iterator[list[Any]], made: dict[Any, list[Any]], key: int
) -> Iterator[list[Any] | None]:
    """Rows that are to be inserted; ``None`` in the place of each that is there already, mended where it differs."""
    for row in rows:
        known = made.get(row[key]) if made else None
        if known is None:
            yield row
            continue
        if known != row:
            _update(model, row, key)
        yield None


def _rows(model: type[Model], lines: Lines) -> Iterator[list[Any]]:
    width = len(fields_of(model))
    for number, line in enumerate(lines(), start=1):
        row = json.loads(line)
        if not isinstance(row, list) or len(row) != width:
            raise ValueError(_("Line {number} is no row of the table.").format(number=number))
        yield row


def _insert(model: type[Model], rows: list[list[Any]]) -> None:
    if not rows:
        return
    fields = fields_of(model)
    names = ", ".join(connection.ops.quote_name(column_of(field)) for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    values = [_stored(field, value) for row in rows for field, value in zip(fields, row, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_table(model)} ({names}) VALUES {places}", values)  # noqa: S608 - our own names


def _update(model: type[Model], row: list[Any], key: int) -> None:
    fields = fields_of(model)
    stored = [_stored(field, value) for field, value in zip(fields, row, strict=True)]
    others = [place for place in range(len(fields)) if place != key]
    names = ", ".join(f"{connection.ops.quote_name(column_of(fields[place]))} = %s" for place in others)
    where = connection.ops.quote_name(column_of(fields[key]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_table(model)} SET {names} WHERE {where} = %s",  # noqa: S608 - our own names
            [*(stored[place] for place in others), stored[key]],
        )


def _delete(model: type[Model], keys: list[Any]) -> None:
    field = key_of(model)
    with connection.cursor() as cursor:
        for key in keys:
            where = connection.ops.quote_name(column_of(field))
            cursor.execute(f"DELETE FROM {_table(model)} WHERE {where} = %s", [_stored(field, key)])  # noqa: S608


def _stored(field: "Field[Any, Any]", value: Any) -> Any:
    """A value as this engine stores it; texts as they are."""
    if value is None or stored_as_text(field):
        return value
    return field.get_db_prep_save(read(value, kind_of(field)), connection)


def _piece(model: type[Model]) -> int:
    return min(_MOST_ROWS, _MOST_VALUES // len(fields_of(model)))


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(name_of(model))
