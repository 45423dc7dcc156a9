"""May a backup be restored here? Into an empty workspace and database, with room, by software that knows it."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.manifest import Manifest
from rumbo.apps.keeping.schema import unknown_newer
from rumbo.apps.keeping.staging import is_empty
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.selectors import head
from rumbo.core.errors import Problem
from rumbo.core.language import _


def embedded_database() -> Path | None:
    """The place of the embedded database; ``None`` where a server has it."""
    return Path(settings.DATABASES["default"]["NAME"]) if connection.vendor == "sqlite" else None


def tables_there() -> list[str]:
    """The tables of the database in force; none where the embedded one is not there yet."""
    embedded = embedded_database()
    if embedded is not None and not embedded.exists():
        return []
    try:
        with connection.cursor() as cursor:
            return connection.introspection.table_names(cursor)
    except DatabaseError as unreachable:
        what = _("The database cannot be opened: {reason}").format(reason=str(unreachable).strip())
        where = str(connection.settings_dict["HOST"] or connection.settings_dict["NAME"])
        mend = _("Check DATABASE_URL and RUMBO_HOME, and that the server runs.")
        raise BackupError(Problem(what, where, mend)) from unreachable


def check_empty(home: Path) -> None:
    """Hold workspace and database against what a restore needs.

    Raises:
        BackupError: one of them holds something, or the database cannot be reached.
    """
    problems = []
    if not is_empty(home):
        what = _("The workspace is not empty; a backup is restored into an empty one only.")
        problems.append(Problem(what, str(home), _("Choose another folder (RUMBO_HOME), or move its content away.")))
    if tables := tables_there():
        what = _("The database is not empty: it has {count} tables.").format(count=len(tables))
        where = str(connection.settings_dict["NAME"])
        problems.append(Problem(what, where, _("Make a new, empty database and name it in DATABASE_URL.")))
    if problems:
        raise BackupError(*problems)


def check_known(manifest: Manifest, file: Path) -> None:
    """Hold the schema of a backup against what this software knows.

    Raises:
        BackupError: a newer version of the software wrote it.
    """
    if newer := unknown_newer(manifest.migrations):
        what = _(
            "The backup was written by a newer version of the software, {version}: {migrations} is not known here."
        )
        named = "/".join(newer[0])
        mend = _("Install that version, and restore with it.")
        raise BackupError(Problem(what.format(version=manifest.software, migrations=named), file.name, mend))


def check_space(home: Path, manifest: Manifest) -> None:
    """Hold what a backup unpacks to against what is free.

    Raises:
        BackupError: the disk has no room for it.
    """
    needed = sum(member.size for member in manifest.members)
    free = shutil.disk_usage(home).free
    if needed > free:
        what = _("The backup needs {needed} MB, and {free} MB are free.")
        told = what.format(needed=-(-needed // 1024**2), free=free // 1024**2)
        raise BackupError(Problem(told, str(home), _("Make room, or choose another disk (RUMBO_HOME).")))


def holds(manifest: Manifest) -> bool:
    """Whether the database already is the one of the backup."""
    try:
        return bool(tables_there()) and head().row_hash == manifest.ledger.row_hash
    except (DatabaseError, LedgerError):
        return False
