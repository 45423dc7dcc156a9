"""How the database itself refuses to change or delete a recorded row: triggers, in the words of each engine.

SQLite's ``INSERT OR REPLACE`` deletes the row in its way without firing delete triggers, so inserts over an existing
key are refused there as well.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

#: Recorded table to its unique keys, as the migrations made them.
Keys = Mapping[str, Sequence[tuple[str, ...]]]

REFUSAL = "rumbo: recorded rows are never changed or deleted"
HEAD_REFUSAL = "rumbo: the head of the ledger only moves forward"
HEAD = "ledger_chainhead"


def guard(connection: BaseDatabaseWrapper, tables: Keys) -> None:
    """Make the triggers of the tables and of the chain's head."""
    guard_tables(connection, tables)
    _run(connection, _postgresql_head() if connection.vendor == "postgresql" else _sqlite_head())


def guard_tables(connection: BaseDatabaseWrapper, tables: Keys) -> None:
    """Make the triggers of tables that came after the first ones."""
    _run(connection, _postgresql(tables) if connection.vendor == "postgresql" else _sqlite(tables))


def unguard(connection: BaseDatabaseWrapper, tables: Keys) -> None:
    """Take all triggers away; only a migration back does this."""
    unguard_tables(connection, (*tables, HEAD))


def unguard_tables(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> None:
    """Take the triggers of some tables away; only a migration back does this."""
    on = connection.vendor == "postgresql"
    _run(
        connection,
        (
            f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on else "")
            for table in tables
            for name in trigger_names(connection.vendor, table)
        ),
    )


def trigger_names(vendor: str, table: str) -> tuple[str, ...]:
    """The names of the triggers that a table must have."""
    if table == HEAD:
        return (f"{HEAD}_forward", f"{HEAD}_kept", f"{HEAD}_single", *_head_truncate(vendor))
    last = f"{table}_no_truncate" if vendor == "postgresql" else f"{table}_no_replace"
    return f"{table}_no_update", f"{table}_no_delete", last


def _head_truncate(vendor: str) -> tuple[str, ...]:
    return (f"{HEAD}_no_truncate",) if vendor == "postgresql" else ()


def missing_triggers(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of table and trigger that are absent or switched off."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return tuple(
        (table, name)
        for table in (*tables, HEAD)
        for name in trigger_names(connection.vendor, table)
        if name not in present
    )


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite(tables: Keys) -> Iterable[str]:
    for table, keys in tables.items():
        for action in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{action} BEFORE {action.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        taken = " OR ".join("(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in keys)
        in_the_way = f"SELECT 1 FROM {table} WHERE {taken}"  # noqa: S608 - names of our own tables and columns
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS ({in_the_way}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def _sqlite_head() -> Iterable[str]:
    yield (
        f"CREATE TRIGGER {HEAD}_forward BEFORE UPDATE ON {HEAD} WHEN NEW.sequence <= OLD.sequence OR NEW.id <> OLD.id "
        f"BEGIN SELECT RAISE(ABORT, '{HEAD_REFUSAL}'); END"
    )
    for name, action in (("kept", "DELETE"), ("single", "INSERT")):
        yield (
            f"CREATE TRIGGER {HEAD}_{name} BEFORE {action} ON {HEAD} BEGIN SELECT RAISE(ABORT, '{HEAD_REFUSAL}'); END"
        )


def _postgresql(tables: Keys) -> Iterable[str]:
    yield _function("rumbo_refuse_change", REFUSAL)
    for table in tables:
        for action in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{action} BEFORE {action.upper()} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION rumbo_refuse_change()"
            )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION rumbo_refuse_change()"
        )


def _postgresql_head() -> Iterable[str]:
    yield _function("rumbo_refuse_head", HEAD_REFUSAL)
    yield (
        f"CREATE TRIGGER {HEAD}_forward BEFORE UPDATE ON {HEAD} FOR EACH ROW "
        "WHEN (NEW.sequence <= OLD.sequence OR NEW.id <> OLD.id) EXECUTE FUNCTION rumbo_refuse_head()"
    )
    for name, action, each in (
        ("kept", "DELETE", "ROW"),
        ("single", "INSERT", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    ):
        yield (
            f"CREATE TRIGGER {HEAD}_{name} BEFORE {action} ON {HEAD} "
            f"FOR EACH {each} EXECUTE FUNCTION rumbo_refuse_head()"
        )


def _function(name: str, message: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
