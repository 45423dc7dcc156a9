"""How the installation is made ready before a command or the site uses it: settings, workspace, database schema.

The schema is compared by the names of the migrations alone, one query and no import of them, so that a command on a
database that is up to date pays next to nothing.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.core.files import locks
from django.db import DatabaseError, connection

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.workspace import workspace

SETTINGS = "rumbo.site.settings"
#: Any number will do; it keeps two processes from bringing one PostgreSQL database up to date at once.
_SCHEMA_LOCK = 7286206


def ensure_ready() -> bool:
    """Start Django, create the workspace and bring the database to the current schema; doing it twice changes nothing.

    Returns:
        Whether anything had to be made or brought up to date.

    Raises:
        InputError: the database cannot be reached.
    """
    new = not workspace().home.is_dir()
    workspace().create()
    start()
    if not missing_migrations():
        return new
    from django.core.management import call_command  # noqa: PLC0415 - slow to import and seldom needed

    with _alone():
        call_command("migrate", verbosity=0, interactive=False)
    return True


#: The name that scripts use.
setup = ensure_ready


def start() -> None:
    """Start Django without touching workspace or database: enough for whoever only reads what is known to be there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not apps.ready:
        django.setup()


def missing_migrations() -> set[tuple[str, str]]:
    """Migrations, as pairs of application and name, that the database has not seen.

    Raises:
        InputError: the database cannot be reached.
    """
    _reach()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            seen = {(str(app), str(name)) for app, name in cursor.fetchall()}
    except DatabaseError:  # a new database has no such table
        seen = set()
    return _shipped() - seen


def _reach() -> None:
    try:
        connection.ensure_connection()
    except DatabaseError as unreachable:
        raise InputError(
            Problem(
                _("The database cannot be opened: {reason}").format(reason=str(unreachable).strip()),
                str(connection.settings_dict["HOST"] or connection.settings_dict["NAME"]),
                _("Check DATABASE_URL and RUMBO_HOME, and that the server runs."),
            )
        ) from unreachable


def _shipped() -> set[tuple[str, str]]:
    return {
        (config.label, file.stem)
        for config in apps.get_app_configs()
        for file in (Path(config.path) / "migrations").glob("[0-9]*.py")
    }


@contextmanager
def _alone() -> Iterator[None]:
    """Keep a second process from migrating the same database meanwhile."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_SCHEMA_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_SCHEMA_LOCK])
        return
    with (workspace().home / ".schema-lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield
