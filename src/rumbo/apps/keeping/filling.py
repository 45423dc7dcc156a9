"""How does a database come back? The schema that it had, its rows, the schema of today, and its ledger verified."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model

from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.inspection import Inspected
from rumbo.apps.keeping.manifest import Manifest, fault_mark
from rumbo.apps.keeping.report_files import missing_report_files
from rumbo.apps.keeping.rows_in import load_rows, number_on
from rumbo.apps.keeping.rows_out import columns_of
from rumbo.apps.keeping.schema import applied, migrate_to, models_at
from rumbo.apps.keeping.staging import Staging
from rumbo.apps.keeping.tables import name_of
from rumbo.apps.ledger.selectors import verify
from rumbo.apps.ledger.verification import FaultKind
from rumbo.core.errors import Problem
from rumbo.core.language import _

Tell = Callable[[str], None]


def lay_database(backup: Inspected, staging: Staging, tell: Tell) -> None:
    """Make the database: an embedded one as a new file, one on a server in a single transaction."""
    if connection.vendor == "sqlite":
        with _database_at(staging.database):
            _fill(backup, staging, tell)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        staging.ready(backup.fingerprint)
        return
    try:
        with transaction.atomic():
            _fill(backup, staging, tell)
            staging.ready(backup.fingerprint)
    except DatabaseError as refused:
        raise _refused(refused) from refused


@contextmanager
def _database_at(place: Path) -> Iterator[None]:
    """Work on another database file for a block."""
    connection.close()
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(place)
    try:
        yield
    except DatabaseError as refused:
        raise _refused(refused) from refused
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _refused(reason: DatabaseError) -> BackupError:
    what = _("The database does not take the backup: {reason}").format(reason=str(reason).strip())
    return BackupError(
        Problem(what, str(connection.settings_dict["NAME"]), _("Nothing was stored; repeat, or report it."))
    )


def _fill(backup: Inspected, staging: Staging, tell: Tell) -> None:
    """The schema that the backup was made at, its rows, the schema of today, and the ledger verified."""
    migrations = backup.manifest.migrations
    migrate_to(migrations)
    models = models_at(applied())
    with transaction.atomic():
        _defer_references()
        _load(backup, {name_of(model): model for model in models}, tell)
        number_on(models)
        _check_references()
    call_command("migrate", verbosity=0, interactive=False)
    usual, settings.EVIDENCE_ROOT = settings.EVIDENCE_ROOT, staging.files / "evidence"
    try:
        _check_ledger(backup.manifest)
        _check_report_files(backup.manifest)
    finally:
        settings.EVIDENCE_ROOT = usual


def _load(backup: Inspected, models: dict[str, type[Model]], tell: Tell) -> None:
    for table in backup.manifest.tables:
        tell(table.name)
        model = models.get(table.name)
        if model is None or columns_of(model) != table.columns:
            what = _("The table is not the one that the schema of the backup has.")
            mend = _("Restore with the version of the software that wrote it, {version}.")
            raise BackupError(Problem(what, table.name, mend.format(version=backup.manifest.software)))
        lines: Callable[[], Iterator[bytes]] = partial(backup.lines, table.member)
        if load_rows(model, lines) != table.rows:
            what = _("The table has another number of rows than the manifest says.")
            raise BackupError(Problem(what, table.name, _("Take another copy of the backup.")))


def _defer_references() -> None:
    """Let rows come in any order; what made the schema left some references checked at once."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _check_references() -> None:
    """Hold every reference against what it refers to; what follows may change the tables."""
    try:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        else:
            connection.check_constraints()
    except IntegrityError as dangling:
        what = _("A row refers to one that is not there: {reason}").format(reason=str(dangling).strip())
        raise BackupError(Problem(what, mend=_("Take another copy of the backup."))) from dangling


def _check_ledger(manifest: Manifest) -> None:
    """The ledger must be the one that was kept: the same end, and no fault that it did not have.

    What is wrong with the files of reports is told by :func:`_check_report_files`, file by file.
    """
    found = verify()
    known = set(manifest.ledger.faults)
    told = [fault for fault in found.faults if fault.kind is not FaultKind.REPORT_FILE]
    faults = [fault.problem() for fault in told if fault_mark(fault) not in known]
    if (found.head.sequence, found.head.row_hash, found.entries) != (
        manifest.ledger.sequence,
        manifest.ledger.row_hash,
        manifest.ledger.entries,
    ):
        faults.insert(0, Problem(_("The restored ledger does not end where the kept one did.")))
    if faults:
        raise BackupError(*faults)


def _check_report_files(manifest: Manifest) -> None:
    if lost := set(missing_report_files()) - set(manifest.missing_report_files):
        what, mend = _("A file of an issued report is not in the backup."), _("Take another copy of the backup.")
        raise BackupError(*(Problem(what, each, mend) for each in sorted(lost)[:20]))
