"""Of which schema is a database, and which models describe its tables at that schema?

A backup is read, and restored, by the models as they were at the migrations that its database had seen, so that an
older backup is taken back exactly and brought up to date afterwards.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from rumbo.apps.keeping.tables import name_of

Migration = tuple[str, str]

#: Tables that stay behind: sessions, and what workers are busy with.
LEFT_BEHIND = frozenset(
    {"sessions.session", "usersessions.usersession", "django_tasks_database.dbtaskresult", "jobs.job"}
)


def applied() -> tuple[Migration, ...]:
    """The migrations that the database has seen, in alphabetical order."""
    return tuple(sorted(MigrationRecorder(connection).applied_migrations()))


def unknown_newer(migrations: Iterable[Migration]) -> list[Migration]:
    """Migrations that this version of the software does not know and that come after those it knows.

    Older names that it no longer knows are of no concern: a library may have gathered them into one.
    """
    latest: dict[str, str] = {}
    known = _known(MigrationLoader(None, ignore_no_migrations=True))
    for app, name in known:
        latest[app] = max(name, latest.get(app, ""))
    return sorted(each for each in set(migrations) - known if each[1] > latest.get(each[0], ""))


def models_at(migrations: Iterable[Migration]) -> list[type[Model]]:
    """The models of all tables that travel, as they were when these migrations had run."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    apps = loader.project_state(_ends(loader, set(migrations))).apps
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped  # noqa: SLF001 - Django's name
    ]
    travel = [model for model in found if model._meta.label_lower not in LEFT_BEHIND]  # noqa: SLF001 - Django's name
    return sorted(travel, key=name_of)


def migrate_to(migrations: Iterable[Migration]) -> None:
    """Bring an empty database to the schema that these migrations make."""
    executor = MigrationExecutor(connection)
    executor.migrate(_ends(executor.loader, set(migrations)))


def _known(loader: MigrationLoader) -> set[Migration]:
    replaced: Iterable[Any] = (name for squashed in loader.replacements.values() for name in squashed.replaces)
    return {*loader.graph.nodes, *replaced, *loader.disk_migrations}


def _ends(loader: MigrationLoader, migrations: set[Migration]) -> list[Migration]:
    """The last of the migrations in each application."""
    nodes = loader.graph.node_map
    return sorted(
        key
        for key in migrations & set(nodes)
        if not any(child.key in migrations and child.key[0] == key[0] for child in nodes[key].children)
    )
