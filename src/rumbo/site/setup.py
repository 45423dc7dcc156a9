"""How the installation is made ready before a command or the site uses it: settings, workspace, database schema.

The schema is compared by the names of the migrations alone, one query and no import of them, so that a command on a
database that is up to date pays next to nothing.
"""

import os
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection

from rumbo.core.workspace import workspace

SETTINGS = "rumbo.site.settings"


def ensure_ready() -> bool:
    """Start Django, create the workspace and bring the database to the current schema; doing it twice changes nothing.

    Returns:
        Whether anything had to be made or brought up to date.
    """
    new = not workspace().home.is_dir()
    workspace().create()
    start()
    if not missing_migrations():
        return new
    call_command("migrate", verbosity=0, interactive=False)
    return True


def start() -> None:
    """Start Django without touching the workspace or the database: enough to read what is known to be there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not apps.ready:
        django.setup()


def missing_migrations() -> set[tuple[str, str]]:
    """Migrations, as pairs of application and name, that the database has not seen."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            seen = {(str(app), str(name)) for app, name in cursor.fetchall()}
    except DatabaseError:
        seen = set()
    return _shipped() - seen


def _shipped() -> set[tuple[str, str]]:
    found = set()
    for config in apps.get_app_configs():
        for file in (Path(config.path) / "migrations").glob("[0-9]*.py"):
            found.add((config.label, file.stem))
    return found
