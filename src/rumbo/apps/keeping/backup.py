"""How is an installation put into one file, while it is at work?"""

import fcntl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import rumbo
from rumbo.apps.keeping.conditions import embedded_database
from rumbo.apps.keeping.errors import BackupError
from rumbo.apps.keeping.inspection import inspected
from rumbo.apps.keeping.manifest import FORMAT_VERSION, Head, Manifest, Table, fault_mark, fingerprint
from rumbo.apps.keeping.names import DATABASE, WORKSPACE
from rumbo.apps.keeping.packing import Packing
from rumbo.apps.keeping.report_files import missing_report_files
from rumbo.apps.keeping.rows_out import columns_of, line, rows_of
from rumbo.apps.keeping.schema import applied, models_at, unknown_newer
from rumbo.apps.keeping.snapshot import engine, snapshot
from rumbo.apps.keeping.tables import name_of
from rumbo.apps.keeping.workspace_files import workspace_files
from rumbo.apps.ledger.selectors import verify
from rumbo.apps.ledger.verification import FaultKind
from rumbo.core.customs.lake import Lake
from rumbo.core.customs.lake.versions import Version
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.whole_files import placing_whole
from rumbo.core.workspace import Workspace

#: Told what is being written or read.
Tell = Callable[[str], None]
SECRET_KEY = f"{WORKSPACE}/secret-key"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written, or read and found whole.

    Attributes:
        path: the file.
        size: its bytes.
        fingerprint: stands for everything in it.
        manifest: what it says of itself.
    """

    path: Path
    size: int
    fingerprint: str
    manifest: Manifest


def back_up(file: Path, place: Workspace, tell: Tell = lambda _name: None) -> Backup:
    """Write a backup of an installation; it has its name once it was written whole and read back.

    Args:
        file: the backup; it must not be there yet, nor lie in the workspace.
        place: the workspace.
        tell: told the name of each part.

    Raises:
        BackupError: it cannot be written there, or something cannot be read; nothing is left beside.
        LakeError: the lake cannot be read.
    """
    _check_there(place)
    _check_place(file, place)
    _sweep(file)
    try:
        with placing_whole(file, mode=0o600) as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            packing = Packing(stream, made_at := datetime.now(UTC))
            tables, told = _pack_database(packing, tell)
            lake = Lake(place.lake)
            versions = lake.versions()
            _pack_workspace(packing, place, versions, tell)
            manifest = Manifest(
                format="rumbo-backup",
                format_version=FORMAT_VERSION,
                software=rumbo.__version__,
                made_at=made_at,
                lake_version=versions[-1].number if versions else 0,
                secret_key_inside=any(member.name == SECRET_KEY for member in packing.members),
                tables=tables,
                members=tuple(packing.members),
                **told,
            )
            document = packing.finish(manifest)
            stream.flush()
            inspected(stream, str(file)).check(tell)
    except OSError as unwritable:
        raise _unwritable(file, unwritable) from unwritable
    return Backup(file, file.stat().st_size, fingerprint(document), manifest)


def _pack_database(packing: Packing, tell: Tell) -> tuple[tuple[Table, ...], dict[str, object]]:
    tables = []
    with snapshot():
        migrations = applied()
        if newer := unknown_newer(migrations):
            what = _("The database was brought to a newer version of the software: {migrations}.")
            named = ", ".join("/".join(each) for each in newer[:3])
            raise BackupError(Problem(what.format(migrations=named), mend=_("Make the backup with that version.")))
        found = verify()
        ledger = Head(
            sequence=found.head.sequence,
            row_hash=found.head.row_hash,
            entries=found.entries,
            faults=tuple(fault_mark(fault) for fault in found.faults if fault.kind is not FaultKind.REPORT_FILE),
        )
        for model in models_at(migrations):
            tell(name_of(model))
            member = f"{DATABASE}/{name_of(model)}.jsonl"
            count = packing.add_lines(member, map(line, rows_of(model)))
            tables.append(Table(name=name_of(model), member=member, columns=columns_of(model), rows=count))
        return tuple(tables), {
            "engine": engine(),
            "migrations": migrations,
            "ledger": ledger,
            "missing_report_files": missing_report_files(),
        }


def _pack_workspace(packing: Packing, place: Workspace, versions: tuple[Version, ...], tell: Tell) -> None:
    for name, file in workspace_files(place.home, versions):
        tell(name)
        packing.add_file(name, file)


def _check_there(place: Workspace) -> None:
    embedded = embedded_database()
    if not place.home.is_dir() or (embedded is not None and not embedded.is_file()) or not applied():
        what = _("There is no installation to keep: the workspace or its database was not made yet.")
        raise BackupError(Problem(what, str(place.home), _("Check RUMBO_HOME and DATABASE_URL.")))


def _check_place(file: Path, place: Workspace) -> None:
    if file.resolve().is_relative_to(place.home):
        what = _("The backup would lie in the workspace that it keeps, and go into the next backup.")
        raise BackupError(Problem(what, str(file), _("Choose a folder elsewhere, best on another disk.")))
    if file.exists() or file.is_symlink():
        what = _("The file exists; a backup replaces nothing.")
        raise BackupError(Problem(what, str(file), _("Choose another name, or take the file away.")))
    if not file.parent.is_dir():
        what = _("There is no such folder.")
        raise BackupError(Problem(what, str(file.parent), _("Make it, or choose another one.")))


def _sweep(file: Path) -> None:
    """Take away what a backup of this name left that was killed; one that is being written holds a lock."""
    for left in file.parent.glob(f".{file.name}.????????"):
        with suppress(OSError), left.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def _unwritable(file: Path, reason: OSError) -> BackupError:
    what = _("The backup cannot be written: {reason}.").format(reason=reason.strerror or reason)
    return BackupError(Problem(what, str(file), _("Look for free space and permissions there.")))
